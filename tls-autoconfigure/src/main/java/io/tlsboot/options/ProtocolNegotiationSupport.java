/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.tlsboot.options;

/**
 * A mechanism by which the two sides of a connection agree on an application protocol.
 *
 * @since 0.1.0
 */
public enum ProtocolNegotiationSupport {

	/**
	 * Application-Layer Protocol Negotiation (RFC 7301): the client offers, and the
	 * server's order decides.
	 */
	ALPN,

	/**
	 * Next Protocol Negotiation (draft-agl-tls-nextprotoneg-04), the predecessor of ALPN:
	 * the server offers, and the client's order decides. It ends with TLS 1.2.
	 */
	NPN

}

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

package io.tlsboot.server;

/**
 * Whether a backend is told whose connection is forwarded to it, by a header of HAProxy's
 * PROXY protocol before the first byte (HAProxy, "The PROXY protocol, versions 1 &amp;
 * 2").
 *
 * @since 0.1.0
 */
public enum ProxyHeader {

	/** No header. */
	NONE,

	/** Version 1: a line of text with the addresses and ports. */
	V1,

	/**
	 * Version 2: binary, with the addresses and ports. For a connection secured by TLS it
	 * also says the version, the server name that the client asked for, the application
	 * protocol, and whether the client has a verified certificate and its common name.
	 */
	V2

}

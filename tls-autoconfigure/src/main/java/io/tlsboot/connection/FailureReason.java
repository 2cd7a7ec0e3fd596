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

package io.tlsboot.connection;

import java.util.Locale;

/**
 * Why a handshake failed: a closed vocabulary, for logs, metrics and the endpoint.
 *
 * @since 0.1.0
 */
public enum FailureReason {

	/** Both sides speak TLS, in no common version. */
	NO_SHARED_VERSION,

	/** No cipher suite is acceptable to both sides. */
	NO_SHARED_CIPHER,

	/** No group for the key exchange is acceptable to both sides. */
	NO_SHARED_GROUP,

	/** No application protocol is acceptable to both sides. */
	NO_PROTOCOL_OVERLAP,

	/** The client asks for a server name that is not served, or for none. */
	UNKNOWN_SERVER_NAME,

	/** A client certificate is required and the client presented none. */
	CLIENT_CERTIFICATE_MISSING,

	/** No trusted anchor ends the peer's chain. */
	UNTRUSTED_ISSUER,

	/** A certificate of the peer's chain has expired. */
	EXPIRED,

	/** A certificate of the peer's chain is not valid yet. */
	NOT_YET_VALID,

	/** The server's certificate is for another name. */
	NAME_MISMATCH,

	/** The peer's certificate is not for this use, or breaks a rule of the path. */
	NOT_ACCEPTABLE,

	/** The peer does not speak TLS. */
	PLAINTEXT_ON_TLS_PORT,

	/**
	 * Something else than TLS was sent in clear before the switch to TLS and was not read
	 * by then: somebody on the way may have put it there.
	 */
	PLAINTEXT_AFTER_STARTTLS,

	/** The server does not offer TLS: somebody on the way may have taken that out. */
	STARTTLS_STRIPPED,

	/** The server offers TLS and refuses it when asked. */
	STARTTLS_REFUSED,

	/** What the peer says before the switch to TLS is not the protocol, or too much. */
	STARTTLS_MALFORMED,

	/** The listener has as many connections as it may have. */
	TOO_MANY_CONNECTIONS,

	/** The listener has as many handshakes in progress as it may have. */
	TOO_MANY_HANDSHAKES,

	/** Who connects is none of the proxies that the listener is behind. */
	UNTRUSTED_PROXY,

	/** The header of the PROXY protocol is missing, broken, too long or late. */
	PROXY_HEADER,

	/** The peer refused us with an alert. */
	PEER_ALERT,

	/** The handshake took too long. */
	TIMEOUT,

	/** The connection went away during the handshake. */
	RESET,

	/** Anything else. */
	OTHER;

	/**
	 * Return the reason as logs, metrics and the endpoint write it.
	 * @return for example {@code no-shared-version}
	 */
	public String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	@Override
	public String toString() {
		return code();
	}

}

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
	NO_SHARED_VERSION("Both sides speak TLS, in no common version.",
			"Let the peer speak TLS 1.2 or newer; only if it cannot, allow an older version for it."),

	/** No cipher suite is acceptable to both sides. */
	NO_SHARED_CIPHER("No cipher suite is acceptable to both sides.",
			"Compare acceptable-ciphers with what the peer offers, and see whether it can verify the kind of key that the server has."),

	/** No group for the key exchange is acceptable to both sides. */
	NO_SHARED_GROUP("No group for the key exchange is acceptable to both sides.",
			"Add a group that the peer knows to groups, or let post-quantum be prefer where it is require."),

	/** No signature scheme is acceptable to both sides. */
	NO_SHARED_SIGNATURE("No signature scheme is acceptable to both sides.",
			"Use a certificate with a kind of key that the peer can verify: ECDSA with P-256, or RSA."),

	/** No application protocol is acceptable to both sides. */
	NO_PROTOCOL_OVERLAP("No application protocol is acceptable to both sides.",
			"Compare acceptable-protocols with what the peer offers."),

	/** The client asks for a server name that is not served, or for none. */
	UNKNOWN_SERVER_NAME("The client asks for a server name that is not served, or for none.",
			"Add the name to server-names, or correct the name that the client asks for."),

	/** A client certificate is required and the client presented none. */
	CLIENT_CERTIFICATE_MISSING("A client certificate is required and the client presented none.",
			"Give the client a certificate, or let client-auth be want."),

	/** No trusted certificate ends the peer's chain. */
	UNTRUSTED_ISSUER("No trusted certificate ends the peer's chain.",
			"Add the authority to trust-roots if it is to be trusted; see that the peer sends its intermediates."),

	/** A certificate of the peer's chain has expired. */
	EXPIRED("A certificate of the peer's chain has expired.",
			"Let the peer renew its certificate; see that the clocks are right."),

	/** A certificate of the peer's chain is not valid yet. */
	NOT_YET_VALID("A certificate of the peer's chain is not valid yet.",
			"See that the clocks of both machines are right."),

	/** The server's certificate is for another name. */
	NAME_MISMATCH("The server's certificate is for another name.",
			"Set server-name to a name in the certificate, or let the server have a certificate for this name."),

	/** The peer's certificate is not for this use, or breaks a rule of the path. */
	NOT_ACCEPTABLE("The peer's certificate is not for this use, or breaks a rule of the path.",
			"Let the authority issue a certificate that follows the rule that the detail names."),

	/** The peer does not speak TLS. */
	PLAINTEXT_ON_TLS_PORT("The peer does not speak TLS.",
			"Let the peer begin with TLS, by https for example, or connect to the port in clear."),

	/**
	 * Something in clear was not read before the switch to TLS: somebody on the way may
	 * have put it there.
	 */
	PLAINTEXT_AFTER_STARTTLS(
			"Something in clear was not read before the switch to TLS: somebody on the way may have put it there.",
			"Look at who can change what is sent on the way; if it is the peer itself, let it wait for the answer before it goes on."),

	/** The server does not offer TLS: somebody on the way may have taken that out. */
	STARTTLS_STRIPPED("The server does not offer TLS: somebody on the way may have taken that out.",
			"Look at who can change what is sent on the way; if the server has no TLS, let it offer it."),

	/** The server offers TLS and refuses it when asked. */
	STARTTLS_REFUSED("The server offers TLS and refuses it when asked.",
			"Look at the log of the server: its certificate may be missing."),

	/** What the peer says before the switch to TLS is not the protocol, or too much. */
	STARTTLS_MALFORMED("What the peer says before the switch to TLS is not the protocol, or too much.",
			"See that protocol is the one that the peer speaks, and that the port is right."),

	/** The listener has as many connections as it may have. */
	TOO_MANY_CONNECTIONS("The listener has as many connections as it may have.",
			"Raise max-connections if the machine can serve more; look for a peer that keeps them."),

	/** The listener has as many handshakes in progress as it may have. */
	TOO_MANY_HANDSHAKES("The listener has as many handshakes in progress as it may have.",
			"Raise max-concurrent-handshakes if the machine can serve more; look for a peer that begins them and goes away."),

	/** Who connects is none of the proxies that the listener is behind. */
	UNTRUSTED_PROXY("Who connects is none of the proxies that the listener is behind.",
			"Add the address to proxy-protocol-from if it is a proxy of yours."),

	/** The header of the PROXY protocol is missing, broken, too long or late. */
	PROXY_HEADER("The header of the PROXY protocol is missing, broken, too long or late.",
			"Let the proxy send the version of the header that proxy-protocol names."),

	/** The peer refused us with an alert. */
	PEER_ALERT("The peer refused us with an alert.", "The alert says why; the log of the peer has the rest."),

	/** What the peer sends breaks the protocol, or was changed on the way. */
	MALFORMED("What the peer sends breaks the protocol, or was changed on the way.",
			"Look at the peer's implementation of TLS, and at what stands between."),

	/** The handshake took too long. */
	TIMEOUT("The handshake took too long.",
			"See that the peer is reachable and speaks TLS on this port; raise handshake-timeout if it is slow."),

	/** The connection went away during the handshake. */
	RESET("The connection went away during the handshake.",
			"Look at the log of the peer, and at what stands between; a check of the port alone looks like this, too."),

	/** Anything else. */
	OTHER("Anything else.", "Look at the detail, and at the log of level DEBUG.");

	private final String meaning;

	private final String remedy;

	FailureReason(String meaning, String remedy) {
		this.meaning = meaning;
		this.remedy = remedy;
	}

	/**
	 * Return the reason as logs, metrics and the endpoint write it.
	 * @return for example {@code no-shared-version}
	 */
	public String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Return what the reason means.
	 * @return a sentence
	 */
	public String meaning() {
		return this.meaning;
	}

	/**
	 * Return what to do about it.
	 * @return a sentence
	 */
	public String remedy() {
		return this.remedy;
	}

	@Override
	public String toString() {
		return code();
	}

}

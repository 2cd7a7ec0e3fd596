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

package io.tlsboot.lint;

import java.util.Locale;

/**
 * What is looked for. The vocabulary is closed; documented with the endpoint.
 *
 * @since 0.1.0
 */
public enum LintRule {

	/** An issuer that neither is sent nor known here. */
	MISSING_INTERMEDIATE(Severity.WARNING, false,
			"The chain that is sent does not lead to a root, nor to an authority that is trusted here: peers may not be "
					+ "able to verify it. Told as info where the certificate does not say that its issuer has one itself.",
			"Add the intermediates to the certificate's file, or name them by extra-chain."),

	/** A root among the certificates. */
	ROOT_NOT_SENT(Severity.INFO, true,
			"The root is with the certificate. It is left out of what is sent: a peer has it, or does not trust it.",
			"Nothing needs to be done; the root can be removed from the file."),

	/** A certificate without a name that it is to serve. */
	NAME_NOT_COVERED(Severity.WARNING, false,
			"A server name of a listener is none of the certificate's subject alternative names: clients that ask for it "
					+ "refuse the certificate.",
			"Get a certificate for the name, or give the name other options."),

	/** A weak key or signature. */
	WEAK_CERTIFICATE(Severity.WARNING, true,
			"A certificate of the own chain has a key or a signature that peers take for too weak.",
			"Get a certificate with an EC key on P-256 or an RSA key of at least 2048 bits, signed with SHA-256 or better."),

	/** A certificate near its end. */
	EXPIRING_SOON(Severity.WARNING, false, "A certificate of the own chain expires within tls.health.expiring-within.",
			"Renew it."),

	/** A certificate after its end. */
	EXPIRED(Severity.ERROR, true, "A certificate of the own chain has expired: peers refuse it.", "Renew it."),

	/** A certificate before its beginning. */
	NOT_YET_VALID(Severity.ERROR, true, "A certificate of the own chain is not valid yet: peers refuse it.",
			"See that the clock of this machine is right, or wait."),

	/** A certificate that nobody vouches for. */
	SELF_SIGNED_IN_PRODUCTION(Severity.WARNING, false,
			"Under a production profile the own certificate is signed with its own key: nobody vouches for it.",
			"Get a certificate from an authority that the peers trust."),

	/** A version that is known to be weak. */
	OLD_VERSION(Severity.WARNING, true, "A version of TLS is allowed that is known to be weak.",
			"Remove the property when the last peer that needs it is gone."),

	/** Servers are not verified. */
	VERIFICATION_SKIPPED(Severity.ERROR, true,
			"Clients accept every server: anybody on the way can read and change what is sent.",
			"Name whom to trust by trust-roots."),

	/** Suites without forward secrecy or with CBC. */
	WEAK_CIPHER(Severity.WARNING, true, "Cipher suites are acceptable that are known to be weak.",
			"Remove them when the last peer that needs them is gone."),

	/** Weak keys and signatures of peers. */
	WEAK_PEERS(Severity.WARNING, true,
			"Certificates of peers are accepted that are known to be weak: short RSA keys, or SHA-1 signatures.",
			"Remove the property when the last peer that needs it has another certificate."),

	/** TLS is left to the client. */
	TLS_NOT_REQUIRED(Severity.WARNING, false,
			"Clients of the listener may stay in clear, which anybody on the way can bring about.",
			"Remove require-tls when the last client that needs it is gone."),

	/** TLS is left to whoever is on the way. */
	OPPORTUNISTIC_TLS(Severity.WARNING, false,
			"The client goes on in clear where TLS is not offered, which anybody on the way can bring about.",
			"Let tls-policy be require."),

	/** Secured connections that leave the machine in clear. */
	FORWARD_IN_CLEAR(Severity.WARNING, false, "What comes in with TLS is forwarded in clear to another machine.",
			"Forward to a client by client:// and its name, or to a backend on this machine."),

	/** The secrets of connections are written down. */
	KEY_LOG(Severity.WARNING, true, "The secrets of all connections are written to a file.",
			"Remove the property when the recording is made."),

	/** A trust root after its end. */
	TRUST_ROOT_EXPIRED(Severity.WARNING, false,
			"A trust root that the application names has expired: no chain can end there.",
			"Remove it from the trust roots, or replace it by its successor."),

	/** No hybrid group. */
	NO_POST_QUANTUM(Severity.INFO, false,
			"No hybrid group can be negotiated: what is recorded now can be read by whoever has a quantum computer later.",
			"Use the engine openssl, allow TLSv1.3, and leave groups and post-quantum as they are."),

	/** A private key that is everybody's. */
	PRIVATE_KEY_READABLE(Severity.WARNING, false,
			"The file with the private key can be read by every user of this machine.",
			"Take the others' rights away (chmod o-rwx), and get a new key if others have been here.");

	private final Severity severity;

	private final boolean quiet;

	private final String meaning;

	private final String remedy;

	LintRule(Severity severity, boolean quiet, String meaning, String remedy) {
		this.severity = severity;
		this.quiet = quiet;
		this.meaning = meaning;
		this.remedy = remedy;
	}

	/**
	 * Return the rule as the log and the endpoint write it.
	 * @return for example {@code missing-intermediate}
	 */
	public String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Return how bad it is.
	 * @return the severity
	 */
	public Severity severity() {
		return this.severity;
	}

	/**
	 * Return what is wrong in general.
	 * @return one or two sentences
	 */
	public String meaning() {
		return this.meaning;
	}

	/**
	 * Return what to do.
	 * @return a sentence
	 */
	public String remedy() {
		return this.remedy;
	}

	/**
	 * Tell whether nothing is logged of it at start: because a line was when the options
	 * were read, or because nothing needs to be done.
	 * @return whether it is not logged
	 */
	boolean isQuiet() {
		return this.quiet;
	}

	/**
	 * How bad something is.
	 */
	public enum Severity {

		/** To be known. */
		INFO,

		/** To be put right. */
		WARNING,

		/** It does not work, or does not protect. */
		ERROR;

		/**
		 * Return the severity as the endpoint writes it.
		 * @return for example {@code warning}
		 */
		public String code() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}

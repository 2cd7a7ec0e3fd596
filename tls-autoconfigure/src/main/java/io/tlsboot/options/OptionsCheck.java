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

import io.tlsboot.x509.KeyType;

/**
 * Looks for options that stand against each other, or for nothing.
 */
final class OptionsCheck {

	private OptionsCheck() {
	}

	/**
	 * Check the decisions together.
	 * @param options the options
	 * @throws MutuallyExclusiveException if two options exclude each other
	 * @throws MissingTrustRootException if clients are asked for certificates and no
	 * trust root could accept one
	 * @throws InapplicableOptionException if an option can have no effect
	 */
	static void check(CertificateOptions options) {
		if (options.isVerificationInsecurelySkipped() && options.trustRoot().isPresent()) {
			throw new MutuallyExclusiveException("insecurely-skip-verification", "trust-roots");
		}
		if (options.clientAuthentication() != ClientAuthentication.NONE && options.trustRoot().isEmpty()) {
			throw new MissingTrustRootException();
		}
		if (options.dhParameters().isPresent()) {
			checkDhParameters(options);
		}
		if (options.protocolNegotiation().contains(ProtocolNegotiationSupport.NPN)) {
			checkNextProtocolNegotiation(options);
		}
	}

	private static void checkDhParameters(CertificateOptions options) {
		String option = "dh-parameters";
		checkBeforeTls13(option, options);
		if (options.identity()
			.filter((identity) -> identity.certificate().publicKeyInfo().type() == KeyType.RSA)
			.isEmpty()) {
			throw new InapplicableOptionException(option,
					"the suites with finite field Diffie-Hellman are for servers with an RSA key",
					"Use a certificate with an RSA key, or remove the parameters.");
		}
		if (options.acceptableCiphers()
			.ciphers()
			.stream()
			.noneMatch((cipher) -> cipher.keyExchange() == Cipher.KeyExchange.DHE)) {
			throw new InapplicableOptionException(option,
					"no suite with finite field Diffie-Hellman is among the acceptable ciphers",
					"Add such suites ('DHE+AESGCM'), or remove the parameters.");
		}
	}

	private static void checkNextProtocolNegotiation(CertificateOptions options) {
		String option = "protocol-negotiation";
		checkBeforeTls13(option, options);
		if (options.acceptableProtocols().isEmpty()) {
			throw new InapplicableOptionException(option, "there are no acceptable protocols",
					"Set 'acceptable-protocols', or leave the mechanism to the default.");
		}
	}

	private static void checkBeforeTls13(String option, CertificateOptions options) {
		if (options.versions().minimum() == TlsVersion.TLSv1_3) {
			throw new InapplicableOptionException(option, "it is for TLS 1.2, which is not acceptable",
					"Lower the minimum to TLSv1.2, or remove the option.");
		}
	}

}

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

package io.tlsboot.x509;

import java.util.Map;

/**
 * What the label of a PEM block says (RFC 7468, and the traditional ones of OpenSSL).
 */
enum PemLabel {

	CERTIFICATE, EC_PARAMETERS, PRIVATE_KEY, ENCRYPTED_PRIVATE_KEY, RSA_PRIVATE_KEY, EC_PRIVATE_KEY, OTHER;

	private static final Map<String, PemLabel> LABELS = Map.of("CERTIFICATE", CERTIFICATE, "X509 CERTIFICATE",
			CERTIFICATE, "EC PARAMETERS", EC_PARAMETERS, "PRIVATE KEY", PRIVATE_KEY, "ENCRYPTED PRIVATE KEY",
			ENCRYPTED_PRIVATE_KEY, "RSA PRIVATE KEY", RSA_PRIVATE_KEY, "EC PRIVATE KEY", EC_PRIVATE_KEY);

	private static final Map<String, String> DESCRIPTIONS = Map.ofEntries(
			Map.entry("CERTIFICATE REQUEST", "a certificate request"),
			Map.entry("NEW CERTIFICATE REQUEST", "a certificate request"), Map.entry("PUBLIC KEY", "a public key"),
			Map.entry("RSA PUBLIC KEY", "a public key"), Map.entry("X509 CRL", "a certificate revocation list"),
			Map.entry("PKCS7", "a PKCS#7 bundle"), Map.entry("CMS", "a PKCS#7 bundle"),
			Map.entry("DSA PRIVATE KEY", "a DSA private key"), Map.entry("DH PARAMETERS", "Diffie-Hellman parameters"),
			Map.entry("TRUSTED CERTIFICATE", "a certificate with OpenSSL's trust settings"),
			Map.entry("OPENSSH PRIVATE KEY", "an OpenSSH private key"),
			Map.entry("PGP PUBLIC KEY BLOCK", "an OpenPGP key"), Map.entry("PGP PRIVATE KEY BLOCK", "an OpenPGP key"),
			Map.entry("PGP MESSAGE", "an OpenPGP message"), Map.entry("CERTIFICATE", "a certificate"),
			Map.entry("X509 CERTIFICATE", "a certificate"));

	static PemLabel of(String label) {
		return LABELS.getOrDefault(label, OTHER);
	}

	/**
	 * Return what a message says was found. Of a label that nobody knows nothing is
	 * quoted.
	 * @param label the label
	 * @return a noun with its article
	 */
	static String describe(String label) {
		PemLabel known = of(label);
		if (known.isKey()) {
			return "a private key";
		}
		return (known == EC_PARAMETERS) ? "EC parameters"
				: DESCRIPTIONS.getOrDefault(label, "a PEM block of an unknown kind");
	}

	boolean isKey() {
		return this == PRIVATE_KEY || this == ENCRYPTED_PRIVATE_KEY || this == RSA_PRIVATE_KEY
				|| this == EC_PRIVATE_KEY;
	}

	/**
	 * Return the shape of a private key.
	 * @return the shape
	 */
	Kind kind() {
		return switch (this) {
			case ENCRYPTED_PRIVATE_KEY -> Kind.PKCS8_ENCRYPTED;
			case RSA_PRIVATE_KEY -> Kind.PKCS1;
			case EC_PRIVATE_KEY -> Kind.SEC1;
			default -> Kind.PKCS8;
		};
	}

}

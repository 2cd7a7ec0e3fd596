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

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of keys that certificates are made for, and which engine can serve them:
 * BoringSSL serves neither {@link #RSASSA_PSS}, {@link #ED25519}, {@link #ED448} nor
 * ML-DSA, the JDK serves all but ML-DSA.
 *
 * @since 0.1.0
 */
public enum KeyType {

	/** RSA (RFC 8017), for any padding. */
	RSA("RSA", PKCSObjectIdentifiers.rsaEncryption, null, true, true),

	/** RSA for signatures with PSS padding alone (RFC 4055). */
	RSASSA_PSS("RSASSA-PSS", PKCSObjectIdentifiers.id_RSASSA_PSS, null, false, true),

	/** The elliptic curve P-256. */
	EC_P256("EC", X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1, true, true),

	/** The elliptic curve P-384. */
	EC_P384("EC", X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp384r1, true, true),

	/** The elliptic curve P-521. */
	EC_P521("EC", X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp521r1, true, true),

	/** Ed25519 (RFC 8410). */
	ED25519("Ed25519", EdECObjectIdentifiers.id_Ed25519, null, false, true),

	/** Ed448 (RFC 8410). */
	ED448("Ed448", EdECObjectIdentifiers.id_Ed448, null, false, true),

	/** ML-DSA-44 (FIPS 204). */
	ML_DSA_44("ML-DSA-44", NISTObjectIdentifiers.id_ml_dsa_44, null, false, false),

	/** ML-DSA-65 (FIPS 204). */
	ML_DSA_65("ML-DSA-65", NISTObjectIdentifiers.id_ml_dsa_65, null, false, false),

	/** ML-DSA-87 (FIPS 204). */
	ML_DSA_87("ML-DSA-87", NISTObjectIdentifiers.id_ml_dsa_87, null, false, false),

	/** Another elliptic curve. */
	EC_OTHER("EC", X9ObjectIdentifiers.id_ecPublicKey, null, false, false),

	/** Anything else. */
	OTHER("other", null, null, false, false);

	static final String ML_DSA_PREFIX = "ML-DSA";

	private final String algorithm;

	private final @Nullable String identifier;

	private final @Nullable String curve;

	private final boolean servedByBoringSsl;

	private final boolean servedByJdk;

	KeyType(String algorithm, @Nullable ASN1ObjectIdentifier identifier, @Nullable ASN1ObjectIdentifier curve,
			boolean servedByBoringSsl, boolean servedByJdk) {
		this.algorithm = algorithm;
		this.identifier = (identifier != null) ? identifier.getId() : null;
		this.curve = (curve != null) ? curve.getId() : null;
		this.servedByBoringSsl = servedByBoringSsl;
		this.servedByJdk = servedByJdk;
	}

	/**
	 * Return the platform's name of the algorithm.
	 * @return the name, for example {@code EC}
	 */
	public String algorithm() {
		return this.algorithm;
	}

	/**
	 * Tell whether a server or client with such a key can use BoringSSL.
	 * @return whether it can
	 */
	public boolean isServedByBoringSsl() {
		return this.servedByBoringSsl;
	}

	/**
	 * Tell whether a server or client with such a key can use the JDK's engine.
	 * @return whether it can
	 */
	public boolean isServedByJdk() {
		return this.servedByJdk;
	}

	static KeyType of(AlgorithmIdentifier algorithm) {
		String identifier = algorithm.getAlgorithm().getId();
		String curve = (algorithm.getParameters() instanceof ASN1ObjectIdentifier name) ? name.getId() : "";
		for (KeyType type : values()) {
			if (identifier.equals(type.identifier) && (type.curve == null || type.curve.equals(curve))) {
				return type;
			}
		}
		return OTHER;
	}

	static @Nullable String algorithm(ASN1ObjectIdentifier identifier) {
		for (KeyType type : values()) {
			if (identifier.getId().equals(type.identifier)) {
				return type.algorithm;
			}
		}
		return null;
	}

	boolean isMlDsa() {
		return this.algorithm.startsWith(ML_DSA_PREFIX);
	}

	/**
	 * Return what people call it.
	 * @return for example {@code EC P-256}
	 */
	String title() {
		return switch (this) {
			case EC_P256 -> "EC P-256";
			case EC_P384 -> "EC P-384";
			case EC_P521 -> "EC P-521";
			default -> this.algorithm;
		};
	}

}

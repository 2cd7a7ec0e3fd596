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

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;

import io.tlsboot.x509.CertificateLoadException.Part;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * Private keys of the platform, made from PKCS#8 in one form only: the same key is equal
 * whichever shape it was read from.
 */
final class PrivateKeys {

	private PrivateKeys() {
	}

	/**
	 * Return the key.
	 * @param info the key as PKCS#8
	 * @return the platform's key, or Bouncy Castle's where the platform has none
	 * @throws CertificateLoadException if it is damaged or not supported
	 */
	static PrivateKey of(PrivateKeyInfo info) {
		ASN1ObjectIdentifier identifier = info.getPrivateKeyAlgorithm().getAlgorithm();
		String algorithm = KeyType.algorithm(identifier);
		if (algorithm == null) {
			throw new CertificateLoadException(Part.PRIVATE_KEY,
					"the algorithm of the private key is not supported (found: %s; expected: RSA, EC, EdDSA or ML-DSA)"
						.formatted(identifier));
		}
		try {
			return generate(algorithm, new PKCS8EncodedKeySpec(canonical(info).getEncoded()));
		}
		catch (CertificateLoadException ex) {
			throw ex;
		}
		catch (GeneralSecurityException | IOException | RuntimeException | StackOverflowError ex) {
			throw new CertificateLoadException(Part.PRIVATE_KEY, "the %s private key is damaged".formatted(algorithm),
					ex);
		}
	}

	private static PrivateKey generate(String algorithm, PKCS8EncodedKeySpec encoded) throws GeneralSecurityException {
		return (algorithm.startsWith(KeyType.ML_DSA_PREFIX)
				? KeyFactory.getInstance(algorithm, KeyEncryption.provider()) : KeyFactory.getInstance(algorithm))
			.generatePrivate(encoded);
	}

	// Without attributes, public key and whatever else one tool writes and another does
	// not.
	private static PrivateKeyInfo canonical(PrivateKeyInfo info) throws IOException {
		AlgorithmIdentifier algorithm = info.getPrivateKeyAlgorithm();
		if (algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
			algorithm = new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
		}
		else if (algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
			return ec(info);
		}
		return new PrivateKeyInfo(algorithm, info.parsePrivateKey());
	}

	private static PrivateKeyInfo ec(PrivateKeyInfo info) throws IOException {
		ASN1ObjectIdentifier curve = EllipticCurves.name(info.getPrivateKeyAlgorithm());
		X9ECParameters parameters = (curve != null) ? ECNamedCurveTable.getByOID(curve) : null;
		if (curve == null || parameters == null) {
			throw new CertificateLoadException(Part.PRIVATE_KEY,
					"the curve of the EC private key is not supported (expected: P-256, P-384 or P-521)");
		}
		ECPrivateKey key = ECPrivateKey.getInstance(info.parsePrivateKey());
		if (key.getKey().signum() <= 0 || key.getKey().compareTo(parameters.getN()) >= 0) {
			throw new CertificateLoadException(Part.PRIVATE_KEY, "the EC private key is damaged");
		}
		return new PrivateKeyInfo(new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve),
				new ECPrivateKey(parameters.getN().bitLength(), key.getKey()));
	}

}

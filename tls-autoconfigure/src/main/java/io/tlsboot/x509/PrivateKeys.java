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
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed448PrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

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

	// Without attributes, public key and what else one tool writes and another omits.
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

	/**
	 * Return a key as PKCS#8.
	 * @param key the key
	 * @return the encoding's content
	 * @throws IllegalStateException if it does not leave its device
	 */
	static PrivateKeyInfo info(PrivateKey key) {
		byte[] encoded = key.getEncoded();
		if (encoded == null) {
			throw new IllegalStateException("the private key cannot be exported");
		}
		return PrivateKeyInfo.getInstance(encoded);
	}

	/**
	 * Return a key as tools without PKCS#8 wrote it.
	 * @param info the key
	 * @return the encoding: PKCS#1 for RSA, SEC1 for EC, else PKCS#8
	 */
	static byte[] traditional(PrivateKeyInfo info) {
		AlgorithmIdentifier algorithm = info.getPrivateKeyAlgorithm();
		try {
			if (algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
				return info.parsePrivateKey().toASN1Primitive().getEncoded();
			}
			if (algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
				ECPrivateKey key = ECPrivateKey.getInstance(info.parsePrivateKey());
				int bits = ECNamedCurveTable.getByOID((ASN1ObjectIdentifier) algorithm.getParameters())
					.getN()
					.bitLength();
				return new ECPrivateKey(bits, key.getKey(), algorithm.getParameters()).getEncoded();
			}
			return info.getEncoded();
		}
		catch (IOException ex) {
			throw new IllegalStateException("the private key cannot be encoded", ex);
		}
	}

	/**
	 * Find the public key of a private key.
	 * @param key a key that was made here
	 * @return the public key
	 * @throws CertificateLoadException if it is damaged
	 */
	static PublicKeyInfo publicKey(PrivateKey key) {
		PrivateKeyInfo info = info(key);
		AlgorithmIdentifier algorithm = info.getPrivateKeyAlgorithm();
		try {
			AsymmetricKeyParameter parameters = PrivateKeyFactory.createKey(info);
			if (parameters instanceof RSAPrivateCrtKeyParameters rsa) {
				return PublicKeyInfo.of(new SubjectPublicKeyInfo(algorithm,
						new RSAPublicKey(rsa.getModulus(), rsa.getPublicExponent())));
			}
			return PublicKeyInfo.of(new SubjectPublicKeyInfo(algorithm, point(parameters)));
		}
		catch (GeneralSecurityException | IOException | RuntimeException ex) {
			throw new CertificateLoadException(Part.PRIVATE_KEY, "the private key has no public key", ex);
		}
	}

	private static byte[] point(AsymmetricKeyParameter key) {
		if (key instanceof ECPrivateKeyParameters ec) {
			return new FixedPointCombMultiplier().multiply(ec.getParameters().getG(), ec.getD())
				.normalize()
				.getEncoded(false);
		}
		if (key instanceof Ed25519PrivateKeyParameters ed25519) {
			return ed25519.generatePublicKey().getEncoded();
		}
		if (key instanceof Ed448PrivateKeyParameters ed448) {
			return ed448.generatePublicKey().getEncoded();
		}
		return ((MLDSAPrivateKeyParameters) key).getPublicKeyParameters().getEncoded();
	}

}

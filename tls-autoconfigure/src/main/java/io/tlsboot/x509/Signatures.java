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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Locale;
import java.util.Map;

import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.RuntimeOperatorException;

/**
 * Signing with each type of key, also with one that never leaves its device.
 */
final class Signatures {

	/** The digest that signatures use unless another one is asked for. */
	static final String DEFAULT_DIGEST = "SHA-256";

	private static final Map<String, String> DIGESTS = Map.of("sha256", "SHA-256", "sha384", "SHA-384", "sha512",
			"SHA-512");

	private static final Map<String, Integer> SALTS = Map.of("SHA-256", 32, "SHA-384", 48, "SHA-512", 64);

	private Signatures() {
	}

	/**
	 * Return the platform's name of a digest that is fit for signatures.
	 * @param digest the name, for example {@code sha256} or {@code SHA-256}
	 * @return the name
	 * @throws IllegalArgumentException if it is none of those
	 */
	static String digest(String digest) {
		String name = DIGESTS.get(digest.toLowerCase(Locale.ROOT).replace("-", ""));
		if (name == null) {
			throw new IllegalArgumentException(
					"digest: '%s' (expected: SHA-256, SHA-384 or SHA-512)".formatted(digest));
		}
		return name;
	}

	/**
	 * Tell whether two keys are a pair: the one signs and the other verifies, which is
	 * the one proof that works for every kind of key.
	 * @param publicKey the public key
	 * @param privateKey the private key
	 * @return whether they are
	 */
	static boolean match(PublicKeyInfo publicKey, PrivateKey privateKey) {
		KeyType type = publicKey.type();
		try {
			byte[] probe = { 't', 'l', 's' };
			Signature signature = instance(type, privateKey, DEFAULT_DIGEST);
			signature.initSign(privateKey);
			signature.update(probe);
			byte[] signed = signature.sign();
			signature.initVerify(verifier(type, publicKey));
			signature.update(probe);
			return signature.verify(signed);
		}
		catch (GeneralSecurityException | RuntimeException ex) {
			return false;
		}
	}

	private static PublicKey verifier(KeyType type, PublicKeyInfo key) throws GeneralSecurityException {
		return type.isMlDsa() ? KeyFactory.getInstance(type.algorithm(), KeyEncryption.provider())
			.generatePublic(new X509EncodedKeySpec(key.dump())) : key.toPublicKey();
	}

	private static Signature instance(KeyType type, PrivateKey key, String digest) throws GeneralSecurityException {
		if (type.isMlDsa()) {
			return Signature.getInstance(type.algorithm(), KeyEncryption.provider());
		}
		if (type == KeyType.RSASSA_PSS) {
			Signature signature = Signature.getInstance("RSASSA-PSS");
			signature.setParameter(pss(key, digest));
			return signature;
		}
		if (type == KeyType.ED25519 || type == KeyType.ED448) {
			return Signature.getInstance("EdDSA");
		}
		return Signature
			.getInstance(digest.replace("-", "") + (type.algorithm().equals("EC") ? "withECDSA" : "withRSA"));
	}

	// A key may be restricted to one digest and salt (RFC 4055, section 3.1).
	private static PSSParameterSpec pss(PrivateKey key, String digest) {
		if (key instanceof RSAKey rsa && rsa.getParams() instanceof PSSParameterSpec restricted) {
			return restricted;
		}
		return new PSSParameterSpec(digest, "MGF1", new MGF1ParameterSpec(digest), SALTS.getOrDefault(digest, 32),
				PSSParameterSpec.TRAILER_FIELD_BC);
	}

	/**
	 * Return what signs certificates and requests.
	 * @param publicKey the public key
	 * @param privateKey the private key
	 * @param digest the digest, without effect for keys that bring their own
	 * @return the signer
	 */
	static ContentSigner signer(PublicKeyInfo publicKey, PrivateKey privateKey, String digest) {
		KeyType type = publicKey.type();
		if (type == KeyType.OTHER) {
			throw new IllegalArgumentException("no signature is known for the type of the private key");
		}
		try {
			Signature signature = instance(type, privateKey, digest);
			signature.initSign(privateKey);
			return new Signer(algorithm(type, privateKey, digest), signature);
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException("the private key cannot sign", ex);
		}
	}

	private static AlgorithmIdentifier algorithm(KeyType type, PrivateKey key, String digest)
			throws GeneralSecurityException, IOException {
		if (type == KeyType.RSASSA_PSS) {
			AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
			parameters.init(pss(key, digest));
			return new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS,
					RSASSAPSSparams.getInstance(parameters.getEncoded()));
		}
		String name = switch (type.algorithm()) {
			case "RSA" -> digest.replace("-", "") + "WITHRSA";
			case "EC" -> digest.replace("-", "") + "WITHECDSA";
			default -> type.algorithm().toUpperCase(Locale.ROOT);
		};
		return new DefaultSignatureAlgorithmIdentifierFinder().find(name);
	}

	private static final class Signer implements ContentSigner {

		private final AlgorithmIdentifier algorithm;

		private final Signature signature;

		private final ByteArrayOutputStream content = new ByteArrayOutputStream();

		Signer(AlgorithmIdentifier algorithm, Signature signature) {
			this.algorithm = algorithm;
			this.signature = signature;
		}

		@Override
		public AlgorithmIdentifier getAlgorithmIdentifier() {
			return this.algorithm;
		}

		@Override
		public OutputStream getOutputStream() {
			return this.content;
		}

		@Override
		public byte[] getSignature() {
			try {
				this.signature.update(this.content.toByteArray());
				return this.signature.sign();
			}
			catch (GeneralSecurityException ex) {
				throw new RuntimeOperatorException("the private key cannot sign", ex);
			}
		}

	}

}

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

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

import io.tlsboot.x509.CertificateLoadException.Part;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.jspecify.annotations.Nullable;

/**
 * A private key with its public key, as an immutable value. A secret: never serialized,
 * never printed.
 * <p>
 * Defaults: RSA with {@value #DEFAULT_RSA_BITS} bits.
 *
 * @since 0.1.0
 */
public final class KeyPair {

	/** The size of new RSA keys, and the smallest that is made. */
	public static final int DEFAULT_RSA_BITS = 2048;

	private final PublicKeyInfo publicKey;

	private final PrivateKey privateKey;

	KeyPair(PublicKeyInfo publicKey, PrivateKey privateKey) {
		this.publicKey = publicKey;
		this.privateKey = privateKey;
	}

	/**
	 * Return the value for a pair of keys that the platform holds.
	 * @param keys the platform's object
	 * @return the key pair
	 * @throws CertificateVerifyException if the two do not belong together
	 */
	public static KeyPair of(java.security.KeyPair keys) {
		Objects.requireNonNull(keys, "'keys' must not be null");
		PublicKeyInfo publicKey = PublicKeyInfo.of(keys.getPublic());
		if (!Signatures.match(publicKey, keys.getPrivate())) {
			throw new CertificateVerifyException("the private key does not match the public key");
		}
		return new KeyPair(publicKey, keys.getPrivate());
	}

	/**
	 * Make a new RSA key pair of {@value #DEFAULT_RSA_BITS} bits.
	 * @return the key pair
	 */
	public static KeyPair generate() {
		return generate(KeyType.RSA);
	}

	/**
	 * Make a new key pair; RSA has {@value #DEFAULT_RSA_BITS} bits.
	 * @param type the type of the keys
	 * @return the key pair
	 * @throws IllegalArgumentException if keys of that type are not made
	 */
	public static KeyPair generate(KeyType type) {
		return generate(type, DEFAULT_RSA_BITS, new SecureRandom());
	}

	/**
	 * Make a new RSA key pair.
	 * @param type {@link KeyType#RSA} or {@link KeyType#RSASSA_PSS}
	 * @param bits the size of the modulus
	 * @return the key pair
	 * @throws IllegalArgumentException if the type has no choice of size, or the size is
	 * too small
	 */
	public static KeyPair generate(KeyType type, int bits) {
		if (type != KeyType.RSA && type != KeyType.RSASSA_PSS) {
			throw new IllegalArgumentException("type: %s (expected: RSA, which has a choice of size)".formatted(type));
		}
		return generate(type, bits, new SecureRandom());
	}

	static KeyPair generate(KeyType type, int bits, SecureRandom random) {
		if (bits < DEFAULT_RSA_BITS) {
			throw new IllegalArgumentException("bits: %d (expected: at least %d)".formatted(bits, DEFAULT_RSA_BITS));
		}
		try {
			java.security.KeyPair keys = generator(type, bits, random).generateKeyPair();
			return new KeyPair(PublicKeyInfo.of(keys.getPublic()),
					PrivateKeys.of(PrivateKeyInfo.getInstance(keys.getPrivate().getEncoded())));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("the platform cannot make a key of type %s".formatted(type), ex);
		}
	}

	private static KeyPairGenerator generator(KeyType type, int bits, SecureRandom random)
			throws GeneralSecurityException {
		if (type == KeyType.OTHER || type == KeyType.EC_OTHER) {
			throw new IllegalArgumentException("type: %s (expected: one that keys are made for)".formatted(type));
		}
		KeyPairGenerator generator = type.isMlDsa()
				? KeyPairGenerator.getInstance(type.algorithm(), KeyEncryption.provider())
				: KeyPairGenerator.getInstance(type.algorithm());
		switch (type) {
			case RSA, RSASSA_PSS -> generator.initialize(bits, random);
			case EC_P256 -> generator.initialize(new ECGenParameterSpec("secp256r1"), random);
			case EC_P384 -> generator.initialize(new ECGenParameterSpec("secp384r1"), random);
			case EC_P521 -> generator.initialize(new ECGenParameterSpec("secp521r1"), random);
			default -> {
				// The type says all, and the platform brings the randomness.
			}
		}
		return generator;
	}

	/**
	 * Read a private key in any format, and find its public key.
	 * @param content the bytes: PEM, DER, PKCS#12 or JKS, recognised by content
	 * @param password the password, or {@code null} if it is not encrypted
	 * @return the key pair
	 * @throws CertificateLoadException if there is no key or more than one, it is
	 * damaged, or the password is missing, wrong or superfluous
	 */
	public static KeyPair load(byte[] content, char @Nullable [] password) {
		PrivateKey key = Content.read(content, Part.PRIVATE_KEY, password).requireKey(password, List.of());
		return new KeyPair(PrivateKeys.publicKey(key), key);
	}

	/**
	 * Read a private key that is not encrypted from PEM, and find its public key.
	 * @param pem the text
	 * @return the key pair
	 * @throws CertificateLoadException if there is no key or more than one, or it is
	 * damaged or encrypted
	 */
	public static KeyPair loadPem(String pem) {
		return load(pem.getBytes(StandardCharsets.UTF_8), null);
	}

	/**
	 * Write the private key, not encrypted: as PEM in PKCS#8, as DER in the traditional
	 * form where there is one (PKCS#1 for RSA, SEC1 for EC). A secret.
	 * @param format the format
	 * @return the octets
	 * @throws IllegalStateException if the key does not leave its device
	 */
	public byte[] dump(Format format) {
		PrivateKeyInfo info = PrivateKeys.info(this.privateKey);
		return (format == Format.DER) ? PrivateKeys.traditional(info)
				: Format.PEM.write("PRIVATE KEY", this.privateKey.getEncoded());
	}

	/**
	 * Write the private key as PEM in PKCS#8, not encrypted. A secret.
	 * @return the text
	 * @throws IllegalStateException if the key does not leave its device
	 */
	public String dumpPem() {
		return new String(dump(Format.PEM), StandardCharsets.US_ASCII);
	}

	/**
	 * Write the private key as PEM in PKCS#8, encrypted with PBES2.
	 * @param password the password
	 * @return the text
	 * @throws IllegalStateException if the key does not leave its device
	 */
	public String dumpPem(char[] password) {
		return PemBlock.write("ENCRYPTED PRIVATE KEY",
				KeyEncryption.encrypt(PrivateKeys.info(this.privateKey), password));
	}

	/**
	 * Return the public key.
	 * @return the public key
	 */
	public PublicKeyInfo publicKey() {
		return this.publicKey;
	}

	/**
	 * Return the private key. A secret: never log or serialize it.
	 * @return the platform's key
	 */
	public PrivateKey privateKey() {
		return this.privateKey;
	}

	/**
	 * Return the hash of the public key, the same as that of its certificates.
	 * @return 32 lower-case hex digits
	 */
	public String keyHash() {
		return this.publicKey.keyHash();
	}

	/**
	 * Return a line that describes the keys.
	 * @return the text, without the private key
	 */
	public String inspect() {
		return "%d-bit %s Key Pair with Hash: %s".formatted(this.publicKey.bits(), this.publicKey.type().title(),
				keyHash());
	}

	/**
	 * Ask for a certificate (RFC 2986).
	 * @param subject the name that it shall have
	 * @return the request, signed with SHA-256
	 */
	public CertificateRequest request(DistinguishedName subject) {
		return request(subject, List.of(), Signatures.DEFAULT_DIGEST);
	}

	/**
	 * Ask for a certificate (RFC 2986).
	 * @param subject the name that it shall have
	 * @param names the DNS names and IP addresses that it shall have
	 * @param digest the digest of the signature: SHA-256, SHA-384 or SHA-512
	 * @return the request
	 * @throws IllegalArgumentException if the digest is another one, or a name is neither
	 */
	public CertificateRequest request(DistinguishedName subject, Collection<String> names, String digest) {
		return CertificateRequest.create(this, subject, names, Signatures.digest(digest));
	}

	/**
	 * Sign a request in the name of an issuer. Names are copied from the request if the
	 * terms say so.
	 * @param issuer the name of this key's owner
	 * @param request the request
	 * @param terms what the certificate shall say
	 * @return the certificate
	 * @throws CertificateVerifyException if the key of the request is too weak
	 */
	public Certificate sign(DistinguishedName issuer, CertificateRequest request, SigningTerms terms) {
		return new Issuance(issuer, this, null).sign(request, terms, Clock.systemUTC(), new SecureRandom());
	}

	/**
	 * Make a certificate that is its own issuer.
	 * @param subject the name
	 * @param terms what the certificate shall say
	 * @return the certificate with this key
	 */
	public PrivateCertificate selfSigned(DistinguishedName subject, SigningTerms terms) {
		return selfSigned(subject, terms, Clock.systemUTC(), new SecureRandom());
	}

	PrivateCertificate selfSigned(DistinguishedName subject, SigningTerms terms, Clock clock, SecureRandom random) {
		Certificate certificate = new Issuance(subject, this, null).sign(request(subject), terms, clock, random);
		return PrivateCertificate.of(List.of(certificate), this.privateKey);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof KeyPair that && this.publicKey.equals(that.publicKey)
				&& this.privateKey.equals(that.privateKey);
	}

	@Override
	public int hashCode() {
		return this.publicKey.hashCode();
	}

	@Override
	public String toString() {
		return "<KeyPair %s>".formatted(keyHash());
	}

}

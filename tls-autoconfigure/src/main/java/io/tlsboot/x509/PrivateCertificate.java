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

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A certificate chain together with the private key that matches its leaf: what one side
 * of a connection proves its identity with. A value of this type is usable: the key was
 * made to sign and the leaf to verify. Never serialized, never printed.
 * <p>
 * The chain begins with the leaf and goes up to the last intermediate; the root is left
 * out, since a peer that does not hold it has no reason to trust it (RFC 8446, section
 * 4.4.2).
 *
 * @since 0.1.0
 */
public final class PrivateCertificate {

	private static final Map<String, String> PROBES = Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA",
			"EdDSA");

	private final List<Certificate> chain;

	private final List<Certificate> unrelated;

	private final PrivateKey privateKey;

	private PrivateCertificate(List<Certificate> chain, List<Certificate> unrelated, PrivateKey privateKey) {
		this.chain = List.copyOf(chain);
		this.unrelated = List.copyOf(unrelated);
		this.privateKey = privateKey;
	}

	/**
	 * Read chain and key from one PEM text, in any order.
	 * @param pem the text
	 * @return the private certificate
	 * @throws CertificateLoadException if one of the two is missing, damaged or encrypted
	 * @throws CertificateVerifyException if the key matches none of the certificates
	 */
	public static PrivateCertificate loadPem(String pem) {
		return loadPem(pem, pem, null);
	}

	/**
	 * Read chain and key from two PEM texts.
	 * @param certificates the text with the chain
	 * @param key the text with the key
	 * @return the private certificate
	 * @throws CertificateLoadException if one of the two is missing, damaged or encrypted
	 * @throws CertificateVerifyException if the key matches none of the certificates
	 */
	public static PrivateCertificate loadPem(String certificates, String key) {
		return loadPem(certificates, key, null);
	}

	/**
	 * Read chain and key from two PEM texts, which may be one and the same.
	 * @param certificates the text with the chain
	 * @param key the text with the key
	 * @param password the password that decrypts the key, or {@code null} if it is not
	 * encrypted
	 * @return the private certificate
	 * @throws CertificateLoadException if one of the two is missing or damaged, or the
	 * password is missing, wrong or superfluous
	 * @throws CertificateVerifyException if the key matches none of the certificates
	 */
	public static PrivateCertificate loadPem(String certificates, String key, char @Nullable [] password) {
		List<Certificate> found = Content.read(certificates, CertificateLoadException.Part.CERTIFICATE)
			.requireCertificates();
		PrivateKey privateKey = Content.read(key, CertificateLoadException.Part.PRIVATE_KEY)
			.requireKey(password, found);
		return of(found, privateKey);
	}

	/**
	 * Return the private certificate of a chain and its key.
	 * @param certificates the leaf and its intermediates in any order
	 * @param privateKey the private key of the leaf
	 * @return the private certificate
	 * @throws CertificateVerifyException if the key matches none of the certificates
	 */
	public static PrivateCertificate of(List<Certificate> certificates, PrivateKey privateKey) {
		Objects.requireNonNull(privateKey, "'privateKey' must not be null");
		if (certificates.isEmpty()) {
			throw new IllegalArgumentException("'certificates' must not be empty");
		}
		Certificate leaf = certificates.stream()
			.filter((candidate) -> matches(candidate.publicKey(), privateKey))
			.findFirst()
			.orElseThrow(() -> new CertificateVerifyException(
					"the private key does not match the certificate %s".formatted(certificates.get(0).describe())));
		List<Certificate> rest = new ArrayList<>(certificates);
		rest.removeIf(leaf::equals);
		List<Certificate> chain = new ArrayList<>(List.of(leaf));
		for (Certificate issuer = issuerOf(leaf, rest); issuer != null; issuer = issuerOf(issuer, rest)) {
			rest.remove(issuer);
			if (!issuer.isSelfIssued()) {
				chain.add(issuer);
			}
		}
		return new PrivateCertificate(chain, rest, privateKey);
	}

	private static @Nullable Certificate issuerOf(Certificate certificate, List<Certificate> candidates) {
		if (certificate.isSelfIssued()) {
			return null;
		}
		for (Certificate candidate : candidates) {
			if (candidate.subject().equals(certificate.issuer()) && signed(certificate, candidate)) {
				return candidate;
			}
		}
		return null;
	}

	private static boolean signed(Certificate certificate, Certificate issuer) {
		try {
			certificate.toX509().verify(issuer.publicKey());
			return true;
		}
		catch (GeneralSecurityException ex) {
			return false;
		}
	}

	// A signature that verifies is the one proof that works for every kind of key, also
	// for one that never leaves its device.
	private static boolean matches(PublicKey publicKey, PrivateKey privateKey) {
		if (!publicKey.getAlgorithm().equals(privateKey.getAlgorithm())) {
			return false;
		}
		try {
			Signature signature = Signature.getInstance(
					Objects.requireNonNullElse(PROBES.get(privateKey.getAlgorithm()), privateKey.getAlgorithm()));
			byte[] probe = { 't', 'l', 's' };
			signature.initSign(privateKey);
			signature.update(probe);
			byte[] signed = signature.sign();
			signature.initVerify(publicKey);
			signature.update(probe);
			return signature.verify(signed);
		}
		catch (GeneralSecurityException ex) {
			return false;
		}
	}

	/**
	 * Return the certificate of the private key.
	 * @return the leaf
	 */
	public Certificate certificate() {
		return this.chain.get(0);
	}

	/**
	 * Return what is sent to the peer: the leaf, then each certificate's issuer, without
	 * the root.
	 * @return at least the leaf
	 */
	public List<Certificate> chain() {
		return this.chain;
	}

	/**
	 * Return the certificates that were given and have no place in the chain; they are
	 * never sent.
	 * @return usually nothing
	 */
	public List<Certificate> unrelated() {
		return this.unrelated;
	}

	/**
	 * Return the private key. A secret: never log or serialize it.
	 * @return the key
	 */
	public PrivateKey privateKey() {
		return this.privateKey;
	}

	/**
	 * Return the chain as the platform's objects.
	 * @return a new array, leaf first
	 */
	public X509Certificate[] x509Chain() {
		return this.chain.stream().map(Certificate::toX509).toArray(X509Certificate[]::new);
	}

	/**
	 * Return chain and key as PEM: the leaf, its intermediates, then the key as PKCS#8,
	 * not encrypted. A secret: write it only where its owner alone can read.
	 * @return the text
	 * @throws IllegalStateException if the key does not leave its device
	 */
	public String dumpPem() {
		StringBuilder pem = new StringBuilder();
		this.chain.forEach((certificate) -> pem.append(certificate.dumpPem()));
		byte[] key = this.privateKey.getEncoded();
		if (key == null) {
			throw new IllegalStateException("the private key cannot be exported");
		}
		return pem.append(PemBlock.write("PRIVATE KEY", key)).toString();
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof PrivateCertificate that && this.chain.equals(that.chain)
				&& this.privateKey.equals(that.privateKey);
	}

	@Override
	public int hashCode() {
		return this.chain.hashCode();
	}

	@Override
	public String toString() {
		return "<PrivateCertificate Subject=%s Issuer=%s>".formatted(certificate().subject().get("CN").orElse(""),
				certificate().issuer().get("CN").orElse(""));
	}

}

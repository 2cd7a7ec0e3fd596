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
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

	private final List<Certificate> chain;

	private final List<Certificate> unrelated;

	private final @Nullable Certificate root;

	private final PrivateKey privateKey;

	private PrivateCertificate(List<Certificate> chain, List<Certificate> unrelated, @Nullable Certificate root,
			PrivateKey privateKey) {
		this.chain = List.copyOf(chain);
		this.unrelated = List.copyOf(unrelated);
		this.root = root;
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
		return load(List.of(certificates.getBytes(StandardCharsets.UTF_8)), key.getBytes(StandardCharsets.UTF_8),
				password);
	}

	/**
	 * Read chain and key from bytes in any format: PEM, DER, PKCS#12 or JKS, recognised
	 * by content.
	 * @param content the bytes
	 * @param password the password of the key or the key store, or {@code null} if it is
	 * not encrypted
	 * @return the private certificate
	 * @throws CertificateLoadException if one of the two is missing or damaged, or the
	 * password is missing, wrong or superfluous
	 * @throws CertificateVerifyException if the key matches none of the certificates
	 */
	public static PrivateCertificate load(byte[] content, char @Nullable [] password) {
		return load(List.of(content), content, password);
	}

	/**
	 * Read chain and key from bytes in any format, each recognised by content.
	 * @param certificates what holds the chain, one or several
	 * @param key what holds the key, possibly one of those
	 * @param password the password of the key, and of those that are key stores, or
	 * {@code null} if there is none
	 * @return the private certificate
	 * @throws CertificateLoadException if one of the two is missing or damaged, or the
	 * password is missing, wrong or superfluous
	 * @throws CertificateVerifyException if the key matches none of the certificates
	 */
	public static PrivateCertificate load(List<byte[]> certificates, byte[] key, char @Nullable [] password) {
		List<Certificate> found = new ArrayList<>();
		certificates.forEach((content) -> found
			.addAll(Content.read(content, CertificateLoadException.Part.CERTIFICATE, password).requireCertificates()));
		PrivateKey privateKey = Content.read(key, CertificateLoadException.Part.PRIVATE_KEY, password)
			.requireKey(password, found);
		return of(found, privateKey);
	}

	/**
	 * Read chain and key from a key store, PKCS#12 or JKS, recognised by content.
	 * @param content the octets
	 * @param type the type that it must have, {@code PKCS12} or {@code JKS}, or
	 * {@code null} for either
	 * @param password its password, or {@code null} if there is none
	 * @param alias the name of the key's entry, whatever the case, or {@code null} if
	 * there is but one key
	 * @return the private certificate; entries that have no part in it are left out
	 * @throws CertificateLoadException if it is no key store or damaged, has no such key
	 * or several, or the password is missing or wrong
	 * @throws CertificateVerifyException if the key matches none of the certificates
	 */
	public static PrivateCertificate loadKeyStore(byte[] content, @Nullable String type, char @Nullable [] password,
			@Nullable String alias) {
		PrivateCertificate found = StoredIdentity.read(content, type, password, alias);
		return new PrivateCertificate(found.chain, List.of(), found.root, found.privateKey);
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
		Chain chain = Chain.of(certificates, privateKey);
		return new PrivateCertificate(chain.certificates(), chain.unrelated(), chain.root(), privateKey);
	}

	/**
	 * Return the private certificate of a certificate and its key pair.
	 * @param certificate the certificate
	 * @param keys the key pair
	 * @return the private certificate
	 * @throws CertificateVerifyException if they do not belong together
	 */
	public static PrivateCertificate of(Certificate certificate, KeyPair keys) {
		return of(List.of(certificate), keys.privateKey());
	}

	/**
	 * Return the private certificate of a new certificate for the same key.
	 * @param certificates the leaf and its intermediates in any order
	 * @return the private certificate
	 * @throws CertificateVerifyException if they are for another key
	 */
	public PrivateCertificate newCertificate(Certificate... certificates) {
		return of(List.of(certificates), this.privateKey);
	}

	/**
	 * Return a copy whose chain may go on with further certificates: intermediates that
	 * were not with the leaf. The counterpart of Twisted's {@code extraCertChain}.
	 * @param certificates the certificates, in any order; those without a place in the
	 * chain are {@link #unrelated()}
	 * @return the copy
	 */
	public PrivateCertificate withExtraChain(List<Certificate> certificates) {
		return of(Stream.of(this.chain, this.unrelated, root().stream().toList(), certificates)
			.flatMap(List::stream)
			.distinct()
			.toList(), this.privateKey);
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
	 * Return the root that was given with the chain; it is never sent.
	 * @return the root, or empty if none was given, or the leaf is self-issued
	 */
	public Optional<Certificate> root() {
		return Optional.ofNullable(this.root);
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
		return dumpChain() + keyPair().dumpPem();
	}

	/**
	 * Return chain and key as PEM, as {@link #dumpPem()} does, with the key encrypted
	 * (PBES2, RFC 8018).
	 * @param password the password
	 * @return the text
	 * @throws IllegalStateException if the key does not leave its device
	 */
	public String dumpPem(char[] password) {
		return dumpChain() + keyPair().dumpPem(password);
	}

	private String dumpChain() {
		return this.chain.stream().map(Certificate::dumpPem).collect(Collectors.joining());
	}

	/**
	 * Return the key pair. A secret.
	 * @return the key pair
	 */
	public KeyPair keyPair() {
		return new KeyPair(certificate().publicKeyInfo(), this.privateKey);
	}

	/**
	 * Return a text that describes the certificate and its keys.
	 * @return several lines, without a final line feed and without the private key
	 */
	public String inspect() {
		return certificate().inspect(keyPair().inspect());
	}

	/**
	 * Ask for a certificate with the same name and key.
	 * @return the request
	 */
	public CertificateRequest request() {
		return keyPair().request(certificate().subject());
	}

	/**
	 * Return what signs certificates in the name of this one.
	 * @return the authority
	 * @throws CertificateVerifyException if this certificate may not sign others
	 */
	public CertificateAuthority authority() {
		return new CertificateAuthority(this);
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

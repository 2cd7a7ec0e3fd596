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

import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;

/**
 * One X.509 certificate (RFC 5280) as an immutable value. Equal when the DER encoding is.
 *
 * @since 0.1.0
 */
public final class Certificate {

	private static final Pattern SHA = Pattern.compile("(?i)^sha([0-9]{1,3})$");

	private final X509Certificate certificate;

	private final byte[] encoded;

	private Certificate(X509Certificate certificate, byte[] encoded) {
		this.certificate = certificate;
		this.encoded = encoded;
	}

	/**
	 * Return the value for a certificate that the platform has parsed.
	 * @param certificate the platform's object
	 * @return the certificate
	 * @throws CertificateLoadException if it cannot be encoded
	 */
	public static Certificate of(X509Certificate certificate) {
		Objects.requireNonNull(certificate, "'certificate' must not be null");
		try {
			return new Certificate(certificate, certificate.getEncoded());
		}
		catch (CertificateEncodingException ex) {
			throw new CertificateLoadException(CertificateLoadException.Part.CERTIFICATE,
					"the certificate cannot be encoded", ex);
		}
	}

	/**
	 * Read one certificate from DER. What follows it is ignored.
	 * @param content the octets
	 * @return the certificate
	 * @throws CertificateLoadException if it is damaged, or something else
	 */
	public static Certificate load(byte[] content) {
		return load(content, Format.DER);
	}

	/**
	 * Read the first certificate.
	 * @param content the octets
	 * @param format the format
	 * @return the certificate
	 * @throws CertificateLoadException if it is damaged, or something else
	 */
	public static Certificate load(byte[] content, Format format) {
		return (format == Format.DER) ? Certificates.parseFirst(content)
				: loadPem(new String(content, StandardCharsets.UTF_8));
	}

	/**
	 * Read the first certificate of a PEM text (RFC 7468). Text before, between and after
	 * the blocks is skipped.
	 * @param pem the text
	 * @return the certificate
	 * @throws CertificateLoadException if there is none, or it is damaged
	 */
	public static Certificate loadPem(String pem) {
		return loadPemChain(pem).get(0);
	}

	/**
	 * Read all certificates of a PEM text (RFC 7468), in the order of the text.
	 * @param pem the text
	 * @return at least one certificate
	 * @throws CertificateLoadException if there is none, or one is damaged
	 */
	public static List<Certificate> loadPemChain(String pem) {
		return Content.read(pem, CertificateLoadException.Part.CERTIFICATE).requireCertificates();
	}

	/**
	 * Read all certificates of some bytes: PEM, DER (one certificate or several, one
	 * behind the other), PKCS#12 or JKS, recognised by content. A key store is read
	 * without its password if its certificates are not encrypted.
	 * @param content the bytes
	 * @return at least one certificate, in the order of the content
	 * @throws CertificateLoadException if there is none, or one is damaged
	 */
	public static List<Certificate> loadAll(byte[] content) {
		return loadAll(content, null);
	}

	/**
	 * Read all certificates of some bytes: PEM, DER (one certificate or several, one
	 * behind the other), PKCS#12 or JKS, recognised by content.
	 * @param content the bytes
	 * @param password the password of a key store, or {@code null} if there is none; not
	 * used for other formats
	 * @return at least one certificate, in the order of the content
	 * @throws CertificateLoadException if there is none, one is damaged, or the password
	 * is missing or wrong
	 */
	public static List<Certificate> loadAll(byte[] content, char @Nullable [] password) {
		return Content.read(content, CertificateLoadException.Part.CERTIFICATE, password).requireCertificates();
	}

	/**
	 * Return what the other side of a session presented as its own. The counterpart of
	 * Twisted's {@code peerFromTransport}.
	 * @param session a session of any engine, its handshake done
	 * @return the peer's certificate, or empty when it presented none
	 * @throws CertificateLoadException if the engine's certificate cannot be encoded
	 */
	public static Optional<Certificate> peerFrom(SSLSession session) {
		try {
			return leaf(session.getPeerCertificates());
		}
		catch (SSLPeerUnverifiedException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Return what this side of a session presented as its own. The counterpart of
	 * Twisted's {@code hostFromTransport}.
	 * @param session a session of any engine, its handshake done
	 * @return our certificate, or empty when we presented none
	 * @throws CertificateLoadException if the engine's certificate cannot be encoded
	 */
	public static Optional<Certificate> hostFrom(SSLSession session) {
		return leaf(session.getLocalCertificates());
	}

	private static Optional<Certificate> leaf(java.security.cert.Certificate @Nullable [] chain) {
		return (chain != null && chain.length > 0) ? Optional.of(of((X509Certificate) chain[0])) : Optional.empty();
	}

	/**
	 * Return the platform's view of this certificate.
	 * @return the certificate
	 */
	public X509Certificate toX509() {
		return this.certificate;
	}

	/**
	 * Return whose certificate this is.
	 * @return the subject, which may be an empty name
	 */
	public DistinguishedName subject() {
		return new DistinguishedName(this.certificate.getSubjectX500Principal());
	}

	/**
	 * Return who signed this certificate.
	 * @return the issuer
	 */
	public DistinguishedName issuer() {
		return new DistinguishedName(this.certificate.getIssuerX500Principal());
	}

	/**
	 * Return the public key.
	 * @return the key
	 */
	public PublicKey publicKey() {
		return this.certificate.getPublicKey();
	}

	/**
	 * Return the public key with what can be told about it.
	 * @return the key
	 */
	public PublicKeyInfo publicKeyInfo() {
		try {
			return PublicKeyInfo.of(this.certificate);
		}
		catch (CertificateEncodingException ex) {
			throw new IllegalStateException("the public key cannot be encoded", ex);
		}
	}

	/**
	 * Return the number that the issuer gave to this certificate.
	 * @return the serial number
	 */
	public BigInteger serialNumber() {
		return this.certificate.getSerialNumber();
	}

	/**
	 * Return the first instant of the validity period.
	 * @return the instant, inclusive
	 */
	public Instant notBefore() {
		return this.certificate.getNotBefore().toInstant();
	}

	/**
	 * Return the last instant of the validity period.
	 * @return the instant, inclusive
	 */
	public Instant notAfter() {
		return this.certificate.getNotAfter().toInstant();
	}

	/**
	 * Tell whether subject and issuer are one name (RFC 5280, section 3.2). Says nothing
	 * about the signature.
	 * @return whether they are
	 */
	public boolean isSelfIssued() {
		return this.certificate.getSubjectX500Principal().equals(this.certificate.getIssuerX500Principal());
	}

	/**
	 * Return the DNS names and IP addresses this certificate speaks for (RFC 5280,
	 * section 4.2.1.6), as {@code DNS:name} and {@code IP:address}. Other kinds of names
	 * are left out.
	 * @return the names, empty when there are none or the extension is malformed
	 */
	public List<String> subjectAlternativeNames() {
		return AlternativeNames.of(this.certificate).all();
	}

	/**
	 * Return the DNS names of the subject alternative name extension.
	 * @return the names as written, empty when there are none or the extension is
	 * malformed
	 */
	public List<String> dnsNames() {
		return AlternativeNames.of(this.certificate).dnsNames();
	}

	/**
	 * Return the IP addresses of the subject alternative name extension.
	 * @return the addresses, empty when there are none or the extension is malformed
	 */
	public List<InetAddress> ipAddresses() {
		return AlternativeNames.of(this.certificate).addresses();
	}

	/**
	 * Return the MD5 digest of the DER encoding, as Twisted prints it. For people to
	 * recognise a certificate by; never to trust one by.
	 * @return upper-case pairs of hex digits, joined by colons
	 */
	public String digest() {
		return digest("MD5");
	}

	/**
	 * Return the digest of the DER encoding, as certificate tools print it.
	 * @param algorithm the digest, for example {@code SHA-256} or {@code sha256};
	 * {@code sha} is SHA-1
	 * @return upper-case pairs of hex digits, joined by colons
	 * @throws IllegalArgumentException if the platform has no such digest
	 */
	public String digest(String algorithm) {
		try {
			String name = SHA.matcher(algorithm).replaceFirst("SHA-$1");
			byte[] digest = MessageDigest.getInstance(name).digest(this.encoded);
			return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalArgumentException(
					"algorithm: '%s' (expected: a message digest, for example SHA-256)".formatted(algorithm), ex);
		}
	}

	/**
	 * Return the DER encoding.
	 * @return a new copy
	 */
	public byte[] dump() {
		return this.encoded.clone();
	}

	/**
	 * Write this certificate.
	 * @param format the format
	 * @return the octets
	 */
	public byte[] dump(Format format) {
		return format.write("CERTIFICATE", this.encoded);
	}

	/**
	 * Return this certificate as one PEM block.
	 * @return the text, with a final line feed
	 */
	public String dumpPem() {
		return PemBlock.write("CERTIFICATE", this.encoded);
	}

	/**
	 * Return a text that describes this certificate: subject, issuer, serial number,
	 * digest and key.
	 * @return several lines, without a final line feed
	 */
	public String inspect() {
		return inspect(publicKeyInfo().inspect());
	}

	String inspect(String key) {
		return String.join("\n", "Certificate For Subject:", subject().inspect(), "", "Issuer:", issuer().inspect(), "",
				"Serial Number: " + serialNumber(), "Digest: " + digest(), key);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Certificate that && Arrays.equals(this.encoded, that.encoded);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.encoded);
	}

	@Override
	public String toString() {
		return "<Certificate Subject=%s Issuer=%s>".formatted(subject().get("CN").orElse(""),
				issuer().get("CN").orElse(""));
	}

	/**
	 * Return a short description for messages.
	 * @return subject and the beginning of the fingerprint
	 */
	String describe() {
		String fingerprint = digest("SHA-256").substring(0, 23).toLowerCase(Locale.ROOT);
		return "'%s' (SHA-256 %s...)".formatted(subject(), fingerprint);
	}

}

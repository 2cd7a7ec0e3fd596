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
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.jspecify.annotations.Nullable;

/**
 * A public key as certificates carry it (RFC 5280, section 4.1.2.7), as an immutable
 * value. Equal when the encoding is.
 *
 * @since 0.1.0
 */
public final class PublicKeyInfo {

	private final PublicKey key;

	private final byte[] encoded;

	private final KeyType type;

	private PublicKeyInfo(PublicKey key, byte[] encoded) {
		this.key = key;
		this.encoded = encoded;
		this.type = KeyType.of(SubjectPublicKeyInfo.getInstance(this.encoded).getAlgorithm());
	}

	/**
	 * Return the value for a key of the platform.
	 * @param key the platform's object
	 * @return the public key
	 */
	public static PublicKeyInfo of(PublicKey key) {
		Objects.requireNonNull(key, "'key' must not be null");
		return new PublicKeyInfo(key, key.getEncoded());
	}

	// As it is written there: the platform encodes a key that it does not know otherwise.
	static PublicKeyInfo of(X509Certificate certificate) throws CertificateEncodingException {
		TBSCertificate content = TBSCertificate.getInstance(certificate.getTBSCertificate());
		try {
			return new PublicKeyInfo(certificate.getPublicKey(), content.getSubjectPublicKeyInfo().getEncoded());
		}
		catch (IOException ex) {
			throw new CertificateEncodingException(ex);
		}
	}

	static PublicKeyInfo of(SubjectPublicKeyInfo info) throws GeneralSecurityException, IOException {
		KeyType type = KeyType.of(info.getAlgorithm());
		KeyFactory factory = type.isMlDsa() ? KeyFactory.getInstance(type.algorithm(), KeyEncryption.provider())
				: KeyFactory.getInstance(type.algorithm());
		return of(factory.generatePublic(new X509EncodedKeySpec(info.getEncoded())));
	}

	/**
	 * Return which type of key this is.
	 * @return the type
	 */
	public KeyType type() {
		return this.type;
	}

	/**
	 * Return the size of the key as tools count it: of the modulus, of the curve's field,
	 * else of the encoded key.
	 * @return the number of bits
	 */
	public int bits() {
		if (this.key instanceof RSAPublicKey rsa) {
			return rsa.getModulus().bitLength();
		}
		if (this.key instanceof ECPublicKey ec) {
			return ec.getParams().getCurve().getField().getFieldSize();
		}
		return SubjectPublicKeyInfo.getInstance(this.encoded).getPublicKeyData().getOctets().length * Byte.SIZE;
	}

	/**
	 * Return the MD5 digest of the encoding, by which Twisted compares keys. For people
	 * to recognise a key by; never to trust one by.
	 * @return 32 lower-case hex digits
	 */
	public String keyHash() {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(this.encoded));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("the platform has no MD5", ex);
		}
	}

	/**
	 * Tell whether both are the same key.
	 * @param other another key
	 * @return whether they are
	 */
	public boolean matches(PublicKeyInfo other) {
		return equals(other);
	}

	/**
	 * Return a line that describes the key.
	 * @return the text
	 */
	public String inspect() {
		return "Public Key with Hash: " + keyHash();
	}

	/**
	 * Return the DER encoding.
	 * @return a new copy
	 */
	public byte[] dump() {
		return this.encoded.clone();
	}

	/**
	 * Return the platform's view of this key.
	 * @return the key
	 */
	public PublicKey toPublicKey() {
		return this.key;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof PublicKeyInfo that && Arrays.equals(this.encoded, that.encoded);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.encoded);
	}

	@Override
	public String toString() {
		return "<PublicKey %s>".formatted(keyHash());
	}

}

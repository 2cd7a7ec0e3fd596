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
import java.util.List;

import io.tlsboot.x509.CertificateLoadException.Part;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/**
 * A private key as it was written, possibly encrypted. A secret: never printed.
 */
final class EncodedKey {

	private final Kind kind;

	private final byte[] content;

	private final @Nullable String cipher;

	private final @Nullable ASN1ObjectIdentifier curve;

	/**
	 * Create the key.
	 * @param kind its shape, one of those that are private keys
	 * @param content the encoding
	 * @param cipher the header {@code DEK-Info} of a block that is encrypted the
	 * traditional way, or {@code null}
	 * @param curve the curve that stood in front of it, or {@code null}
	 */
	EncodedKey(Kind kind, byte[] content, @Nullable String cipher, @Nullable ASN1ObjectIdentifier curve) {
		this.kind = kind;
		this.content = content;
		this.cipher = cipher;
		this.curve = curve;
	}

	boolean isEncrypted() {
		return this.cipher != null || this.kind == Kind.PKCS8_ENCRYPTED;
	}

	/**
	 * Return the key as PKCS#8.
	 * @param password the password, or {@code null} if there is none
	 * @param certificates those that may name the curve of a key that does not
	 * @return the key
	 * @throws CertificateLoadException if the key is damaged or not supported, or the
	 * password is missing, wrong or superfluous
	 */
	PrivateKeyInfo info(char @Nullable [] password, List<Certificate> certificates) {
		if (!isEncrypted()) {
			if (password != null) {
				throw new CertificateLoadException(Part.PASSWORD,
						"a password is given, but the private key is not encrypted");
			}
			return plain(this.content, certificates);
		}
		if (password == null) {
			throw new CertificateLoadException(Part.PASSWORD, "the private key is encrypted and no password is given");
		}
		if (this.cipher == null) {
			return KeyEncryption.decrypt(this.content, password);
		}
		byte[] decrypted = KeyEncryption.decryptTraditional(this.cipher, this.content, password);
		try {
			return plain(decrypted, certificates);
		}
		catch (CertificateLoadException ex) {
			// A wrong password decrypts one of 256 keys to something.
			throw KeyEncryption.wrongPassword(ex);
		}
	}

	private PrivateKeyInfo plain(byte[] encoded, List<Certificate> certificates) {
		try {
			return switch (this.kind) {
				case PKCS1 ->
					new PrivateKeyInfo(new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
							RSAPrivateKey.getInstance(encoded));
				case SEC1 -> sec1(ECPrivateKey.getInstance(encoded), certificates);
				default -> PrivateKeyInfo.getInstance(encoded);
			};
		}
		catch (CertificateLoadException ex) {
			throw ex;
		}
		catch (IOException | RuntimeException | StackOverflowError ex) {
			throw new CertificateLoadException(Part.PRIVATE_KEY, "the private key is damaged", ex);
		}
	}

	private PrivateKeyInfo sec1(ECPrivateKey key, List<Certificate> certificates) throws IOException {
		ASN1Primitive named = (key.getParametersObject() != null) ? key.getParametersObject().toASN1Primitive() : null;
		ASN1Primitive parameters = (named != null) ? named
				: (this.curve != null) ? this.curve : EllipticCurves.ofKey(key.getKey(), certificates);
		if (parameters == null) {
			throw new CertificateLoadException(Part.PRIVATE_KEY,
					"the EC private key does not say its curve, and no certificate does (expected: an 'EC PARAMETERS'"
							+ " block in front of it)");
		}
		return new PrivateKeyInfo(new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, parameters), key);
	}

	@Override
	public String toString() {
		return "<EncodedKey " + this.kind + ">";
	}

}

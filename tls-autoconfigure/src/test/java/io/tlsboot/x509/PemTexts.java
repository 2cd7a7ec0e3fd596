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
import java.io.StringWriter;
import java.security.PrivateKey;
import java.util.List;

import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptor;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.util.encoders.Hex;
import org.bouncycastle.util.io.pem.PemHeader;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemObjectGenerator;

/**
 * Private keys in the shapes in which tools write them.
 */
final class PemTexts {

	private static final String TRADITIONAL_CIPHER = "AES-128-CBC";

	private PemTexts() {
	}

	/**
	 * {@code PRIVATE KEY}, also for the JDK's Ed25519.
	 */
	static String pkcs8(PrivateKey key) {
		return write(new PemObject("PRIVATE KEY", key.getEncoded()));
	}

	/**
	 * {@code RSA PRIVATE KEY} (PKCS#1) or {@code EC PRIVATE KEY} (SEC1).
	 */
	static String traditional(PrivateKey key) {
		return write(new PemObject(key.getAlgorithm() + " PRIVATE KEY", traditionalEncoding(key)));
	}

	static String ecParameters() {
		try {
			return write(new PemObject("EC PARAMETERS", SECObjectIdentifiers.secp256r1.getEncoded()));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * {@code ENCRYPTED PRIVATE KEY}.
	 */
	static String encryptedPkcs8(PrivateKey key, String password) {
		try {
			return write(new JcaPKCS8Generator(key,
					new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
						.setProvider(new BouncyCastleProvider())
						.setPassword(password.toCharArray())
						.build()));
		}
		catch (IOException | OperatorCreationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The traditional form with the headers {@code Proc-Type} and {@code DEK-Info}.
	 */
	static String encryptedTraditional(PrivateKey key, String password) {
		return encrypted(key.getAlgorithm() + " PRIVATE KEY", traditionalEncoding(key), password);
	}

	/**
	 * Decrypts without complaint, as a wrong password makes one of 256 keys do, and is no
	 * key.
	 */
	static String encryptedGarbage(String password) {
		return encrypted("EC PRIVATE KEY", new byte[] { 0x55, 0x55, 0x55, 0x55 }, password);
	}

	private static String encrypted(String label, byte[] content, String password) {
		PEMEncryptor encryptor = encryptor(password);
		try {
			return write(new PemObject(label,
					List.of(new PemHeader("Proc-Type", "4,ENCRYPTED"),
							new PemHeader("DEK-Info", TRADITIONAL_CIPHER + "," + Hex.toHexString(encryptor.getIV()))),
					encryptor.encrypt(content)));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static byte[] traditionalEncoding(PrivateKey key) {
		PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
		try {
			if (!key.getAlgorithm().equals("EC")) {
				return info.parsePrivateKey().toASN1Primitive().getEncoded();
			}
			// SEC1 names the curve inside the key, as OpenSSL writes it; PKCS#8 outside.
			ECPrivateKey inner = ECPrivateKey.getInstance(info.parsePrivateKey());
			int bits = ((java.security.interfaces.ECPrivateKey) key).getParams().getOrder().bitLength();
			return new ECPrivateKey(bits, inner.getKey(), info.getPrivateKeyAlgorithm().getParameters()).getEncoded();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static PEMEncryptor encryptor(String password) {
		return new JcePEMEncryptorBuilder(TRADITIONAL_CIPHER).setProvider(new BouncyCastleProvider())
			.build(password.toCharArray());
	}

	static String write(PemObjectGenerator object) {
		StringWriter text = new StringWriter();
		try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
			writer.writeObject(object);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		return text.toString();
	}

}

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
import java.security.Provider;

import io.tlsboot.x509.CertificateLoadException.Part;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.InputDecryptor;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfoBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.util.encoders.Hex;

/**
 * How private keys are encrypted: PBES2 and PBES1 (RFC 8018), and the traditional headers
 * of OpenSSL. What a password costs to try is bounded, since the file says it.
 */
final class KeyEncryption {

	private static final int ITERATIONS = 600_000;

	private static final Provider PROVIDER = new BouncyCastleProvider();

	private static final String UNSUPPORTED = "the encryption of the private key is not supported";

	private KeyEncryption() {
	}

	/**
	 * Return our own instance: the JVM-wide list of providers is the user's.
	 * @return the provider
	 */
	static Provider provider() {
		return PROVIDER;
	}

	static PrivateKeyInfo decrypt(byte[] encoded, char[] password) {
		try {
			PKCS8EncryptedPrivateKeyInfo info = new PKCS8EncryptedPrivateKeyInfo(encoded);
			AlgorithmIdentifier algorithm = info.toASN1Structure().getEncryptionAlgorithm();
			new PasswordCost().add(algorithm);
			// On its own: an encryption that is not known is not a wrong password.
			InputDecryptor decryptor = new JceOpenSSLPKCS8DecryptorProviderBuilder().setProvider(provider())
				.build(password)
				.get(algorithm);
			return info.decryptPrivateKeyInfo((ignored) -> decryptor);
		}
		catch (PKCSException ex) {
			throw wrongPassword(ex);
		}
		catch (CertificateLoadException ex) {
			throw ex;
		}
		catch (IOException | OperatorCreationException | RuntimeException | StackOverflowError ex) {
			throw new CertificateLoadException(Part.PRIVATE_KEY, UNSUPPORTED, ex);
		}
	}

	static byte[] decryptTraditional(String header, byte[] encoded, char[] password) {
		int comma = header.indexOf(',');
		try {
			String cipher = (comma > 0) ? header.substring(0, comma).strip() : header;
			byte[] vector = Hex.decode((comma > 0) ? header.substring(comma + 1).strip() : "");
			return new JcePEMDecryptorProviderBuilder().setProvider(provider())
				.build(password)
				.get(cipher)
				.decrypt(encoded, vector);
		}
		catch (PEMException ex) {
			// What fails in the cipher has a cause; a cipher that is not known has none.
			if (ex.getCause() == null) {
				throw new CertificateLoadException(Part.PRIVATE_KEY, UNSUPPORTED, ex);
			}
			throw wrongPassword(ex);
		}
		catch (OperatorCreationException | RuntimeException ex) {
			throw new CertificateLoadException(Part.PRIVATE_KEY, UNSUPPORTED, ex);
		}
	}

	static CertificateLoadException wrongPassword(Exception cause) {
		return new CertificateLoadException(Part.PASSWORD,
				"the private key cannot be decrypted with the given password", cause);
	}

	/**
	 * Encrypt a key with PBES2: AES-256 in CBC mode, PBKDF2 with HMAC-SHA-256.
	 * @param info the key
	 * @param password the password
	 * @return the encoding
	 */
	static byte[] encrypt(PrivateKeyInfo info, char[] password) {
		try {
			OutputEncryptor encryptor = new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
				.setProvider(provider())
				.setPRF(PKCS8Generator.PRF_HMACSHA256)
				.setIterationCount(ITERATIONS)
				.setPassword(password)
				.build();
			return new PKCS8EncryptedPrivateKeyInfoBuilder(info).build(encryptor).getEncoded();
		}
		catch (IOException | OperatorCreationException ex) {
			throw new IllegalStateException("the private key cannot be encrypted", ex);
		}
	}

}

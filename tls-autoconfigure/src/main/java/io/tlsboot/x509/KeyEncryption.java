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
import java.math.BigInteger;
import java.security.Provider;

import io.tlsboot.x509.CertificateLoadException.Part;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.misc.ScryptParams;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBEParameter;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
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

	/** As the JDK allows for key stores. */
	private static final int MOST_ITERATIONS = 5_000_000;

	private static final long MOST_SCRYPT_MEMORY = 256L * 1024 * 1024;

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
			requireBounded(algorithm);
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

	/**
	 * Refuse a derivation of a key from a password that takes for ever or too much
	 * memory.
	 * @param algorithm what the file says
	 */
	static void requireBounded(AlgorithmIdentifier algorithm) {
		ASN1Encodable parameters = algorithm.getParameters();
		if (!algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2)) {
			if (parameters instanceof ASN1Sequence sequence && sequence.size() == 2) {
				requireBounded(PBEParameter.getInstance(sequence).getIterationCount());
			}
			return;
		}
		KeyDerivationFunc derivation = PBES2Parameters.getInstance(parameters).getKeyDerivationFunc();
		if (derivation.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2)) {
			requireBounded(PBKDF2Params.getInstance(derivation.getParameters()).getIterationCount());
		}
		else if (derivation.getAlgorithm().equals(MiscObjectIdentifiers.id_scrypt)) {
			ScryptParams scrypt = ScryptParams.getInstance(derivation.getParameters());
			BigInteger memory = scrypt.getCostParameter()
				.multiply(scrypt.getBlockSize())
				.multiply(scrypt.getParallelizationParameter())
				.shiftLeft(7);
			if (scrypt.getCostParameter().signum() <= 0 || scrypt.getBlockSize().signum() <= 0 || memory.signum() <= 0
					|| memory.compareTo(BigInteger.valueOf(MOST_SCRYPT_MEMORY)) > 0) {
				throw tooCostly();
			}
		}
	}

	static void requireBounded(BigInteger iterations) {
		if (iterations.signum() <= 0 || iterations.compareTo(BigInteger.valueOf(MOST_ITERATIONS)) > 0) {
			throw tooCostly();
		}
	}

	private static CertificateLoadException tooCostly() {
		return new CertificateLoadException(Part.PRIVATE_KEY,
				"deriving the key from the password is out of bounds (expected: 1 to %d iterations, or scrypt with at most %d MiB)"
					.formatted(MOST_ITERATIONS, MOST_SCRYPT_MEMORY >> 20));
	}

}

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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.tlsboot.x509.CertificateLoadException.Part;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.jspecify.annotations.Nullable;

/**
 * What a PEM text holds (RFC 7468): its certificates and its private keys, the latter
 * still as they were written, PKCS#8, PKCS#1 or SEC1, encrypted or not.
 */
final class Pem {

	private static final Map<ASN1ObjectIdentifier, String> KEY_ALGORITHMS = Map.of(PKCSObjectIdentifiers.rsaEncryption,
			"RSA", X9ObjectIdentifiers.id_ecPublicKey, "EC", EdECObjectIdentifiers.id_Ed25519, "Ed25519",
			EdECObjectIdentifiers.id_Ed448, "Ed448");

	private final List<Certificate> certificates;

	private final List<Object> keys;

	private final List<String> others;

	private final Part part;

	private Pem(Part part, List<Certificate> certificates, List<Object> keys, List<String> others) {
		this.part = part;
		this.certificates = List.copyOf(certificates);
		this.keys = List.copyOf(keys);
		this.others = List.copyOf(others);
	}

	/**
	 * Parse a text.
	 * @param text the text
	 * @param part what the text was to hold, for messages
	 * @return its content, possibly nothing
	 * @throws CertificateLoadException if a block is damaged
	 */
	static Pem parse(String text, Part part) {
		List<Certificate> certificates = new ArrayList<>();
		List<Object> keys = new ArrayList<>();
		List<String> others = new ArrayList<>();
		try (PEMParser parser = new PEMParser(new StringReader(text))) {
			for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
				if (found instanceof X509CertificateHolder holder) {
					certificates.add(certificate(holder));
				}
				else if (found instanceof PrivateKeyInfo || found instanceof PEMKeyPair
						|| found instanceof PEMEncryptedKeyPair || found instanceof PKCS8EncryptedPrivateKeyInfo) {
					keys.add(found);
				}
				else if (!(found instanceof ASN1ObjectIdentifier)) {
					// An object identifier is the EC PARAMETERS block in front of a key.
					others.add(found.getClass().getSimpleName());
				}
			}
		}
		catch (IOException | CertificateException | RuntimeException ex) {
			throw new CertificateLoadException(part, "a PEM block is damaged or of an unknown kind", ex);
		}
		return new Pem(part, certificates, keys, others);
	}

	private static Certificate certificate(X509CertificateHolder holder) throws CertificateException, IOException {
		CertificateFactory factory = CertificateFactory.getInstance("X.509");
		return Certificate
			.of((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(holder.getEncoded())));
	}

	List<Certificate> certificates() {
		return this.certificates;
	}

	boolean hasKey() {
		return !this.keys.isEmpty();
	}

	List<Certificate> requireCertificates() {
		if (this.certificates.isEmpty()) {
			throw new CertificateLoadException(this.part,
					"no certificate found (found: %s; expected: at least one ".formatted(content())
							+ "'-----BEGIN CERTIFICATE-----' block)");
		}
		return this.certificates;
	}

	/**
	 * Return the only private key.
	 * @param password the password, or {@code null} if there is none
	 * @return the key
	 * @throws CertificateLoadException if there is no key or more than one, or the
	 * password is missing, wrong or superfluous
	 */
	PrivateKey requireKey(char @Nullable [] password) {
		if (this.keys.size() != 1) {
			throw new CertificateLoadException(Part.PRIVATE_KEY,
					"expected one private key (found: %s)".formatted(content()));
		}
		Object key = this.keys.get(0);
		boolean encrypted = key instanceof PEMEncryptedKeyPair || key instanceof PKCS8EncryptedPrivateKeyInfo;
		if (encrypted && password == null) {
			throw new CertificateLoadException(Part.PASSWORD, "the private key is encrypted and no password is given");
		}
		if (!encrypted && password != null) {
			throw new CertificateLoadException(Part.PASSWORD,
					"a password is given, but the private key is not encrypted");
		}
		return toPrivateKey((password != null) ? decrypt(key, password) : plain(key));
	}

	private static PrivateKeyInfo plain(Object key) {
		return (key instanceof PEMKeyPair pair) ? pair.getPrivateKeyInfo() : (PrivateKeyInfo) key;
	}

	private static PrivateKeyInfo decrypt(Object key, char[] password) {
		try {
			// An instance of our own: the JVM-wide list of providers is the user's.
			Provider provider = new BouncyCastleProvider();
			if (key instanceof PEMEncryptedKeyPair pair) {
				return pair.decryptKeyPair(new JcePEMDecryptorProviderBuilder().setProvider(provider).build(password))
					.getPrivateKeyInfo();
			}
			return ((PKCS8EncryptedPrivateKeyInfo) key).decryptPrivateKeyInfo(
					new JceOpenSSLPKCS8DecryptorProviderBuilder().setProvider(provider).build(password));
		}
		catch (PEMException | PKCSException ex) {
			throw new CertificateLoadException(Part.PASSWORD,
					"the private key cannot be decrypted with the given password", ex);
		}
		catch (IOException | OperatorCreationException ex) {
			throw new CertificateLoadException(Part.PRIVATE_KEY, "the encryption of the private key is not supported",
					ex);
		}
	}

	private static PrivateKey toPrivateKey(PrivateKeyInfo info) {
		ASN1ObjectIdentifier identifier = info.getPrivateKeyAlgorithm().getAlgorithm();
		String algorithm = KEY_ALGORITHMS.get(identifier);
		if (algorithm == null) {
			throw new CertificateLoadException(Part.PRIVATE_KEY,
					"the algorithm of the private key is not supported (found: %s; expected: RSA, EC or EdDSA)"
						.formatted(identifier));
		}
		try {
			return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new CertificateLoadException(Part.PRIVATE_KEY, "the %s private key is damaged".formatted(algorithm),
					ex);
		}
	}

	private String content() {
		List<String> found = new ArrayList<>();
		if (!this.certificates.isEmpty()) {
			found.add(this.certificates.size() + " certificate(s)");
		}
		if (!this.keys.isEmpty()) {
			found.add(this.keys.size() + " private key(s)");
		}
		found.addAll(this.others);
		return found.isEmpty() ? "no PEM block" : String.join(", ", found);
	}

	static String block(String label, byte[] encoded) {
		String body = Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(encoded);
		return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, body, label);
	}

}

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
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.tlsboot.x509.CertificateLoadException.Part;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedData;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.PBMAC1Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagFactory;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCS12MacCalculatorBuilderProvider;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Reads key stores: PKCS#12 (RFC 7292) and JKS. PKCS#12 is taken apart here, since the
 * JDK's key store leaves out certificates that nothing marks as trusted, and keys that it
 * does not know.
 */
final class KeyStores {

	private KeyStores() {
	}

	/**
	 * Read a key store.
	 * @param kind which one
	 * @param content its octets
	 * @param password its password, or {@code null} if there is none
	 * @return what is in it
	 * @throws CertificateLoadException if it is damaged, or the password is missing or
	 * wrong
	 */
	static List<Entry> read(Kind kind, byte[] content, char @Nullable [] password) {
		try {
			// An empty password is written in several ways, and the JDK knows them.
			return (kind == Kind.JKS || (password != null && password.length == 0)) ? platform(kind, content, password)
					: pkcs12(content, password);
		}
		catch (CertificateLoadException ex) {
			throw ex;
		}
		catch (IOException | GeneralSecurityException | PKCSException | RuntimeException | StackOverflowError ex) {
			throw new CertificateLoadException(Part.KEY_STORE,
					"%s that is damaged or of an unknown kind".formatted(kind.description()), ex);
		}
	}

	private static List<Entry> platform(Kind kind, byte[] content, char @Nullable [] password)
			throws IOException, GeneralSecurityException {
		if (kind == Kind.PKCS12) {
			cost(Pfx.getInstance(content));
		}
		KeyStore store = KeyStore.getInstance(kind.name());
		try {
			store.load(new ByteArrayInputStream(content), password);
		}
		catch (IOException ex) {
			if (ex.getCause() instanceof UnrecoverableKeyException) {
				throw wrongPassword(kind, ex);
			}
			throw ex;
		}
		List<Entry> entries = new ArrayList<>();
		for (String alias : Collections.list(store.aliases())) {
			if (store.isCertificateEntry(alias)) {
				entries.add(new Entry(alias, null, certificates(store.getCertificate(alias))));
				continue;
			}
			if (password == null) {
				throw missingPassword(kind);
			}
			try {
				Key key = store.getKey(alias, password);
				entries.add(new Entry(alias, PrivateKeyInfo.getInstance(key.getEncoded()),
						certificates(store.getCertificateChain(alias))));
			}
			catch (UnrecoverableKeyException ex) {
				throw new CertificateLoadException(Part.PASSWORD,
						"the password of the key store does not decrypt its private key", ex);
			}
		}
		return entries;
	}

	private static List<Certificate> certificates(java.security.cert.Certificate... certificates) {
		List<Certificate> read = new ArrayList<>();
		for (java.security.cert.Certificate certificate : certificates) {
			if (certificate instanceof X509Certificate x509) {
				read.add(Certificate.of(x509));
			}
		}
		return read;
	}

	private static List<Entry> pkcs12(byte[] content, char @Nullable [] password) throws IOException, PKCSException {
		Pfx structure = Pfx.getInstance(content);
		PKCS12PfxPdu store = new PKCS12PfxPdu(structure);
		PasswordCost cost = cost(structure);
		requirePassword(structure, store, password);
		List<Entry> entries = new ArrayList<>();
		for (ContentInfo part : store.getContentInfos()) {
			for (PKCS12SafeBag bag : bags(part, password)) {
				if (bag.getBagValue() instanceof X509CertificateHolder holder) {
					entries.add(new Entry(alias(bag), null, List.of(Certificates.parse(holder.getEncoded()))));
				}
				else if (bag.getBagValue() instanceof PrivateKeyInfo key) {
					entries.add(new Entry(alias(bag), key, List.of()));
				}
				else if (bag.getBagValue() instanceof PKCS8EncryptedPrivateKeyInfo key) {
					if (isEncrypted(part)) {
						cost.add(key.toASN1Structure().getEncryptionAlgorithm());
					}
					entries.add(new Entry(alias(bag), key.decryptPrivateKeyInfo(decryptor(password)), List.of()));
				}
			}
		}
		return entries;
	}

	// All that can be seen without the password. Of the keys within encrypted parts the
	// JDK bounds each alone.
	private static PasswordCost cost(Pfx structure) {
		PasswordCost cost = new PasswordCost();
		if (structure.getMacData() != null) {
			add(structure.getMacData(), cost);
		}
		for (ContentInfo part : new PKCS12PfxPdu(structure).getContentInfos()) {
			if (isEncrypted(part)) {
				cost.add(EncryptedData.getInstance(part.getContent()).getEncryptionAlgorithm());
				continue;
			}
			for (PKCS12SafeBag bag : new PKCS12SafeBagFactory(part).getSafeBags()) {
				if (bag.getBagValue() instanceof PKCS8EncryptedPrivateKeyInfo key) {
					cost.add(key.toASN1Structure().getEncryptionAlgorithm());
				}
			}
		}
		return cost;
	}

	private static boolean isEncrypted(ContentInfo part) {
		return part.getContentType().equals(PKCSObjectIdentifiers.encryptedData);
	}

	private static void requirePassword(Pfx structure, PKCS12PfxPdu store, char @Nullable [] password)
			throws PKCSException {
		MacData mac = structure.getMacData();
		if (mac == null || password == null) {
			return;
		}
		if (!store.isMacValid(new JcePKCS12MacCalculatorBuilderProvider().setProvider(KeyEncryption.provider()),
				password)) {
			throw wrongPassword(Kind.PKCS12, null);
		}
	}

	// PBMAC1 (RFC 9579) has its iterations elsewhere.
	private static void add(MacData mac, PasswordCost cost) {
		AlgorithmIdentifier algorithm = mac.getMac().getAlgorithmId();
		if (algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBMAC1)) {
			AlgorithmIdentifier derivation = PBMAC1Params.getInstance(algorithm.getParameters()).getKeyDerivationFunc();
			cost.addDerivation(derivation.getAlgorithm(), derivation.getParameters());
		}
		else {
			cost.add(mac.getIterationCount());
		}
	}

	private static PKCS12SafeBag[] bags(ContentInfo part, char @Nullable [] password) throws PKCSException {
		if (!isEncrypted(part)) {
			return new PKCS12SafeBagFactory(part).getSafeBags();
		}
		return new PKCS12SafeBagFactory(part, decryptor(password)).getSafeBags();
	}

	private static InputDecryptorProvider decryptor(char @Nullable [] password) {
		if (password == null) {
			throw missingPassword(Kind.PKCS12);
		}
		return new JcePKCSPBEInputDecryptorProviderBuilder().setProvider(KeyEncryption.provider()).build(password);
	}

	private static @Nullable String alias(PKCS12SafeBag bag) {
		Attribute[] attributes = bag.getAttributes();
		if (attributes != null) {
			for (Attribute attribute : attributes) {
				if (attribute.getAttrType().equals(PKCS12SafeBag.friendlyNameAttribute)
						&& attribute.getAttributeValues()[0] instanceof ASN1String name) {
					return name.getString();
				}
			}
		}
		return null;
	}

	private static CertificateLoadException wrongPassword(Kind kind, @Nullable Exception cause) {
		return new CertificateLoadException(Part.PASSWORD,
				"%s that cannot be read with the given password".formatted(kind.description()), cause);
	}

	private static CertificateLoadException missingPassword(Kind kind) {
		return new CertificateLoadException(Part.PASSWORD,
				"%s that is encrypted, and no password is given".formatted(kind.description()));
	}

	/**
	 * One entry: a key with or without its chain, or a certificate. A secret: never
	 * printed.
	 */
	static final class Entry {

		private final @Nullable String alias;

		private final @Nullable PrivateKeyInfo key;

		private final List<Certificate> certificates;

		Entry(@Nullable String alias, @Nullable PrivateKeyInfo key, List<Certificate> certificates) {
			this.alias = alias;
			this.key = key;
			this.certificates = List.copyOf(certificates);
		}

		@Nullable String alias() {
			return this.alias;
		}

		@Nullable PrivateKeyInfo key() {
			return this.key;
		}

		List<Certificate> certificates() {
			return this.certificates;
		}

	}

}

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.tlsboot.x509.CertificateLoadException.Part;
import io.tlsboot.x509.KeyStores.Entry;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.jspecify.annotations.Nullable;

/**
 * What some bytes hold, in whatever format: certificates, private keys as they were
 * written, and things that are neither.
 */
final class Content {

	private static final int MOST_OCTETS = 32 * 1024 * 1024;

	private final Kind kind;

	private final Part part;

	private final List<Certificate> certificates = new ArrayList<>();

	private final List<EncodedKey> keys = new ArrayList<>();

	private final List<PrivateKeyInfo> storedKeys = new ArrayList<>();

	private final List<String> others = new ArrayList<>();

	private Content(Kind kind, Part part) {
		this.kind = kind;
		this.part = part;
	}

	/**
	 * Read bytes in a format that is recognised by what they are.
	 * @param content the bytes
	 * @param part what they were to hold, for messages
	 * @param password the password of a key store, or {@code null} if there is none; not
	 * used for other formats
	 * @return what is in them
	 * @throws CertificateLoadException if they are damaged, or the password is missing or
	 * wrong
	 */
	static Content read(byte[] content, Part part, char @Nullable [] password) {
		if (content.length > MOST_OCTETS) {
			throw new CertificateLoadException(part,
					"found: %d octets (expected: at most %d)".formatted(content.length, MOST_OCTETS));
		}
		Kind kind = Kind.of(content);
		Content read = new Content(kind, part);
		switch (kind) {
			case PEM -> read.addPem(new String(content, StandardCharsets.UTF_8));
			case CERTIFICATE -> read.certificates.addAll(Certificates.parseAll(content));
			case PKCS12, JKS -> KeyStores.read(kind, content, password).forEach(read::add);
			default -> read.add(kind, content, null, null);
		}
		return read;
	}

	static Content read(String text, Part part) {
		return read(text.getBytes(StandardCharsets.UTF_8), part, null);
	}

	/**
	 * Tell whether bytes are a key store, whose password opens all of it.
	 * @param content the bytes
	 * @return whether they are
	 */
	static boolean isKeyStore(byte[] content) {
		Kind kind = Kind.of(content);
		return kind == Kind.PKCS12 || kind == Kind.JKS;
	}

	private void addPem(String text) {
		ASN1ObjectIdentifier curve = null;
		for (PemBlock block : PemBlock.scan(text)) {
			PemLabel label = PemLabel.of(block.label());
			byte[] content = block.content();
			if (label == PemLabel.OTHER) {
				this.others.add(PemLabel.describe(block.label()));
			}
			else if (content == null) {
				throw new CertificateLoadException(label.isKey() ? Part.PRIVATE_KEY : this.part,
						"a PEM block is damaged (found: %s without end, or without valid base64)"
							.formatted(PemLabel.describe(block.label())));
			}
			else if (label == PemLabel.CERTIFICATE) {
				this.certificates.add(Certificates.parse(content));
			}
			else if (label == PemLabel.EC_PARAMETERS) {
				curve = EllipticCurves.named(content);
			}
			else {
				add(label.kind(), content, block.header("DEK-Info"), curve);
			}
		}
	}

	private void add(Kind kind, byte[] content, @Nullable String cipher, @Nullable ASN1ObjectIdentifier curve) {
		switch (kind) {
			case PKCS8, PKCS8_ENCRYPTED, PKCS1, SEC1 -> this.keys.add(new EncodedKey(kind, content, cipher, curve));
			default -> this.others.add(kind.description());
		}
	}

	private void add(Entry entry) {
		this.certificates.addAll(entry.certificates());
		if (entry.key() != null) {
			this.storedKeys.add(entry.key());
		}
	}

	List<Certificate> certificates() {
		return List.copyOf(this.certificates);
	}

	List<Certificate> requireCertificates() {
		if (this.certificates.isEmpty()) {
			throw new CertificateLoadException(this.part,
					"no certificate found (found: %s; expected: at least one certificate as PEM, DER, PKCS#12 or JKS)"
						.formatted(found()));
		}
		return certificates();
	}

	/**
	 * Return the only private key.
	 * @param password the password, or {@code null} if there is none
	 * @param certificates those that may name the curve of a key that does not
	 * @return the key
	 * @throws CertificateLoadException if there is no key or more than one, or the
	 * password is missing, wrong or superfluous
	 */
	PrivateKey requireKey(char @Nullable [] password, List<Certificate> certificates) {
		if (this.keys.size() + this.storedKeys.size() != 1) {
			throw new CertificateLoadException(Part.PRIVATE_KEY,
					"expected one private key (found: %s)".formatted(found()));
		}
		PrivateKeyInfo info = this.storedKeys.isEmpty() ? this.keys.get(0).info(password, certificates)
				: this.storedKeys.get(0);
		return PrivateKeys.of(info);
	}

	private String found() {
		List<String> found = new ArrayList<>();
		if (!this.certificates.isEmpty()) {
			found.add(this.certificates.size() + " certificate(s)");
		}
		int privateKeys = this.keys.size() + this.storedKeys.size();
		if (privateKeys > 0) {
			found.add(privateKeys + " private key(s)");
		}
		found.addAll(this.others);
		if (this.kind == Kind.PKCS12 || this.kind == Kind.JKS) {
			return "%s with %s".formatted(this.kind.description(),
					found.isEmpty() ? "nothing in it" : String.join(", ", found));
		}
		return found.isEmpty() ? "no PEM block" : String.join(", ", found);
	}

	/**
	 * Overwrite a password that is no longer needed.
	 * @param password the password
	 */
	static void wipe(char @Nullable [] password) {
		if (password != null) {
			Arrays.fill(password, '\0');
		}
	}

}

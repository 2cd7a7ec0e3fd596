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
import java.nio.ByteBuffer;

import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.ASN1UTCTime;

/**
 * What some bytes are, recognised by their content and never by the name of a file.
 */
enum Kind {

	EMPTY("an empty file"),

	PEM("PEM text"),

	CERTIFICATE("a certificate"),

	REQUEST("a certificate request"),

	REVOCATION_LIST("a certificate revocation list"),

	PKCS8("a private key"),

	PKCS8_ENCRYPTED("an encrypted private key"),

	PKCS1("an RSA private key"),

	SEC1("an EC private key"),

	DSA("a DSA private key"),

	PUBLIC_KEY("a public key"),

	RSA_PUBLIC_KEY("an RSA public key or Diffie-Hellman parameters"),

	PKCS12("a PKCS#12 key store"),

	PKCS7("a PKCS#7 bundle"),

	JKS("a JKS key store"),

	JCEKS("a JCEKS key store"),

	UTF_16("text in UTF-16"),

	TEXT("no PEM block"),

	DER("DER of an unknown kind"),

	BINARY("binary content that is no DER");

	private static final int JKS_MAGIC = 0xFEEDFEED;

	private static final int JCEKS_MAGIC = 0xCECECECE;

	private static final int SEQUENCE = 0x30;

	private final String description;

	Kind(String description) {
		this.description = description;
	}

	/**
	 * Return what a message says was found.
	 * @return a noun with its article
	 */
	String description() {
		return this.description;
	}

	static Kind of(byte[] content) {
		if (isBlank(content)) {
			return EMPTY;
		}
		int magic = (content.length >= 4) ? ByteBuffer.wrap(content).getInt() : 0;
		if (magic == JKS_MAGIC) {
			return JKS;
		}
		if (magic == JCEKS_MAGIC) {
			return JCEKS;
		}
		// Before PEM: names within may hold any text, a PEM block too.
		Kind der = ofDer(content);
		if (der != BINARY && der != DER) {
			return der;
		}
		if (PemBlock.isIn(content)) {
			return PEM;
		}
		if (magic >>> 16 == 0xFEFF || magic >>> 16 == 0xFFFE) {
			return UTF_16;
		}
		if (isText(content)) {
			return TEXT;
		}
		return der;
	}

	private static boolean isBlank(byte[] content) {
		for (byte octet : content) {
			if (octet != ' ' && octet != '\t' && octet != '\r' && octet != '\n') {
				return false;
			}
		}
		return true;
	}

	private static boolean isText(byte[] content) {
		for (byte octet : content) {
			if (octet >= 0 && octet < ' ' && octet != '\t' && octet != '\r' && octet != '\n') {
				return false;
			}
		}
		return true;
	}

	/**
	 * Recognise an element by its structure.
	 * @param content octets that may begin with a sequence
	 * @return the kind
	 */
	static Kind ofDer(byte[] content) {
		if (content.length == 0 || content[0] != SEQUENCE) {
			return BINARY;
		}
		try (ASN1InputStream input = new ASN1InputStream(new ByteArrayInputStream(content), content.length)) {
			return (input.readObject() instanceof ASN1Sequence sequence) ? of(sequence) : BINARY;
		}
		catch (IOException | RuntimeException | StackOverflowError ex) {
			return BINARY;
		}
	}

	private static Kind of(ASN1Sequence sequence) {
		int size = sequence.size();
		if (size < 2) {
			return DER;
		}
		ASN1Encodable first = sequence.getObjectAt(0);
		ASN1Encodable second = sequence.getObjectAt(1);
		if (first instanceof ASN1ObjectIdentifier && second instanceof ASN1TaggedObject) {
			return PKCS7;
		}
		if (first instanceof ASN1Sequence inner) {
			if (size == 3 && second instanceof ASN1Sequence && sequence.getObjectAt(2) instanceof ASN1BitString) {
				return signed(inner);
			}
			if (size == 2 && second instanceof ASN1OctetString) {
				return PKCS8_ENCRYPTED;
			}
			return (size == 2 && second instanceof ASN1BitString) ? PUBLIC_KEY : DER;
		}
		return (first instanceof ASN1Integer version) ? numbered(version, second, size) : DER;
	}

	private static Kind numbered(ASN1Integer version, ASN1Encodable second, int size) {
		if (second instanceof ASN1OctetString) {
			return SEC1;
		}
		if (second instanceof ASN1Sequence) {
			return version.hasValue(3) ? PKCS12 : (size >= 3) ? PKCS8 : DER;
		}
		if (second instanceof ASN1Integer) {
			return (size >= 9) ? PKCS1 : (size == 6) ? DSA : (size <= 3) ? RSA_PUBLIC_KEY : DER;
		}
		return DER;
	}

	// Certificate, request and revocation list are wrapped alike.
	private static Kind signed(ASN1Sequence content) {
		for (int index = 0; index < content.size(); index++) {
			ASN1Encodable element = content.getObjectAt(index);
			if (element instanceof ASN1UTCTime || element instanceof ASN1GeneralizedTime) {
				return REVOCATION_LIST;
			}
		}
		boolean hasVersion = content.size() > 0 && content.getObjectAt(0) instanceof ASN1TaggedObject;
		return (hasVersion || content.size() >= 6) ? CERTIFICATE : REQUEST;
	}

}

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

package io.tlsboot.trust;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/**
 * The subject alternative names of a certificate (RFC 5280, section 4.2.1.6), as they
 * were written.
 *
 * @param names the names, possibly none
 */
record SubjectNames(List<GeneralName> names) {

	private static final int IPV4_OCTETS = 4;

	private static final int IPV6_OCTETS = 16;

	/**
	 * Read the names.
	 * @param certificate the certificate
	 * @return the names
	 * @throws IllegalArgumentException if the extension is malformed
	 */
	static SubjectNames of(X509Certificate certificate) {
		byte[] extension = certificate.getExtensionValue(Extension.subjectAlternativeName.getId());
		if (extension == null) {
			return new SubjectNames(List.of());
		}
		SubjectNames names = new SubjectNames(
				List.of(GeneralNames.getInstance(ASN1OctetString.getInstance(extension).getOctets()).getNames()));
		names.dnsNames();
		names.addresses();
		return names;
	}

	List<String> dnsNames() {
		return texts(GeneralName.dNSName);
	}

	/**
	 * Return the names of a kind that is written as text.
	 * @param kind the tag of the kind
	 * @return the texts
	 */
	List<String> texts(int kind) {
		return this.names.stream()
			.filter((name) -> name.getTagNo() == kind)
			.map((name) -> ASN1IA5String.getInstance(name.getName()).getString())
			.toList();
	}

	/**
	 * Return the addresses.
	 * @return each of 4 or 16 octets
	 * @throws IllegalArgumentException if one has another length
	 */
	List<byte[]> addresses() {
		List<byte[]> addresses = new ArrayList<>();
		for (GeneralName name : this.names) {
			if (name.getTagNo() == GeneralName.iPAddress) {
				byte[] octets = ASN1OctetString.getInstance(name.getName()).getOctets();
				if (octets.length != IPV4_OCTETS && octets.length != IPV6_OCTETS) {
					throw new IllegalArgumentException(
							"an address of %d octets (expected: 4 or 16)".formatted(octets.length));
				}
				addresses.add(octets);
			}
		}
		return addresses;
	}

	boolean hasAddress(byte[] address) {
		return addresses().stream().anyMatch((octets) -> Arrays.equals(octets, address));
	}

	@Override
	public String toString() {
		List<String> all = new ArrayList<>();
		dnsNames().forEach((name) -> all.add("DNS:" + name));
		addressTexts().forEach((address) -> all.add("IP:" + address));
		return all.isEmpty() ? "no name" : String.join(", ", all);
	}

	/**
	 * Return the addresses as text.
	 * @return each in dotted decimals, or in the form of RFC 5952, section 4
	 */
	List<String> addressTexts() {
		return addresses().stream()
			.map((address) -> (address.length == IPV4_OCTETS) ? dotted(address) : compressed(groups(address)))
			.toList();
	}

	private static String dotted(byte[] address) {
		return IntStream.range(0, IPV4_OCTETS)
			.mapToObj((index) -> String.valueOf(Byte.toUnsignedInt(address[index])))
			.collect(Collectors.joining("."));
	}

	private static List<String> groups(byte[] address) {
		return IntStream.range(0, IPV6_OCTETS / 2)
			.mapToObj((index) -> Integer
				.toHexString(Byte.toUnsignedInt(address[2 * index]) << 8 | Byte.toUnsignedInt(address[2 * index + 1])))
			.toList();
	}

	// The first of the longest runs of two or more zeros is left out.
	private static String compressed(List<String> groups) {
		for (int length = groups.size(); length >= 2; length--) {
			int start = Collections.indexOfSubList(groups, Collections.nCopies(length, "0"));
			if (start >= 0) {
				return String.join(":", groups.subList(0, start)) + "::"
						+ String.join(":", groups.subList(start + length, groups.size()));
			}
		}
		return String.join(":", groups);
	}

}

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
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import javax.security.auth.x500.X500Principal;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/**
 * The name of a certificate's subject or issuer (RFC 5280, section 4.1.2.4). Two names
 * are equal when their fields are, whatever the case and the number of spaces (RFC 5280,
 * section 7.1). Never used to identify a server: that is what subject alternative names
 * are for (RFC 9525, section 6.4.4).
 *
 * @since 0.1.0
 */
public final class DistinguishedName {

	// By spelled-out name, in the order of inspect().
	private static final Map<String, ASN1ObjectIdentifier> FIELDS = new TreeMap<>(Map.of("commonName", BCStyle.CN,
			"organizationName", BCStyle.O, "organizationalUnitName", BCStyle.OU, "localityName", BCStyle.L,
			"stateOrProvinceName", BCStyle.ST, "countryName", BCStyle.C, "emailAddress", BCStyle.EmailAddress));

	private static final Map<String, String> SHORT = Map.of("CN", "commonName", "O", "organizationName", "OU",
			"organizationalUnitName", "L", "localityName", "ST", "stateOrProvinceName", "C", "countryName");

	// From the country down to the person, as directories do.
	private static final List<String> ORDER = List.of("countryName", "stateOrProvinceName", "localityName",
			"organizationName", "organizationalUnitName", "commonName", "emailAddress");

	private static final int LABEL_WIDTH = 26;

	private final X500Principal principal;

	DistinguishedName(X500Principal principal) {
		this.principal = principal;
	}

	/**
	 * Return a name with these fields.
	 * @param fields values by short or long name, for example {@code CN} or
	 * {@code commonName}; where both are given, the later one counts
	 * @return the name, the same in whatever order the fields are
	 * @throws IllegalArgumentException if a field is none of CN, O, OU, L, ST, C and
	 * emailAddress, or its value is empty
	 */
	public static DistinguishedName of(Map<String, String> fields) {
		Map<String, String> values = new LinkedHashMap<>();
		fields.forEach((field, value) -> {
			if (value.isEmpty()) {
				throw new IllegalArgumentException("%s: '' (expected: a value)".formatted(field));
			}
			values.put(longName(field), value);
		});
		X500NameBuilder builder = new X500NameBuilder(BCStyle.INSTANCE);
		for (String field : ORDER) {
			String value = values.get(field);
			if (value != null) {
				builder.addRDN(Objects.requireNonNull(FIELDS.get(field)), encode(field, value));
			}
		}
		return of(builder.build());
	}

	static DistinguishedName of(X500Name name) {
		try {
			return new DistinguishedName(new X500Principal(name.getEncoded()));
		}
		catch (IOException ex) {
			throw new IllegalArgumentException("the name cannot be encoded", ex);
		}
	}

	private static ASN1Encodable encode(String field, String value) {
		if (field.equals("countryName") && DERPrintableString.isPrintableString(value)) {
			return new DERPrintableString(value);
		}
		return (field.equals("emailAddress") && DERIA5String.isIA5String(value)) ? new DERIA5String(value)
				: new DERUTF8String(value);
	}

	/**
	 * Return a name that has this field besides those of this one.
	 * @param field the short or the long name of the field
	 * @param value its value; replaces the one it had
	 * @return a name with nothing but the fields that {@link #get} knows
	 * @throws IllegalArgumentException if the field is none of those, or the value is
	 * empty
	 */
	public DistinguishedName with(String field, String value) {
		Map<String, String> fields = new LinkedHashMap<>(fields());
		fields.put(longName(field), value);
		return of(fields);
	}

	/**
	 * Return the fields, each with its first value.
	 * @return values by long name, without those that the name does not have or that
	 * {@link #get} does not know
	 */
	public Map<String, String> fields() {
		Map<String, String> fields = new LinkedHashMap<>();
		FIELDS.keySet().forEach((field) -> get(field).ifPresent((value) -> fields.put(field, value)));
		return Collections.unmodifiableMap(fields);
	}

	/**
	 * Return the platform's view of this name, with all fields and all values.
	 * @return the name
	 */
	public X500Principal toX500Principal() {
		return this.principal;
	}

	X500Name toX500Name() {
		return X500Name.getInstance(this.principal.getEncoded());
	}

	/**
	 * Return a text with one line for each field: its label spelled out, and its value.
	 * @return the lines, sorted by long name, without a final line feed; empty when the
	 * name is
	 */
	public String inspect() {
		return fields().entrySet()
			.stream()
			.map((field) -> " ".repeat(LABEL_WIDTH - label(field.getKey()).length()) + label(field.getKey()) + ": "
					+ field.getValue())
			.collect(Collectors.joining("\n"));
	}

	private static String label(String field) {
		String words = field.replaceAll("([A-Z])", " $1");
		return Character.toUpperCase(words.charAt(0)) + words.substring(1);
	}

	private static String longName(String field) {
		String name = SHORT.getOrDefault(field, field);
		if (!FIELDS.containsKey(name)) {
			throw new IllegalArgumentException(
					"field: '%s' (expected: CN, O, OU, L, ST, C or emailAddress)".formatted(field));
		}
		return name;
	}

	/**
	 * Return the first value of a field.
	 * @param field the short or the long name of the field, for example {@code CN} or
	 * {@code commonName}; one of CN, O, OU, L, ST, C and emailAddress
	 * @return the value, without escapes, or empty when the name has no such field
	 * @throws IllegalArgumentException if the field is none of those
	 */
	public Optional<String> get(String field) {
		ASN1ObjectIdentifier identifier = Objects.requireNonNull(FIELDS.get(longName(field)));
		// One element of the name may hold several fields (RFC 5280, section 4.1.2.4).
		return Arrays.stream(toX500Name().getRDNs(identifier))
			.flatMap((element) -> Arrays.stream(element.getTypesAndValues()))
			.filter((pair) -> pair.getType().equals(identifier))
			.map((pair) -> text(pair.getValue()))
			.findFirst();
	}

	// A value that is not what its tag says is shown as RFC 2253 shows unknown ones.
	private static String text(ASN1Encodable value) {
		try {
			return (value instanceof ASN1String string) ? string.getString() : IETFUtils.valueToString(value);
		}
		catch (IllegalArgumentException ex) {
			try {
				return "#" + HexFormat.of().formatHex(value.toASN1Primitive().getEncoded());
			}
			catch (IOException ioException) {
				return "";
			}
		}
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof DistinguishedName that && this.principal.equals(that.principal);
	}

	@Override
	public int hashCode() {
		return this.principal.hashCode();
	}

	/**
	 * Return the name as RFC 2253 writes it.
	 * @return for example {@code CN=example.com,O=Example}
	 */
	@Override
	public String toString() {
		return this.principal.getName(X500Principal.RFC2253);
	}

}

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

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import javax.security.auth.x500.X500Principal;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.X500Name;
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

	private static final Map<String, ASN1ObjectIdentifier> FIELDS = Map.ofEntries(Map.entry("cn", BCStyle.CN),
			Map.entry("commonname", BCStyle.CN), Map.entry("o", BCStyle.O), Map.entry("organizationname", BCStyle.O),
			Map.entry("ou", BCStyle.OU), Map.entry("organizationalunitname", BCStyle.OU), Map.entry("l", BCStyle.L),
			Map.entry("localityname", BCStyle.L), Map.entry("st", BCStyle.ST),
			Map.entry("stateorprovincename", BCStyle.ST), Map.entry("c", BCStyle.C),
			Map.entry("countryname", BCStyle.C), Map.entry("emailaddress", BCStyle.EmailAddress));

	private final X500Principal principal;

	DistinguishedName(X500Principal principal) {
		this.principal = principal;
	}

	/**
	 * Return the first value of a field.
	 * @param field the short or the long name of the field, for example {@code CN} or
	 * {@code commonName}; one of CN, O, OU, L, ST, C and emailAddress
	 * @return the value, without escapes, or empty when the name has no such field
	 * @throws IllegalArgumentException if the field is none of those
	 */
	public Optional<String> get(String field) {
		ASN1ObjectIdentifier identifier = FIELDS.get(field.toLowerCase(Locale.ROOT));
		if (identifier == null) {
			throw new IllegalArgumentException(
					"field: '%s' (expected: CN, O, OU, L, ST, C or emailAddress)".formatted(field));
		}
		// One element of the name may hold several fields (RFC 5280, section 4.1.2.4).
		return Arrays.stream(X500Name.getInstance(this.principal.getEncoded()).getRDNs(identifier))
			.flatMap((element) -> Arrays.stream(element.getTypesAndValues()))
			.filter((pair) -> pair.getType().equals(identifier))
			.map((pair) -> text(pair.getValue()))
			.findFirst();
	}

	private static String text(ASN1Encodable value) {
		return (value instanceof ASN1String string) ? string.getString() : IETFUtils.valueToString(value);
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

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
import java.util.LinkedHashMap;
import java.util.Map;

import javax.security.auth.x500.X500Principal;

import org.bouncycastle.asn1.x500.X500Name;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DistinguishedNameTests {

	private final DistinguishedName name = name(
			"CN=example.com, OU=Unit, O=Example, L=Bonn, ST=NRW, C=DE, EMAILADDRESS=a@example.com");

	private static DistinguishedName name(String text) {
		return new DistinguishedName(new X500Principal(text, Map.of("EMAILADDRESS", "1.2.840.113549.1.9.1")));
	}

	@ParameterizedTest
	@CsvSource({ "CN, example.com", "commonName, example.com", "OU, Unit", "organizationalUnitName, Unit", "O, Example",
			"organizationName, Example", "L, Bonn", "localityName, Bonn", "ST, NRW", "stateOrProvinceName, NRW",
			"C, DE", "countryName, DE", "emailAddress, a@example.com" })
	void getReturnsTheValueUnderShortAndLongName(String field, String value) {
		assertThat(this.name.get(field)).contains(value);
	}

	@Test
	void caseOfTheFieldCounts() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.name.get("cn")).withMessageContaining("field: 'cn'");
	}

	@Test
	void whenFieldIsAbsentThenGetReturnsNothing() {
		assertThat(name("CN=example.com").get("O")).isEmpty();
	}

	@Test
	void whenNameIsEmptyThenGetReturnsNothing() {
		assertThat(name("").get("CN")).isEmpty();
	}

	@Test
	void whenFieldIsUnknownThenItIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.name.get("favouriteDrink"))
			.withMessageContaining("field: 'favouriteDrink'");
	}

	@Test
	void whenSeveralFieldsShareOneElementThenTheRightOneIsReturned() {
		DistinguishedName shared = name("CN=a long common name+OU=x");

		assertThat(shared.get("CN")).contains("a long common name");
		assertThat(shared.get("OU")).contains("x");
	}

	@Test
	void specialCharactersOfAValueAreNotEscaped() {
		assertThat(name("O=\"Example, Inc. + Sons\"").get("O")).contains("Example, Inc. + Sons");
	}

	@Test
	void equalWhenFieldsAre() {
		assertThat(name("CN=a, O=b")).isEqualTo(name("CN=a,O=b")).hasSameHashCodeAs(name("CN=a,O=b"));
	}

	@Test
	void caseAndRepeatedSpacesDoNotCountForEquality() {
		assertThat(name("CN=Example  CA")).isEqualTo(name("CN=example ca")).hasSameHashCodeAs(name("CN=example ca"));
	}

	@Test
	void notEqualWhenAFieldDiffers() {
		assertThat(name("CN=a, O=b")).isNotEqualTo(name("CN=a, O=c"));
	}

	@Test
	void notEqualWhenTheOrderDiffers() {
		assertThat(name("CN=a, O=b")).isNotEqualTo(name("O=b, CN=a"));
	}

	@Test
	void toStringIsRfc2253() {
		assertThat(name("CN=example.com, O=\"Example, Inc.\"")).hasToString("CN=example.com,O=Example\\, Inc.");
	}

	// K1
	@Test
	void shortAndLongNamesOfTheFieldsBuildEqualNames() {
		DistinguishedName abbreviated = DistinguishedName
			.of(Map.of("CN", "a", "OU", "b", "O", "c", "L", "d", "ST", "e", "C", "DE"));
		DistinguishedName spelledOut = DistinguishedName.of(Map.of("commonName", "a", "organizationalUnitName", "b",
				"organizationName", "c", "localityName", "d", "stateOrProvinceName", "e", "countryName", "DE"));

		assertThat(abbreviated).isEqualTo(spelledOut).hasSameHashCodeAs(spelledOut);
	}

	// K1
	@Test
	void whatIsChangedUnderOneNameOfAFieldIsSeenUnderTheOther() {
		DistinguishedName changed = DistinguishedName.of(Map.of("CN", "a")).with("commonName", "b");

		assertThat(changed.get("CN")).contains("b");
		assertThat(changed.with("CN", "c").get("commonName")).contains("c");
	}

	// K1
	@ParameterizedTest
	@ValueSource(strings = { "Cn", "cn", "COMMONNAME", "commonname", "favouriteDrink", "" })
	void nameIsNotMadeWithAnUnknownField(String field) {
		assertThatIllegalArgumentException().isThrownBy(() -> DistinguishedName.of(Map.of(field, "a")))
			.withMessageContaining("field: '%s' (expected: CN, O, OU, L, ST, C or emailAddress)".formatted(field));
		assertThatIllegalArgumentException().isThrownBy(() -> this.name.with(field, "a"));
	}

	// K2
	@Test
	void inspectShowsEveryFieldWithItsLabelSpelledOut() {
		assertThat(this.name.inspect().lines()).containsExactly("               Common Name: example.com",
				"              Country Name: DE", "             Email Address: a@example.com",
				"             Locality Name: Bonn", "         Organization Name: Example",
				"  Organizational Unit Name: Unit", "    State Or Province Name: NRW");
	}

	// K2
	@Test
	void inspectShowsNoFieldThatIsNotSet() {
		assertThat(name("CN=a, L=Bonn").inspect().lines()).containsExactly("               Common Name: a",
				"             Locality Name: Bonn");
	}

	// K3
	@Test
	void whenAFieldIsRepeatedThenItsFirstValueCounts() {
		DistinguishedName repeated = new DistinguishedName(new X500Principal(encoded("OU=first,OU=second,CN=a")));

		assertThat(repeated.get("OU")).contains("first");
		assertThat(repeated.inspect()).contains("first").doesNotContain("second");
	}

	// K4: ours keep what they do not show.
	@Test
	void unknownPartsAreNotShownAndStayReachable() {
		DistinguishedName directory = new DistinguishedName(
				new X500Principal(encoded("DC=example,serialNumber=7,CN=a")));

		assertThat(directory.fields()).containsOnlyKeys("commonName");
		assertThat(directory.inspect()).isEqualTo("               Common Name: a");
		assertThat(directory.toX500Principal().getName()).contains("DC=example");
		assertThat(directory).isNotEqualTo(name("CN=a"));
	}

	private static byte[] encoded(String name) {
		try {
			return new X500Name(name).getEncoded();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	// K5
	@Test
	void whenBothNamesOfAFieldAreGivenThenTheLaterOneCounts() {
		Map<String, String> fields = new LinkedHashMap<>();
		fields.put("CN", "earlier");
		fields.put("commonName", "later");

		assertThat(DistinguishedName.of(fields)).isEqualTo(DistinguishedName.of(Map.of("CN", "later")));
	}

	@Test
	void nameIsNotMadeWithAnEmptyValue() {
		assertThatIllegalArgumentException().isThrownBy(() -> DistinguishedName.of(Map.of("CN", "")))
			.withMessageContaining("CN: '' (expected: a value)");
	}

}

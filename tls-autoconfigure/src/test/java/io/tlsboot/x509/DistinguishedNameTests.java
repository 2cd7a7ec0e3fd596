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

import java.util.Map;

import javax.security.auth.x500.X500Principal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

}

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

package io.tlsboot.options;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TlsVersionRangeTests {

	// B1
	@Test
	void defaultIsTls12ToTls13() {
		assertThat(TlsVersionRange.DEFAULT).isEqualTo(new TlsVersionRange(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3));
	}

	@Test
	void whenNothingIsGivenThenRangeIsTheDefault() {
		assertThat(TlsVersionRange.of(null, null, null)).isEqualTo(TlsVersionRange.DEFAULT);
	}

	// B7
	@ParameterizedTest
	@CsvSource({ "SSLv3, TLSv1_2", "TLSv1_0, TLSv1_2", "TLSv1_1, TLSv1_2", "TLSv1_2, TLSv1_2", "TLSv1_3, TLSv1_3" })
	void raisedMinimumIsNeverBelowTheDefault(TlsVersion raised, TlsVersion minimum) {
		assertThat(TlsVersionRange.of(raised, null, null)).isEqualTo(new TlsVersionRange(minimum, TlsVersion.TLSv1_3));
	}

	@ParameterizedTest
	@EnumSource(TlsVersion.class)
	void loweredMinimumIsTakenAsItIs(TlsVersion lowered) {
		assertThat(TlsVersionRange.of(null, lowered, null)).isEqualTo(new TlsVersionRange(lowered, TlsVersion.TLSv1_3));
	}

	// B9
	@ParameterizedTest
	@CsvSource({ "TLSv1_3, TLSv1_2", "TLSv1_2, TLSv1_2", "TLSv1_1, TLSv1_1", "TLSv1_0, TLSv1_0", "SSLv3, SSLv3" })
	void whenMaximumIsBelowTheDefaultMinimumThenItIsTheMinimumToo(TlsVersion maximum, TlsVersion minimum) {
		assertThat(TlsVersionRange.of(null, null, maximum)).isEqualTo(new TlsVersionRange(minimum, maximum));
	}

	@Test
	void whenMinimumIsLoweredAndMaximumTooThenBothCount() {
		assertThat(TlsVersionRange.of(null, TlsVersion.TLSv1_0, TlsVersion.TLSv1_1))
			.isEqualTo(new TlsVersionRange(TlsVersion.TLSv1_0, TlsVersion.TLSv1_1));
	}

	// B6
	@Test
	void whenMinimumIsRaisedToTheMaximumThenOneVersionIsLeft() {
		assertThat(TlsVersionRange.of(TlsVersion.TLSv1_2, null, TlsVersion.TLSv1_2).versions())
			.containsExactly(TlsVersion.TLSv1_2);
	}

	// B5, B6
	@ParameterizedTest
	@CsvSource({ "TLSv1_3, , TLSv1_2", "TLSv1_2, , TLSv1_1", "SSLv3, , TLSv1_1", ", TLSv1_3, TLSv1_2",
			", TLSv1_1, TLSv1_0" })
	void whenMinimumIsAboveMaximumThenItIsRefused(@Nullable TlsVersion raised, @Nullable TlsVersion lowered,
			TlsVersion maximum) {
		assertThatIllegalArgumentException().isThrownBy(() -> TlsVersionRange.of(raised, lowered, maximum))
			.withMessageContaining("is above the maximum " + maximum);
	}

	// B3
	@ParameterizedTest
	@CsvSource({ "TLSv1_3, TLSv1_0", "TLSv1_2, TLSv1_2", "TLSv1_0, TLSv1_3" })
	void whenMinimumIsRaisedAndLoweredThenItIsRefusedWhateverTheValues(TlsVersion raised, TlsVersion lowered) {
		assertThatExceptionOfType(MutuallyExclusiveException.class)
			.isThrownBy(() -> TlsVersionRange.of(raised, lowered, null))
			.withMessage("'raise-minimum-to' and 'insecurely-lower-minimum-to' are mutually exclusive")
			.satisfies((ex) -> assertThat(ex.first()).isEqualTo("raise-minimum-to"))
			.satisfies((ex) -> assertThat(ex.second()).isEqualTo("insecurely-lower-minimum-to"));
	}

	@Test
	void whenRangeIsUpsideDownThenItIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new TlsVersionRange(TlsVersion.TLSv1_3, TlsVersion.TLSv1_2))
			.withMessage("the minimum TLSv1.3 is above the maximum TLSv1.2");
	}

	@Test
	void versionsAreTheOldestFirst() {
		assertThat(new TlsVersionRange(TlsVersion.TLSv1_0, TlsVersion.TLSv1_3).versions())
			.containsExactly(TlsVersion.TLSv1_0, TlsVersion.TLSv1_1, TlsVersion.TLSv1_2, TlsVersion.TLSv1_3);
	}

	@Test
	void toStringSaysBothEnds() {
		assertThat(TlsVersionRange.DEFAULT).hasToString("TLSv1.2..TLSv1.3");
	}

	@ParameterizedTest
	@CsvSource({ "SSLv3, SSLv3", "TLSv1, TLSv1_0", "TLSv1.1, TLSv1_1", "TLSv1.2, TLSv1_2", "TLSv1.3, TLSv1_3" })
	void versionIsFoundByThePlatformsName(String name, TlsVersion version) {
		assertThat(TlsVersion.of(name)).contains(version);
		assertThat(version.protocolName()).isEqualTo(name);
	}

	@Test
	void whenNameIsUnknownThenThereIsNoVersion() {
		assertThat(TlsVersion.of("TLSv1.4")).isEmpty();
	}

}

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

import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lengths as X.690, section 8.1.3 writes them.
 */
class DerTests {

	private static int length(String hex) {
		return Der.length(HexFormat.of().parseHex(hex), 0);
	}

	@ParameterizedTest
	@CsvSource({ "3000, 2", "3001aa, 3", "300201020304, 4", "3081020102, 5", "308200020102, 6", "30830000020102, 7",
			"3084000000020102, 8" })
	void lengthCountsTagAndLengthToo(String hex, int expected) {
		assertThat(length(hex)).isEqualTo(expected);
	}

	@Test
	void lengthOf128OctetsAndMoreIsWrittenInSeveral() {
		assertThat(length("307f" + "00".repeat(127))).isEqualTo(129);
		assertThat(length("308180" + "00".repeat(128))).isEqualTo(131);
		assertThat(length("3081ff" + "00".repeat(255))).isEqualTo(258);
		assertThat(length("30820100" + "00".repeat(256))).isEqualTo(260);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "30", "3101aa", "3001", "300301aa", "3080", "30800000", "3081", "308102", "30810201",
			"308200", "30820002", "3085000000000101", "3084ffffffff", "3084ffffffff00" })
	void whenSequenceIsNotWholeThenThereIsNoLength(String hex) {
		assertThat(length(hex)).isEqualTo(-1);
	}

	@Test
	void lengthIsThatOfTheSequenceAtThePlace() {
		byte[] two = HexFormat.of().parseHex("3000" + "3001aa" + "30820001bb");

		assertThat(Der.length(two, 2)).isEqualTo(3);
		assertThat(Der.length(two, 5)).isEqualTo(5);
		assertThat(Der.length(two, 9)).isEqualTo(-1);
		assertThat(Der.length(two, 10)).isEqualTo(-1);
	}

}

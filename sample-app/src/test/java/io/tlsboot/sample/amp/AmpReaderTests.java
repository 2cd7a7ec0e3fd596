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

package io.tlsboot.sample.amp;

import java.net.ProtocolException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What is written and read as boxes.
 */
class AmpReaderTests {

	// Twisted: AmpBox({b"_ask": b"1"}).serialize()
	private static final byte[] ASK = HexFormat.of().parseHex("00045f61736b0001310000");

	private final AmpReader reader = new AmpReader();

	@Test
	void boxIsWrittenAsTwistedDoes() {
		assertThat(new AmpBox(Map.of(AmpBox.ASK, "1")).toBytes()).isEqualTo(ASK);
	}

	@Test
	void boxesAreReadAsTheyWereWritten() throws ProtocolException {
		AmpBox box = new AmpBox(Map.of("empty", "", "text", "\u0000\u00ff", "long", "x".repeat(0xffff)));

		assertThat(this.reader.read(box.toBytes())).containsExactly(box);
		assertThat(this.reader.read(box.toBytes())).containsExactly(box);
	}

	@Test
	void boxesMayComeOctetByOctetOrSeveralAtOnce() throws ProtocolException {
		AmpBox box = new AmpBox(Map.of(AmpBox.ASK, "1"));
		for (int index = 0; index < ASK.length - 1; index++) {
			assertThat(this.reader.read(Arrays.copyOfRange(ASK, index, index + 1))).isEmpty();
		}
		byte[] rest = HexFormat.of().parseHex("00" + HexFormat.of().formatHex(ASK) + "0004");

		assertThat(this.reader.read(rest)).isEqualTo(List.of(box, box));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0100", "474554202f", "00016100000001610000" })
	void whatIsNoBoxIsRefused(String hex) {
		assertThatExceptionOfType(ProtocolException.class)
			.isThrownBy(() -> this.reader.read(HexFormat.of().parseHex(hex)));
	}

	@Test
	void boxThatIsTooLongIsRefused() throws ProtocolException {
		byte[] box = new AmpBox(Map.of("a", "x".repeat(0xffff), "b", "x".repeat(0xffff))).toBytes();
		assertThat(this.reader.read(Arrays.copyOf(box, AmpReader.MAX_BOX))).isEmpty();

		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> this.reader.read(new byte[1]))
			.withMessageContaining("more than 131072 octets");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 256 })
	void keyHasOneTo255Octets(int length) {
		AmpBox box = new AmpBox(Map.of("k".repeat(length), ""));

		assertThatIllegalArgumentException().isThrownBy(box::toBytes);
	}

}

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
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a block of a PEM text is (RFC 7468, and RFC 1421 for the headers).
 */
class PemBlockTests {

	private static final String AAAA = "-----BEGIN A-----\nAQID\n-----END A-----\n";

	private static final byte[] CONTENT = { 1, 2, 3 };

	@Test
	void blocksAreFoundInTheirOrder() {
		List<PemBlock> blocks = PemBlock.scan("x\n" + AAAA + "y\n" + AAAA.replace(" A-", " B-"));

		assertThat(blocks).extracting(PemBlock::label).containsExactly("A", "B");
		assertThat(blocks).extracting(PemBlock::content).containsExactly(CONTENT, CONTENT);
	}

	@Test
	void whitespaceAroundLinesIsSkipped() {
		assertThat(PemBlock.scan(AAAA.indent(4).replace("\n", " \r\n"))).singleElement()
			.extracting(PemBlock::content)
			.isEqualTo(CONTENT);
	}

	@Test
	void headersAreNoPartOfTheContent() {
		PemBlock block = PemBlock
			.scan("-----BEGIN A-----\nProc-Type: 4,ENCRYPTED\nDEK-Info:  AES,01 \n\nAQID\n-----END A-----")
			.get(0);

		assertThat(block.header("DEK-Info")).isEqualTo("AES,01");
		assertThat(block.header("Proc-Type")).isEqualTo("4,ENCRYPTED");
		assertThat(block.header("Other")).isNull();
		assertThat(block.content()).isEqualTo(CONTENT);
	}

	@Test
	void headersBelongToOneBlockAlone() {
		String encrypted = "-----BEGIN A-----\nDEK-Info: AES,01\n\nAQID\n-----END A-----\n";

		assertThat(PemBlock.scan(encrypted + AAAA)).extracting((block) -> block.header("DEK-Info"))
			.containsExactly("AES,01", null);
	}

	@ParameterizedTest
	@ValueSource(strings = { "-----BEGIN A-----\nAQID\n", "-----BEGIN A-----\nAQID\n-----END B-----\n",
			"-----BEGIN A-----\nAQID\n-----END A----\n", "-----BEGIN A-----\n:AQID\n-----END A-----\n",
			"-----BEGIN A-----\nAQI*\n-----END A-----\n", "-----BEGIN A-----\nAQI\nD=\n-----END A-----\n",
			"-----BEGIN A-----\n-----END A-----\n", "-----BEGIN A-----\nProc-Type: 4\n-----END A-----\n" })
	void whenBlockHasNoEndOrNoContentThenItIsDamaged(String text) {
		assertThat(PemBlock.scan(text)).singleElement().satisfies((block) -> {
			assertThat(block.label()).isEqualTo("A");
			assertThat(block.content()).isNull();
		});
	}

	@Test
	void whenBlockBeginsWithinAnotherThenTheFirstIsDamagedAndTheSecondRead() {
		List<PemBlock> blocks = PemBlock.scan("-----BEGIN C-----\nBBBB\n" + AAAA);

		assertThat(blocks).extracting(PemBlock::label).containsExactly("C", "A");
		assertThat(blocks).extracting(PemBlock::content).containsExactly(null, CONTENT);
	}

	@Test
	void whenABlockHasTheWrongEndThenTheNextIsRead() {
		assertThat(PemBlock.scan("-----BEGIN C-----\nBBBB\n-----END D-----\nCCCC\n" + AAAA))
			.extracting(PemBlock::content)
			.containsExactly(null, CONTENT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "-----BEGIN -----\nAQID\n-----END -----", "-----BEGIN A\nAQID\n-----END A-----",
			"BEGIN A-----\nAQID\n-----END A-----", "-----END A-----", "" })
	void whatHasNoProperBeginningIsNoBlock(String text) {
		assertThat(PemBlock.scan(text)).isEmpty();
	}

	@Test
	void linesThatAreWrittenHaveAtMost64Characters() {
		String text = PemBlock.write("A", new byte[100]);

		assertThat(text.lines().toList().get(1)).hasSize(64);
		assertThat(PemBlock.scan(text).get(0).content()).isEqualTo(new byte[100]);
		assertThat(PemBlock.isIn(text.getBytes(StandardCharsets.UTF_8))).isTrue();
		assertThat(PemBlock.isIn(new byte[100])).isFalse();
	}

}

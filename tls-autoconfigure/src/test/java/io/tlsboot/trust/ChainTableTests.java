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

import java.util.List;
import java.util.Objects;

import io.tlsboot.testing.ChainCase;
import io.tlsboot.testing.Chains;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The table of chains before the trust manager.
 */
class ChainTableTests {

	private static final List<ChainCase> ROWS = Chains.all();

	static List<ChainCase> accepted() {
		return ROWS.stream().filter((row) -> row.reason() == null).toList();
	}

	static List<ChainCase> refused() {
		return ROWS.stream().filter((row) -> row.reason() != null).toList();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void accepted(ChainCase row) {
		assertThatCode(row::check).doesNotThrowAnyException();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void refused(ChainCase row) {
		assertThatExceptionOfType(PeerCertificateException.class).isThrownBy(row::check)
			.withMessageContaining(row.message())
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Objects.requireNonNull(row.reason())));
	}

	@Test
	void tableIsLongAndNamesEachRowOnce() {
		assertThat(ROWS).hasSizeGreaterThanOrEqualTo(150).extracting(ChainCase::title).doesNotHaveDuplicates();
	}

}

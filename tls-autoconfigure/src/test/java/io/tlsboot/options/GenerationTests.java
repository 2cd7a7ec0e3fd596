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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class GenerationTests {

	private final CertificateOptions options = CertificateOptions.builder().build();

	@Test
	void firstGenerationIsOne() {
		assertThat(new Generation("web", 1, this.options).number()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1 })
	void whenNumberIsBelowOneThenItIsRefused(long number) {
		assertThatIllegalArgumentException().isThrownBy(() -> new Generation("web", number, this.options))
			.withMessage("number: %d (expected: >= 1)".formatted(number));
	}

	@Test
	void fixedSourceHandsOutTheFirstGenerationForEver() {
		OptionsSource source = OptionsSource.fixed("web", this.options);

		assertThat(source.current()).isEqualTo(new Generation("web", 1, this.options)).isSameAs(source.current());
	}

}

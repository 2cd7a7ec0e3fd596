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

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ApplicationProtocolsTests {

	@Test
	void defaultIsNone() {
		assertThat(ApplicationProtocols.DEFAULT.names()).isEmpty();
		assertThat(ApplicationProtocols.DEFAULT.isEmpty()).isTrue();
	}

	@Test
	void orderIsKept() {
		ApplicationProtocols protocols = ApplicationProtocols.of(List.of("h2", "http/1.1"));

		assertThat(protocols.names()).containsExactly("h2", "http/1.1");
		assertThat(protocols.isEmpty()).isFalse();
	}

	// I12
	@Test
	void whenANameIsGivenTwiceThenItCountsOnce() {
		assertThat(ApplicationProtocols.of(List.of("h2", "http/1.1", "h2")))
			.isEqualTo(ApplicationProtocols.of(List.of("h2", "http/1.1")));
	}

	@Test
	void caseCounts() {
		assertThat(ApplicationProtocols.of(List.of("h2", "H2")).names()).containsExactly("h2", "H2");
	}

	@Test
	void notEqualWhenTheOrderDiffers() {
		assertThat(ApplicationProtocols.of(List.of("a", "b"))).isNotEqualTo(ApplicationProtocols.of(List.of("b", "a")));
	}

	// I15
	@Test
	void whenANameIsEmptyThenItIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> ApplicationProtocols.of(List.of("h2", "")))
			.withMessage("application protocol: 0 octets (expected: 1 to 255)");
	}

	@Test
	void whenANameHas255OctetsThenItIsAccepted() {
		assertThat(ApplicationProtocols.of(List.of("a".repeat(255))).names()).hasSize(1);
	}

	// I15
	@ParameterizedTest
	@ValueSource(strings = { "a", "\u00fc" })
	void whenANameHas256OctetsThenItIsRefused(String character) {
		String name = character.equals("a") ? character.repeat(256) : character.repeat(128);

		assertThatIllegalArgumentException().isThrownBy(() -> ApplicationProtocols.of(List.of(name)))
			.withMessageContaining("256 octets");
	}

	@Test
	void whenTheCallersListChangesThenNamesStay() {
		List<String> names = new ArrayList<>(List.of("h2"));
		ApplicationProtocols protocols = new ApplicationProtocols(names);
		names.add("");

		assertThat(protocols.names()).containsExactly("h2");
	}

	@Test
	void namesCannotBeChanged() {
		assertThat(ApplicationProtocols.of(List.of("h2")).names()).isUnmodifiable();
	}

}

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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PeerTextTests {

	// NUL, line feed, escape, next line, the C1 form of "escape [", bidirectional
	// controls, separators of lines and paragraphs.
	@ParameterizedTest
	@ValueSource(strings = { "\0", "\n", "\u001b", "\u0085", "\u009b", "\u202e", "\u2066", "\u2028", "\u2029" })
	void whatControlsSomethingIsReplaced(String control) {
		assertThat(PeerText.line("a" + control + "b", 10)).isEqualTo("a?b");
	}

	@Test
	void lettersOfAllScriptsStay() {
		assertThat(PeerText.line("b\u00fccher.\u4f8b", 10)).isEqualTo("b\u00fccher.\u4f8b");
	}

	@Test
	void lengthIsLimited() {
		assertThat(PeerText.line("abc", 3)).isEqualTo("abc");
		assertThat(PeerText.line("abcd", 3)).isEqualTo("abc...");
	}

}

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

package io.tlsboot.starttls;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link XmlParser}: how much work a text can make.
 */
class XmlParserTests {

	private static final Map<String, String> AROUND = Map.of("", "a", "b", "c");

	@Test
	void elementsThatDeclareNoNamespacesShareThoseAroundThem() {
		XmlElement element = XmlParser.element("<a><b><c/></b><d e='f'/></a>", AROUND);
		assertThat(element.namespaces()).isSameAs(AROUND);
		assertThat(element.children()).hasSize(2).allSatisfy((child) -> assertSame(child, AROUND));
		XmlElement declaring = XmlParser.element("<a xmlns:x='y'><b><c/></b><d/></a>", AROUND);
		assertThat(declaring.namespaces()).hasSize(3);
		assertThat(declaring.children()).allSatisfy((child) -> assertSame(child, declaring.namespaces()));
	}

	@Test
	void sixteenNamespacesAreKnownInOnePlaceAtMost() {
		assertThat(XmlParser.element("<a" + declarations(0, 14) + "/>", AROUND).namespaces()).hasSize(16);
		assertThat(XmlParser.tag("<a" + declarations(0, 15) + ">").namespaces()).hasSize(16);
		assertMalformed(() -> XmlParser.element("<a" + declarations(0, 15) + "/>", AROUND), "more than 16 namespaces");
		assertMalformed(() -> XmlParser.tag("<a" + declarations(0, 16) + ">"), "more than 16 namespaces");
		assertMalformed(() -> XmlParser.element("<a" + declarations(0, 14) + "><b/><c" + declarations(14, 1) + "/></a>",
				AROUND), "more than 16 namespaces");
	}

	@Test
	void namespacesThatAreDeclaredAgainAreNotMore() {
		String again = "<b" + declarations(0, 14) + "/>";
		XmlElement element = XmlParser.element("<a" + declarations(0, 14) + ">" + again + "</a>", AROUND);
		assertThat(element.children().get(0).namespaces()).hasSize(16);
	}

	@Test
	void anElementHasOneHundredAndTwentyEightElementsAtMost() {
		assertThat(XmlParser.element("<a>" + "<b/>".repeat(128) + "</a>", AROUND).children()).hasSize(128);
		assertMalformed(() -> XmlParser.element("<a>" + "<b/>".repeat(129) + "</a>", AROUND), "more than 128 elements");
	}

	@Test
	void anElementHasThirtyTwoAttributesAtMost() {
		assertThat(XmlParser.element("<a" + attributes(32) + "/>", AROUND).attributes()).hasSize(32);
		assertMalformed(() -> XmlParser.element("<a" + attributes(33) + "/>", AROUND), "more than 32 attributes");
	}

	private static String declarations(int first, int count) {
		return IntStream.range(first, first + count)
			.mapToObj((index) -> " xmlns:n%d='x'".formatted(index))
			.collect(Collectors.joining());
	}

	private static String attributes(int count) {
		return IntStream.range(0, count).mapToObj((index) -> " n%d='x'".formatted(index)).collect(Collectors.joining());
	}

	private static void assertSame(XmlElement element, Map<String, String> namespaces) {
		assertThat(element.namespaces()).isSameAs(namespaces);
		assertThat(element.children()).allSatisfy((child) -> assertSame(child, namespaces));
	}

	private static void assertMalformed(ThrowingCallable reading, String detail) {
		assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(reading).withMessageContaining(detail);
	}

}

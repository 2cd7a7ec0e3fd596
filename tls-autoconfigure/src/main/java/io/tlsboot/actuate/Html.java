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

package io.tlsboot.actuate;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Writes HTML. Whatever is not the name of an element or attribute is escaped.
 */
final class Html {

	private static final char REPLACEMENT = '\uFFFD';

	private final StringBuilder text = new StringBuilder();

	/**
	 * Begin an element.
	 * @param element its name
	 * @param attributes names and values in turns
	 * @return this writer
	 */
	Html open(String element, String... attributes) {
		this.text.append('<').append(element);
		for (int index = 0; index < attributes.length; index += 2) {
			this.text.append(' ').append(attributes[index]).append("=\"");
			escape(attributes[index + 1]);
			this.text.append('"');
		}
		this.text.append('>');
		return this;
	}

	/**
	 * End an element.
	 * @param element its name
	 * @return this writer
	 */
	Html close(String element) {
		this.text.append("</").append(element).append('>');
		return this;
	}

	/**
	 * Write text.
	 * @param value the text; a dash stands for {@code null} and for nothing
	 * @return this writer
	 */
	Html text(@Nullable Object value) {
		String said = (value != null) ? value.toString() : "";
		escape(said.isEmpty() ? "\u2013" : said);
		return this;
	}

	/**
	 * Write an element that holds text alone.
	 * @param element its name
	 * @param value the text
	 * @param attributes names and values in turns
	 * @return this writer
	 */
	Html element(String element, @Nullable Object value, String... attributes) {
		return open(element, attributes).text(value).close(element);
	}

	/**
	 * Write a link.
	 * @param base what comes before the name
	 * @param name what is linked to by its name
	 * @return this writer
	 */
	Html link(String base, String name) {
		return element("a", name, "href", base + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"));
	}

	private void escape(String value) {
		value.codePoints().forEach((point) -> {
			switch (point) {
				case '&' -> this.text.append("&amp;");
				case '<' -> this.text.append("&lt;");
				case '>' -> this.text.append("&gt;");
				case '"' -> this.text.append("&quot;");
				case '\'' -> this.text.append("&#39;");
				default -> this.text.appendCodePoint(isShown(point) ? point : REPLACEMENT);
			}
		});
	}

	// What has no shape of its own can change what stands beside it.
	private static boolean isShown(int point) {
		return switch (Character.getType(point)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
					Character.PARAGRAPH_SEPARATOR ->
				false;
			default -> true;
		};
	}

	@Override
	public String toString() {
		return this.text.toString();
	}

}

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

package io.tlsboot.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * An endpoint string, taken apart. A colon ends an argument, the first equals sign of an
 * argument ends its keyword, and a backslash takes the meaning from what is behind it.
 *
 * @param prefix what the string is for
 * @param arguments what follows, in the order of the string
 */
record EndpointString(String prefix, List<Argument> arguments) {

	private static final int MAX_SHOWN = 200;

	// DER in base64 begins like this, and a key may have been written where its file was
	// to be.
	private static final Pattern SECRET = Pattern.compile("(?s).*(-----BEGIN |\\p{Cntrl}).*|M[A-Za-z0-9+/= ]{40,}");

	static EndpointString parse(String text) {
		Objects.requireNonNull(text, "'text' must not be null");
		List<Argument> arguments = new ArrayList<>();
		StringBuilder current = new StringBuilder();
		String keyword = null;
		for (int index = 0; index < text.length(); index++) {
			char character = text.charAt(index);
			if (character == '\\') {
				index++;
				if (index == text.length()) {
					throw new EndpointStringException("position " + index,
							"found: a backslash at the end (expected: a character that it escapes)",
							"Write two backslashes for one.");
				}
				current.append(text.charAt(index));
			}
			else if (character == ':') {
				arguments.add(new Argument(keyword, current.toString()));
				keyword = null;
				current.setLength(0);
			}
			else if (character == '=' && keyword == null) {
				keyword = current.toString();
				current.setLength(0);
			}
			else {
				current.append(character);
			}
		}
		arguments.add(new Argument(keyword, current.toString()));
		Argument prefix = arguments.remove(0);
		if (prefix.keyword() != null) {
			throw new EndpointStringException("prefix",
					"found: the keyword %s (expected: a prefix)".formatted(shown(prefix.keyword())),
					"Begin with 'ssl:', or for a client with 'tls:'.");
		}
		return new EndpointString(prefix.value(), List.copyOf(arguments));
	}

	/**
	 * Return a part of a string for messages.
	 * @param value the part
	 * @return the part in quotes, or its length if it is long or may be a key
	 */
	static String shown(String value) {
		return (value.length() > MAX_SHOWN || SECRET.matcher(value).matches())
				? "a text of %d characters".formatted(value.length()) : "'" + value + "'";
	}

	/**
	 * One argument.
	 *
	 * @param keyword its keyword, or {@code null} if its place says what it is
	 * @param value its value
	 */
	record Argument(@Nullable String keyword, String value) {

	}

}

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

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * The arguments of an endpoint string by keyword, each known and given once.
 */
final class Arguments {

	private static final String HOST = "host";

	// Twisted's default is the empty text.
	private static final String MAY_BE_EMPTY = "interface";

	private static final String TWICE = "Remove one of them. A colon or a backslash inside a value is written with a"
			+ " backslash before it.";

	private final Map<String, Setting> settings = new LinkedHashMap<>();

	private Arguments() {
	}

	/**
	 * Give the arguments of a string their names.
	 * @param string the string
	 * @param vocabulary their names
	 * @return the arguments
	 * @throws EndpointStringException if one is unknown, refused, given twice, or empty
	 */
	static Arguments of(EndpointString string, Vocabulary vocabulary) {
		Arguments arguments = new Arguments();
		List<String> positional = positional(string, vocabulary);
		int position = 0;
		for (int index = 0; index < string.arguments().size(); index++) {
			EndpointString.Argument argument = string.arguments().get(index);
			String keyword = argument.keyword();
			if (keyword == null) {
				if (position == positional.size()) {
					throw new EndpointStringException("argument " + (index + 1),
							"found: %s (expected: at most %d without a keyword: %s)"
								.formatted(EndpointString.shown(argument.value()), positional.size(), positional),
							"Remove it, or write its keyword. A colon or a backslash inside a value is written with a"
									+ " backslash before it.");
				}
				keyword = positional.get(position++);
			}
			arguments.add(new Setting(keyword, argument.value(), true), vocabulary);
		}
		return arguments;
	}

	// As in Twisted, the port may stand alone where the host has its keyword.
	private static List<String> positional(EndpointString string, Vocabulary vocabulary) {
		boolean named = string.arguments().stream().anyMatch((argument) -> HOST.equals(argument.keyword()));
		long unnamed = string.arguments().stream().filter((argument) -> argument.keyword() == null).count();
		return (named && unnamed == 1)
				? vocabulary.positional().stream().filter((keyword) -> !keyword.equals(HOST)).toList()
				: vocabulary.positional();
	}

	private void add(Setting setting, Vocabulary vocabulary) {
		String keyword = setting.keyword();
		vocabulary.refusal(keyword).ifPresent((refusal) -> {
			throw new EndpointStringException(keyword, refusal.problem(), refusal.action());
		});
		if (!vocabulary.keywords().contains(keyword)) {
			throw new EndpointStringException("keyword",
					"found: %s (expected: one of %s)".formatted(EndpointString.shown(keyword), vocabulary.keywords()),
					"Correct or remove the keyword.");
		}
		if (setting.value().isEmpty() && !keyword.equals(MAY_BE_EMPTY)) {
			throw new EndpointStringException(keyword, "found: nothing (expected: a value)",
					"Write a value, or remove the keyword.");
		}
		if (this.settings.putIfAbsent(keyword, setting) != null) {
			throw new EndpointStringException(keyword, "it is given twice (expected: once)", TWICE);
		}
	}

	/**
	 * Return an argument that has two names.
	 * @param keyword one name
	 * @param synonym the other
	 * @return the argument, or empty if it is not there
	 * @throws EndpointStringException if both are there
	 */
	Optional<Setting> find(String keyword, String synonym) {
		Optional<Setting> other = find(synonym);
		if (find(keyword).isPresent() && other.isPresent()) {
			throw new EndpointStringException(synonym,
					"'%s' and '%s' are mutually exclusive: they mean the same".formatted(keyword, synonym),
					"Remove one of them.");
		}
		return find(keyword).or(() -> other);
	}

	Optional<Setting> find(String keyword) {
		return Optional.ofNullable(this.settings.get(keyword));
	}

	Map<String, String> values() {
		Map<String, String> values = new LinkedHashMap<>();
		this.settings.forEach((keyword, setting) -> values.put(keyword, setting.value()));
		return Collections.unmodifiableMap(values);
	}

	@Nullable String value(String keyword) {
		return find(keyword).map(Setting::value).orElse(null);
	}

	Setting require(String keyword, String form) {
		return find(keyword)
			.orElseThrow(() -> new EndpointStringException(keyword, "it is missing", "Write %s.".formatted(form)));
	}

	/**
	 * One argument.
	 *
	 * @param keyword its keyword, even if that was left out
	 * @param value its value
	 * @param given whether it was written, or is a default
	 */
	record Setting(String keyword, String value, boolean given) {

		String found() {
			String shown = EndpointString.shown(this.value);
			return "found: " + (this.given ? shown : "nothing, which means " + shown);
		}

		Setting map(UnaryOperator<String> change) {
			return new Setting(this.keyword, change.apply(this.value), this.given);
		}

		int number(int minimum, int maximum) {
			try {
				// Signs and the digits of other scripts are for people, not for ports.
				int number = this.value.matches("[0-9]{1,10}") ? Integer.parseInt(this.value) : -1;
				if (number >= minimum && number <= maximum) {
					return number;
				}
			}
			catch (NumberFormatException ex) {
				// Too large: it is told below.
			}
			throw refuse("found: %s (expected: a whole number from %d to %d)"
				.formatted(EndpointString.shown(this.value), minimum, maximum), "Correct the number.", null);
		}

		<T> T checked(Function<String, T> factory) {
			try {
				return factory.apply(this.value);
			}
			catch (IllegalArgumentException ex) {
				// A message quotes what is wrong, which may be a key in the wrong place.
				boolean harmless = EndpointString.shown(this.value).contains(this.value);
				throw refuse(harmless ? String.valueOf(ex.getMessage()) : found() + ", which is no such value",
						"Correct the value.", harmless ? ex : null);
			}
		}

		EndpointStringException refuse(String problem, String action, @Nullable Throwable cause) {
			return new EndpointStringException(this.keyword, problem, action, cause);
		}

	}

}

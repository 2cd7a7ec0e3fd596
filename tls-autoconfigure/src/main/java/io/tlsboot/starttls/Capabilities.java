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

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a server announces before the switch.
 */
final class Capabilities {

	private Capabilities() {
	}

	/**
	 * Return what is announced: what the protocol says by itself, in the words of the
	 * settings where they say it as well, and then what they say beside it.
	 * @param settings the settings
	 * @param own what the protocol says by itself
	 * @return the capabilities, in this order
	 */
	static List<String> of(StartTlsServerSettings settings, String... own) {
		List<String> configured = settings.capabilities();
		List<String> names = Stream.of(own).map(Capabilities::name).toList();
		return Stream
			.concat(Stream.of(own).flatMap((capability) -> inWords(configured, capability)),
					configured.stream().filter((capability) -> !names.contains(name(capability))))
			.toList();
	}

	private static Stream<String> inWords(List<String> configured, String own) {
		List<String> words = configured.stream().filter((capability) -> name(capability).equals(name(own))).toList();
		return words.isEmpty() ? Stream.of(own) : words.stream();
	}

	/**
	 * Return the lines of a list that ends with a dot (RFC 3977, section 3.1.1; RFC 1939,
	 * section 3).
	 * @param settings the settings
	 * @param own what the protocol says by itself
	 * @return the lines and the dot, each with its end
	 */
	static String dotted(StartTlsServerSettings settings, String... own) {
		return of(settings, own).stream()
			.map((capability) -> capability.startsWith(".") ? "." + capability : capability)
			.collect(Collectors.joining("\r\n", "", "\r\n.\r\n"));
	}

	/**
	 * Check that nothing is announced which asks for credentials in clear.
	 * @param settings the settings
	 * @param refused the names of capabilities that do
	 * @throws IllegalArgumentException if one is announced
	 */
	static void check(StartTlsServerSettings settings, String... refused) {
		List<String> names = List.of(refused);
		for (String capability : settings.capabilities()) {
			if (names.contains(name(capability))) {
				throw new IllegalArgumentException(
						"capabilities: '%s' (expected: no %s, since credentials are not accepted before TLS)"
							.formatted(capability, name(capability)));
			}
		}
	}

	private static String name(String capability) {
		return capability.replace("\"", "").split("[ =]", 2)[0].toUpperCase(Locale.ROOT);
	}

}

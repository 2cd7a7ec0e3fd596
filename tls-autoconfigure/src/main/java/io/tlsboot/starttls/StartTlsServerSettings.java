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
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What a listener says of itself before the switch, and how much it listens to.
 * {@link #DEFAULTS} has every default.
 *
 * @param requireTls whether clients that do not go over to TLS are refused; if not, they
 * are handed over in clear with the first thing that they say beside it
 * @param hostName the name of this server, where the protocol says one; never empty
 * @param greeting the text of the greeting, {@code null} for that of the protocol
 * @param capabilities what is announced before the switch beside TLS, in the syntax of
 * the protocol
 * @param readyText the text of the answer to a client that goes over to TLS, {@code null}
 * for that of the protocol
 * @param requiredText the text of the answer to a client that must go over to TLS first,
 * {@code null} for that of the protocol
 * @param maxLineLength how many octets a line, or a message of a protocol without lines,
 * may have
 * @param maxMessages how many lines or messages a client may send before the switch
 * @since 0.1.0
 */
public record StartTlsServerSettings(boolean requireTls, String hostName, @Nullable String greeting,
		List<String> capabilities, @Nullable String readyText, @Nullable String requiredText, int maxLineLength,
		int maxMessages) {

	/** How many octets a line may have: more than any protocol asks for. */
	public static final int DEFAULT_MAX_LINE_LENGTH = 2048;

	/** How many lines or messages there may be. */
	public static final int DEFAULT_MAX_MESSAGES = 50;

	/** TLS is required, and nothing is said but what the protocol says by itself. */
	public static final StartTlsServerSettings DEFAULTS = new StartTlsServerSettings(true, "localhost", null, List.of(),
			null, null, DEFAULT_MAX_LINE_LENGTH, DEFAULT_MAX_MESSAGES);

	private static final int LEAST_MAX_LINE_LENGTH = 64;

	private static final int LARGEST_MAX_LINE_LENGTH = 65536;

	static final int LARGEST_MAX_MESSAGES = 10_000;

	private static final int LONGEST_TEXT = 400;

	/**
	 * Create settings.
	 * @param requireTls whether clients that do not go over to TLS are refused
	 * @param hostName the name of this server
	 * @param greeting the text of the greeting, {@code null} for that of the protocol
	 * @param capabilities what is announced before the switch beside TLS
	 * @param readyText the text of the answer to a client that goes over to TLS
	 * @param requiredText the text of the answer to a client that must go over first
	 * @param maxLineLength how many octets a line may have, 64 to 65536
	 * @param maxMessages how many messages a client may send, 1 to 10000
	 * @throws IllegalArgumentException if a number is out of range, or a text is empty,
	 * has more than 400 characters or others than visible ASCII and spaces
	 */
	public StartTlsServerSettings {
		requireName(hostName, "hostName");
		requireText(greeting, "greeting");
		requireText(readyText, "readyText");
		requireText(requiredText, "requiredText");
		capabilities = List.copyOf(capabilities);
		capabilities.forEach((capability) -> requireVisible(capability, "capabilities"));
		requireLineLength(maxLineLength);
		requireRange(maxMessages, 1, LARGEST_MAX_MESSAGES, "maxMessages");
	}

	static void requireLineLength(int maxLineLength) {
		requireRange(maxLineLength, LEAST_MAX_LINE_LENGTH, LARGEST_MAX_LINE_LENGTH, "maxLineLength");
	}

	static void requireName(String text, String name) {
		requireVisible(text, name);
		if (text.indexOf(' ') >= 0) {
			throw new IllegalArgumentException("%s: '%s' (expected: no space)".formatted(name, text));
		}
	}

	private static void requireText(@Nullable String text, String name) {
		if (text != null) {
			requireVisible(text, name);
		}
	}

	// Whatever else it is, it must not end a line.
	private static void requireVisible(String text, String name) {
		Objects.requireNonNull(text, () -> "'%s' must not be null".formatted(name));
		if (text.isBlank() || text.length() > LONGEST_TEXT
				|| !text.chars().allMatch((character) -> character >= ' ' && character <= '~')) {
			throw new IllegalArgumentException("%s: '%s' (expected: 1 to %d visible ASCII characters or spaces)"
				.formatted(name, text.replaceAll("[^ -~]", "?"), LONGEST_TEXT));
		}
	}

	private static void requireRange(int value, int least, int most, String name) {
		if (value < least || value > most) {
			throw new IllegalArgumentException("%s: %d (expected: %d to %d)".formatted(name, value, least, most));
		}
	}

	/**
	 * Return the text of the greeting.
	 * @param text that of the protocol
	 * @return the text
	 */
	public String greetingOr(String text) {
		return Objects.requireNonNullElse(this.greeting, text);
	}

	/**
	 * Return the text of the answer to a client that goes over to TLS.
	 * @param text that of the protocol
	 * @return the text
	 */
	public String readyTextOr(String text) {
		return Objects.requireNonNullElse(this.readyText, text);
	}

	/**
	 * Return the text of the answer to a client that must go over to TLS first.
	 * @param text that of the protocol
	 * @return the text
	 */
	public String requiredTextOr(String text) {
		return Objects.requireNonNullElse(this.requiredText, text);
	}

}

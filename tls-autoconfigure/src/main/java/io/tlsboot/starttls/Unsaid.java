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

import org.jspecify.annotations.Nullable;

/**
 * What a listener is to say in a protocol that has no place for it.
 */
final class Unsaid {

	private Unsaid() {
	}

	/**
	 * Refuse a text.
	 * @param text the text, or {@code null}
	 * @param name the name of the setting
	 * @param protocol the protocol
	 * @throws IllegalArgumentException if there is a text
	 */
	static void refuse(@Nullable String text, String name, String protocol) {
		if (text != null) {
			throw new IllegalArgumentException(
					"%s: '%s' (expected: none, since %s has no place for it)".formatted(name, text, protocol));
		}
	}

	/**
	 * Refuse capabilities.
	 * @param settings the settings
	 * @param protocol the protocol
	 * @throws IllegalArgumentException if there are any
	 */
	static void refuseCapabilities(StartTlsServerSettings settings, String protocol) {
		if (!settings.capabilities().isEmpty()) {
			refuse(String.join(", ", settings.capabilities()), "capabilities", protocol);
		}
	}

	/**
	 * Refuse all that a protocol cannot say which says nothing but that TLS is required.
	 * @param settings the settings
	 * @param protocol the name of the protocol
	 * @throws IllegalArgumentException if there is a greeting, a text for a client that
	 * goes over, or a capability
	 */
	static void refuseAllButTheRequired(StartTlsServerSettings settings, String protocol) {
		refuse(settings.greeting(), "greeting", protocol);
		refuse(settings.readyText(), "readyText", protocol);
		refuseCapabilities(settings, protocol);
	}

}

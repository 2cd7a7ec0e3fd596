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

package io.tlsboot.autoconfigure;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Texts that say where properties were written. Each is found once: they are bound once,
 * too.
 */
final class OriginTexts {

	static final String DEFAULT = "default";

	private final PropertyOrigins origins;

	private final Map<String, Optional<String>> known = new ConcurrentHashMap<>();

	OriginTexts(PropertyOrigins origins) {
		this.origins = origins;
	}

	/**
	 * Return where some properties were written.
	 * @param prefix what they are below
	 * @param keys their keys
	 * @return the text, or {@code null} if none is set
	 */
	@Nullable String find(String prefix, String... keys) {
		String found = Arrays.stream(keys)
			.map((key) -> this.known.computeIfAbsent("%s.%s".formatted(prefix, key),
					(name) -> Optional.ofNullable(this.origins.locate(name))))
			.flatMap(Optional::stream)
			.distinct()
			.collect(Collectors.joining(", "));
		return found.isEmpty() ? null : found;
	}

	/**
	 * Return where some properties were written.
	 * @param prefix what they are below
	 * @param keys their keys
	 * @return the text, or {@value #DEFAULT} if none is set
	 */
	String findOrDefault(String prefix, String... keys) {
		return Objects.requireNonNullElse(find(prefix, keys), DEFAULT);
	}

}

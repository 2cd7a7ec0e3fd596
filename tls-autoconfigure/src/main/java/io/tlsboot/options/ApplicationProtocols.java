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

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The application protocols that may be negotiated (RFC 7301), most wanted first. The
 * server's order decides. Empty means that none is negotiated; a name that is given twice
 * counts once.
 *
 * @param names the protocol names, for example {@code h2}
 * @since 0.1.0
 */
public record ApplicationProtocols(List<String> names) {

	/** Nothing is negotiated: which protocol is spoken is not ours to guess. */
	public static final ApplicationProtocols DEFAULT = new ApplicationProtocols(List.of());

	// RFC 7301, section 3.1: opaque ProtocolName<1..2^8-1>
	private static final int MAX_OCTETS = 255;

	/**
	 * Create a list.
	 * @param names the protocol names, each of 1 to 255 octets in UTF-8
	 * @throws IllegalArgumentException if a name is empty or too long
	 */
	public ApplicationProtocols {
		names = List.copyOf(new LinkedHashSet<>(names));
		for (String name : names) {
			int octets = name.getBytes(StandardCharsets.UTF_8).length;
			if (octets == 0 || octets > MAX_OCTETS) {
				throw new IllegalArgumentException(
						"application protocol: %d octets (expected: 1 to %d)".formatted(octets, MAX_OCTETS));
			}
		}
	}

	/**
	 * Create a list.
	 * @param names the protocol names, most wanted first
	 * @return the list
	 * @throws IllegalArgumentException if a name is empty or too long
	 */
	public static ApplicationProtocols of(Collection<String> names) {
		Objects.requireNonNull(names, "'names' must not be null");
		return new ApplicationProtocols(List.copyOf(names));
	}

	/**
	 * Return a list in which others come first.
	 * @param wanted the others
	 * @return the list
	 */
	public ApplicationProtocols after(ApplicationProtocols wanted) {
		return new ApplicationProtocols(Stream.concat(wanted.names.stream(), this.names.stream()).toList());
	}

	/**
	 * Tell whether anything is negotiated.
	 * @return whether the list is empty
	 */
	public boolean isEmpty() {
		return this.names.isEmpty();
	}

}

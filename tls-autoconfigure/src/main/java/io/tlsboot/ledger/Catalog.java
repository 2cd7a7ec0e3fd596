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

package io.tlsboot.ledger;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.tlsboot.options.Generation;

/**
 * What the configuration says, for those who describe it.
 *
 * @since 0.1.0
 */
public interface Catalog {

	/** Knows of no configuration. */
	Catalog EMPTY = new EmptyCatalog();

	/**
	 * Return the names of the options.
	 * @return the names in the order of the configuration
	 */
	Set<String> options();

	/**
	 * Return options as they are now. Nothing is read for that.
	 * @param options their name
	 * @return the generation, or empty if nobody has asked for them yet
	 */
	Optional<Generation> generation(String options);

	/**
	 * Return who uses options, apart from listeners and clients.
	 * @param options their name
	 * @return who does, for people
	 */
	List<String> users(String options);

	/**
	 * Return where values come from.
	 * @param kind what has the values
	 * @param name its name
	 * @return by the names of the descriptor's fields: the property and its origin, or
	 * {@code default}, or what implied the value. Never a value
	 */
	Map<String, String> origins(Kind kind, String name);

	/**
	 * What is configured.
	 */
	enum Kind {

		/** Options. */
		OPTIONS,

		/** A listener. */
		LISTENER,

		/** A client. */
		CLIENT

	}

}

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

package io.tlsboot.connection;

import java.util.Locale;
import java.util.Objects;

/**
 * A configured listener or client.
 *
 * @param side which of the two
 * @param name its name in the configuration
 * @since 0.1.0
 */
public record Endpoint(Side side, String name) {

	/**
	 * Create an endpoint.
	 * @param side which of the two
	 * @param name its name in the configuration
	 */
	public Endpoint {
		Objects.requireNonNull(side, "'side' must not be null");
		Objects.requireNonNull(name, "'name' must not be null");
	}

	@Override
	public String toString() {
		return this.side.noun() + " '" + this.name + "'";
	}

	/**
	 * The role in the handshake.
	 */
	public enum Side {

		/** Accepts connections. */
		SERVER("listener"),

		/** Opens connections. */
		CLIENT("client");

		private final String noun;

		Side(String noun) {
			this.noun = noun;
		}

		/**
		 * Return the side as metrics and the endpoint write it.
		 * @return {@code server} or {@code client}
		 */
		public String code() {
			return name().toLowerCase(Locale.ROOT);
		}

		String noun() {
			return this.noun;
		}

	}

}

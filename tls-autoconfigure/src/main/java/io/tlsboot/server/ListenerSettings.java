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

package io.tlsboot.server;

import java.time.Duration;
import java.util.Objects;

import io.tlsboot.connection.Timeouts;
import org.jspecify.annotations.Nullable;

/**
 * Where and how a listener listens.
 *
 * @param name the name of the listener
 * @param mode whether connections begin with a handshake
 * @param address the local address or host name to bind to, {@code null} for every
 * address
 * @param port the local port, 0 for any free one
 * @param handshakeTimeout how long a client may take for its handshake
 * @since 0.1.0
 */
public record ListenerSettings(String name, Mode mode, @Nullable String address, int port, Duration handshakeTimeout) {

	/** A silent client holds a connection no longer than this. */
	public static final Duration DEFAULT_HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

	private static final int MAX_PORT = 65535;

	/**
	 * Create settings.
	 * @param name the name of the listener
	 * @param mode whether connections begin with a handshake
	 * @param address the local address or host name to bind to, {@code null} for every
	 * address
	 * @param port the local port, 0 for any free one
	 * @param handshakeTimeout how long a client may take for its handshake
	 * @throws IllegalArgumentException if the port or the time is out of range
	 */
	public ListenerSettings {
		Objects.requireNonNull(name, "'name' must not be null");
		Objects.requireNonNull(mode, "'mode' must not be null");
		if (port < 0 || port > MAX_PORT) {
			throw new IllegalArgumentException("port: %d (expected: 0 to %d)".formatted(port, MAX_PORT));
		}
		Timeouts.require(handshakeTimeout, "handshakeTimeout");
	}

	/**
	 * Return the address for people.
	 * @return the address, {@code *} for every address
	 */
	public String addressOrAny() {
		return (this.address != null) ? this.address : "*";
	}

	/**
	 * How connections begin.
	 */
	public enum Mode {

		/** With a TLS handshake. */
		TLS,

		/** In clear, and they stay so. */
		PLAIN

	}

}

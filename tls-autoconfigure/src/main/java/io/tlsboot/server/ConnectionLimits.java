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

import org.jspecify.annotations.Nullable;

/**
 * How many connections a listener has at the same time. Those above a limit are refused
 * at once, by RST: nothing is built for them, and those that are open live on.
 *
 * @param maxConnections how many may be open, handshakes in progress included
 * @param maxConcurrentHandshakes how many may be in their handshake, which begins when
 * TCP is connected; {@code null} for any number
 * @since 0.1.0
 */
public record ConnectionLimits(int maxConnections, @Nullable Integer maxConcurrentHandshakes) {

	/** 10,000 connections, and any number of them in their handshake. */
	public static final ConnectionLimits DEFAULT = new ConnectionLimits(10_000, null);

	/**
	 * Create limits.
	 * @param maxConnections how many may be open
	 * @param maxConcurrentHandshakes how many may be in their handshake, {@code null} for
	 * any number
	 * @throws IllegalArgumentException if a number is less than 1
	 */
	public ConnectionLimits {
		require(maxConnections, "maxConnections");
		require(maxConcurrentHandshakes, "maxConcurrentHandshakes");
	}

	private static void require(@Nullable Integer limit, String name) {
		if (limit != null && limit < 1) {
			throw new IllegalArgumentException("%s: %d (expected: at least 1)".formatted(name, limit));
		}
	}

	/**
	 * Return a copy with another number of connections.
	 * @param maxConnections how many may be open
	 * @return the copy
	 * @throws IllegalArgumentException if it is less than 1
	 */
	public ConnectionLimits withMaxConnections(int maxConnections) {
		return new ConnectionLimits(maxConnections, this.maxConcurrentHandshakes);
	}

	/**
	 * Return a copy with another number of handshakes.
	 * @param maxConcurrentHandshakes how many may be in their handshake, {@code null} for
	 * any number
	 * @return the copy
	 * @throws IllegalArgumentException if it is less than 1
	 */
	public ConnectionLimits withMaxConcurrentHandshakes(@Nullable Integer maxConcurrentHandshakes) {
		return new ConnectionLimits(this.maxConnections, maxConcurrentHandshakes);
	}

}

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

import java.time.Duration;

/**
 * Checks of times that Netty takes as milliseconds, where 0 would mean "for ever".
 *
 * @since 0.1.0
 */
public final class Timeouts {

	private static final Duration MINIMUM = Duration.ofMillis(1);

	private static final Duration MAXIMUM = Duration.ofMillis(Integer.MAX_VALUE);

	private Timeouts() {
	}

	/**
	 * Check a time.
	 * @param time the time
	 * @param name its name, for the message
	 * @throws IllegalArgumentException if it is shorter than a millisecond or longer than
	 * 24 days
	 */
	public static void require(Duration time, String name) {
		if (time.compareTo(MINIMUM) < 0 || time.compareTo(MAXIMUM) > 0) {
			throw new IllegalArgumentException("%s: %s (expected: %s to %s)".formatted(name, time, MINIMUM, MAXIMUM));
		}
	}

}

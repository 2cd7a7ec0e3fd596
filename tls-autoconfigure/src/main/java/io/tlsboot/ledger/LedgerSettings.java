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

/**
 * How much the ledger keeps.
 *
 * @param failures how many of the last failures
 * @param sessions how many of the last handshakes that succeeded
 * @since 0.1.0
 */
public record LedgerSettings(int failures, int sessions) {

	/** The last 100 failures, and no session. */
	public static final LedgerSettings DEFAULTS = new LedgerSettings(100, 0);

	/** More would be no overview. */
	public static final int MAXIMUM = 10_000;

	/**
	 * Create settings.
	 * @param failures how many of the last failures
	 * @param sessions how many of the last handshakes that succeeded
	 * @throws IllegalArgumentException if a number is below 0 or above {@link #MAXIMUM}
	 */
	public LedgerSettings {
		require(failures, "failures");
		require(sessions, "sessions");
	}

	private static void require(int number, String name) {
		if (number < 0 || number > MAXIMUM) {
			throw new IllegalArgumentException("%s: %d (expected: 0 to %d)".formatted(name, number, MAXIMUM));
		}
	}

}

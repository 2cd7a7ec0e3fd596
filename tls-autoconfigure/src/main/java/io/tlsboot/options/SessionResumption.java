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

import java.time.Duration;
import java.util.Objects;

/**
 * Whether later connections of a peer may go on with the session of an earlier one, which
 * saves signatures and a chain (RFC 8446, section 2.2; RFC 5246, section 7.3; RFC 5077).
 * A session never outlives its generation of options, and the peer's chain is judged
 * again each time.
 *
 * @param enabled whether they may
 * @param lifetime how long a session can be resumed, in whole seconds
 * @param cacheSize how many sessions are kept in memory; those in tickets need none
 * @since 0.1.0
 */
public record SessionResumption(boolean enabled, Duration lifetime, int cacheSize) {

	// RFC 8446, section 4.6.1: no longer than a week.
	private static final Duration LONGEST = Duration.ofDays(7);

	/** On, for two hours, with at most 20,480 sessions in memory. */
	public static final SessionResumption DEFAULT = new SessionResumption(true, Duration.ofHours(2), 20_480);

	/**
	 * Create a choice.
	 * @param enabled whether sessions may be resumed
	 * @param lifetime 1 s to 7 days
	 * @param cacheSize at least 1
	 * @throws IllegalArgumentException if a number is out of range
	 */
	public SessionResumption {
		Objects.requireNonNull(lifetime, "'lifetime' must not be null");
		if (lifetime.compareTo(Duration.ofSeconds(1)) < 0 || lifetime.compareTo(LONGEST) > 0) {
			throw new IllegalArgumentException("lifetime: %s (expected: 1 s to 7 days)".formatted(lifetime));
		}
		if (cacheSize < 1) {
			throw new IllegalArgumentException("cacheSize: %d (expected: >= 1)".formatted(cacheSize));
		}
		lifetime = Duration.ofSeconds(lifetime.toSeconds());
	}

	/**
	 * Return a copy that is on or off.
	 * @param enabled whether sessions may be resumed
	 * @return the copy
	 */
	public SessionResumption withEnabled(boolean enabled) {
		return new SessionResumption(enabled, this.lifetime, this.cacheSize);
	}

	/**
	 * Return a copy with another lifetime.
	 * @param lifetime 1 s to 7 days
	 * @return the copy
	 */
	public SessionResumption withLifetime(Duration lifetime) {
		return new SessionResumption(this.enabled, lifetime, this.cacheSize);
	}

	/**
	 * Return a copy with another size of the cache.
	 * @param cacheSize at least 1
	 * @return the copy
	 */
	public SessionResumption withCacheSize(int cacheSize) {
		return new SessionResumption(this.enabled, this.lifetime, cacheSize);
	}

}

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

import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Records each reload of options once: how many succeeded and failed, and the last one.
 * What options are made of when the application starts is no reload. Safe for use by
 * several threads.
 *
 * @since 0.1.0
 */
public final class Reloads {

	private static final Log logger = LogFactory.getLog(Reloads.class);

	private final Map<String, ReloadHistory> histories = new ConcurrentHashMap<>();

	private final Clock clock;

	private volatile List<ReloadListener> observers = List.of();

	/**
	 * Create a record of reloads.
	 * @param clock when they happen
	 */
	public Reloads(Clock clock) {
		this.clock = Objects.requireNonNull(clock, "'clock' must not be null");
	}

	/**
	 * Tell others, too, from now on, in this order. What they throw is logged, and goes
	 * no further.
	 * @param observers who is told
	 */
	public void observedBy(List<? extends ReloadListener> observers) {
		this.observers = List.copyOf(observers);
	}

	/**
	 * Record that what the source of options holds is in use.
	 * @param options the name of the options
	 * @param generation the generation that is in use now
	 */
	public void succeeded(String options, long generation) {
		record(options, generation, ReloadRecord.SUCCEEDED, null);
	}

	/**
	 * Record that what the source of options holds cannot be used.
	 * @param options the name of the options
	 * @param generation the generation that stays in use
	 * @param message why, without a secret
	 */
	public void failed(String options, long generation, String message) {
		record(options, generation, ReloadRecord.FAILED, Objects.requireNonNull(message, "'message' must not be null"));
	}

	private void record(String options, long generation, String result, @Nullable String message) {
		ReloadRecord reload = new ReloadRecord(this.clock.instant(), options, generation, result, message);
		this.histories.merge(options, ReloadHistory.of(reload), ReloadHistory::followedBy);
		for (ReloadListener observer : this.observers) {
			try {
				observer.reloaded(reload);
			}
			catch (RuntimeException ex) {
				logger.error("A reload of the options '%s' was told to %s, which threw".formatted(options,
						observer.getClass().getName()), ex);
			}
		}
	}

	/**
	 * Return the reloads of some options.
	 * @param options the name of the options
	 * @return the history, or empty if they were never reloaded
	 */
	public Optional<ReloadHistory> of(String options) {
		return Optional.ofNullable(this.histories.get(options));
	}

	/**
	 * Return all reloads.
	 * @return the histories by the name of the options, in the order of the names; those
	 * that were never reloaded are not in it
	 */
	public Map<String, ReloadHistory> all() {
		return Collections.unmodifiableMap(new TreeMap<>(this.histories));
	}

}

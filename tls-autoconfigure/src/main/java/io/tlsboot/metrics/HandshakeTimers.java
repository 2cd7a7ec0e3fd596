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

package io.tlsboot.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * The timers of one registry, each looked up there once.
 */
final class HandshakeTimers {

	private final Map<HandshakeTags, Timer> timers = new ConcurrentHashMap<>();

	private final MeterRegistry registry;

	HandshakeTimers(MeterRegistry registry) {
		this.registry = registry;
	}

	void record(HandshakeTags tags, Duration duration) {
		this.timers.computeIfAbsent(tags, this::timer).record(duration);
	}

	private Timer timer(HandshakeTags tags) {
		return Timer.builder(TlsHandshakeMetrics.NAME)
			.description("Handshakes, by how long they took and how they ended")
			.tags(tags.tags())
			.register(this.registry);
	}

}

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
import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.HandshakeFailure;
import io.tlsboot.connection.HandshakeListener;
import io.tlsboot.connection.HandshakeSuccess;

/**
 * Times handshakes: the timer {@value #NAME}. What it hears of before it is bound to a
 * registry is recorded then, 1,000 handshakes at most. Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class TlsHandshakeMetrics implements MeterBinder, HandshakeListener {

	static final String NAME = "tls.handshakes";

	private static final int MAX_WAITING = 1000;

	private final List<Waiting> waiting = new ArrayList<>();

	private volatile List<HandshakeTimers> bound = List.of();

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		HandshakeTimers timers = new HandshakeTimers(registry);
		this.waiting.forEach((early) -> timers.record(early.tags(), early.duration()));
		this.waiting.clear();
		List<HandshakeTimers> all = new ArrayList<>(this.bound);
		all.add(timers);
		this.bound = List.copyOf(all);
	}

	@Override
	public void succeeded(Endpoint endpoint, HandshakeSuccess success) {
		record(HandshakeTags.of(endpoint, success.session()), success.duration());
	}

	@Override
	public void failed(Endpoint endpoint, HandshakeFailure failure) {
		record(HandshakeTags.of(endpoint, failure.reason()), failure.duration());
	}

	private void record(HandshakeTags tags, Duration duration) {
		List<HandshakeTimers> registries = this.bound;
		if (registries.isEmpty()) {
			registries = unlessBound(tags, duration);
		}
		for (HandshakeTimers timers : registries) {
			timers.record(tags, duration);
		}
	}

	private synchronized List<HandshakeTimers> unlessBound(HandshakeTags tags, Duration duration) {
		if (this.bound.isEmpty() && this.waiting.size() < MAX_WAITING) {
			this.waiting.add(new Waiting(tags, duration));
		}
		return this.bound;
	}

	/**
	 * A handshake for which there is no registry yet.
	 *
	 * @param tags how it ended
	 * @param duration how long it took
	 */
	private record Waiting(HandshakeTags tags, Duration duration) {

	}

}

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

package io.tlsboot.context;

import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.HandshakeFailure;
import io.tlsboot.connection.HandshakeListener;
import io.tlsboot.connection.HandshakeSuccess;
import io.tlsboot.connection.LogQuota;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes handshakes as application events. They wait in a queue for a thread of its
 * own: whoever listens may take its time, and what does not fit is dropped and counted.
 *
 * @since 0.1.0
 */
public final class HandshakeEvents implements HandshakeListener, AutoCloseable {

	/** How many events wait at most. */
	public static final int CAPACITY = 1024;

	private static final Log logger = LogFactory.getLog(HandshakeEvents.class);

	private static final long IDLE_SECONDS = 60;

	private final ApplicationEventPublisher publisher;

	private final Kind kind;

	private final double sampleRate;

	private final ThreadPoolExecutor thread;

	private final AtomicLong seen = new AtomicLong();

	private final AtomicLong dropped = new AtomicLong();

	private final LogQuota drops = new LogQuota();

	private final LogQuota failures = new LogQuota();

	/**
	 * Create a publisher.
	 * @param publisher where events go
	 * @param kind which handshakes
	 * @param sampleRate which part of them, from 0 to 1; spread evenly
	 * @throws IllegalArgumentException if the part is out of range
	 */
	public HandshakeEvents(ApplicationEventPublisher publisher, Kind kind, double sampleRate) {
		this.publisher = Objects.requireNonNull(publisher, "'publisher' must not be null");
		this.kind = Objects.requireNonNull(kind, "'kind' must not be null");
		if (!(sampleRate >= 0 && sampleRate <= 1)) {
			throw new IllegalArgumentException("found: %s (expected: 0 to 1)".formatted(sampleRate));
		}
		this.sampleRate = sampleRate;
		this.thread = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(CAPACITY),
				(task) -> {
					Thread made = new Thread(task, "tls-handshake-events");
					made.setDaemon(true);
					return made;
				}, (task, executor) -> drop());
		this.thread.allowCoreThreadTimeOut(true);
	}

	@Override
	public void succeeded(Endpoint endpoint, HandshakeSuccess success) {
		if (this.kind == Kind.ALL && isSampled()) {
			// Without what the client has offered, which would wait with it.
			HandshakeSuccess told = new HandshakeSuccess(success.session(), success.remoteAddress(), success.duration(),
					null);
			this.thread.execute(() -> publish(new TlsHandshakeSucceeded(endpoint, told)));
		}
	}

	@Override
	public void failed(Endpoint endpoint, HandshakeFailure failure) {
		if (this.kind != Kind.NONE && isSampled()) {
			this.thread.execute(() -> publish(new TlsHandshakeFailed(endpoint, failure)));
		}
	}

	// One whenever the sum of the parts passes a whole number.
	private boolean isSampled() {
		long number = this.seen.incrementAndGet();
		return Math.floor(number * this.sampleRate) > Math.floor((number - 1) * this.sampleRate);
	}

	private void publish(Object event) {
		try {
			this.publisher.publishEvent(event);
		}
		catch (RuntimeException ex) {
			OptionalLong leftOut = this.failures.acquire();
			if (leftOut.isPresent() && !this.thread.isShutdown()) {
				logger.warn("A handshake was told to listeners of events, and one threw%s"
					.formatted(LogQuota.suffix(leftOut.getAsLong())), ex);
			}
		}
	}

	private void drop() {
		if (this.thread.isShutdown()) {
			return;
		}
		this.dropped.incrementAndGet();
		OptionalLong leftOut = this.drops.acquire();
		if (leftOut.isPresent()) {
			logger.warn("An event of a handshake is dropped, since listeners of events are too slow: %d are waiting%s"
				.formatted(CAPACITY, LogQuota.suffix(leftOut.getAsLong())));
		}
	}

	/**
	 * Return how many events were dropped because listeners were too slow.
	 * @return the number
	 */
	public long dropped() {
		return this.dropped.get();
	}

	/**
	 * Publish nothing any more; what waits is forgotten.
	 */
	@Override
	public void close() {
		this.thread.shutdownNow();
	}

	/**
	 * Which handshakes are published.
	 */
	public enum Kind {

		/** None. */
		NONE,

		/** Those that failed. */
		FAILED,

		/** All of them. */
		ALL

	}

}

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
import java.time.Instant;
import java.util.Objects;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Counts the handshakes of JSSE in this JVM that no listener, client or customizer of
 * ours has to do with: of other servers, drivers of databases, clients of messages. They
 * come from the JDK Flight Recorder; what JSSE does not record, is not counted: failures,
 * and before TLS 1.3 servers' full handshakes and clients' resumed ones. Safe for use by
 * several threads.
 *
 * @since 0.1.0
 */
public final class JvmHandshakes implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(JvmHandshakes.class);

	private final boolean on;

	private final Clock clock;

	private final BoundedCounters sides = new BoundedCounters();

	private final BoundedCounters versions = new BoundedCounters();

	private final BoundedCounters cipherSuites = new BoundedCounters();

	private final BoundedCounters servers = new BoundedCounters();

	private boolean started;

	private boolean closed;

	private @Nullable AutoCloseable stream;

	private @Nullable Instant since;

	private @Nullable String unavailable;

	private long handshakes;

	private JvmHandshakes(boolean on, Clock clock) {
		this.on = on;
		this.clock = Objects.requireNonNull(clock, "'clock' must not be null");
	}

	/**
	 * Count from {@link #start} on.
	 * @param clock when that was
	 * @return the counts
	 * @throws IllegalStateException if the JVM has no Flight Recorder
	 */
	public static JvmHandshakes on(Clock clock) {
		if (!isAvailable()) {
			throw new IllegalStateException("this JVM has no Flight Recorder");
		}
		return new JvmHandshakes(true, clock);
	}

	/**
	 * Count nothing.
	 * @return no counts
	 */
	public static JvmHandshakes off() {
		return new JvmHandshakes(false, Clock.systemUTC());
	}

	/**
	 * Tell whether the JVM has what is needed: the module {@code jdk.jfr}, and a Flight
	 * Recorder that may be used.
	 * @return whether it has
	 */
	public static boolean isAvailable() {
		return ModuleLayer.boot().findModule("jdk.jfr").isPresent() && JvmHandshakeStream.isAvailable();
	}

	/**
	 * Begin to count, on a thread of its own: it takes the JVM a second to start its
	 * recorder. Returns at once. Where the recorder cannot be started, one line of level
	 * WARN says so.
	 */
	public synchronized void start() {
		if (this.on && !this.started && !this.closed) {
			this.started = true;
			Thread thread = new Thread(this::run, "tls-jvm-handshakes");
			thread.setDaemon(true);
			thread.start();
		}
	}

	private void run() {
		try (JvmHandshakeStream opened = new JvmHandshakeStream(this::add)) {
			if (begin(opened)) {
				opened.run();
			}
		}
		catch (Exception | LinkageError ex) {
			fail(ex);
		}
	}

	private synchronized boolean begin(AutoCloseable opened) {
		this.stream = opened;
		this.since = this.clock.instant();
		return !this.closed;
	}

	// A file system that cannot be written to, for example: the recorder keeps its chunks
	// in the directory for temporary files.
	private synchronized void fail(Throwable cause) {
		if (!this.closed) {
			this.unavailable = "the Flight Recorder cannot be used: " + cause.getMessage();
			this.since = null;
			logger.warn(
					"Handshakes of the whole JVM are not counted: %s. Set tls.ledger.jvm-wide to false if they need not be."
						.formatted(this.unavailable));
			logger.debug("The Flight Recorder cannot be used", cause);
		}
	}

	synchronized void add(JvmHandshake handshake) {
		this.handshakes++;
		this.sides.add(handshake.side());
		this.versions.add(handshake.version());
		this.cipherSuites.add(handshake.cipherSuite());
		// A server's peers are its clients, of whom there are too many to be told apart.
		if (handshake.side().equals(JvmHandshake.CLIENT)) {
			this.servers.add(handshake.peer());
		}
	}

	/**
	 * Return the counts.
	 * @return the counts, or {@code null} if this is off
	 */
	public synchronized @Nullable JvmHandshakeCounts counts() {
		return this.on ? new JvmHandshakeCounts(this.since, this.unavailable, this.handshakes, this.sides.counts(),
				this.versions.counts(), this.cipherSuites.counts(), this.servers.counts()) : null;
	}

	/**
	 * End it. The counts stay.
	 */
	@Override
	public void close() {
		AutoCloseable open;
		synchronized (this) {
			this.closed = true;
			open = this.stream;
		}
		if (open != null) {
			close(open);
		}
	}

	private static void close(AutoCloseable open) {
		try {
			open.close();
		}
		catch (Exception ex) {
			logger.debug("The stream of the Flight Recorder was not closed", ex);
		}
	}

}

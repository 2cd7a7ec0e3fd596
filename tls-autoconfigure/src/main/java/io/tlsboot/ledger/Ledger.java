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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.HandshakeFailure;
import io.tlsboot.connection.HandshakeListener;
import io.tlsboot.connection.HandshakeSuccess;
import io.tlsboot.connection.LogQuota;
import io.tlsboot.connection.Traffic;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Records each handshake once: counts, the last failures, and the last sessions where
 * that is wanted. Counters have no lock, and what is kept is bounded: names that a peer
 * chooses are never counted by. Whoever else wants to know of handshakes hears of them
 * from here.
 *
 * @since 0.1.0
 */
public final class Ledger implements HandshakeListener {

	private static final Log logger = LogFactory.getLog(Ledger.class);

	private static final LogQuota QUOTA = new LogQuota();

	private final Map<Outcome, LongAdder> outcomes = new ConcurrentHashMap<>();

	private final Map<Endpoint, LongAdder> inProgress = new ConcurrentHashMap<>();

	private final Map<Endpoint, LongAdder> open = new ConcurrentHashMap<>();

	private final Map<Endpoint, Traffic> traffic = new ConcurrentHashMap<>();

	private final FailureLog failureLog = new FailureLog();

	private final Clock clock;

	private final Ring<FailureRecord> failures;

	private final Ring<SessionRecord> sessions;

	private volatile List<HandshakeListener> observers = List.of();

	/**
	 * Create a ledger that keeps the last 100 failures.
	 */
	public Ledger() {
		this(LedgerSettings.DEFAULTS, Clock.systemUTC());
	}

	/**
	 * Create a ledger.
	 * @param settings how much it keeps
	 * @param clock when things happened
	 */
	public Ledger(LedgerSettings settings, Clock clock) {
		this.clock = Objects.requireNonNull(clock, "'clock' must not be null");
		this.failures = new Ring<>(settings.failures());
		this.sessions = new Ring<>(settings.sessions());
	}

	/**
	 * Tell others, too, from now on, in this order. They are called on event loops and
	 * must not block; what they throw is logged, and goes no further.
	 * @param observers who is told
	 */
	public void observedBy(List<? extends HandshakeListener> observers) {
		this.observers = List.copyOf(observers);
	}

	@Override
	public void began(Endpoint endpoint) {
		counter(this.inProgress, endpoint).increment();
		tell((observer) -> observer.began(endpoint));
	}

	@Override
	public void ended(Endpoint endpoint) {
		counter(this.inProgress, endpoint).decrement();
		tell((observer) -> observer.ended(endpoint));
	}

	private static LongAdder counter(Map<Endpoint, LongAdder> counters, Endpoint endpoint) {
		return counters.computeIfAbsent(endpoint, (key) -> new LongAdder());
	}

	@Override
	public void succeeded(Endpoint endpoint, HandshakeSuccess success) {
		count(Outcome.Success.of(endpoint, success.session()));
		counter(this.open, endpoint).increment();
		if (this.sessions.hasRoom()) {
			this.sessions.add(SessionRecord.of(this.clock.instant(), endpoint, success));
		}
		tell((observer) -> observer.succeeded(endpoint, success));
	}

	@Override
	public void failed(Endpoint endpoint, HandshakeFailure failure) {
		count(new Outcome.Failure(endpoint, failure.reason()));
		if (this.failures.hasRoom()) {
			this.failures.add(FailureRecord.of(this.clock.instant(), endpoint, failure));
		}
		this.failureLog.log(endpoint, failure);
		tell((observer) -> observer.failed(endpoint, failure));
	}

	@Override
	public void closed(Endpoint endpoint) {
		counter(this.open, endpoint).decrement();
		tell((observer) -> observer.closed(endpoint));
	}

	@Override
	public Traffic traffic(Endpoint endpoint) {
		return this.traffic.computeIfAbsent(endpoint, (key) -> new Traffic());
	}

	private void count(Outcome outcome) {
		this.outcomes.computeIfAbsent(outcome, (key) -> new LongAdder()).increment();
	}

	private void tell(Consumer<HandshakeListener> what) {
		for (HandshakeListener observer : this.observers) {
			try {
				what.accept(observer);
			}
			catch (RuntimeException | Error ex) {
				OptionalLong leftOut = QUOTA.acquire();
				if (leftOut.isPresent()) {
					logger.error("A handshake was told to %s, which threw%s".formatted(observer.getClass().getName(),
							LogQuota.suffix(leftOut.getAsLong())), ex);
				}
			}
		}
	}

	/**
	 * Return the counts of all endpoints together.
	 * @return the counts
	 */
	public HandshakeCounts total() {
		return counts((endpoint) -> true);
	}

	/**
	 * Return the counts of one endpoint.
	 * @param endpoint the endpoint
	 * @return the counts, all zero if it had no handshake yet
	 */
	public HandshakeCounts of(Endpoint endpoint) {
		Objects.requireNonNull(endpoint, "'endpoint' must not be null");
		return counts(endpoint::equals);
	}

	/**
	 * Return who had handshakes.
	 * @return the endpoints
	 */
	public Set<Endpoint> endpoints() {
		Set<Endpoint> endpoints = new HashSet<>(this.inProgress.keySet());
		this.outcomes.keySet().forEach((outcome) -> endpoints.add(outcome.endpoint()));
		return endpoints;
	}

	private HandshakeCounts counts(Predicate<Endpoint> endpoints) {
		Tally tally = new Tally();
		this.outcomes.forEach((outcome, count) -> {
			if (endpoints.test(outcome.endpoint())) {
				tally.add(outcome, count.sum());
			}
		});
		this.inProgress.forEach((endpoint, count) -> {
			if (endpoints.test(endpoint)) {
				tally.addInProgress(count.sum());
			}
		});
		return tally.counts();
	}

	/**
	 * Return how many handshakes of an endpoint are in progress.
	 * @param endpoint the endpoint
	 * @return how many
	 */
	public long handshakesInProgress(Endpoint endpoint) {
		return count(this.inProgress, endpoint);
	}

	/**
	 * Return how many connections of an endpoint are open whose handshake succeeded.
	 * @param endpoint the endpoint
	 * @return how many
	 */
	public long openConnections(Endpoint endpoint) {
		return count(this.open, endpoint);
	}

	/**
	 * Return how many bytes the connections of an endpoint have received from the first
	 * byte of TLS on.
	 * @param endpoint the endpoint
	 * @return how many
	 */
	public long bytesReceived(Endpoint endpoint) {
		Traffic counters = this.traffic.get(endpoint);
		return (counters != null) ? counters.received() : 0;
	}

	/**
	 * Return how many bytes the connections of an endpoint have sent from the first byte
	 * of TLS on.
	 * @param endpoint the endpoint
	 * @return how many
	 */
	public long bytesSent(Endpoint endpoint) {
		Traffic counters = this.traffic.get(endpoint);
		return (counters != null) ? counters.sent() : 0;
	}

	private static long count(Map<Endpoint, LongAdder> counters, Endpoint endpoint) {
		LongAdder counter = counters.get(endpoint);
		return (counter != null) ? counter.sum() : 0;
	}

	/**
	 * Return the last failures.
	 * @return the failures of all endpoints, the newest first
	 */
	public List<FailureRecord> failures() {
		return this.failures.newestFirst();
	}

	/**
	 * Return the last handshakes that succeeded.
	 * @return those of all endpoints, the newest first; none unless they are kept
	 */
	public List<SessionRecord> sessions() {
		return this.sessions.newestFirst();
	}

}

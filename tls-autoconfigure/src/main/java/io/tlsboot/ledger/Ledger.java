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

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Predicate;

import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.connection.HandshakeFailure;
import io.tlsboot.connection.HandshakeListener;
import io.tlsboot.connection.NegotiatedSession;
import io.tlsboot.options.NamedGroup;

/**
 * Counts each handshake once, without locks. What a peer chooses freely is never a key;
 * the application protocol is one of those that we offered.
 *
 * @since 0.1.0
 */
public final class Ledger implements HandshakeListener {

	private static final String NONE = "none";

	private final Map<Outcome, LongAdder> outcomes = new ConcurrentHashMap<>();

	private final FailureLog failureLog = new FailureLog();

	@Override
	public void succeeded(Endpoint endpoint, NegotiatedSession session, Duration duration) {
		count(new Success(endpoint, session.version().protocolName(), session.cipherSuite(),
				session.group().map(NamedGroup::groupName).orElse(NONE), session.applicationProtocol().orElse(NONE)));
	}

	@Override
	public void failed(Endpoint endpoint, HandshakeFailure failure) {
		count(new Failure(endpoint, failure.reason()));
		this.failureLog.log(endpoint, failure);
	}

	private void count(Outcome outcome) {
		this.outcomes.computeIfAbsent(outcome, (key) -> new LongAdder()).increment();
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

	private HandshakeCounts counts(Predicate<Endpoint> endpoints) {
		Map<Success, Long> successes = new ConcurrentHashMap<>();
		Map<String, Long> failures = new TreeMap<>();
		this.outcomes.forEach((outcome, count) -> {
			if (!endpoints.test(outcome.endpoint())) {
				return;
			}
			if (outcome instanceof Success success) {
				successes.put(success, count.sum());
			}
			else if (outcome instanceof Failure failure) {
				failures.merge(failure.reason().code(), count.sum(), Long::sum);
			}
		});
		return new HandshakeCounts(sum(successes), sum(failures), by(successes, Success::version),
				by(successes, Success::cipherSuite), by(successes, Success::group),
				by(successes, Success::applicationProtocol), failures);
	}

	private static long sum(Map<?, Long> counts) {
		return counts.values().stream().mapToLong(Long::longValue).sum();
	}

	private static Map<String, Long> by(Map<Success, Long> successes, Function<Success, String> part) {
		Map<String, Long> counts = new TreeMap<>();
		successes.forEach((success, count) -> counts.merge(part.apply(success), count, Long::sum));
		return counts;
	}

	/**
	 * How a handshake ended.
	 */
	private sealed interface Outcome {

		Endpoint endpoint();

	}

	/**
	 * A good end.
	 *
	 * @param endpoint the listener or client
	 * @param version the version
	 * @param cipherSuite the cipher suite
	 * @param group the group of the key exchange
	 * @param applicationProtocol the application protocol
	 */
	private record Success(Endpoint endpoint, String version, String cipherSuite, String group,
			String applicationProtocol) implements Outcome {

	}

	/**
	 * A bad end.
	 *
	 * @param endpoint the listener or client
	 * @param reason why
	 */
	private record Failure(Endpoint endpoint, FailureReason reason) implements Outcome {

	}

}

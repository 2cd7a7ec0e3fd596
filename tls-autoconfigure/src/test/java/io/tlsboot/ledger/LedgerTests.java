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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.connection.HandshakeFailure;
import io.tlsboot.connection.HandshakeListener;
import io.tlsboot.connection.HandshakeSuccess;
import io.tlsboot.connection.NegotiatedSession;
import io.tlsboot.connection.Sessions;
import io.tlsboot.options.NamedGroup;
import io.tlsboot.options.TlsVersion;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LedgerTests {

	private static final Endpoint LISTENER = new Endpoint(Side.SERVER, "web");

	private static final Endpoint CLIENT = new Endpoint(Side.CLIENT, "web");

	private static final NegotiatedSession TLS13 = Sessions.of(TlsVersion.TLSv1_3, "TLS_AES_128_GCM_SHA256",
			NamedGroup.X25519MLKEM768, "h2");

	private static final NegotiatedSession TLS12 = Sessions.of(TlsVersion.TLSv1_2,
			"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", NamedGroup.X25519, null);

	private static final NegotiatedSession TLS12_RSA = Sessions.of(TlsVersion.TLSv1_2,
			"TLS_RSA_WITH_AES_128_GCM_SHA256", null, "h2");

	private static final HandshakeCounts NOTHING = new HandshakeCounts(0, 0, 0, 0, 0, Map.of(), Map.of(), Map.of(),
			Map.of(), Map.of());

	private final Ledger ledger = new Ledger();

	private void succeed(Endpoint endpoint, NegotiatedSession session) {
		this.ledger.succeeded(endpoint, new HandshakeSuccess(session, null, Duration.ofMillis(1), null));
	}

	private void fail(Endpoint endpoint, FailureReason reason) {
		this.ledger.failed(endpoint, new HandshakeFailure(reason, "on purpose", null, Duration.ofMillis(1)));
	}

	@Test
	void whenNothingHappenedThenEverythingIsZero() {
		assertThat(this.ledger.total()).isEqualTo(NOTHING);
		assertThat(this.ledger.of(LISTENER)).isEqualTo(NOTHING);
	}

	@Test
	void aSuccessIsCountedOnceUnderEachOfItsParts() {
		succeed(LISTENER, TLS13);

		assertThat(this.ledger.total()).isEqualTo(new HandshakeCounts(1, 0, 0, 1, 0, Map.of("TLSv1.3", 1L),
				Map.of("TLS_AES_128_GCM_SHA256", 1L), Map.of("X25519MLKEM768", 1L), Map.of("h2", 1L), Map.of()));
	}

	@Test
	void whatWasNotNegotiatedIsCountedAsNone() {
		succeed(LISTENER, TLS12);
		succeed(LISTENER, TLS12_RSA);

		assertThat(this.ledger.total().applicationProtocols()).isEqualTo(Map.of("none", 1L, "h2", 1L));
		assertThat(this.ledger.total().groups()).isEqualTo(Map.of("none", 1L, "X25519", 1L));
	}

	@Test
	void successesThatShareAPartAreAddedUp() {
		succeed(LISTENER, TLS13);
		succeed(LISTENER, TLS12);
		succeed(LISTENER, TLS12_RSA);
		succeed(LISTENER, TLS13);

		HandshakeCounts counts = this.ledger.total();

		assertThat(counts.succeeded()).isEqualTo(4);
		assertThat(counts.versions()).isEqualTo(Map.of("TLSv1.2", 2L, "TLSv1.3", 2L));
		assertThat(counts.applicationProtocols()).isEqualTo(Map.of("h2", 3L, "none", 1L));
		assertThat(counts.cipherSuites()).isEqualTo(Map.of("TLS_AES_128_GCM_SHA256", 2L,
				"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", 1L, "TLS_RSA_WITH_AES_128_GCM_SHA256", 1L));
	}

	@Test
	void failuresAreCountedByReason() {
		fail(LISTENER, FailureReason.EXPIRED);
		fail(LISTENER, FailureReason.EXPIRED);
		fail(LISTENER, FailureReason.PLAINTEXT_ON_TLS_PORT);

		assertThat(this.ledger.total()).isEqualTo(new HandshakeCounts(0, 3, 0, 0, 0, Map.of(), Map.of(), Map.of(),
				Map.of(), Map.of("expired", 2L, "plaintext-on-tls-port", 1L)));
	}

	@Test
	void endpointsAreCountedApart() {
		succeed(LISTENER, TLS13);
		fail(LISTENER, FailureReason.TIMEOUT);
		succeed(CLIENT, TLS12);
		succeed(new Endpoint(Side.SERVER, "mail"), TLS12);

		assertThat(this.ledger.of(LISTENER).versions()).isEqualTo(Map.of("TLSv1.3", 1L));
		assertThat(this.ledger.of(LISTENER).failures()).isEqualTo(Map.of("timeout", 1L));
		assertThat(this.ledger.of(CLIENT).versions()).isEqualTo(Map.of("TLSv1.2", 1L));
		assertThat(this.ledger.of(CLIENT).failed()).isZero();
	}

	@Test
	void totalIsOverAllEndpoints() {
		succeed(LISTENER, TLS13);
		succeed(CLIENT, TLS13);
		fail(LISTENER, FailureReason.RESET);
		fail(CLIENT, FailureReason.RESET);

		assertThat(this.ledger.total().versions()).isEqualTo(Map.of("TLSv1.3", 2L));
		assertThat(this.ledger.total().failures()).isEqualTo(Map.of("reset", 2L));
	}

	@Test
	void askingCreatesNothing() {
		this.ledger.of(LISTENER);

		assertThat(this.ledger.total()).isEqualTo(NOTHING);
	}

	@Test
	void whatWasAnsweredDoesNotChangeLater() {
		succeed(LISTENER, TLS13);
		HandshakeCounts before = this.ledger.total();
		succeed(LISTENER, TLS13);

		assertThat(before.versions()).isEqualTo(Map.of("TLSv1.3", 1L));
	}

	@Test
	void countsCannotBeChanged() {
		succeed(LISTENER, TLS13);
		fail(LISTENER, FailureReason.OTHER);
		HandshakeCounts counts = this.ledger.total();

		assertThat(List.of(counts.versions(), counts.cipherSuites(), counts.groups(), counts.applicationProtocols(),
				counts.failures()))
			.allSatisfy((map) -> assertThat(map).isUnmodifiable());
	}

	@Test
	void countsAreInTheOrderOfTheirNames() {
		succeed(LISTENER, TLS13);
		succeed(LISTENER, TLS12);

		assertThat(this.ledger.total().versions().keySet()).containsExactly("TLSv1.2", "TLSv1.3");
	}

	@Test
	void lastFailuresAreKeptTheNewestFirst() {
		Ledger small = new Ledger(new LedgerSettings(2, 0), Clock.systemUTC());
		for (FailureReason reason : List.of(FailureReason.EXPIRED, FailureReason.RESET, FailureReason.TIMEOUT)) {
			small.failed(LISTENER, new HandshakeFailure(reason, "on purpose", null, Duration.ofMillis(1)));
		}

		assertThat(small.failures()).extracting(FailureRecord::reason).containsExactly("timeout", "reset");
		assertThat(small.of(LISTENER).failed()).isEqualTo(3);
	}

	@Test
	void sessionsAreKeptOnlyIfAskedFor() {
		Ledger keeping = new Ledger(new LedgerSettings(0, 1), Clock.systemUTC());
		keeping.succeeded(LISTENER, new HandshakeSuccess(TLS13, null, Duration.ofMillis(1), null));
		succeed(LISTENER, TLS13);

		assertThat(this.ledger.sessions()).isEmpty();
		assertThat(keeping.sessions()).singleElement().satisfies((session) -> {
			assertThat(session.version()).isEqualTo("TLSv1.3");
			assertThat(session.group()).isEqualTo("X25519MLKEM768");
			assertThat(session.postQuantum()).isTrue();
			assertThat(session.clientSubjectHash()).isNull();
		});
	}

	@Test
	void observerThatThrowsStopsNobody() {
		Ledger other = new Ledger();
		HandshakeListener throwing = new HandshakeListener() {

			@Override
			public void succeeded(Endpoint endpoint, HandshakeSuccess success) {
				throw new IllegalStateException("on purpose");
			}

			@Override
			public void failed(Endpoint endpoint, HandshakeFailure failure) {
				throw new IllegalStateException("on purpose");
			}

		};
		this.ledger.observedBy(List.of(throwing, other));

		succeed(LISTENER, TLS13);
		fail(LISTENER, FailureReason.RESET);

		assertThat(this.ledger.total()).isEqualTo(other.total());
		assertThat(other.total().succeeded()).isEqualTo(1);
	}

	@Test
	void whenManyThreadsReportThenNoneIsLost() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			List<Future<?>> reports = IntStream.range(0, 20_000)
				.<Future<?>>mapToObj((index) -> threads.submit(() -> succeed(LISTENER, TLS13)))
				.toList();
			for (Future<?> report : reports) {
				report.get(10, TimeUnit.SECONDS);
			}
		}
		finally {
			threads.shutdownNow();
		}

		assertThat(this.ledger.total().succeeded()).isEqualTo(20_000);
	}

}

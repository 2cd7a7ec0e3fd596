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

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.connection.HandshakeFailure;
import io.tlsboot.connection.HandshakeSuccess;
import io.tlsboot.connection.Sessions;
import io.tlsboot.ledger.Ledger;
import io.tlsboot.options.ApplicationProtocols;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.ClientAuthentication;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.NamedGroup;
import io.tlsboot.options.PostQuantum;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class TlsHandshakeMetricsTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate SERVER = AUTHORITY.issue("server");

	private static final Endpoint LISTENER = new Endpoint(Side.SERVER, "test");

	private static final String NOTHING = "version=none cipher=none group=none protocol=none result=failure reason=";

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final TlsHandshakeMetrics metrics = new TlsHandshakeMetrics();

	private final Ledger ledger = new Ledger();

	private final Endpoints endpoints = Endpoints.toldTo(this.ledger);

	TlsHandshakeMetricsTests() {
		this.ledger.observedBy(List.of(this.metrics));
	}

	@AfterEach
	void close() throws Exception {
		this.endpoints.close();
	}

	private static CertificateOptions.Builder client(EngineChoice engine, TlsVersion version) {
		return CertificateOptions.builder()
			.trustRoot(AUTHORITY.trustRoot())
			.engine(engine)
			.acceptableProtocols(ApplicationProtocols.of(List.of("echo/1")))
			.lowerMaximumSecurityTo(version);
	}

	private static CertificateOptions.Builder server(EngineChoice engine) {
		return CertificateOptions.builder()
			.identity(SERVER)
			.engine(engine)
			.acceptableProtocols(ApplicationProtocols.of(List.of("echo/1")));
	}

	private void exchange(Listener listener, String serverName, CertificateOptions.Builder options) {
		TlsClient client = this.endpoints.client(listener, serverName, options.build());
		Endpoints.exchange(client, "hello");
	}

	private void refused(Listener listener, String serverName, CertificateOptions.Builder options) {
		assertThat(catchThrowable(() -> exchange(listener, serverName, options))).isNotNull();
	}

	private static void speakInClear(Listener listener) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
			socket.setSoTimeout((int) Endpoints.TIMEOUT.toMillis());
			socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			socket.getInputStream().readAllBytes();
		}
		catch (IOException ex) {
			assertThat(ex).hasMessageContaining("reset");
		}
	}

	// All tags but the name of the endpoint, and how many handshakes they have.
	private Map<String, Long> counts() {
		Map<String, Long> counts = new TreeMap<>();
		for (Timer timer : this.registry.find("tls.handshakes").timers()) {
			assertThat(timer.getId().getTag("endpoint")).isEqualTo("test");
			assertThat(timer.getId().getTags()).hasSize(8);
			counts.put(timer.getId().getTag("side") + " "
					+ List.of("version", "cipher", "group", "protocol", "result", "reason")
						.stream()
						.map((key) -> key + "=" + timer.getId().getTag(key))
						.collect(Collectors.joining(" ")),
					timer.count());
		}
		return counts;
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void everyHandshakeIsTimedOnceUnderExactlyItsTags(EngineChoice engine) throws IOException {
		this.metrics.bindTo(this.registry);
		Listener listener = this.endpoints.listen(server(engine).postQuantum(PostQuantum.OFF).build(), Endpoints.ECHO);

		exchange(listener, "localhost", client(engine, TlsVersion.TLSv1_3));
		exchange(listener, "localhost", client(engine, TlsVersion.TLSv1_3));
		exchange(listener, "localhost", client(engine, TlsVersion.TLSv1_2));
		refused(listener, "elsewhere.example.com", client(engine, TlsVersion.TLSv1_3));
		speakInClear(listener);
		speakInClear(listener);

		String tls13 = "version=TLSv1.3 cipher=TLS_AES_128_GCM_SHA256 group=X25519 protocol=echo/1 result=success reason=none";
		String tls12 = "version=TLSv1.2 cipher=TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 group=X25519 protocol=echo/1 "
				+ "result=success reason=none";
		Map<String, Long> expected = Map.of("server " + tls13, 2L, "client " + tls13, 2L, "server " + tls12, 1L,
				"client " + tls12, 1L, "client " + NOTHING + "name-mismatch", 1L, "server " + NOTHING + "peer-alert",
				1L, "server " + NOTHING + "plaintext-on-tls-port", 2L);
		Awaitility.await().atMost(Endpoints.TIMEOUT).untilAsserted(() -> assertThat(counts()).isEqualTo(expected));
		for (Timer timer : this.registry.find("tls.handshakes").tag("result", "success").timers()) {
			assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isPositive();
		}
	}

	@Test
	void noTagHasAValueThatAPeerChooses() {
		this.metrics.bindTo(this.registry);
		Listener listener = this.endpoints.listen(server(EngineChoice.AUTO).trustRoot(AUTHORITY.trustRoot())
			.clientAuthentication(ClientAuthentication.WANT)
			.build(), Endpoints.ECHO);

		for (int number = 0; number < 3; number++) {
			String evil = "evil" + number;
			CertificateOptions.Builder hostile = CertificateOptions.builder()
				.identity(AUTHORITY.issue(evil))
				.trustRoot(AUTHORITY.trustRoot())
				.insecurelySkipVerification(false)
				.acceptableProtocols(ApplicationProtocols.of(List.of(evil + "\"}\n", "echo/1")));
			exchange(listener, "localhost", hostile);
			refused(listener, evil + ".example.com", hostile);
			refused(listener, "localhost",
					CertificateOptions.builder()
						.identity(AUTHORITY.issueExpired(evil))
						.trustRoot(AUTHORITY.trustRoot())
						.acceptableProtocols(ApplicationProtocols.of(List.of(evil))));
		}

		Awaitility.await().atMost(Endpoints.TIMEOUT).untilAsserted(() -> assertThat(sum()).isEqualTo(18));
		assertThat(this.registry.getMeters()).hasSizeLessThanOrEqualTo(6)
			.allSatisfy((meter) -> assertThat(values(meter)).noneMatch((value) -> value.contains("evil")));
	}

	private static List<String> values(Meter meter) {
		return meter.getId().getTags().stream().map(Tag::getValue).toList();
	}

	private long sum() {
		return this.registry.find("tls.handshakes").timers().stream().mapToLong(Timer::count).sum();
	}

	@Test
	void everyReasonIsATag() {
		this.metrics.bindTo(this.registry);

		for (FailureReason reason : FailureReason.values()) {
			fail(reason);
		}

		assertThat(this.registry.find("tls.handshakes").tag("result", "failure").timers())
			.hasSize(FailureReason.values().length);
	}

	@Test
	void whatHappenedBeforeThereWasARegistryIsNotLost() {
		succeed();
		fail(FailureReason.TIMEOUT);

		this.metrics.bindTo(this.registry);
		succeed();

		assertThat(sum()).isEqualTo(3);
		assertThat(
				this.registry.get("tls.handshakes").tag("reason", "timeout").timer().totalTime(TimeUnit.MILLISECONDS))
			.isEqualTo(7);
	}

	@Test
	void aSecondRegistryHasWhatHappensFromThenOn() {
		SimpleMeterRegistry second = new SimpleMeterRegistry();
		this.metrics.bindTo(this.registry);
		succeed();

		this.metrics.bindTo(second);
		succeed();

		assertThat(sum()).isEqualTo(2);
		assertThat(second.get("tls.handshakes").timer().count()).isEqualTo(1);
	}

	@Test
	void whatWaitsForARegistryIsBounded() {
		for (int number = 0; number < 1500; number++) {
			succeed();
		}

		this.metrics.bindTo(this.registry);

		assertThat(sum()).isEqualTo(1000);
	}

	@Test
	void whenManyThreadsTellOfHandshakesThenNoneIsLost() throws Exception {
		this.metrics.bindTo(this.registry);

		tell(8, 250, () -> {
		});

		assertThat(sum()).isEqualTo(2000);
		assertThat(this.registry.get("tls.handshakes").tag("reason", "reset").timer().count()).isEqualTo(400);
	}

	@Test
	void whenTheRegistryIsBoundInTheMiddleThenNoneIsLost() throws Exception {
		tell(8, 100, () -> this.metrics.bindTo(this.registry));

		assertThat(sum()).isEqualTo(800);
	}

	// Each fifth is a failure. What is run in between is run when all threads have begun.
	private void tell(int threads, int each, Runnable between) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		CountDownLatch begun = new CountDownLatch(threads);
		try {
			List<Future<?>> told = new ArrayList<>();
			for (int thread = 0; thread < threads; thread++) {
				told.add(executor.submit(() -> {
					for (int number = 0; number < each; number++) {
						if (number % 5 == 0) {
							fail(FailureReason.RESET);
						}
						else {
							succeed();
						}
						begun.countDown();
					}
				}));
			}
			assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
			between.run();
			for (Future<?> one : told) {
				one.get(10, TimeUnit.SECONDS);
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	private void succeed() {
		this.ledger.succeeded(LISTENER,
				new HandshakeSuccess(
						Sessions.of(TlsVersion.TLSv1_3, "TLS_AES_128_GCM_SHA256", NamedGroup.X25519MLKEM768, "h2"),
						null, Duration.ofMillis(3), null));
	}

	private void fail(FailureReason reason) {
		this.ledger.failed(LISTENER, new HandshakeFailure(reason, "on purpose", null, Duration.ofMillis(7)));
	}

}

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

package io.tlsboot.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.connection.TlsConnection;
import io.tlsboot.ledger.HandshakeCounts;
import io.tlsboot.ledger.Ledger;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * How many connections a listener has at the same time.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConnectionLimitsTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate SERVER = AUTHORITY.issue("server");

	private static final int STORM = 200;

	private final Endpoints endpoints = Endpoints.withoutSelfTest();

	private final Ledger ledger = new Ledger();

	@AfterEach
	void close() throws Exception {
		this.endpoints.close();
	}

	private Listener plain(ConnectionLimits limits) {
		return this.endpoints
			.start(Listener.plain(settings(ListenerSettings.Mode.PLAIN, limits), Endpoints.ECHO, this.ledger));
	}

	private Listener tls(EngineChoice engine, ConnectionLimits limits) {
		return this.endpoints.listen(settings(ListenerSettings.Mode.TLS, limits),
				CertificateOptions.builder().identity(SERVER).engine(engine).build(), Endpoints.ECHO, this.ledger);
	}

	private static ListenerSettings settings(ListenerSettings.Mode mode, ConnectionLimits limits) {
		return ListenerSettings.of("test", mode, 0)
			.withAddress("127.0.0.1")
			.withHandshakeTimeout(Endpoints.TIMEOUT)
			.withLimits(limits);
	}

	private static ConnectionLimits connections(int max) {
		return ConnectionLimits.DEFAULT.withMaxConnections(max);
	}

	private static ConnectionLimits handshakes(int max) {
		return ConnectionLimits.DEFAULT.withMaxConcurrentHandshakes(max);
	}

	private TlsClient client(Listener listener) {
		return this.endpoints.client(listener, "localhost",
				CertificateOptions.builder().trustRoot(AUTHORITY.trustRoot()).build());
	}

	private HandshakeCounts counts() {
		return this.ledger.of(new Endpoint(Side.SERVER, "test"));
	}

	private long refused(FailureReason reason) {
		return counts().failures().getOrDefault(reason.code(), 0L);
	}

	private static Socket connect(Listener listener) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
		socket.setSoTimeout((int) Endpoints.TIMEOUT.toMillis());
		return socket;
	}

	private static String echo(Socket socket) throws IOException {
		socket.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
		return new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII);
	}

	private static void await(BooleanSupplier condition) {
		Awaitility.await().atMost(Endpoints.TIMEOUT).until(condition::getAsBoolean);
	}

	@Test
	void plainConnectionAboveTheLimitIsResetAtOnceAndOthersLiveOn(CapturedOutput output) throws IOException {
		Listener listener = plain(connections(2));
		try (Socket one = connect(listener); Socket two = connect(listener)) {
			assertThat(echo(one)).isEqualTo("hello");
			assertThat(echo(two)).isEqualTo("hello");
			try (Socket three = connect(listener)) {
				InputStream in = three.getInputStream();
				assertThatExceptionOfType(SocketException.class).isThrownBy(in::read).withMessageContaining("reset");
			}
			assertThat(echo(one)).isEqualTo("hello");
			assertThat(echo(two)).isEqualTo("hello");
			assertThat(listener.openConnections()).isEqualTo(2);
			await(() -> refused(FailureReason.TOO_MANY_CONNECTIONS) == 1);
			await(() -> output.getAll().contains("listener 'test': connection of /127.0.0.1:"));
			assertThat(output).contains("refused: too-many-connections (the listener has 2 connections)");
		}
	}

	@Test
	void placeIsFreeAgainHoweverAConnectionEnds() throws IOException {
		Listener listener = plain(connections(1));
		try (Socket ended = connect(listener)) {
			assertThat(echo(ended)).isEqualTo("hello");
		}
		await(() -> listener.openConnections() == 0);
		try (Socket broken = connect(listener)) {
			assertThat(echo(broken)).isEqualTo("hello");
			broken.setSoLinger(true, 0);
		}
		await(() -> listener.openConnections() == 0);
		try (Socket silent = connect(listener)) {
			silent.setSoLinger(true, 0);
		}
		await(() -> listener.openConnections() == 0);
		Awaitility.await().atMost(Endpoints.TIMEOUT).ignoreExceptions().until(() -> {
			try (Socket last = connect(listener)) {
				return echo(last).equals("hello");
			}
		});
	}

	@Test
	void limitHoldsAfterTheListenerWasStoppedAndStartedAgain() throws IOException {
		Listener listener = plain(connections(1));
		try (Socket before = connect(listener)) {
			assertThat(echo(before)).isEqualTo("hello");
			listener.stop(Duration.ZERO);
		}
		listener.start();
		try (Socket one = connect(listener); Socket two = connect(listener)) {
			assertThat(echo(one)).isEqualTo("hello");
			InputStream in = two.getInputStream();
			assertThatExceptionOfType(SocketException.class).isThrownBy(in::read);
		}
	}

	@ParameterizedTest
	@EnumSource(value = EngineChoice.class, names = { "OPENSSL", "JDK" })
	void stormIsServedUpToTheLimitExactly(EngineChoice engine) {
		int limit = 20;
		Listener listener = tls(engine, connections(limit));
		TlsClient client = client(listener);

		List<TlsConnection> open = Flux.range(0, STORM)
			.flatMap((index) -> client.connect().onErrorResume((refused) -> Mono.empty()), STORM)
			.collectList()
			.blockOptional(Endpoints.TIMEOUT.multipliedBy(3))
			.orElseThrow();

		assertThat(open).hasSize(limit);
		// Under TLS 1.3 a client is done before the server is.
		await(() -> counts().succeeded() == limit);
		assertThat(counts().failures())
			.containsOnly(Map.entry(FailureReason.TOO_MANY_CONNECTIONS.code(), (long) STORM - limit));
		assertThat(open)
			.allSatisfy((connection) -> assertThat(Endpoints.exchange(connection, "hello").block(Endpoints.TIMEOUT))
				.isEqualTo("hello"));
		Flux.fromIterable(open).flatMap(TlsConnection::close).blockLast(Endpoints.TIMEOUT);
		await(() -> listener.openConnections() == 0);
		assertThat(Endpoints.exchange(client, "again")).isEqualTo("again");
	}

	@ParameterizedTest
	@EnumSource(value = EngineChoice.class, names = { "OPENSSL", "JDK" })
	void silentClientsTakeTheHandshakesAndGiveThemBackWhenTheyGo(EngineChoice engine) throws IOException {
		Listener listener = tls(engine, handshakes(2));
		TlsClient client = client(listener);
		TlsConnection before = client.connect().blockOptional(Endpoints.TIMEOUT).orElseThrow();
		// Under TLS 1.3 a client is done before the server is.
		await(() -> counts().succeeded() == 1);
		List<Socket> silent = new ArrayList<>();
		try {
			silent.add(connect(listener));
			silent.add(connect(listener));
			await(() -> listener.openConnections() == 3);
			try (Socket third = connect(listener)) {
				InputStream in = third.getInputStream();
				assertThatExceptionOfType(SocketException.class).isThrownBy(in::read).withMessageContaining("reset");
			}
			assertThat(refused(FailureReason.TOO_MANY_HANDSHAKES)).isEqualTo(1);
			assertThat(Endpoints.exchange(before, "still here").block(Endpoints.TIMEOUT)).isEqualTo("still here");
		}
		finally {
			for (Socket socket : silent) {
				socket.setSoLinger(true, 0);
				socket.close();
			}
		}
		await(() -> listener.openConnections() == 1);
		assertThat(Endpoints.exchange(client, "hello")).isEqualTo("hello");
		before.close().block(Endpoints.TIMEOUT);
	}

	@ParameterizedTest
	@EnumSource(value = EngineChoice.class, names = { "OPENSSL", "JDK" })
	void handshakeIsGivenBackWhenItSucceedsOrFails(EngineChoice engine) throws IOException {
		Listener listener = tls(engine, handshakes(1));
		TlsClient good = client(listener);
		TlsClient bad = this.endpoints.client(listener, "localhost",
				CertificateOptions.builder().trustRoot(TestAuthority.create("Other CA").trustRoot()).build());
		List<TlsConnection> open = new ArrayList<>();
		for (int round = 0; round < 5; round++) {
			open.add(good.connect().blockOptional(Endpoints.TIMEOUT).orElseThrow());
			long succeeded = round + 1L;
			await(() -> counts().succeeded() == succeeded);
			assertThat(bad.connect().onErrorResume((failure) -> Mono.empty()).blockOptional(Endpoints.TIMEOUT))
				.isEmpty();
			await(() -> listener.openConnections() == succeeded);
			try (Socket plaintext = connect(listener)) {
				plaintext.getOutputStream().write("nonsense".getBytes(StandardCharsets.US_ASCII));
				assertThat(plaintext.getInputStream().read()).isEqualTo(-1);
			}
			await(() -> listener.openConnections() == succeeded);
		}
		assertThat(refused(FailureReason.TOO_MANY_HANDSHAKES)).isZero();
		assertThat(counts().failures().values()).containsExactlyInAnyOrder(5L, 5L);
		Flux.fromIterable(open).flatMap(TlsConnection::close).blockLast(Endpoints.TIMEOUT);
	}

	@Test
	void handshakeIsGivenBackWhenItTakesTooLong() throws IOException {
		ListenerSettings settings = settings(ListenerSettings.Mode.TLS, handshakes(1))
			.withHandshakeTimeout(Duration.ofMillis(50));
		Listener listener = this.endpoints.listen(settings, CertificateOptions.of(SERVER), Endpoints.ECHO, this.ledger);
		for (int round = 0; round < 3; round++) {
			try (Socket silent = connect(listener)) {
				assertThat(silent.getInputStream().read()).isEqualTo(-1);
			}
			await(() -> listener.openConnections() == 0);
		}
		assertThat(counts().failures()).containsOnly(Map.entry(FailureReason.TIMEOUT.code(), 3L));
	}

	@Test
	void stormIsCountedExactlyWhereHandshakesAreLimited() {
		Listener listener = tls(EngineChoice.AUTO, handshakes(4));
		TlsClient client = client(listener);

		List<TlsConnection> open = Flux.range(0, STORM)
			.flatMap((index) -> client.connect().onErrorResume((refused) -> Mono.empty()), STORM)
			.collectList()
			.blockOptional(Endpoints.TIMEOUT.multipliedBy(3))
			.orElseThrow();

		assertThat(open).hasSizeGreaterThanOrEqualTo(4);
		await(() -> counts().succeeded() + counts().failed() == STORM);
		assertThat(counts().succeeded()).isEqualTo(open.size());
		assertThat(refused(FailureReason.TOO_MANY_HANDSHAKES)).isEqualTo(counts().failed());
		for (int round = 0; round < 8; round++) {
			assertThat(Endpoints.exchange(client, "hello")).isEqualTo("hello");
		}
		Flux.fromIterable(open).flatMap(TlsConnection::close).blockLast(Endpoints.TIMEOUT);
	}

	@Test
	void limitsBelowOneAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> connections(0))
			.withMessage("maxConnections: 0 (expected: at least 1)");
		assertThatIllegalArgumentException().isThrownBy(() -> handshakes(-1))
			.withMessage("maxConcurrentHandshakes: -1 (expected: at least 1)");
	}

}

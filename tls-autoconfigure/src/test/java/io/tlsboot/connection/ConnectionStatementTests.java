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

package io.tlsboot.connection;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.tlsboot.client.ClientSettings;
import io.tlsboot.connection.ConnectionLostException.Reason;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.ClientAuthentication;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.OptionsSource;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.Listener;
import io.tlsboot.server.ListenerSettings;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.HoldingProxy;
import io.tlsboot.testing.RawTlsPeer;
import io.tlsboot.testing.RecordingProxy;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Section M of Twisted's behaviours: from the handshake to what is read and written.
 * Elsewhere are M13 ({@link HandshakeFailureTests}) and M17 ({@code TransportTests}).
 */
class ConnectionStatementTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final TestAuthority OTHER_AUTHORITY = TestAuthority.create("Other CA");

	private static final PrivateCertificate SERVER = AUTHORITY.issue("server");

	private final Endpoints endpoints = Endpoints.withoutSelfTest();

	private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

	@AfterEach
	void close() {
		this.endpoints.close();
	}

	private static CertificateOptions options(EngineChoice engine, TlsVersion version) {
		return CertificateOptions.builder()
			.identity(SERVER)
			.trustRoot(AUTHORITY.trustRoot())
			.clientAuthentication(ClientAuthentication.WANT)
			.engine(engine)
			.raiseMinimumTo(version)
			.lowerMaximumSecurityTo(version)
			.build();
	}

	private Listener listen(EngineChoice engine, TlsVersion version, TlsHandler handler) {
		return this.endpoints.listen(options(engine, version), handler);
	}

	private Mono<TlsConnection> connect(int port, EngineChoice engine, TlsVersion version) {
		return this.endpoints.client(port, "localhost", options(engine, version)).connect();
	}

	private TlsConnection connected(int port, EngineChoice engine, TlsVersion version) {
		return connect(port, engine, version).blockOptional(Endpoints.TIMEOUT).orElseThrow();
	}

	private static void awaitNoConnection(Listener listener) {
		Awaitility.await().atMost(Endpoints.TIMEOUT).until(() -> listener.openConnections() == 0);
	}

	private Object next() throws InterruptedException {
		Object next = this.seen.poll(Endpoints.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
		assertThat(next).isNotNull();
		return next;
	}

	private List<Object> next(int count) throws InterruptedException {
		List<Object> all = new ArrayList<>();
		while (all.size() < count) {
			all.add(next());
		}
		return all;
	}

	// M1
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void handshakeNeedsNoWrite(EngineChoice engine, TlsVersion version) {
		Listener listener = listen(engine, version, (connection) -> Mono.never());

		assertThat(connected(listener.port(), engine, version).session()).isPresent();

		assertThat(this.endpoints.handshakes().session(Side.SERVER).version()).isEqualTo(version);
	}

	// M2, M3: ours hands over a connection whose handshake is done.
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void handshakeIsToldBeforeTheHandlerBeginsAndThatBeforeTheFirstData(EngineChoice engine, TlsVersion version)
			throws Exception {
		Listener listener = this.endpoints.listen(settings(), options(engine, version), (connection) -> {
			this.seen
				.add("begins with " + connection.session().orElseThrow().peerCertificate().orElseThrow().subject());
			return connection.inbound().receive().asString().doOnNext(this.seen::add).then();
		}, new Order());
		TlsConnection connection = connected(listener.port(), engine, version);
		assertThat(this.endpoints.handshakes().session(Side.CLIENT).peerCertificate()).contains(SERVER.certificate());

		connection.outbound().sendString(Mono.just("hello")).then().block(Endpoints.TIMEOUT);

		assertThat(next(3)).containsExactly("handshake", "begins with CN=server", "hello");
	}

	private static ListenerSettings settings() {
		return ListenerSettings.of("test", ListenerSettings.Mode.TLS, 0).withAddress("127.0.0.1");
	}

	// M4
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void whatIsWrittenToAConnectionThatIsAbortedAtOnceNeverArrives(EngineChoice engine, TlsVersion version) {
		Listener listener = listen(engine, version, (connection) -> {
			Mono<Void> sending = connection.outbound().sendString(Mono.just("never")).then();
			connection.abort();
			return sending;
		});

		StepVerifier
			.create(connect(listener.port(), engine, version)
				.flatMapMany((connection) -> connection.inbound().receive().asString()))
			.expectError(IOException.class)
			.verify(Endpoints.TIMEOUT);
	}

	// M5, M8: nobody has a connection to write to before the handshake.
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void smallWritesArriveInOrderAndShareRecords(EngineChoice engine, TlsVersion version) throws Exception {
		List<String> pieces = IntStream.range(0, 2000).mapToObj(Integer::toString).toList();
		String all = String.join("", pieces);
		Listener listener = listen(engine, version,
				(connection) -> connection.inbound().receive().aggregate().asString().doOnNext(this.seen::add).then());
		try (RecordingProxy proxy = new RecordingProxy(listener.port())) {
			connect(proxy.port(), engine, version)
				.flatMap((connection) -> connection.outbound()
					.sendString(Flux.fromIterable(pieces))
					.then()
					.then(Mono.defer(connection::close)))
				.block(Endpoints.TIMEOUT);

			assertThat(next()).isEqualTo(all);
			// A record for each would have 21 bytes more than what is in it, at least.
			assertThat(proxy.fromClient()).hasSizeLessThan(pieces.size() * 21);
		}
	}

	// M6
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void tenMegabytesInOneWriteArriveWhole(EngineChoice engine, TlsVersion version) {
		byte[] large = new byte[10 * 1024 * 1024];
		new Random(1).nextBytes(large);
		Listener listener = listen(engine, version,
				(connection) -> connection.outbound().sendByteArray(Mono.just(large)));

		byte[] received = connected(listener.port(), engine, version).inbound()
			.receive()
			.aggregate()
			.asByteArray()
			.block(Endpoints.TIMEOUT);

		assertThat(received).isEqualTo(large);
	}

	// M7
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void recordsThatComeTogetherAreAllDelivered(EngineChoice engine, TlsVersion version) throws Exception {
		Listener listener = listen(engine, version,
				(connection) -> connection.inbound().receive().asString().doOnNext(this.seen::add).then());
		try (HoldingProxy proxy = new HoldingProxy(listener.port())) {
			TlsConnection connection = connected(proxy.port(), engine, version);
			proxy.hold();
			for (String text : List.of("one", "two", "three", "four")) {
				connection.outbound().sendString(Mono.just(text)).then().block(Endpoints.TIMEOUT);
			}
			proxy.release();

			StringBuilder all = new StringBuilder();
			while (all.length() < "onetwothreefour".length()) {
				all.append(next());
			}
			assertThat(all).hasToString("onetwothreefour");
		}
	}

	// M9: ours fails where it is written, and harms nothing else.
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void whatIsNoBytesIsAnErrorOfItsOwnWrite(EngineChoice engine, TlsVersion version) {
		TlsConnection connection = connected(listen(engine, version, Endpoints.ECHO).port(), engine, version);

		Throwable failure = catchThrowable(
				() -> connection.outbound().sendObject("text").then().block(Endpoints.TIMEOUT));

		assertThat(failure).hasMessageContaining("String");
		assertThat(Endpoints.exchange(connection, "hello").block(Endpoints.TIMEOUT)).isEqualTo("hello");
	}

	// M10, M11: ours tells whoever connects.
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void whenTheHandshakeFailsThenTheReasonIsToldAndTcpIsClosedBehindTheAlert(EngineChoice engine, TlsVersion version) {
		Listener listener = this.endpoints.listen(
				CertificateOptions.builder().identity(OTHER_AUTHORITY.issue("server")).engine(engine).build(),
				Endpoints.ECHO);

		assertThat(catchThrowable(() -> connect(listener.port(), engine, version).block(Endpoints.TIMEOUT))).cause()
			.isInstanceOfSatisfying(HandshakeException.class,
					(failure) -> assertThat(failure.reason()).isEqualTo(FailureReason.UNTRUSTED_ISSUER));

		assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason()).isEqualTo(FailureReason.PEER_ALERT);
		awaitNoConnection(listener);
	}

	// M12: ours has a limit on both sides.
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void silentServerIsGivenUp(EngineChoice engine, TlsVersion version) throws IOException {
		assertThat(settings().handshakeTimeout()).isEqualTo(Duration.ofSeconds(10));
		assertThat(ClientSettings.of("test", "127.0.0.1", 1).handshakeTimeout()).isEqualTo(Duration.ofSeconds(10));
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			ClientSettings impatient = ClientSettings.of("test", "127.0.0.1", silent.getLocalPort())
				.withServerName("localhost")
				.withHandshakeTimeout(Duration.ofMillis(50));

			assertThat(catchThrowable(
					() -> this.endpoints.client(impatient, OptionsSource.fixed("client", options(engine, version)))
						.connect()
						.block(Endpoints.TIMEOUT)))
				.cause()
				.isInstanceOfSatisfying(HandshakeException.class,
						(failure) -> assertThat(failure.reason()).isEqualTo(FailureReason.TIMEOUT));
		}
	}

	// M14
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void whenAWriteFailsThenTheConnectionIsOver(EngineChoice engine, TlsVersion version) throws Exception {
		byte[] large = new byte[32 * 1024 * 1024];
		Listener listener = listen(engine, version,
				(connection) -> Flux.mergeDelayError(2, connection.inbound().receive().doOnError(this.seen::add).then(),
						connection.outbound()
							.sendByteArray(Mono.just(large))
							.then()
							.doOnError((failure) -> this.seen.add("the write failed"))));
		try (RawTlsPeer peer = RawTlsPeer.connect(listener.port(),
				(version == TlsVersion.TLSv1_3) ? "TLSv1.3" : "TLSv1.2")) {
			peer.handshake();
			peer.tcp().setSoLinger(true, 0);
		}

		assertThat(next(2)).contains("the write failed")
			.anySatisfy((end) -> assertThat(end).isInstanceOfSatisfying(ConnectionLostException.class,
					(lost) -> assertThat(lost.reason()).isIn(Reason.RESET, Reason.TRUNCATED)));
		awaitNoConnection(listener);
	}

	// M15
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void connectionSaysHowItIsSecured(EngineChoice engine, TlsVersion version) throws Exception {
		TlsHandler naming = (connection) -> {
			this.seen.add(connection.toString());
			return Mono.empty();
		};
		connected(listen(engine, version, naming).port(), engine, version);
		assertThat(next().toString()).startsWith("connection with /127.0.0.1:").contains(" (" + version + " ");

		new Socket(InetAddress.getLoopbackAddress(), this.endpoints.listenPlain(naming).port()).close();
		assertThat(next().toString()).startsWith("connection with /127.0.0.1:").endsWith(" (plain)");
	}

	// M16: the leak detection of the tests sees what is not on the heap.
	@Test
	void connectionThatIsClosedIsForgotten() throws Exception {
		for (EngineChoice engine : List.of(EngineChoice.OPENSSL, EngineChoice.JDK)) {
			Listener listener = listen(engine, TlsVersion.TLSv1_3, (connection) -> {
				this.seen.add(new WeakReference<>(connection));
				return Endpoints.ECHO.handle(connection);
			});
			WeakReference<TlsConnection> client = used(connected(listener.port(), engine, TlsVersion.TLSv1_3));
			awaitNoConnection(listener);

			awaitForgotten(client);
			awaitForgotten((WeakReference<?>) next());
		}
	}

	private static WeakReference<TlsConnection> used(TlsConnection connection) {
		assertThat(Endpoints.exchange(connection, "hello").block(Endpoints.TIMEOUT)).isEqualTo("hello");
		connection.close().block(Endpoints.TIMEOUT);
		return new WeakReference<>(connection);
	}

	private static void awaitForgotten(WeakReference<?> reference) {
		Awaitility.await().atMost(Endpoints.TIMEOUT).until(() -> {
			System.gc();
			return reference.get() == null;
		});
	}

	/**
	 * Tells the server's handshakes like everything else.
	 */
	private final class Order implements HandshakeListener {

		@Override
		public void succeeded(Endpoint endpoint, HandshakeSuccess success) {
			ConnectionStatementTests.this.seen.add("handshake");
		}

		@Override
		public void failed(Endpoint endpoint, HandshakeFailure failure) {
			ConnectionStatementTests.this.seen.add(failure);
		}

	}

}

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
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;

import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.connection.TlsConnection;
import io.tlsboot.engine.ContextSettings;
import io.tlsboot.engine.TlsContext;
import io.tlsboot.engine.TlsContextSource;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.OptionsSource;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.ListeningSockets;
import io.tlsboot.testing.RawTlsPeer;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class ListenerTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate SERVER = AUTHORITY.issue("server");

	private final Endpoints endpoints = Endpoints.withoutSelfTest();

	@AfterEach
	void close() throws Exception {
		this.endpoints.close();
	}

	@Test
	void sameHandlerServesPlainConnections() throws IOException {
		Listener listener = this.endpoints.listenPlain(Endpoints.ECHO);

		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
			socket.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
			assertThat(new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII)).isEqualTo("hello");
		}
		assertThat(listener.context()).isEmpty();
	}

	// H13
	@Test
	void plainConnectionHasNoSession() throws IOException {
		Listener listener = this.endpoints.listenPlain((connection) -> connection.outbound()
			.sendString(Mono.just(connection.session().isPresent() ? "session" : "none")));

		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
			assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)).isEqualTo("none");
		}
	}

	// H12, M2
	@Test
	void handlerKnowsTheClientFromTheFirstByte() {
		Listener listener = this.endpoints.listen(CertificateOptions.of(SERVER, AUTHORITY.trustRoot()),
				(connection) -> connection.outbound()
					.sendString(Mono.just(
							connection.session().orElseThrow().peerCertificate().orElseThrow().subject().toString())));
		TlsClient client = this.endpoints.client(listener, "localhost",
				CertificateOptions.of(AUTHORITY.issue("alice"), AUTHORITY.trustRoot()));

		assertThat(Endpoints.exchange(client, "CN=alice")).isEqualTo("CN=alice");
	}

	// N12
	@Test
	void handlerThatFailsAbortsItsConnectionAlone() {
		Listener listener = this.endpoints.listen(CertificateOptions.of(SERVER),
				(connection) -> connection.inbound()
					.receive()
					.asString()
					.flatMap((text) -> text.equals("fail") ? Mono.error(new IllegalStateException("on purpose"))
							: connection.outbound().sendString(Mono.just(text)).then()));
		TlsClient client = client(listener);
		TlsConnection good = client.connect().blockOptional(Endpoints.TIMEOUT).orElseThrow();

		assertThatThrownBy(() -> Endpoints.exchange(client, "fail")).hasRootCauseInstanceOf(IOException.class);

		assertThat(Endpoints.exchange(good, "good").block(Endpoints.TIMEOUT)).isEqualTo("good");
		good.close().block(Endpoints.TIMEOUT);
	}

	@Test
	void portInUseNamesListenerAndPort() {
		Listener first = this.endpoints.listenPlain(Endpoints.ECHO);
		ListenerSettings settings = ListenerSettings.of("second", ListenerSettings.Mode.PLAIN, first.port())
			.withAddress("127.0.0.1");
		Listener second = Listener.plain(settings, Endpoints.ECHO, this.endpoints.handshakes());

		assertThatExceptionOfType(ListenerStartException.class).isThrownBy(second::start)
			.withMessageContaining("'second'")
			.withMessageContaining("port " + first.port())
			.satisfies((failure) -> assertThat(failure.isBindFailure()).isTrue());
		assertThat(second.isRunning()).isFalse();
	}

	@Test
	void asManyConnectionsMayWaitAsTheBacklogSays() {
		assumeTrue(ListeningSockets.isAvailable(), "needs the ss command");
		ListenerSettings settings = ListenerSettings.of("test", ListenerSettings.Mode.TLS, 0).withAddress("127.0.0.1");

		assertThat(ListeningSockets.backlog(listen(settings.withBacklog(7)))).isEqualTo(7);
		assertThat(ListeningSockets.backlog(listen(settings))).isGreaterThan(100);
	}

	private int listen(ListenerSettings settings) {
		return this.endpoints.listen(settings, CertificateOptions.of(SERVER), Endpoints.ECHO).port();
	}

	// M12
	@Test
	void silentClientIsDroppedAfterTheHandshakeTimeout() throws IOException {
		ListenerSettings settings = ListenerSettings.of("test", ListenerSettings.Mode.TLS, 0)
			.withAddress("127.0.0.1")
			.withHandshakeTimeout(Duration.ofMillis(50));
		try (Listener listener = Listener.tls(settings,
				TlsContextSource.forServer(OptionsSource.fixed("server", CertificateOptions.of(SERVER)),
						ContextSettings.of(Clock.systemUTC())),
				Endpoints.ECHO, this.endpoints.handshakes())) {
			listener.start();
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
				socket.setSoTimeout((int) Endpoints.TIMEOUT.toMillis());
				InputStream in = socket.getInputStream();
				assertThat(in.readAllBytes()).hasSizeLessThan(16);
			}
			assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason()).isEqualTo(FailureReason.TIMEOUT);
		}
	}

	@Test
	void startAndStopAreIdempotentAndCanBeRepeated() {
		Listener listener = this.endpoints.listenPlain(Endpoints.ECHO);
		listener.start();
		assertThat(listener.isRunning()).isTrue();
		listener.stop(Duration.ZERO);
		listener.stop(Duration.ZERO);
		assertThat(listener.isRunning()).isFalse();
		assertThat(listener.port()).isEqualTo(-1);
		listener.start();
		assertThat(listener.port()).isPositive();
	}

	@Test
	void stopLetsConnectionFinish() {
		Listener listener = this.endpoints.listen(CertificateOptions.of(SERVER), Endpoints.ECHO);
		TlsConnection connection = client(listener).connect().blockOptional(Endpoints.TIMEOUT).orElseThrow();
		Thread stopping = new Thread(() -> listener.stop(Endpoints.TIMEOUT));
		stopping.start();
		await(() -> !listener.isRunning());

		assertThat(Endpoints.exchange(connection, "still here").block(Endpoints.TIMEOUT)).isEqualTo("still here");
		connection.close().block(Endpoints.TIMEOUT);

		await(() -> !stopping.isAlive());
		assertThat(listener.openConnections()).isZero();
	}

	@Test
	void stopClosesInOrderWhatDoesNotFinish() {
		Listener listener = this.endpoints.listen(CertificateOptions.of(SERVER), Endpoints.ECHO);
		TlsConnection connection = client(listener).connect().blockOptional(Endpoints.TIMEOUT).orElseThrow();

		// Under TLS 1.3 a client is connected a moment before its server.
		assertThat(Endpoints.exchange(connection, "here").block(Endpoints.TIMEOUT)).isEqualTo("here");

		listener.stop(Duration.ZERO);

		// The stream ends without an error: close_notify came before the end of TCP.
		assertThat(connection.inbound().receive().then().blockOptional(Endpoints.TIMEOUT)).isEmpty();
	}

	@Test
	void peerThatDoesNotAnswerIsNotWaitedForWhenStopping() throws Exception {
		Listener listener = this.endpoints.listen(CertificateOptions.of(SERVER), Endpoints.ECHO);
		try (RawTlsPeer peer = RawTlsPeer.connect(listener.port(), "TLSv1.3")) {
			peer.handshake();
			await(() -> listener.openConnections() == 1);

			listener.stop(Duration.ZERO);

			assertThat(listener.openConnections()).isZero();
		}
	}

	// TR26
	@Test
	void clientMayNotRenegotiate() throws Exception {
		Listener listener = this.endpoints
			.listen(CertificateOptions.builder().identity(SERVER).engine(EngineChoice.JDK).build(), Endpoints.ECHO);
		try (RawTlsPeer peer = RawTlsPeer.connect(listener.port(), "TLSv1.2")) {
			peer.handshake();

			assertThatExceptionOfType(IOException.class).isThrownBy(peer::renegotiate);
		}
	}

	// TR18
	@ParameterizedTest
	@EnumSource(value = TlsVersion.class, names = { "TLSv1_0", "TLSv1_1" })
	void oldVersionIsSpokenWhereItIsInsecurelyAllowed(TlsVersion version) {
		CertificateOptions.Builder old = CertificateOptions.builder()
			.insecurelyLowerMinimumTo(version)
			.engine(EngineChoice.OPENSSL);
		Listener listener = this.endpoints.listen(old.identity(SERVER).build(), Endpoints.ECHO);
		TlsClient client = this.endpoints.client(listener, "localhost",
				old.identity(null).trustRoot(AUTHORITY.trustRoot()).lowerMaximumSecurityTo(version).build());

		assertThat(Endpoints.exchange(client, "hello")).isEqualTo("hello");

		assertThat(this.endpoints.handshakes().session(Side.SERVER).version()).isEqualTo(version);
	}

	@Test
	void closingTwiceIsClosingOnceAndStartingAgainIsRefused() {
		Listener listener = this.endpoints.listen(CertificateOptions.of(SERVER), Endpoints.ECHO);
		listener.close();
		listener.close();

		assertThatIllegalStateException().isThrownBy(listener::start).withMessageContaining("is closed");
	}

	@Test
	void closedClientOpensNoConnectionAndLeavesOpenOnesAlone() {
		Listener listener = this.endpoints.listen(CertificateOptions.of(SERVER), Endpoints.ECHO);
		TlsClient client = client(listener);
		TlsConnection open = client.connect().blockOptional(Endpoints.TIMEOUT).orElseThrow();
		client.close();
		client.close();

		assertThat(Endpoints.exchange(open, "still here").block(Endpoints.TIMEOUT)).isEqualTo("still here");
		assertThatIllegalStateException().isThrownBy(() -> client.connect().block(Endpoints.TIMEOUT))
			.withMessageContaining("closed");
		open.close().block(Endpoints.TIMEOUT);
	}

	// A14: ours builds it at start.
	@Test
	void contextIsBuiltOnceForAllConnections() {
		Listener listener = this.endpoints.listen(CertificateOptions.of(SERVER), Endpoints.ECHO);
		TlsContext before = listener.context().orElseThrow();

		Endpoints.exchange(client(listener), "one");
		Endpoints.exchange(client(listener), "two");

		assertThat(listener.context()).containsSame(before);
	}

	@Test
	void portOutOfRangeIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ListenerSettings.of("test", ListenerSettings.Mode.TLS, 65536))
			.withMessage("port: 65536 (expected: 0 to 65535)");
	}

	private TlsClient client(Listener listener) {
		return this.endpoints.client(listener, "localhost",
				CertificateOptions.builder().trustRoot(AUTHORITY.trustRoot()).build());
	}

	private static void await(BooleanSupplier condition) {
		Awaitility.await().atMost(Endpoints.TIMEOUT).until(condition::getAsBoolean);
	}

}

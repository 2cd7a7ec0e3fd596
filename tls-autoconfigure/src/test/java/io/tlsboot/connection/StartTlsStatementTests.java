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

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.engine.ContextSettings;
import io.tlsboot.engine.TlsContextSource;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.OptionsSource;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.Listener;
import io.tlsboot.server.ServerNames;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The statements P1 to P8 and P11: the upgrade by whoever uses the connection.
 */
class StartTlsStatementTests extends AbstractStartTlsStatementTests {

	// P1, P5, P7, P11
	@ParameterizedTest
	@CsvSource({ "OPENSSL, OPENSSL, TLSv1_2", "OPENSSL, OPENSSL, TLSv1_3", "JDK, JDK, TLSv1_2", "JDK, JDK, TLSv1_3",
			"OPENSSL, JDK, TLSv1_3", "JDK, OPENSSL, TLSv1_3" })
	void linesBeforeTheUpgradeTravelInClearAndAfterItSecured(EngineChoice server, EngineChoice client,
			TlsVersion version) throws Exception {
		Listener listener = this.endpoints.listenStartTls(server(server, version), null, lines());
		TlsConnection connection = inClear(listener, client);
		send(connection, "one\r\n");

		NegotiatedSession session = upgrade(connection);
		send(connection, "two\r\nthree\r\n");

		assertThat(session.version()).isEqualTo(version);
		assertThat(connection.session()).contains(session);
		assertThat(List.of(next(), next())).containsExactly("one", "STARTTLS");
		assertThat(next()).isInstanceOfSatisfying(NegotiatedSession.class,
				(own) -> assertThat(own.version()).isEqualTo(version));
		assertThat(List.of(next(), next())).containsExactly("two", "three");
		connection.close().block(Endpoints.TIMEOUT);
	}

	// P2
	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void whatIsUnsentInClearWhenTheUpgradeIsAskedForArrivesWholeAndInOrder(EngineChoice engine) throws Exception {
		byte[] spam = new byte[500_000];
		for (int index = 0; index < spam.length; index++) {
			spam[index] = (byte) ('a' + index % 23);
		}
		Listener listener = this.endpoints.listenStartTls(server(engine), null,
				(connection) -> connection.lines(100).next().flatMap((line) -> {
					connection.outbound().sendByteArray(Mono.just(spam)).then().subscribe();
					return connection.startTls();
				}).then(connection.outbound().sendString(Mono.just("secured")).then()));
		TlsConnection connection = inClear(listener, engine);
		send(connection, "STARTTLS\r\n");
		byte[] received = connection.inbound()
			.receive()
			.asByteArray()
			.scan(new byte[0], StartTlsStatementTests::concat)
			.filter((all) -> all.length >= spam.length)
			.blockFirst(Endpoints.TIMEOUT);

		assertThat(received).isEqualTo(spam);
		assertThat(connection.startTls().block(Endpoints.TIMEOUT)).isNotNull();
		assertThat(read(connection).block(Endpoints.TIMEOUT)).isEqualTo("secured");
	}

	// P3
	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void tcpClientMayBeTheServerOfTls(EngineChoice engine) throws Exception {
		TlsContextSource asServer = TlsContextSource.forServer(OptionsSource.fixed("own", server(engine)),
				ContextSettings.of(Clock.systemUTC()).withoutSelfTest());
		TlsContextSource asClient = TlsContextSource.forClient("localhost",
				OptionsSource.fixed("other", CertificateOptions.builder().trustRoot(AUTHORITY.trustRoot()).build()),
				ContextSettings.of(Clock.systemUTC()).withoutSelfTest());
		try (ServerNames names = ServerNames.any(asServer); asClient) {
			Duration timeout = Endpoints.TIMEOUT;
			TlsUpgrade client = TlsUpgrade.client((allocator) -> {
				TlsContextSource.Handler handler = asClient.newHandler(allocator);
				return new ServerContexts.Secured(handler.handler(), handler.generation());
			}, new Endpoint(Side.CLIENT, "backwards"), this.endpoints.handshakes(), timeout);
			Listener listener = this.endpoints.listenPlain((connection) -> connection.startTls(client)
				.doOnNext((session) -> this.seen.add(session.peerCertificates()))
				.then(connection.outbound().sendString(Mono.just("secured")).then()));
			TlsConnection connection = inClear(listener, engine);

			connection
				.startTls(TlsUpgrade.server(names, new Endpoint(Side.SERVER, "backwards"), this.endpoints.handshakes(),
						timeout))
				.block(timeout);

			assertThat(read(connection).block(timeout)).isEqualTo("secured");
			assertThat(next()).isEqualTo(List.of(SERVER.certificate()));
		}
	}

	// P4
	@Test
	void sideThatDoesNotUpgradeSeesTheClientHello() throws Exception {
		try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			TlsConnection connection = client(other.getLocalPort(), EngineChoice.AUTO).connect()
				.blockOptional(Endpoints.TIMEOUT)
				.orElseThrow();
			CompletableFuture<NegotiatedSession> upgrade = connection.startTls().toFuture();
			try (Socket socket = other.accept()) {
				socket.setSoTimeout((int) Endpoints.TIMEOUT.toMillis());
				assertThat(socket.getInputStream().readNBytes(2)).containsExactly(22, 3);
			}

			assertThat(upgrade).failsWithin(Endpoints.TIMEOUT)
				.withThrowableThat()
				.havingCause()
				.isInstanceOfSatisfying(HandshakeException.class,
						(failure) -> assertThat(failure.reason()).isEqualTo(FailureReason.RESET));
		}
	}

	// P6
	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void whatIsWrittenRightAfterTheUpgradeIsSentSecuredAndTheCloseIsOrderly(EngineChoice engine) throws Exception {
		Listener listener = this.endpoints.listenStartTls(server(engine), null,
				(connection) -> connection.lines(100).next().flatMapMany((line) -> {
					Mono<NegotiatedSession> upgraded = connection.startTls().cache();
					upgraded.subscribe();
					return connection.outbound().sendString(Mono.just("secured")).then().then(upgraded);
				}).then());
		TlsConnection connection = inClear(listener, engine);
		send(connection, "STARTTLS\r\n");

		assertThat(connection.startTls().block(Endpoints.TIMEOUT)).isNotNull();
		assertThat(read(connection).block(Endpoints.TIMEOUT)).isEqualTo("secured");
	}

	// P8
	@Test
	void secondUpgradeIsAnError() throws Exception {
		Listener listener = this.endpoints.listenStartTls(server(EngineChoice.AUTO), null, lines());
		TlsConnection connection = inClear(listener, EngineChoice.AUTO);
		upgrade(connection);

		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> connection.startTls().block(Endpoints.TIMEOUT))
			.withMessage("the connection has gone over to TLS already");
	}

	@Test
	void upgradeOfAConnectionThatBeganWithTlsIsAnError() throws Exception {
		TlsConnection connection = connect(listen(EngineChoice.AUTO, TlsVersion.TLSv1_3, Endpoints.ECHO));

		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> connection.startTls().block(Endpoints.TIMEOUT))
			.withMessageStartingWith("nothing says with which options");
	}

	@Test
	void upgradeWhileSomebodyWaitsForMoreInClearIsAnError() throws Exception {
		Listener listener = this.endpoints.listenStartTls(server(EngineChoice.AUTO), null,
				(connection) -> connection.lines(100)
					.flatMap((line) -> connection.startTls().then())
					.doOnError(this.seen::add)
					.then());
		try (Socket socket = socket(listener)) {
			socket.getOutputStream().write("STARTTLS\r\n".getBytes(StandardCharsets.US_ASCII));

			assertThat(next()).isInstanceOfSatisfying(IllegalStateException.class,
					(failure) -> assertThat(failure).hasMessageStartingWith("somebody waits for more in clear"));
		}
	}

	// P11
	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void wrongCertificateFailsTheUpgrade(EngineChoice engine) throws Exception {
		Listener listener = this.endpoints.listenStartTls(
				CertificateOptions.builder().identity(TestAuthority.create("Other CA").issue("server")).build(), null,
				lines());
		TlsConnection connection = inClear(listener, engine);
		send(connection, "STARTTLS\r\n");
		connection.lines(100).next().block(Endpoints.TIMEOUT);

		assertThatExceptionOfType(Exception.class).isThrownBy(() -> connection.startTls().block(Endpoints.TIMEOUT))
			.havingCause()
			.isInstanceOfSatisfying(HandshakeException.class,
					(failure) -> assertThat(failure.reason()).isEqualTo(FailureReason.UNTRUSTED_ISSUER));
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> read(connection).block(Endpoints.TIMEOUT))
			.havingCause()
			.isInstanceOf(HandshakeException.class);
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void blockingHandlerUpgrades(EngineChoice engine) throws Exception {
		BlockingTlsHandler blocking = (connection, input, output) -> {
			this.seen.add(line(input));
			output.write("READY\r\n".getBytes(StandardCharsets.US_ASCII));
			output.flush();
			connection.startTls().block(Endpoints.TIMEOUT);
			this.seen.add(line(input));
		};
		Listener listener = this.endpoints.listenStartTls(server(engine), null,
				blocking.on((task) -> new Thread(task).start()));
		TlsConnection connection = inClear(listener, engine);
		upgrade(connection);
		send(connection, "secured\r\n");

		assertThat(List.of(next(), next())).containsExactly("STARTTLS", "secured");
	}

	@Test
	void silentPeerEndsTheUpgradeByItsTimeout() throws Exception {
		try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			TlsContextSource contexts = TlsContextSource.forClient("localhost",
					OptionsSource.fixed("client",
							CertificateOptions.builder().trustRoot(AUTHORITY.trustRoot()).build()),
					ContextSettings.of(Clock.systemUTC()).withoutSelfTest());
			try (contexts) {
				TlsConnection connection = client(other.getLocalPort(), EngineChoice.AUTO).connect()
					.blockOptional(Endpoints.TIMEOUT)
					.orElseThrow();
				TlsUpgrade hasty = TlsUpgrade.client((allocator) -> {
					TlsContextSource.Handler handler = contexts.newHandler(allocator);
					return new ServerContexts.Secured(handler.handler(), handler.generation());
				}, new Endpoint(Side.CLIENT, "hasty"), this.endpoints.handshakes(), Duration.ofMillis(200));

				assertThatExceptionOfType(Exception.class)
					.isThrownBy(() -> connection.startTls(hasty).block(Endpoints.TIMEOUT))
					.havingCause()
					.isInstanceOfSatisfying(HandshakeException.class,
							(failure) -> assertThat(failure.reason()).isEqualTo(FailureReason.TIMEOUT));
			}
		}
	}

}

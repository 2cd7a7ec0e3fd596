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

package io.tlsboot.starttls;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.connection.NegotiatedSession;
import io.tlsboot.connection.TlsConnection;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Dialogues of a server on real connections.
 */
class StartTlsServerPhaseTests extends AbstractStartTlsPhaseTests {

	@ParameterizedTest
	@CsvSource({ "OPENSSL, OPENSSL, TLSv1_2", "OPENSSL, OPENSSL, TLSv1_3", "JDK, JDK, TLSv1_2", "JDK, JDK, TLSv1_3",
			"OPENSSL, JDK, TLSv1_3", "JDK, OPENSSL, TLSv1_2" })
	void handlerGetsASecuredConnectionAtTheStartOfTheProtocol(EngineChoice server, EngineChoice client,
			TlsVersion version) {
		BlockingQueue<NegotiatedSession> sessions = new LinkedBlockingQueue<>();
		Listener listener = this.endpoints.listenStartTls(server(server, version), smtp(), (connection) -> {
			connection.session().ifPresent(sessions::add);
			return connection.lines(512)
				.concatMap((line) -> connection.outbound()
					.sendString(Mono.just(line.startsWith("EHLO") ? "250 again\r\n" : line + "\r\n")))
				.then();
		});
		TlsClient connecting = this.endpoints.clientStartTls(listener.port(), "localhost", trusting(AUTHORITY, client),
				smtpClient(TlsPolicy.REQUIRE));

		TlsConnection connection = connecting.connect().blockOptional(Endpoints.TIMEOUT).orElseThrow();

		assertThat(connection.session()).get().extracting(NegotiatedSession::version).isEqualTo(version);
		assertThat(sessions.peek()).isNotNull();
		assertThat(connection.greeting()).asString(StandardCharsets.US_ASCII).isEqualTo("250 again\r\n");
		connection.outbound().sendString(Mono.just("MAIL\r\n")).then().block(Endpoints.TIMEOUT);
		assertThat(connection.lines(512).next().block(Endpoints.TIMEOUT)).isEqualTo("MAIL");
		connection.close().block(Endpoints.TIMEOUT);
	}

	@Test
	void handshakeIsToldOnceOnEachSide() {
		Listener listener = listen(smtp(), greeting());
		connect(listener.port(), TlsPolicy.REQUIRE).close().block(Endpoints.TIMEOUT);

		assertThat(this.endpoints.handshakes().session(Side.CLIENT)).isNotNull();
		assertThat(this.endpoints.handshakes().session(Side.SERVER)).isNotNull();
		assertThat(this.endpoints.handshakes().toldOfServers()).isOne();
	}

	@Test
	void nothingButTheDialogueIsAnsweredInClear() throws IOException {
		Listener listener = listen(smtp(), ECHO);
		try (Socket socket = socket(listener.port())) {
			assertThat(line(socket)).isEqualTo("220 localhost ESMTP");
			for (String command : List.of("MAIL FROM:<a@b>", "AUTH PLAIN AHNlY3JldAA=", "RSET", "evil")) {
				say(socket, command + "\r\n");
				assertThat(line(socket)).isEqualTo("530 5.7.0 Must issue a STARTTLS command first");
			}
		}
		assertThat(this.endpoints.handshakes().toldOfServers()).isZero();
	}

	@Test
	void clientThatLeavesIsAnsweredAndNotToldOfAsAFailure() throws IOException {
		Listener listener = listen(smtp(), ECHO);
		try (Socket socket = socket(listener.port())) {
			line(socket);
			say(socket, "QUIT\r\n");

			assertThat(line(socket)).startsWith("221 ");
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
		}
		Awaitility.await().atMost(Endpoints.TIMEOUT).until(() -> listener.openConnections() == 0);
		assertThat(this.endpoints.handshakes().toldOfServers()).isZero();
	}

	@Test
	void clientThatGoesAwayInClearIsNotToldOfAsAFailure() throws IOException {
		Listener listener = listen(smtp(), ECHO);
		try (Socket socket = socket(listener.port())) {
			line(socket);
			socket.setSoLinger(true, 0);
		}
		Awaitility.await().atMost(Endpoints.TIMEOUT).until(() -> listener.openConnections() == 0);
		assertThat(this.endpoints.handshakes().toldOfServers()).isZero();
	}

	@Test
	void clientMayStayInClearWhereTlsIsNotRequired() throws IOException {
		StartTlsServerSettings settings = new StartTlsServerSettings(false, "localhost", null, List.of(), null, null,
				512, 10);
		Listener listener = listen(smtp(settings, Duration.ofSeconds(10)), ECHO);
		try (Socket socket = socket(listener.port())) {
			line(socket);
			say(socket, "AUTH PLAIN AHNlY3JldAA=\r\n");
			assertThat(line(socket)).startsWith("530 ");
			say(socket, "MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\n");

			assertThat(line(socket)).isEqualTo("MAIL FROM:<a@b>");
			assertThat(line(socket)).isEqualTo("RCPT TO:<c@d>");
		}
	}

	@Test
	void textsAreThoseOfTheSettings() throws IOException {
		StartTlsServerSettings settings = new StartTlsServerSettings(true, "mx.example.com", "at your service",
				List.of("SIZE 1000", "8BITMIME"), "go on", "not in clear", 512, 10);
		Listener listener = listen(smtp(settings, Duration.ofSeconds(10)), ECHO);
		try (Socket socket = socket(listener.port())) {
			assertThat(line(socket)).isEqualTo("220 mx.example.com at your service");
			say(socket, "EHLO me\r\n");
			assertThat(List.of(line(socket), line(socket), line(socket), line(socket), line(socket))).containsExactly(
					"250-mx.example.com", "250-ENHANCEDSTATUSCODES", "250-STARTTLS", "250-SIZE 1000", "250 8BITMIME");
			say(socket, "DATA\r\n");
			assertThat(line(socket)).isEqualTo("530 5.7.0 not in clear");
			say(socket, "STARTTLS\r\n");
			assertThat(line(socket)).isEqualTo("220 2.0.0 go on");
		}
	}

	@Test
	void tooManyMessagesEndTheConnection() throws IOException {
		StartTlsServerSettings settings = new StartTlsServerSettings(true, "localhost", null, List.of(), null, null,
				512, 3);
		Listener listener = listen(smtp(settings, Duration.ofSeconds(10)), ECHO);
		try (Socket socket = socket(listener.port())) {
			say(socket, "NOOP\r\nNOOP\r\nNOOP\r\nNOOP\r\n");

			assertThat(this.endpoints.handshakes().failure(Side.SERVER)).satisfies((failure) -> {
				assertThat(failure.reason()).isEqualTo(FailureReason.STARTTLS_MALFORMED);
				assertThat(failure.detail()).isEqualTo("more than 3 messages came");
			});
		}
	}

	@Test
	void lineThatIsTooLongEndsTheConnection() throws IOException {
		StartTlsServerSettings settings = new StartTlsServerSettings(true, "localhost", null, List.of(), null, null, 64,
				10);
		Listener listener = listen(smtp(settings, Duration.ofSeconds(10)), ECHO);
		try (Socket socket = socket(listener.port())) {
			line(socket);
			say(socket, "X".repeat(100));

			assertThat(line(socket)).isEqualTo("500 5.5.2 Line too long");
			assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason())
				.isEqualTo(FailureReason.STARTTLS_MALFORMED);
		}
	}

	@Test
	void clientThatTakesTooLongInClearIsEnded() throws IOException {
		Listener listener = listen(smtp(StartTlsServerSettings.DEFAULTS, Duration.ofMillis(200)), ECHO);
		try (Socket socket = socket(listener.port())) {
			assertThat(line(socket)).startsWith("220");
			assertThat(socket.getInputStream().read()).isEqualTo(-1);

			assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason()).isEqualTo(FailureReason.TIMEOUT);
		}
	}

	@Test
	void dialogueThatBreaksEndsTheConnection() throws IOException {
		StartTlsNegotiator broken = negotiator((bytes) -> {
			throw new IllegalArgumentException("secret");
		});
		Listener listener = listen(new ServerStartTls(broken, StartTlsServerSettings.DEFAULTS, Duration.ofSeconds(10)),
				ECHO);
		try (Socket socket = socket(listener.port())) {
			say(socket, "x");

			assertThat(socket.getInputStream().read()).isEqualTo(-1);
			assertThat(this.endpoints.handshakes().failure(Side.SERVER)).satisfies((failure) -> {
				assertThat(failure.reason()).isEqualTo(FailureReason.OTHER);
				assertThat(failure.detail()).isEqualTo("the dialogue failed: IllegalArgumentException");
			});
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 5, 9, 10, 11, 14, 15 })
	void whatIsPipelinedBehindTheCommandIsNeverDelivered(int split) throws IOException {
		BlockingQueue<TlsConnection> served = new LinkedBlockingQueue<>();
		Listener listener = listen(smtp(), (connection) -> {
			served.add(connection);
			return Mono.never();
		});
		String pipelined = "STARTTLS\r\nevil\r\n";
		try (Socket socket = socket(listener.port())) {
			socket.setTcpNoDelay(true);
			line(socket);
			say(socket, pipelined.substring(0, split));
			sayUnlessGone(socket, pipelined.substring(split));

			assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason())
				.isEqualTo(FailureReason.PLAINTEXT_AFTER_STARTTLS);
		}
		assertThat(served).isEmpty();
	}

	private static void sayUnlessGone(Socket socket, String text) {
		try {
			say(socket, text);
		}
		catch (IOException ex) {
			// The first part was enough to be refused.
		}
	}

	@Test
	void whatFollowsTheAnswerInClearIsNeverDelivered() throws IOException {
		BlockingQueue<TlsConnection> served = new LinkedBlockingQueue<>();
		Listener listener = listen(smtp(), (connection) -> {
			served.add(connection);
			return Mono.never();
		});
		try (Socket socket = socket(listener.port())) {
			line(socket);
			say(socket, "STARTTLS\r\n");
			assertThat(line(socket)).startsWith("220 ");
			say(socket, "EHLO evil\r\n");

			assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason())
				.isEqualTo(FailureReason.PLAINTEXT_AFTER_STARTTLS);
		}
		assertThat(served).isEmpty();
	}

	@Test
	void bytesThatADialogueDoesNotTakeGoToTheHandler() throws Exception {
		BlockingQueue<ByteBuffer> seen = new LinkedBlockingQueue<>();
		StartTlsNegotiator silent = negotiator(StartTlsDialogue.SILENT);
		Listener listener = listen(
				new ServerStartTls(silent,
						new StartTlsServerSettings(false, "localhost", null, List.of(), null, null, 512, 10),
						Duration.ofSeconds(10)),
				(connection) -> connection.inbound()
					.receive()
					.asByteArray()
					.doOnNext((bytes) -> seen.add(ByteBuffer.wrap(bytes)))
					.then());
		try (Socket socket = socket(listener.port())) {
			say(socket, "hello");
			assertThat(seen.poll(10, TimeUnit.SECONDS))
				.isEqualTo(ByteBuffer.wrap("hello".getBytes(StandardCharsets.US_ASCII)));
		}
	}

}

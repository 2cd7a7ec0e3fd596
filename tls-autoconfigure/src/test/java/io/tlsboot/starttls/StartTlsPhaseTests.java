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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.connection.HandshakeException;
import io.tlsboot.connection.NegotiatedSession;
import io.tlsboot.connection.TlsConnection;
import io.tlsboot.connection.TlsHandler;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Dialogues on real connections.
 */
class StartTlsPhaseTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate SERVER = AUTHORITY.issue("server");

	private static final TlsHandler ECHO = Endpoints.ECHO;

	private final Endpoints endpoints = Endpoints.withoutSelfTest();

	@AfterEach
	void close() {
		this.endpoints.close();
	}

	private static CertificateOptions server(EngineChoice engine, TlsVersion version) {
		return CertificateOptions.builder().identity(SERVER).engine(engine).lowerMaximumSecurityTo(version).build();
	}

	private static CertificateOptions trusting(TestAuthority authority, EngineChoice engine) {
		return CertificateOptions.builder().trustRoot(authority.trustRoot()).engine(engine).build();
	}

	private static ServerStartTls smtp() {
		return smtp(StartTlsServerSettings.DEFAULTS, Duration.ofSeconds(10));
	}

	private static ServerStartTls smtp(StartTlsServerSettings settings, Duration timeout) {
		return new ServerStartTls(SmtpNegotiator.smtp(), settings, timeout);
	}

	private static ClientStartTls smtpClient(TlsPolicy policy) {
		return new ClientStartTls(SmtpNegotiator.smtp(), StartTlsClientSettings.of("localhost"), policy,
				Duration.ofSeconds(10));
	}

	private static StartTlsNegotiator negotiator(StartTlsDialogue server) {
		return new StartTlsNegotiator() {

			@Override
			public String protocol() {
				return "test";
			}

			@Override
			public StartTlsDialogue server(StartTlsServerSettings settings) {
				return server;
			}

			@Override
			public StartTlsDialogue client(StartTlsClientSettings settings) {
				throw new UnsupportedOperationException();
			}

		};
	}

	private Listener listen(ServerStartTls dialogue, TlsHandler handler) {
		return this.endpoints.listenStartTls(server(EngineChoice.AUTO, TlsVersion.TLSv1_3), dialogue, handler);
	}

	private TlsConnection connect(int port, TlsPolicy policy) {
		return client(port, policy).connect().blockOptional(Endpoints.TIMEOUT).orElseThrow();
	}

	private TlsClient client(int port, TlsPolicy policy) {
		return this.endpoints.clientStartTls(port, "localhost", trusting(AUTHORITY, EngineChoice.AUTO),
				smtpClient(policy));
	}

	private static Socket socket(int port) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
		socket.setSoTimeout((int) Endpoints.TIMEOUT.toMillis());
		return socket;
	}

	private static String line(Socket socket) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int octet = socket.getInputStream().read(); octet != '\n'
				&& octet >= 0; octet = socket.getInputStream().read()) {
			line.append((char) octet);
		}
		return line.toString().trim();
	}

	private static void say(Socket socket, String text) throws IOException {
		socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
	}

	private static FailureReason reason(Mono<?> failing) {
		try {
			failing.block(Endpoints.TIMEOUT);
		}
		catch (RuntimeException ex) {
			assertThat(ex).hasCauseInstanceOf(HandshakeException.class);
			return ((HandshakeException) ex.getCause()).reason();
		}
		throw new AssertionError("it did not fail");
	}

	/** A server that is not ours, and says what a test wants it to say. */
	private static CompletableFuture<List<String>> scripted(ServerSocket listening, String... answers) {
		return CompletableFuture.supplyAsync(() -> {
			BlockingQueue<String> heard = new LinkedBlockingQueue<>();
			try (Socket socket = listening.accept()) {
				socket.setSoTimeout((int) Endpoints.TIMEOUT.toMillis());
				for (int index = 0; index < answers.length; index++) {
					if (index > 0) {
						heard.add(line(socket));
					}
					say(socket, answers[index]);
				}
				heard.add(line(socket));
			}
			catch (IOException ex) {
				heard.add("lost");
			}
			return List.copyOf(heard);
		});
	}

	private static ServerSocket listening() throws IOException {
		return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
	}

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

	private static TlsHandler greeting() {
		return (connection) -> connection.lines(512)
			.concatMap((line) -> connection.outbound().sendString(Mono.just("250 again\r\n")))
			.then();
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void wrongCertificateIsRefusedByTheClient(EngineChoice engine) {
		Listener listener = listen(smtp(), ECHO);
		TlsClient client = this.endpoints.clientStartTls(listener.port(), "localhost",
				trusting(TestAuthority.create("Other CA"), engine), smtpClient(TlsPolicy.OPPORTUNISTIC));

		assertThat(reason(client.connect())).isEqualTo(FailureReason.UNTRUSTED_ISSUER);
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
			assertThat(List.of(line(socket), line(socket), line(socket), line(socket)))
				.containsExactly("250-mx.example.com", "250-SIZE 1000", "250-8BITMIME", "250 STARTTLS");
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

			assertThat(line(socket)).isEqualTo("500 5.5.6 Line too long");
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
			say(socket, pipelined.substring(split));

			assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason())
				.isEqualTo(FailureReason.PLAINTEXT_AFTER_STARTTLS);
		}
		assertThat(served).isEmpty();
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

	@ParameterizedTest
	@CsvSource({ "'220 go\r\n250 evil\r\n', PLAINTEXT_AFTER_STARTTLS", "'220 go\r\n2', PLAINTEXT_AFTER_STARTTLS",
			"'454 not now\r\n', STARTTLS_REFUSED", "'no reply\r\n', STARTTLS_MALFORMED",
			"'220 go\r\n\u0016\u0003', PLAINTEXT_AFTER_STARTTLS" })
	void answerToTheClientsCommandDecides(String answer, FailureReason expected) throws IOException {
		try (ServerSocket listening = listening()) {
			scripted(listening, "220 other\r\n", "250-other\r\n250 STARTTLS\r\n", answer);

			assertThat(reason(client(listening.getLocalPort(), TlsPolicy.REQUIRE).connect())).isEqualTo(expected);
			assertThat(this.endpoints.handshakes().failure(Side.CLIENT).reason()).isEqualTo(expected);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "250 other\r\n", "250-other\r\n250 XXXXXXXX\r\n", "502 what\r\n" })
	void strippedOfferIsAFailureWhereTlsIsRequired(String answer) throws IOException {
		try (ServerSocket listening = listening()) {
			CompletableFuture<List<String>> heard = scripted(listening, "220 other\r\n", answer);

			assertThat(reason(client(listening.getLocalPort(), TlsPolicy.REQUIRE).connect()))
				.isEqualTo(FailureReason.STARTTLS_STRIPPED);
			assertThat(heard).succeedsWithin(Endpoints.TIMEOUT)
				.asInstanceOf(InstanceOfAssertFactories.list(String.class))
				.containsExactly("EHLO localhost", "");
		}
	}

	@Test
	void connectionGoesOnInClearWhereThePolicySaysSo() throws IOException {
		try (ServerSocket listening = listening()) {
			CompletableFuture<List<String>> heard = scripted(listening, "220 other\r\n", "250 other\r\n");

			TlsConnection connection = connect(listening.getLocalPort(), TlsPolicy.OPPORTUNISTIC);

			assertThat(connection.session()).isEmpty();
			assertThat(connection.greeting()).asString(StandardCharsets.US_ASCII).isEqualTo("250 other\r\n");
			connection.outbound().sendString(Mono.just("MAIL\r\n")).then().block(Endpoints.TIMEOUT);
			assertThat(heard).succeedsWithin(Endpoints.TIMEOUT).isEqualTo(List.of("EHLO localhost", "MAIL"));
		}
	}

	@Test
	void absenceIsAFailureWhereThereWasTlsBefore() throws IOException {
		Listener listener = listen(smtp(), greeting());
		ClientStartTls remembering = smtpClient(TlsPolicy.OPPORTUNISTIC_REMEMBER);
		try (ServerSocket listening = listening()) {
			TlsClient other = this.endpoints.clientStartTls(listening.getLocalPort(), "localhost",
					trusting(AUTHORITY, EngineChoice.AUTO), remembering);
			scripted(listening, "220 other\r\n", "250 other\r\n");
			assertThat(other.connect().blockOptional(Endpoints.TIMEOUT)).get()
				.extracting(TlsConnection::session)
				.isEqualTo(Optional.empty());
			this.endpoints
				.clientStartTls(listener.port(), "localhost", trusting(AUTHORITY, EngineChoice.AUTO), remembering)
				.connect()
				.block(Endpoints.TIMEOUT);
			scripted(listening, "220 other\r\n", "250 other\r\n");

			assertThat(reason(other.connect())).isEqualTo(FailureReason.STARTTLS_STRIPPED);
		}
	}

	@Test
	void serverThatIsSilentEndsTheConnection() throws IOException {
		try (ServerSocket listening = listening()) {
			ClientStartTls hasty = new ClientStartTls(SmtpNegotiator.smtp(), StartTlsClientSettings.of("localhost"),
					TlsPolicy.OPPORTUNISTIC, Duration.ofMillis(200));
			TlsClient client = this.endpoints.clientStartTls(listening.getLocalPort(), "localhost",
					trusting(AUTHORITY, EngineChoice.AUTO), hasty);

			assertThat(reason(client.connect())).isEqualTo(FailureReason.TIMEOUT);
		}
	}

	@Test
	void serverThatGoesAwayEndsTheConnection() throws IOException {
		try (ServerSocket listening = listening()) {
			CompletableFuture.runAsync(() -> {
				try (Socket socket = listening.accept()) {
					say(socket, "220 other\r\n");
				}
				catch (IOException ex) {
					throw new AssertionError(ex);
				}
			});

			assertThat(reason(client(listening.getLocalPort(), TlsPolicy.REQUIRE).connect()))
				.isEqualTo(FailureReason.RESET);
		}
	}

	@Test
	void bytesThatADialogueDoesNotTakeGoToTheHandler() throws Exception {
		BlockingQueue<ByteBuffer> seen = new LinkedBlockingQueue<>();
		StartTlsNegotiator silent = negotiator(StartTlsDialogue.SILENT);
		Listener listener = listen(new ServerStartTls(silent, StartTlsServerSettings.DEFAULTS, Duration.ofSeconds(10)),
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

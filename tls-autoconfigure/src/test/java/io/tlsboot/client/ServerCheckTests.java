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

package io.tlsboot.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;

import io.tlsboot.client.ServerReport.Outcome;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.connection.NegotiatedSession;
import io.tlsboot.options.ApplicationProtocols;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.ClientAuthentication;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.NamedGroup;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.trust.TrustRoot;
import io.tlsboot.x509.Certificate;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ServerCheckTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate SERVER = AUTHORITY.intermediate("Test Sub CA").issue("server");

	private final Endpoints endpoints = new Endpoints();

	@AfterEach
	void close() throws Exception {
		this.endpoints.close();
	}

	private int listen(PrivateCertificate identity, String... protocols) {
		return listen(identity, EngineChoice.AUTO, protocols);
	}

	private int listen(PrivateCertificate identity, EngineChoice engine, String... protocols) {
		return this.endpoints
			.listen(CertificateOptions.builder()
				.identity(identity)
				.acceptableProtocols(new ApplicationProtocols(List.of(protocols)))
				.engine(engine)
				.build(), Endpoints.ECHO)
			.port();
	}

	private static ServerReport check(String host, int port) {
		return run(ServerCheck.of(host, port).trusting(AUTHORITY.trustRoot()));
	}

	private static ServerReport run(ServerCheck check) {
		return check.run().blockOptional(Endpoints.TIMEOUT.multipliedBy(2)).orElseThrow();
	}

	private static void assertRefused(ServerReport report, FailureReason reason, Certificate... chain) {
		assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
		assertThat(report.reason()).contains(reason);
		assertThat(report.detail()).isNotBlank();
		assertThat(report.chain()).containsExactly(chain);
		assertThat(report.session()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "LOCALHOST.", "127.0.0.1" })
	void goodServerIsReportedWithItsChainAndWhatWasNegotiated(String host) {
		ServerReport report = check(host, listen(SERVER, "http/1.1"));

		assertThat(report.outcome()).isEqualTo(Outcome.OK);
		assertThat(report.reason()).isEmpty();
		assertThat(report.detail()).isEmpty();
		assertThat(report.chain()).isEqualTo(SERVER.chain());
		assertThat(report.leaf()).contains(SERVER.certificate());
		NegotiatedSession session = report.session().orElseThrow();
		assertThat(session.version()).isEqualTo(TlsVersion.TLSv1_3);
		assertThat(session.group()).contains(NamedGroup.X25519MLKEM768);
		assertThat(session.cipherSuite()).startsWith("TLS_AES_");
		assertThat(session.applicationProtocol()).contains("http/1.1");
	}

	@ParameterizedTest
	@EnumSource(value = EngineChoice.class, names = { "OPENSSL", "JDK" })
	void serverThatAsksForACertificateIsReportedAtOnce(EngineChoice engine) {
		int port = this.endpoints
			.listen(CertificateOptions.builder()
				.identity(SERVER)
				.trustRoot(AUTHORITY.trustRoot())
				.clientAuthentication(ClientAuthentication.WANT)
				.engine(engine)
				.build(), Endpoints.ECHO)
			.port();

		ServerReport report = check("localhost", port);

		assertThat(report.outcome()).isEqualTo(Outcome.OK);
		assertThat(report.session()).map(NegotiatedSession::version).contains(TlsVersion.TLSv1_3);
	}

	@ParameterizedTest
	@EnumSource(value = EngineChoice.class, names = { "OPENSSL", "JDK" })
	void refusedServerIsReportedWithItsChain(EngineChoice engine) {
		ServerCheck check = ServerCheck.of("localhost", listen(SERVER));

		assertRefused(
				run(new ServerCheck(check.host(), check.port(),
						CertificateOptions.builder()
							.trustRoot(TestAuthority.create("Other CA").trustRoot())
							.engine(engine)
							.build(),
						check.timeLimit(), null)),
				FailureReason.UNTRUSTED_ISSUER, SERVER.chain().toArray(Certificate[]::new));
	}

	// TR7
	@Test
	void serverWithAnotherNameIsRefused() {
		PrivateCertificate other = AUTHORITY
			.issue((builder) -> builder.subject("CN=other").addSanDnsName("www.example.com"));

		assertRefused(check("localhost", listen(other)), FailureReason.NAME_MISMATCH, other.certificate());
	}

	@Test
	void serverWithAnotherAddressIsRefused() {
		PrivateCertificate other = AUTHORITY
			.issue((builder) -> builder.subject("CN=other").addSanDnsName("localhost").addSanIpAddress("127.0.0.2"));

		assertRefused(check("127.0.0.1", listen(other)), FailureReason.NAME_MISMATCH, other.certificate());
	}

	@Test
	void serverWithExpiredCertificateIsRefused() {
		PrivateCertificate expired = AUTHORITY.issueExpired("server");

		assertRefused(check("localhost", listen(expired)), FailureReason.EXPIRED, expired.certificate());
	}

	@Test
	void clockDecidesWhatIsExpired() {
		Clock later = Clock.fixed(Instant.now().plus(400, ChronoUnit.DAYS), ZoneOffset.UTC);

		assertThat(ServerCheck.of("localhost", listen(SERVER))
			.trusting(AUTHORITY.trustRoot())
			.run(later)
			.block(Endpoints.TIMEOUT)
			.outcome()).isEqualTo(Outcome.REFUSED);
	}

	@Test
	void serverThatSharesNoProtocolIsStillChecked() {
		ServerReport report = check("localhost", listen(SERVER, EngineChoice.JDK, "echo/1"));

		assertThat(report.outcome()).isEqualTo(Outcome.OK);
		assertThat(report.session().orElseThrow().applicationProtocol()).isEmpty();
	}

	@Test
	void serverThatNeedsAnotherVersionIsRefusedWithoutChain() throws IOException {
		ServerCheck check = ServerCheck.of("localhost", listen(SERVER));
		CertificateOptions old = CertificateOptions.builder()
			.identity(SERVER)
			.lowerMaximumSecurityTo(TlsVersion.TLSv1_2)
			.build();
		int port = this.endpoints.listen(old, Endpoints.ECHO).port();

		assertRefused(run(new ServerCheck(check.host(), port,
				CertificateOptions.builder()
					.trustRoot(AUTHORITY.trustRoot())
					.raiseMinimumTo(TlsVersion.TLSv1_3)
					.build(),
				check.timeLimit(), null)), FailureReason.PEER_ALERT);
	}

	@Test
	void plainTextServerIsToldApart() throws IOException {
		try (ServerSocket server = serve(ServerCheckTests::answerInPlainText)) {
			assertRefused(check("127.0.0.1", server.getLocalPort()), FailureReason.PLAINTEXT_ON_TLS_PORT);
		}
	}

	@Test
	void serverThatHangsUpIsToldApart() throws IOException {
		try (ServerSocket server = serve((socket) -> {
		})) {
			assertRefused(check("127.0.0.1", server.getLocalPort()), FailureReason.RESET);
		}
	}

	@Test
	void silentServerIsGivenUpAfterTheTimeLimit() throws IOException {
		// Connections wait in the backlog.
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			long began = System.nanoTime();

			assertRefused(run(ServerCheck.of("127.0.0.1", server.getLocalPort())
				.trusting(AUTHORITY.trustRoot())
				.within(Duration.ofMillis(300))), FailureReason.TIMEOUT);

			assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofMillis(300),
					Duration.ofSeconds(5));
		}
	}

	@Test
	void whereNothingListensTheServerIsUnreachable() throws IOException {
		ServerReport report = check("127.0.0.1", freePort());

		assertThat(report.outcome()).isEqualTo(Outcome.UNREACHABLE);
		assertThat(report.reason()).isEmpty();
		assertThat(report.detail()).contains("refused");
		assertThat(report.chain()).isEmpty();
	}

	@Test
	void runsFromAThreadThatMustNotBlock() {
		int port = listen(SERVER);

		ServerReport report = Mono.defer(() -> ServerCheck.of("localhost", port).trusting(TrustRoot.platform()).run())
			.subscribeOn(Schedulers.parallel())
			.block(Endpoints.TIMEOUT);

		assertThat(report.reason()).contains(FailureReason.UNTRUSTED_ISSUER);
	}

	@Test
	void whatCannotBeCheckedIsRefusedAtOnce() {
		assertThatIllegalArgumentException().isThrownBy(() -> ServerCheck.of("not_a_name", 443));
		assertThatIllegalArgumentException().isThrownBy(() -> ServerCheck.of("localhost", 0))
			.withMessage("port: 0 (expected: 1 to 65535)");
		assertThatIllegalArgumentException().isThrownBy(() -> ServerCheck.of("localhost", 443).within(Duration.ZERO))
			.withMessageStartingWith("timeLimit: PT0S");
	}

	@Test
	void addressMayBeInBrackets() {
		assertThat(ServerCheck.of("[::1]", 443).host()).isEqualTo("::1");
	}

	private static ServerSocket serve(Consumer<Socket> answer) throws IOException {
		ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
		Thread thread = new Thread(() -> {
			while (!server.isClosed()) {
				try (Socket socket = server.accept()) {
					answer.accept(socket);
				}
				catch (IOException ex) {
					// The test is over, or the client has gone.
				}
			}
		}, "test-server");
		thread.setDaemon(true);
		thread.start();
		return server;
	}

	private static void answerInPlainText(Socket socket) {
		try {
			socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			socket.getInputStream().readNBytes(10);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

}

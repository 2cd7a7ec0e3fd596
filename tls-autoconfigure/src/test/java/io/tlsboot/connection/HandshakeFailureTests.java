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
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.options.ApplicationProtocols;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.ClientAuthentication;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Handshakes that must fail, with the reason that each side gives.
 */
class HandshakeFailureTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final TestAuthority OTHER_AUTHORITY = TestAuthority.create("Other CA");

	private static final PrivateCertificate SERVER = AUTHORITY.issue("server");

	private final Endpoints endpoints = Endpoints.withoutSelfTest();

	@AfterEach
	void close() throws Exception {
		this.endpoints.close();
	}

	// TR7
	@ParameterizedTest(name = "client {0}, {1}")
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void clientRefusesServerWithAnotherName(EngineChoice engine, TlsVersion version) {
		Listener listener = listen(SERVER);
		assertRefused(client(listener, "elsewhere.example.com", engine, version), FailureReason.NAME_MISMATCH,
				"elsewhere.example.com");
	}

	@ParameterizedTest(name = "client {0}, {1}")
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void clientRefusesServerOfAnotherIssuer(EngineChoice engine, TlsVersion version) {
		Listener listener = listen(OTHER_AUTHORITY.issue("server"));
		assertRefused(client(listener, "localhost", engine, version), FailureReason.UNTRUSTED_ISSUER, "no trusted");
	}

	@ParameterizedTest(name = "client {0}, {1}")
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void clientRefusesServerWithExpiredCertificate(EngineChoice engine, TlsVersion version) {
		Listener listener = listen(AUTHORITY.issueExpired("server"));
		assertRefused(client(listener, "localhost", engine, version), FailureReason.EXPIRED, "expired");
	}

	private void assertRefused(TlsClient client, FailureReason reason, String detail) {
		Throwable failure = catchThrowable(() -> Endpoints.exchange(client, "secret"));
		assertThat(failure).cause()
			.isInstanceOfSatisfying(HandshakeException.class, (cause) -> assertThat(cause.reason()).isEqualTo(reason));
		HandshakeFailure atClient = this.endpoints.handshakes().failure(Side.CLIENT);
		assertThat(atClient.reason()).isEqualTo(reason);
		assertThat(atClient.detail()).contains(detail);
		assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason()).isEqualTo(FailureReason.PEER_ALERT);
	}

	// A9, H1
	@ParameterizedTest
	@EnumSource(value = EngineChoice.class, names = { "OPENSSL", "JDK" })
	void serverRefusesClientWithoutCertificate(EngineChoice engine) {
		Listener listener = this.endpoints.listen(
				CertificateOptions.builder().identity(SERVER).trustRoot(AUTHORITY.trustRoot()).engine(engine).build(),
				Endpoints.ECHO);
		TlsClient client = client(listener, "localhost", EngineChoice.AUTO, TlsVersion.TLSv1_3);

		// Under TLS 1.3 the client is done before the server refuses it.
		assertThat(catchThrowable(() -> Endpoints.exchange(client, "secret"))).isNotNull();

		assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason())
			.isEqualTo(FailureReason.CLIENT_CERTIFICATE_MISSING);
	}

	// H3
	@ParameterizedTest
	@EnumSource(value = EngineChoice.class, names = { "OPENSSL", "JDK" })
	void serverRefusesClientOfAnotherIssuer(EngineChoice engine) {
		Listener listener = this.endpoints.listen(CertificateOptions.builder()
			.identity(SERVER)
			.trustRoot(OTHER_AUTHORITY.trustRoot())
			.clientAuthentication(ClientAuthentication.WANT)
			.engine(engine)
			.build(), Endpoints.ECHO);
		TlsClient client = this.endpoints.client(listener, "localhost",
				CertificateOptions.builder()
					.identity(AUTHORITY.issue("client"))
					.trustRoot(AUTHORITY.trustRoot())
					// JSSE keeps a certificate to itself that no advertised authority
					// issued.
					.engine(EngineChoice.OPENSSL)
					.build());

		assertThat(catchThrowable(() -> Endpoints.exchange(client, "secret"))).isNotNull();

		assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason()).isEqualTo(FailureReason.UNTRUSTED_ISSUER);
	}

	// B8
	@ParameterizedTest
	@EnumSource(value = EngineChoice.class, names = { "OPENSSL", "JDK" })
	void serverRefusesClientWithOlderVersion(EngineChoice engine) {
		Listener listener = this.endpoints.listen(
				CertificateOptions.builder().identity(SERVER).raiseMinimumTo(TlsVersion.TLSv1_3).engine(engine).build(),
				Endpoints.ECHO);
		TlsClient client = client(listener, "localhost", EngineChoice.AUTO, TlsVersion.TLSv1_2);

		assertThat(catchThrowable(() -> Endpoints.exchange(client, "secret"))).cause()
			.isInstanceOf(HandshakeException.class);

		assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason())
			.isEqualTo(FailureReason.NO_SHARED_VERSION);
		assertThat(this.endpoints.handshakes().failure(Side.CLIENT).reason()).isEqualTo(FailureReason.PEER_ALERT);
	}

	// I5, I6, TR8: RFC 7301, section 3.2.
	@ParameterizedTest
	@CsvSource({ "OPENSSL, OPENSSL, TLSv1_2", "OPENSSL, OPENSSL, TLSv1_3", "OPENSSL, JDK, TLSv1_2",
			"OPENSSL, JDK, TLSv1_3", "JDK, OPENSSL, TLSv1_2", "JDK, OPENSSL, TLSv1_3", "JDK, JDK, TLSv1_2",
			"JDK, JDK, TLSv1_3" })
	void clientWithoutCommonProtocolIsRefusedWithItsAlert(EngineChoice server, EngineChoice client,
			TlsVersion version) {
		Listener listener = this.endpoints.listen(CertificateOptions.builder()
			.identity(SERVER)
			.acceptableProtocols(new ApplicationProtocols(List.of("a")))
			.engine(server)
			.build(), Endpoints.ECHO);
		TlsClient tls = this.endpoints.client(listener, "localhost",
				CertificateOptions.builder()
					.trustRoot(AUTHORITY.trustRoot())
					.acceptableProtocols(new ApplicationProtocols(List.of("b")))
					.lowerMaximumSecurityTo(version)
					.engine(client)
					.build());

		assertThat(catchThrowable(() -> Endpoints.exchange(tls, "secret"))).isNotNull();

		assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason())
			.isEqualTo(FailureReason.NO_PROTOCOL_OVERLAP);
		HandshakeFailure told = this.endpoints.handshakes().failure(Side.CLIENT);
		assertThat(told.reason()).isEqualTo(FailureReason.PEER_ALERT);
		assertThat(told.detail()).containsIgnoringCase("no_application_protocol");
	}

	// Warnings are not authenticated: anybody on the way could hide a ClientHello behind
	// one.
	@ParameterizedTest
	@EnumSource(value = EngineChoice.class, names = { "OPENSSL", "JDK" })
	void alertInFrontOfTheClientHelloIsRefused(EngineChoice engine) throws Exception {
		Listener listener = this.endpoints.listen(CertificateOptions.builder().identity(SERVER).engine(engine).build(),
				Endpoints.ECHO);

		assertThat(talk(listener.port(), new byte[] { 21, 3, 1, 0, 2, 1, 90 })).isEmpty();
		assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason()).isEqualTo(FailureReason.PEER_ALERT);
	}

	@Test
	void whatIsNoClientHelloIsRefusedWithUnexpectedMessage() throws Exception {
		Listener listener = listen(SERVER);

		assertThat(talk(listener.port(), new byte[] { 23, 3, 3, 0, 1, 0 })).containsExactly(21, 3, 3, 0, 2, 2, 10);
		HandshakeFailure failure = this.endpoints.handshakes().failure(Side.SERVER);
		assertThat(failure.reason()).isEqualTo(FailureReason.MALFORMED);
		assertThat(failure.detail()).isEqualTo("the client did not begin with a ClientHello");
	}

	@Test
	void malformedClientHelloIsRefusedWithDecodeError() throws Exception {
		Listener listener = listen(SERVER);

		assertThat(talk(listener.port(), new byte[] { 22, 3, 1, 0, 5, 1, 0, 0, 1, 3 })).containsExactly(21, 3, 3, 0, 2,
				2, 50);
		assertThat(this.endpoints.handshakes().failure(Side.SERVER).detail()).isEqualTo("the ClientHello is malformed");
	}

	@Test
	void methodOfARequestMayComeInPieces() throws Exception {
		Listener listener = listen(SERVER);
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
			socket.setTcpNoDelay(true);
			for (byte octet : "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)) {
				socket.getOutputStream().write(octet);
			}
			assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
				.startsWith("HTTP/1.1 400 Bad Request\r\n");
		}
	}

	@Test
	void requestWithABodyGetsItsAnswer() throws Exception {
		Listener listener = listen(SERVER);

		assertThat(talk(listener.port(), "POST / HTTP/1.1\r\nContent-Length: 100000\r\n\r\n" + "x".repeat(100_000)))
			.startsWith("HTTP/1.1 400 Bad Request\r\n");
	}

	// M13
	@ParameterizedTest
	@EnumSource(value = EngineChoice.class, names = { "OPENSSL", "JDK" })
	void plaintextIsToldApartAndClosed(EngineChoice engine) throws IOException {
		Listener listener = this.endpoints.listen(CertificateOptions.builder().identity(SERVER).engine(engine).build(),
				Endpoints.ECHO);

		String answer = talk(listener.port(), "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");

		assertThat(answer).startsWith("HTTP/1.1 400 Bad Request\r\n").endsWith("This port speaks TLS: use https.\n");
		assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason())
			.isEqualTo(FailureReason.PLAINTEXT_ON_TLS_PORT);
	}

	// M13
	@ParameterizedTest
	@ValueSource(strings = { "EHLO localhost\r\n", "\0", "\u0080.\u0001", "SSH-2.0-x\r\n", "GETS " })
	void whatIsNoTlsAndNoHttpIsClosedWithoutAWord(String text) throws IOException {
		Listener listener = listen(SERVER);

		assertThat(talk(listener.port(), text)).isEmpty();
		assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason())
			.isEqualTo(FailureReason.PLAINTEXT_ON_TLS_PORT);
	}

	@ParameterizedTest
	@EnumSource(value = EngineChoice.class, names = { "OPENSSL", "JDK" })
	void peerThatGoesAwayIsToldApart(EngineChoice engine) throws IOException {
		Listener listener = this.endpoints.listen(CertificateOptions.builder().identity(SERVER).engine(engine).build(),
				Endpoints.ECHO);

		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
			assertThat(socket.isConnected()).isTrue();
		}

		assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason()).isEqualTo(FailureReason.RESET);
	}

	@Test
	void clientReachesNobodyWhereNothingListens() {
		TlsClient client = this.endpoints.client(1, "localhost", CertificateOptions.builder().build());

		assertThat(catchThrowable(() -> client.connect().block(Endpoints.TIMEOUT))).cause()
			.isInstanceOf(ConnectException.class);
	}

	private static String talk(int port, String text) throws IOException {
		return new String(talk(port, text.getBytes(StandardCharsets.ISO_8859_1)), StandardCharsets.ISO_8859_1);
	}

	private static byte[] talk(int port, byte[] bytes) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.setSoTimeout((int) Endpoints.TIMEOUT.toMillis());
			socket.getOutputStream().write(bytes);
			return socket.getInputStream().readAllBytes();
		}
	}

	private Listener listen(PrivateCertificate identity) {
		return this.endpoints.listen(CertificateOptions.of(identity), Endpoints.ECHO);
	}

	private TlsClient client(Listener listener, String name, EngineChoice engine, TlsVersion version) {
		return this.endpoints.client(listener, name,
				CertificateOptions.builder()
					.trustRoot(AUTHORITY.trustRoot())
					.lowerMaximumSecurityTo(version)
					.engine(engine)
					.build());
	}

	@Test
	void detailIsALineWithoutControls() {
		HandshakeFailure failure = new HandshakeFailure(FailureReason.NAME_MISMATCH, "a\n\u0085\u009b\u202eb", null,
				Duration.ZERO);

		assertThat(failure.detail()).isEqualTo("a????b");
	}

}

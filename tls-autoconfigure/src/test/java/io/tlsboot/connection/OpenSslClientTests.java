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

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;

import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.options.ApplicationProtocols;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.ProtocolNegotiationSupport;
import io.tlsboot.options.SessionResumption;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.OpenSsl;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Listeners of both engines before a client that is not ours.
 */
class OpenSslClientTests {

	private static final PrivateCertificate SERVER = TestAuthority.create("Test CA").issue("server");

	private final Endpoints endpoints = new Endpoints();

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@BeforeAll
	static void requireOpenSsl() {
		assumeTrue(OpenSsl.isVersion3(), "needs the openssl command, version 3");
	}

	@AfterEach
	void close() {
		this.endpoints.close();
	}

	private static CertificateOptions.Builder options(EngineChoice engine) {
		return CertificateOptions.builder().identity(SERVER).engine(engine);
	}

	private String connect(CertificateOptions options, String... arguments) {
		int port = this.endpoints.listen(options, Endpoints.ECHO).port();
		return connect(port, arguments);
	}

	// Q ends the command.
	private String connect(int port, String... arguments) {
		return new OpenSsl(this.directory).talk("Q\n", client(port, arguments));
	}

	private String connectUntilItIsClosed(int port, String input, String... arguments) {
		return new OpenSsl(this.directory).talkOn(input, client(port, arguments));
	}

	private static String[] client(int port, String... arguments) {
		return Stream
			.concat(Stream.of("s_client", "-connect", "127.0.0.1:" + port, "-servername", "localhost"),
					Stream.of(arguments))
			.toArray(String[]::new);
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void versionsAreNegotiated(EngineChoice engine) {
		assertThat(connect(options(engine).build(), "-tls1_2")).contains("New, TLSv1.2", "Secure Renegotiation IS sup");
		assertThat(connect(options(engine).build(), "-tls1_3")).contains("New, TLSv1.3");
	}

	// B8, B15
	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void versionBelowTheMinimumIsRefusedWithItsAlert(EngineChoice engine) {
		assertThat(connect(options(engine).build(), "-tls1_1", "-cipher", "DEFAULT:@SECLEVEL=0"))
			.contains("SSL alert number 70");
		assertThat(connect(options(engine).raiseMinimumTo(TlsVersion.TLSv1_3).build(), "-tls1_2"))
			.contains("SSL alert number 70");
		assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason())
			.isEqualTo(FailureReason.NO_SHARED_VERSION);
	}

	// B12
	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void versionAboveTheMaximumIsRefusedWithItsAlert(EngineChoice engine) {
		assertThat(connect(options(engine).lowerMaximumSecurityTo(TlsVersion.TLSv1_2).build(), "-tls1_3"))
			.contains("SSL alert number 70");
	}

	// C11
	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void whenThereIsNoSharedSuiteThenTheAlertIsHandshakeFailure(EngineChoice engine) {
		assertThat(connect(options(engine).build(), "-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-SHA"))
			.contains("SSL alert number 40");
		assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason()).isEqualTo(FailureReason.NO_SHARED_CIPHER);
	}

	// I5, I6, I8, TR8
	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void whenThereIsNoSharedProtocolThenTheAlertSaysSo(EngineChoice engine) {
		CertificateOptions options = options(engine).acceptableProtocols(ApplicationProtocols.of(List.of("h2")))
			.build();

		assertThat(connect(options, "-alpn", "foo,bar")).contains("SSL alert number 120");
		assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason())
			.isEqualTo(FailureReason.NO_PROTOCOL_OVERLAP);
		assertThat(connect(options, "-alpn", "foo,h2")).contains("ALPN protocol: h2");
		assertThat(connect(options)).contains("No ALPN negotiated");
	}

	@Test
	void protocolIsNegotiatedByNpn() {
		CertificateOptions options = options(EngineChoice.OPENSSL)
			.acceptableProtocols(ApplicationProtocols.of(List.of("h2", "http/1.1")))
			.protocolNegotiation(EnumSet.allOf(ProtocolNegotiationSupport.class))
			.build();

		assertThat(connect(options, "-tls1_2", "-nextprotoneg", "foo,http/1.1"))
			.contains("Next protocol: (1) http/1.1");
		assertThat(connect(options, "-tls1_2", "-alpn", "h2")).contains("ALPN protocol: h2");
	}

	// I9
	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void serverWithoutProtocolsServesWhoOffersSome(EngineChoice engine) {
		assertThat(connect(options(engine).build(), "-alpn", "foo")).contains("No ALPN negotiated");
	}

	// D2, D3
	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void sessionsAreResumedUnderTls12(EngineChoice engine) {
		assertThat(connect(options(engine).build(), "-tls1_2", "-reconnect")).contains("Reused, TLSv1.2");
		assertThat(connect(options(engine).build(), "-tls1_2", "-reconnect", "-no_ticket")).contains("Reused, TLSv1.2");
	}

	// D1, D2, D3, TR15
	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void whenResumptionIsOffThenNoSessionIsResumed(EngineChoice engine) {
		CertificateOptions options = options(engine).resumption(SessionResumption.DEFAULT.withEnabled(false)).build();

		assertThat(connect(options, "-tls1_2", "-reconnect")).contains("New, TLSv1.2").doesNotContain("Reused");
		assertThat(connect(options, "-tls1_2", "-reconnect", "-no_ticket")).contains("New, TLSv1.2")
			.doesNotContain("Reused");
	}

	// D2, D3
	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void sessionsAreResumedUnderTls13(EngineChoice engine) {
		int port = this.endpoints.listen(options(engine).build(), Endpoints.GREETING).port();

		assertThat(connectUntilItIsClosed(port, "", "-tls1_3", "-sess_out", "session")).contains("New, TLSv1.3");
		assertThat(connect(port, "-tls1_3", "-sess_in", "session")).contains("Reused, TLSv1.3");
	}

	// D1, D3, TR15
	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void whenResumptionIsOffThenNoTicketIsSentUnderTls13(EngineChoice engine) {
		CertificateOptions options = options(engine).resumption(SessionResumption.DEFAULT.withEnabled(false)).build();
		int port = this.endpoints.listen(options, Endpoints.GREETING).port();

		assertThat(connectUntilItIsClosed(port, "", "-tls1_3", "-msg")).contains("New, TLSv1.3", "hello")
			.doesNotContain("NewSessionTicket");
	}

	// A session of TLS 1.2 without a ticket is in the server's memory.
	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void whenTheCacheIsFullThenTheOldestSessionIsNotResumed(EngineChoice engine) {
		CertificateOptions options = options(engine).resumption(SessionResumption.DEFAULT.withCacheSize(1)).build();
		int port = this.endpoints.listen(options, Endpoints.ECHO).port();
		for (String session : List.of("first", "second", "third")) {
			assertThat(connect(port, "-tls1_2", "-no_ticket", "-sess_out", session)).contains("New, TLSv1.2");
		}

		assertThat(connect(port, "-tls1_2", "-no_ticket", "-sess_in", "third")).contains("Reused, TLSv1.2");
		assertThat(connect(port, "-tls1_2", "-no_ticket", "-sess_in", "first")).contains("New, TLSv1.2")
			.doesNotContain("Reused");
	}

	// TR26
	@ParameterizedTest
	@CsvSource({ "OPENSSL, SSL alert number 100", "JDK, SSL alert number 40" })
	void whenClientRenegotiatesThenTheConnectionEnds(EngineChoice engine, String alert) {
		int port = this.endpoints.listen(options(engine).build(), Endpoints.ECHO).port();

		assertThat(connectUntilItIsClosed(port, "R\n", "-tls1_2", "-msg")).contains("RENEGOTIATING", alert)
			.containsOnlyOnce("<<< TLS 1.2, Handshake [length 0010], Finished");
	}

	// A16
	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void nothingIsCompressed(EngineChoice engine) {
		assertThat(connect(options(engine).build(), "-tls1_2", "-comp")).contains("Compression: NONE");
	}

}

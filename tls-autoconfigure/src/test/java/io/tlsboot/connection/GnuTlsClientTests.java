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
import java.util.List;

import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.options.ApplicationProtocols;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.SessionResumption;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.GnuTls;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Listeners of both engines before GnuTLS, which verifies them.
 */
class GnuTlsClientTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate SERVER = AUTHORITY.issue("server");

	private static final String TLS12 = "--priority=NORMAL:-VERS-ALL:+VERS-TLS1.2";

	private static final String TLS13 = "--priority=NORMAL:-VERS-ALL:+VERS-TLS1.3";

	private static final String DONE = "Handshake was completed";

	private static final String RESUMED = "This is a resumed session";

	private final Endpoints endpoints = new Endpoints();

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@BeforeAll
	static void requireGnuTls() {
		assumeTrue(GnuTls.isAvailable(), "needs the gnutls-cli command");
	}

	@AfterEach
	void close() {
		this.endpoints.close();
	}

	private static CertificateOptions.Builder options(EngineChoice engine) {
		return CertificateOptions.builder().identity(SERVER).engine(engine);
	}

	private String connect(CertificateOptions.Builder options, String... arguments) {
		return connect(options, Endpoints.ECHO, arguments);
	}

	private String connect(CertificateOptions.Builder options, TlsHandler handler, String... arguments) {
		int port = this.endpoints.listen(options.build(), handler).port();
		return new GnuTls(this.directory, AUTHORITY.certificate()).connect(port, arguments);
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void versionsAreNegotiatedWithAServerThatIsTrusted(EngineChoice engine) {
		assertThat(connect(options(engine), TLS12)).contains("The certificate is trusted", "(TLS1.2-X.509)", DONE);
		assertThat(connect(options(engine), TLS13)).contains("The certificate is trusted", "(TLS1.3-X.509)", DONE);
	}

	// B8
	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void versionBelowTheMinimumIsRefusedWithItsAlert(EngineChoice engine) {
		assertThat(connect(options(engine).raiseMinimumTo(TlsVersion.TLSv1_3), TLS12)).contains("Received alert [70]")
			.doesNotContain(DONE);
		assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason())
			.isEqualTo(FailureReason.NO_SHARED_VERSION);
	}

	// B12
	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void versionAboveTheMaximumIsRefusedWithItsAlert(EngineChoice engine) {
		assertThat(connect(options(engine).lowerMaximumSecurityTo(TlsVersion.TLSv1_2), TLS13))
			.contains("Received alert [70]")
			.doesNotContain(DONE);
		assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason())
			.isEqualTo(FailureReason.NO_SHARED_VERSION);
	}

	// C11
	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void whenThereIsNoSharedSuiteThenTheAlertIsHandshakeFailure(EngineChoice engine) {
		assertThat(connect(options(engine), TLS12 + ":-CIPHER-ALL:+AES-128-CBC")).contains("Received alert [40]")
			.doesNotContain(DONE);
		assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason()).isEqualTo(FailureReason.NO_SHARED_CIPHER);
	}

	// I3, I8
	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void serverChoosesAmongTheSharedProtocols(EngineChoice engine) {
		assertThat(connect(echo(engine), "--alpn=other", "--alpn=echo/1", "--alpn=echo/2"))
			.contains("Application protocol: echo/2", DONE);
		assertThat(connect(echo(engine))).contains(DONE).doesNotContain("Application protocol:");
	}

	// I5, I6, TR8
	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void whenThereIsNoSharedProtocolThenTheAlertSaysSo(EngineChoice engine) {
		assertThat(connect(echo(engine), "--alpn=other")).contains("Received alert [120]").doesNotContain(DONE);
		assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason())
			.isEqualTo(FailureReason.NO_PROTOCOL_OVERLAP);
	}

	private static CertificateOptions.Builder echo(EngineChoice engine) {
		return options(engine).acceptableProtocols(ApplicationProtocols.of(List.of("echo/2", "echo/1")));
	}

	// D2, D3
	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void sessionsAreResumedUnderTls12(EngineChoice engine) {
		assertThat(connect(options(engine), TLS12, "--resume")).contains(RESUMED);
		assertThat(connect(options(engine), TLS12, "--resume", "--noticket")).contains(RESUMED);
	}

	// D2, D3
	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void sessionsAreResumedUnderTls13(EngineChoice engine) {
		assertThat(connect(options(engine), Endpoints.GREETING, TLS13, "--resume", "--waitresumption"))
			.contains(RESUMED);
	}

	// D1, D2, D3, TR15
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void whenResumptionIsOffThenNoSessionIsResumed(EngineChoice engine, TlsVersion version) {
		CertificateOptions.Builder options = options(engine).resumption(SessionResumption.DEFAULT.withEnabled(false));

		assertThat(connect(options, Endpoints.GREETING, (version == TlsVersion.TLSv1_2) ? TLS12 : TLS13, "--resume"))
			.contains("Resume Handshake was completed")
			.doesNotContain(RESUMED);
	}

	// RFC 5746.
	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void renegotiationIsIndicatedAsSafe(EngineChoice engine) {
		assertThat(connect(options(engine), TLS12 + ":%SAFE_RENEGOTIATION")).contains("safe renegotiation", DONE);
	}

	// TR26
	@ParameterizedTest
	@CsvSource({ "OPENSSL, Received alert [100]", "JDK, Received alert [40]" })
	void whenClientRenegotiatesThenTheConnectionEnds(EngineChoice engine, String alert) {
		assertThat(connect(options(engine), TLS12, "--rehandshake")).contains(DONE, alert, "ReHandshake has failed")
			.doesNotContain("ReHandshake was completed");
	}

}

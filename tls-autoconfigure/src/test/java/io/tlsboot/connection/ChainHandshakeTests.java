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

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.ChainCase;
import io.tlsboot.testing.Chains;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.trust.PeerCertificateException.Reason;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * The rows of the table of chains that a handshake can show: both engines judge as in the
 * table, and the peer is told by an alert.
 */
class ChainHandshakeTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate LISTENER = AUTHORITY.issue("listener");

	private static final List<ChainCase> ROWS = Chains.all().stream().filter(ChainCase::inHandshake).toList();

	private static final List<EngineChoice> ENGINES = List.of(EngineChoice.OPENSSL, EngineChoice.JDK);

	private final Endpoints endpoints = Endpoints.withoutSelfTest();

	@AfterEach
	void close() {
		this.endpoints.close();
	}

	static Stream<Arguments> servers() {
		return rows(true, 1).map((row) -> Arguments.of(row, TlsVersion.TLSv1_3));
	}

	static Stream<Arguments> serversUnderTls12() {
		return rows(true, 10).map((row) -> Arguments.of(row, TlsVersion.TLSv1_2));
	}

	static Stream<Arguments> clients() {
		return rows(false, 1)
			.flatMap((row) -> ENGINES.stream().map((engine) -> Arguments.of(row, engine, TlsVersion.TLSv1_3)));
	}

	static Stream<Arguments> clientsUnderTls12() {
		return rows(false, 4)
			.flatMap((row) -> ENGINES.stream().map((engine) -> Arguments.of(row, engine, TlsVersion.TLSv1_2)));
	}

	// Every so many of the rows.
	private static Stream<ChainCase> rows(boolean server, int step) {
		List<ChainCase> rows = ROWS.stream().filter((row) -> row.server() == server).toList();
		return Stream.iterate(0, (index) -> index < rows.size(), (index) -> index + step).map(rows::get);
	}

	@Test
	void handshakesShowEnough() {
		assertThat(ROWS).filteredOn(ChainCase::server).hasSizeGreaterThan(30);
		assertThat(ROWS).filteredOn((row) -> !row.server()).hasSizeGreaterThan(10);
	}

	// TR22
	@ParameterizedTest(name = "{0}, under {1}")
	@MethodSource({ "servers", "serversUnderTls12" })
	void clientJudgesServer(ChainCase row, TlsVersion version) {
		Listener listener = this.endpoints.listen(CertificateOptions.of(row.identity()), Endpoints.ECHO);
		for (EngineChoice engine : ENGINES) {
			TlsClient client = this.endpoints.client(listener, row.host(),
					CertificateOptions.builder()
						.trustRoot(row.trustRoot())
						.trustPolicy(row.policy())
						.lowerMaximumSecurityTo(version)
						.engine(engine)
						.build());
			if (row.reason() == null) {
				assertThat(Endpoints.exchange(client, "ping")).as("%s", engine).isEqualTo("ping");
			}
			else {
				assertThat(catchThrowable(() -> Endpoints.exchange(client, "ping"))).as("%s", engine)
					.hasCauseInstanceOf(HandshakeException.class);
				assertThatRefused(row, engine, Side.CLIENT);
				assertThatAlertTells(row, engine, version, this.endpoints.handshakes().failure(Side.SERVER));
			}
		}
	}

	// H3, H4, TR22
	@ParameterizedTest(name = "{0}, judged by {1} under {2}")
	@MethodSource({ "clients", "clientsUnderTls12" })
	void serverJudgesClient(ChainCase row, EngineChoice engine, TlsVersion version) {
		Listener listener = this.endpoints.listen(CertificateOptions.builder()
			.identity(LISTENER)
			.trustRoot(row.trustRoot())
			.trustPolicy(row.policy())
			.engine(engine)
			.build(), Endpoints.ECHO);
		TlsClient client = this.endpoints.client(listener, "localhost",
				CertificateOptions.builder()
					.identity(row.identity())
					.trustRoot(AUTHORITY.trustRoot())
					.lowerMaximumSecurityTo(version)
					// JSSE keeps a certificate to itself that no advertised authority
					// issued.
					.engine(EngineChoice.OPENSSL)
					.build());
		if (row.reason() == null) {
			assertThat(Endpoints.exchange(client, "ping")).isEqualTo("ping");
			return;
		}

		Throwable failure = catchThrowable(() -> Endpoints.exchange(client, "ping"));

		assertThatRefused(row, engine, Side.SERVER);
		if (version == TlsVersion.TLSv1_2) {
			assertThatAlertTells(row, engine, version, this.endpoints.handshakes().failure(Side.CLIENT));
		}
		else {
			// The client was done before the server refused it.
			assertThat(failure).hasStackTraceContaining(alert(row, engine, version));
		}
	}

	// BoringSSL hands over ten certificates, whatever more there are.
	@ParameterizedTest
	@CsvSource({ "OPENSSL, UNTRUSTED_ISSUER", "JDK, NOT_ACCEPTABLE" })
	void chainThatIsTooLongIsCutOrRefusedByTheEngineItself(EngineChoice engine, FailureReason reason) {
		assertThat(refusal(row("10 intermediates"), engine)).isEqualTo(reason);
	}

	// The platform's parser is asked before we are.
	@ParameterizedTest
	@EnumSource(value = EngineChoice.class, names = "AUTO", mode = EnumSource.Mode.EXCLUDE)
	void certificateThatThePlatformCannotReadIsNotAcceptable(EngineChoice engine) {
		assertThat(refusal(row("empty subject, names that are not critical"), engine))
			.isEqualTo(FailureReason.NOT_ACCEPTABLE);
	}

	private static ChainCase row(String title) {
		return Chains.all().stream().filter((candidate) -> candidate.title().equals(title)).findFirst().orElseThrow();
	}

	private FailureReason refusal(ChainCase row, EngineChoice engine) {
		Listener listener = this.endpoints.listen(CertificateOptions.of(row.identity()), Endpoints.ECHO);
		TlsClient client = this.endpoints.client(listener, row.host(),
				CertificateOptions.builder().trustRoot(row.trustRoot()).engine(engine).build());

		assertThat(catchThrowable(() -> Endpoints.exchange(client, "ping")))
			.hasCauseInstanceOf(HandshakeException.class);

		return this.endpoints.handshakes().failure(Side.CLIENT).reason();
	}

	private void assertThatRefused(ChainCase row, EngineChoice engine, Side side) {
		HandshakeFailure failure = this.endpoints.handshakes().failure(side);
		assertThat(failure.reason()).as("%s", engine)
			.isEqualTo(FailureReason.valueOf(Objects.requireNonNull(row.reason()).name()));
		assertThat(failure.detail()).contains(row.message());
	}

	private static void assertThatAlertTells(ChainCase row, EngineChoice engine, TlsVersion version,
			HandshakeFailure failure) {
		assertThat(failure.reason()).isEqualTo(FailureReason.PEER_ALERT);
		assertThat(failure.detail()).containsIgnoringCase(alert(row, engine, version));
	}

	private static String alert(ChainCase row, EngineChoice engine, TlsVersion version) {
		Reason reason = Objects.requireNonNull(row.reason());
		boolean jdk = engine == EngineChoice.JDK;
		boolean old = version == TlsVersion.TLSv1_3 && Runtime.version().feature() == 17;
		if (jdk && (old || !row.server())) {
			return "CERTIFICATE_UNKNOWN";
		}
		return switch (reason) {
			case UNTRUSTED_ISSUER -> jdk ? "CERTIFICATE_UNKNOWN" : "UNKNOWN_CA";
			case EXPIRED -> "CERTIFICATE_EXPIRED";
			// RFC 8446, section 6.2: "has expired or is not currently valid".
			case NOT_YET_VALID -> jdk ? "BAD_CERTIFICATE" : "CERTIFICATE_EXPIRED";
			case NAME_MISMATCH, NOT_ACCEPTABLE -> "BAD_CERTIFICATE";
		};
	}

}

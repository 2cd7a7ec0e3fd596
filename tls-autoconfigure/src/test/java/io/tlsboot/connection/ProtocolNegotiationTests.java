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

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.engine.Engine;
import io.tlsboot.engine.EngineException;
import io.tlsboot.options.ApplicationProtocols;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.ProtocolNegotiationSupport;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.OpenSsl;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The tests of Twisted's patch for ALPN and NPN (ticket 7860) and those that followed
 * them, under their names, over each pair of mechanisms.
 */
class ProtocolNegotiationTests {

	private static final Set<ProtocolNegotiationSupport> ALPN = EnumSet.of(ProtocolNegotiationSupport.ALPN);

	private static final Set<ProtocolNegotiationSupport> NPN = EnumSet.of(ProtocolNegotiationSupport.NPN);

	private static final Set<ProtocolNegotiationSupport> BOTH = EnumSet.allOf(ProtocolNegotiationSupport.class);

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate SERVER = AUTHORITY.issue("server");

	private final Endpoints endpoints = Endpoints.withoutSelfTest();

	@AfterEach
	void close() {
		this.endpoints.close();
	}

	// NPN is for BoringSSL and TLS 1.2.
	static Stream<Row> rows() {
		List<EngineChoice> engines = List.of(EngineChoice.OPENSSL, EngineChoice.JDK);
		Stream<Row> alpn = engines.stream()
			.flatMap((server) -> engines.stream()
				.flatMap((client) -> Stream.of(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3)
					.map((version) -> new Row(server, ALPN, client, ALPN, version))));
		Stream<Row> npn = Stream.of(BOTH, NPN)
			.flatMap((server) -> Stream.of(BOTH, NPN)
				.map((client) -> new Row(EngineChoice.OPENSSL, server, EngineChoice.OPENSSL, client,
						TlsVersion.TLSv1_2)));
		return Stream.concat(alpn, npn);
	}

	private static CertificateOptions.Builder options(EngineChoice engine, List<String> protocols,
			Set<ProtocolNegotiationSupport> mechanisms) {
		CertificateOptions.Builder builder = CertificateOptions.builder()
			.engine(engine)
			.acceptableProtocols(ApplicationProtocols.of(protocols));
		return protocols.isEmpty() ? builder : builder.protocolNegotiation(mechanisms);
	}

	private void handshake(Row row, List<String> serverProtocols, List<String> clientProtocols) {
		CertificateOptions server = options(row.serverEngine(), serverProtocols, row.server()).identity(SERVER).build();
		CertificateOptions client = options(row.clientEngine(), clientProtocols, row.client())
			.trustRoot(AUTHORITY.trustRoot())
			.lowerMaximumSecurityTo(row.version())
			.build();
		TlsClient tls = this.endpoints.client(this.endpoints.listen(server, Endpoints.ECHO), "localhost", client);
		assertThat(Endpoints.exchange(tls, "hello")).isEqualTo("hello");
	}

	private void assertNegotiated(String... protocol) {
		for (Side side : Side.values()) {
			assertThat(this.endpoints.handshakes().session(side).applicationProtocol().stream())
				.containsExactly(protocol);
		}
	}

	// I1, I16
	@ParameterizedTest
	@MethodSource("rows")
	@DisplayName("test_NPNAndALPNSuccess")
	void whenListsAreEqualThenTheFirstIsNegotiated(Row row) {
		handshake(row, List.of("h2", "http/1.1"), List.of("h2", "http/1.1"));
		assertNegotiated("h2");
	}

	// I2, I16
	@ParameterizedTest
	@MethodSource("rows")
	@DisplayName("test_NPNAndALPNDifferent")
	void whenListsDifferThenTheCommonOneIsNegotiated(Row row) {
		handshake(row, List.of("h2", "http/1.1", "spdy/2"), List.of("spdy/3", "http/1.1"));
		assertNegotiated("http/1.1");
	}

	// I8, I16
	@ParameterizedTest
	@MethodSource("rows")
	@DisplayName("test_NPNAndALPNFailure")
	void whenTheClientHasNoneThenNoneIsNegotiated(Row row) {
		handshake(row, List.of("h2", "http/1.1"), List.of());
		assertNegotiated();
	}

	// I7, I9, I16
	@ParameterizedTest
	@MethodSource("rows")
	@DisplayName("test_NPNAndALPNNoAdvertise")
	void whenTheServerHasNoneThenNoneIsNegotiated(Row row) {
		handshake(row, List.of(), List.of("h2", "http/1.1"));
		assertNegotiated();
	}

	// I5, I16, TR8
	@ParameterizedTest
	@MethodSource("rows")
	@DisplayName("test_NPNAndALPNNoOverlap")
	void whenNothingIsSharedThenTheHandshakeFails(Row row) {
		assertThatException().isThrownBy(() -> handshake(row, List.of("h2"), List.of("spdy/3")))
			.withCauseInstanceOf(HandshakeException.class);
		// Whoever has the choice says so, and the other one hears it.
		Side chooses = row.isNpn() ? Side.CLIENT : Side.SERVER;
		assertThat(this.endpoints.handshakes().failure(chooses).reason()).isEqualTo(FailureReason.NO_PROTOCOL_OVERLAP);
	}

	// I3, I4, I16
	@ParameterizedTest
	@MethodSource("rows")
	@DisplayName("test_NPNRespectsClientPreference, test_ALPNRespectsServerPreference")
	void whoeverHasTheChoiceTakesTheFirstOfItsOwn(Row row) {
		handshake(row, List.of("http/1.1", "h2"), List.of("h2", "http/1.1"));
		assertNegotiated(row.isNpn() ? "h2" : "http/1.1");
	}

	// I14
	@Test
	@DisplayName("test_NPNAndALPNNotImplemented")
	void whenAnEngineDoesNotKnowNpnThenTheStartIsRefused() {
		CertificateOptions options = options(EngineChoice.JDK, List.of("h2"), BOTH).identity(SERVER).build();

		assertThatExceptionOfType(EngineException.class)
			.isThrownBy(() -> this.endpoints.listen(options, Endpoints.ECHO))
			.withMessage("the engine JDK cannot honour NPN: it does not know this mechanism")
			.satisfies((ex) -> assertThat(ex.option()).contains("protocol-negotiation"))
			.satisfies((ex) -> assertThat(ex.action())
				.isEqualTo("Set the engine to 'openssl', or negotiate by ALPN alone."));
	}

	// I13
	@Test
	@DisplayName("test_nextProtocolMechanismsALPNIsSupported, test_nextProtocolMechanismsNPNIsSupported")
	void bothMechanismsAreThere() {
		assertThat(Engine.protocolNegotiationMechanisms()).isEqualTo(BOTH);
	}

	// The server has no say under NPN, but need not go on.
	@ParameterizedTest
	@ValueSource(strings = { "evil", "" })
	void whenTheClientChoosesWhatWasNotOfferedThenTheServerRefuses(String prefix) {
		assumeTrue(OpenSsl.isVersion3(), "needs the openssl command, version 3");
		int port = this.endpoints
			.listen(options(EngineChoice.OPENSSL, List.of("h2"), BOTH).identity(SERVER).build(), Endpoints.ECHO)
			.port();

		new OpenSsl().talk("Q\n", "s_client", "-connect", "127.0.0.1:" + port, "-tls1_2", "-nextprotoneg",
				prefix + "http/1.0");

		assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason())
			.isEqualTo(FailureReason.NO_PROTOCOL_OVERLAP);
	}

	@Test
	void npnEndsWithTls12() {
		Row row = new Row(EngineChoice.OPENSSL, NPN, EngineChoice.OPENSSL, NPN, TlsVersion.TLSv1_3);
		handshake(row, List.of("h2"), List.of("h2"));
		assertNegotiated();
	}

	/**
	 * A server and a client.
	 */
	private record Row(EngineChoice serverEngine, Set<ProtocolNegotiationSupport> server, EngineChoice clientEngine,
			Set<ProtocolNegotiationSupport> client, TlsVersion version) {

		boolean isNpn() {
			return !(this.server.containsAll(ALPN) && this.client.containsAll(ALPN));
		}

	}

}

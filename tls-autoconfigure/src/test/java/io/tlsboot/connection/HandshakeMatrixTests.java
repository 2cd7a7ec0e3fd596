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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.engine.EngineException;
import io.tlsboot.options.ApplicationProtocols;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.ClientAuthentication;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.NamedGroup;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Real handshakes: engine of the server x engine of the client x version x type of both
 * keys x client authentication x application protocols.
 */
class HandshakeMatrixTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final List<EngineChoice> ENGINES = List.of(EngineChoice.OPENSSL, EngineChoice.JDK);

	private static final List<TlsVersion> VERSIONS = List.of(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3);

	private static final List<String> BOTH = List.of("echo/2", "echo/1");

	// The server's order decides.
	private static final List<Protocols> PROTOCOLS = List.of(new Protocols(BOTH, BOTH, Optional.of("echo/2")),
			new Protocols(BOTH, List.of("other", "echo/1"), Optional.of("echo/1")),
			new Protocols(BOTH, List.of("other", "echo/1", "echo/2"), Optional.of("echo/2")),
			new Protocols(BOTH, List.of(), Optional.empty()), new Protocols(List.of(), BOTH, Optional.empty()));

	private static final Map<Keys, PrivateCertificate> SERVERS = issue("server");

	private static final Map<Keys, PrivateCertificate> CLIENTS = issue("client");

	// Listeners cost more than handshakes, so each is opened once.
	private static final Endpoints ENDPOINTS = Endpoints.withoutSelfTest();

	private static final Map<Served, Listener> LISTENERS = new HashMap<>();

	@AfterEach
	void forget() {
		ENDPOINTS.handshakes().forget();
	}

	@AfterAll
	static void close() {
		ENDPOINTS.close();
	}

	private static Map<Keys, PrivateCertificate> issue(String name) {
		return Stream.of(Keys.values()).collect(Collectors.toMap((keys) -> keys, (keys) -> keys.issue(name)));
	}

	static Stream<Row> rows() {
		return ENGINES.stream()
			.flatMap((server) -> ENGINES.stream()
				.flatMap((client) -> VERSIONS.stream()
					.flatMap((version) -> Stream.of(Keys.values())
						.flatMap((keys) -> Stream.of(Authentication.values())
							.map((authentication) -> new Row(server, client, version, keys, authentication))))));
	}

	static Stream<Row> served() {
		return rows().filter(Row::isServed);
	}

	static Stream<Row> signedByBoringSslWithEd25519() {
		return rows().filter(Row::needsBoringSslToSignWithEd25519);
	}

	static Stream<Row> verifiedByBoringSslWithEd25519() {
		return rows().filter(Row::needsBoringSslToVerifyEd25519);
	}

	// A6, C12, H2, H6, H7, I1, I2, I3, I7, I8, I9, I16, TR25
	@ParameterizedTest(name = "{0}")
	@MethodSource("served")
	void bothSidesAgreeOnWhatWasNegotiated(Row row) {
		for (Protocols protocols : PROTOCOLS) {
			try (TlsClient client = row.client(protocols.client(), row.listener(protocols.server()))) {
				assertThat(Endpoints.exchange(client, "hello")).as("%s", protocols).isEqualTo("hello");
			}
			NegotiatedSession atServer = ENDPOINTS.handshakes().session(Side.SERVER);
			NegotiatedSession atClient = ENDPOINTS.handshakes().session(Side.CLIENT);
			assertNegotiated(atServer, row, protocols);
			assertNegotiated(atClient, row, protocols);
			assertThat(atServer.peerCertificate()).isEqualTo(
					Optional.of(CLIENTS.get(row.keys).certificate()).filter((c) -> row.authentication.isPresented()));
			assertThat(atClient.peerCertificate()).contains(SERVERS.get(row.keys).certificate());
		}
	}

	private static void assertNegotiated(NegotiatedSession session, Row row, Protocols protocols) {
		assertThat(session.applicationProtocol()).as("%s", protocols).isEqualTo(protocols.negotiated);
		assertThat(session.version()).isEqualTo(row.version);
		assertThat(session.cipherSuite()).isEqualTo(row.keys.suite(row.version));
		assertThat(session.group()).contains(row.group());
		assertThat(session.serverName()).contains("localhost");
		assertThat(session.isResumed()).isFalse();
		assertThat(session.generation()).isEqualTo(1);
	}

	// I5, I6, I16, TR8: RFC 7301, section 3.2: with the alert 120.
	@ParameterizedTest(name = "{0}")
	@MethodSource("served")
	void whenNoApplicationProtocolIsInCommonThenTheHandshakeFails(Row row) {
		assertRefused(row.client(List.of("other"), row.listener(BOTH)));

		assertThat(ENDPOINTS.handshakes().failure(Side.SERVER).reason()).isEqualTo(FailureReason.NO_PROTOCOL_OVERLAP);
		HandshakeFailure atClient = ENDPOINTS.handshakes().failure(Side.CLIENT);
		assertThat(atClient.reason()).isEqualTo(FailureReason.PEER_ALERT);
		assertThat(atClient.detail()).containsIgnoringCase("no_application_protocol");
	}

	private static void assertRefused(TlsClient client) {
		try (client) {
			assertThat(catchThrowable(() -> Endpoints.exchange(client, "hello"))).isNotNull();
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("signedByBoringSslWithEd25519")
	void whoseEngineCannotSignWithTheKeyDoesNotStart(Row row) {
		assertThatExceptionOfType(EngineException.class)
			.isThrownBy(() -> row.client(List.of(), row.listener(List.of())))
			.satisfies((ex) -> assertThat(ex.option()).contains("certificate"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("verifiedByBoringSslWithEd25519")
	void boringSslAcceptsNoSignatureOfAnEd25519Server(Row row) {
		assertRefused(row.client(List.of(), row.listener(List.of())));

		assertThat(ENDPOINTS.handshakes().failure(Side.SERVER).detail()).isNotEmpty();
		assertThat(ENDPOINTS.handshakes().failure(Side.CLIENT).reason()).isEqualTo(FailureReason.PEER_ALERT);
	}

	// The client keeps a certificate to itself that the server cannot verify.
	@ParameterizedTest
	@EnumSource(names = { "TLSv1_2", "TLSv1_3" })
	void boringSslAcceptsNoSignatureOfAnEd25519Client(TlsVersion version) {
		Row row = new Row(EngineChoice.OPENSSL, EngineChoice.JDK, version, Keys.EC, Authentication.NEED);

		assertRefused(ENDPOINTS.client(row.listener(List.of()), "localhost",
				row.clientOptions(List.of()).toBuilder().identity(CLIENTS.get(Keys.ED25519)).build()));

		assertThat(ENDPOINTS.handshakes().failure(Side.SERVER).reason())
			.isEqualTo(FailureReason.CLIENT_CERTIFICATE_MISSING);
	}

	/**
	 * The type of both sides' keys.
	 */
	enum Keys {

		RSA(Algorithm.rsa2048, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),

		EC(Algorithm.ecp256, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),

		ED25519(Algorithm.ed25519, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");

		private final Algorithm algorithm;

		private final String suite;

		Keys(Algorithm algorithm, String suite) {
			this.algorithm = algorithm;
			this.suite = suite;
		}

		PrivateCertificate issue(String name) {
			return AUTHORITY
				.issue((builder) -> builder.subject("CN=" + name).addSanDnsName("localhost").algorithm(this.algorithm));
		}

		String suite(TlsVersion version) {
			return (version == TlsVersion.TLSv1_3) ? "TLS_AES_128_GCM_SHA256" : this.suite;
		}

	}

	/**
	 * What the server asks for, and what the client has.
	 */
	enum Authentication {

		NONE(ClientAuthentication.NONE, true), WANT_BUT_NONE_THERE(ClientAuthentication.WANT, false),
		WANT(ClientAuthentication.WANT, true), NEED(ClientAuthentication.NEED, true);

		private final ClientAuthentication mode;

		private final boolean clientHasCertificate;

		Authentication(ClientAuthentication mode, boolean clientHasCertificate) {
			this.mode = mode;
			this.clientHasCertificate = clientHasCertificate;
		}

		boolean isPresented() {
			return this.mode != ClientAuthentication.NONE && this.clientHasCertificate;
		}

	}

	/**
	 * The application protocols of both sides, and which is negotiated.
	 */
	record Protocols(List<String> server, List<String> client, Optional<String> negotiated) {

	}

	/**
	 * What a listener depends on.
	 */
	record Served(EngineChoice engine, Keys keys, ClientAuthentication authentication, List<String> protocols) {

		CertificateOptions options() {
			return CertificateOptions.builder()
				.identity(SERVERS.get(this.keys))
				.trustRoot(AUTHORITY.trustRoot())
				.clientAuthentication(this.authentication)
				.acceptableProtocols(ApplicationProtocols.of(this.protocols))
				.engine(this.engine)
				.build();
		}

	}

	/**
	 * All but the application protocols.
	 */
	record Row(EngineChoice server, EngineChoice client, TlsVersion version, Keys keys, Authentication authentication) {

		Listener listener(List<String> protocols) {
			return LISTENERS.computeIfAbsent(new Served(this.server, this.keys, this.authentication.mode, protocols),
					(served) -> ENDPOINTS.listen(served.options(), Endpoints.ECHO));
		}

		TlsClient client(List<String> protocols, Listener listener) {
			return ENDPOINTS.client(listener, "localhost", clientOptions(protocols));
		}

		CertificateOptions clientOptions(List<String> protocols) {
			return CertificateOptions.builder()
				.identity(this.authentication.clientHasCertificate ? CLIENTS.get(this.keys) : null)
				.trustRoot(AUTHORITY.trustRoot())
				.acceptableProtocols(ApplicationProtocols.of(protocols))
				.raiseMinimumTo(this.version)
				.lowerMaximumSecurityTo(this.version)
				.engine(this.client)
				.build();
		}

		// The hybrid group is defined for TLS 1.3 alone, and JSSE does not know it.
		NamedGroup group() {
			boolean hybrid = this.version == TlsVersion.TLSv1_3 && this.server == EngineChoice.OPENSSL
					&& this.client == EngineChoice.OPENSSL;
			return hybrid ? NamedGroup.X25519MLKEM768 : NamedGroup.X25519;
		}

		boolean needsBoringSslToSignWithEd25519() {
			return this.keys == Keys.ED25519 && (this.server == EngineChoice.OPENSSL
					|| (this.client == EngineChoice.OPENSSL && this.authentication.clientHasCertificate));
		}

		boolean needsBoringSslToVerifyEd25519() {
			return this.keys == Keys.ED25519 && !needsBoringSslToSignWithEd25519()
					&& this.client == EngineChoice.OPENSSL;
		}

		boolean isServed() {
			return !needsBoringSslToSignWithEd25519() && !needsBoringSslToVerifyEd25519();
		}

	}

}

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
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.options.AcceptableCiphers;
import io.tlsboot.options.ApplicationProtocols;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Sections A, B, C and I of Twisted's behaviours, and traps TR16 and TR25, by handshakes
 * of both engines with each other, as far as no other class has them.
 * <p>
 * Elsewhere are, of what handshakes show:
 * <ul>
 * <li>C9, C11 (suites), C10 (suites of TLS 1.3): {@link ChoiceHandshakeTests}</li>
 * <li>C12, I1 to I9, I16, TR8: {@link HandshakeMatrixTests}; under the names of Twisted's
 * tests, and with NPN, also I13 and I14: {@link ProtocolNegotiationTests}; before other
 * clients: {@link OpenSslClientTests}, {@link GnuTlsClientTests}</li>
 * <li>I12, I15 (names of protocols): {@code ApplicationProtocolsTests}</li>
 * <li>D1 to D5, TR15 (resumption): {@link ResumptionTests}, {@link TicketLifetimeTests},
 * {@link OpenSslClientTests}, {@link GnuTlsClientTests}</li>
 * <li>TR7 (names are verified): {@link HandshakeFailureTests},
 * {@link ServiceIdentityHandshakeTests}, {@code ServerCheckTests}</li>
 * <li>TR17 (finite field Diffie-Hellman): {@link DiffieHellmanTests}</li>
 * <li>TR18 (old versions), TR26 (renegotiation): {@code ListenerTests},
 * {@link OpenSslClientTests}, {@link GnuTlsClientTests}</li>
 * <li>TR22 (alerts): {@link ChainHandshakeTests}</li>
 * <li>TR24, TR25 (names that are sent): {@link ServiceIdentityHandshakeTests}</li>
 * <li>TR27 (which engine): {@code EngineStartTests}</li>
 * </ul>
 * I10 has no test: a handler cannot name protocols yet.
 */
class NegotiationStatementTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate EC = AUTHORITY.issue("ec");

	private static final PrivateCertificate RSA = AUTHORITY
		.issue((builder) -> builder.subject("CN=rsa").addSanDnsName("localhost").algorithm(Algorithm.rsa2048));

	private static final List<EngineChoice> ENGINES = List.of(EngineChoice.OPENSSL, EngineChoice.JDK);

	private static final List<TlsVersion> VERSIONS = List.of(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3);

	private final Endpoints endpoints = Endpoints.withoutSelfTest();

	@AfterEach
	void close() {
		this.endpoints.close();
	}

	static Stream<Arguments> engines() {
		return ENGINES.stream().flatMap((server) -> ENGINES.stream().map((client) -> Arguments.of(server, client)));
	}

	static Stream<Arguments> enginesAndVersions() {
		return engines()
			.flatMap((pair) -> VERSIONS.stream().map((version) -> Arguments.of(pair.get()[0], pair.get()[1], version)));
	}

	private Listener listen(EngineChoice engine, UnaryOperator<CertificateOptions.Builder> more) {
		return this.endpoints.listen(more.apply(CertificateOptions.builder().identity(EC).engine(engine)).build(),
				Endpoints.ECHO);
	}

	private TlsClient client(Listener listener, EngineChoice engine, UnaryOperator<CertificateOptions.Builder> more) {
		return this.endpoints.client(listener, "localhost",
				more.apply(CertificateOptions.builder().trustRoot(AUTHORITY.trustRoot()).engine(engine)).build());
	}

	private NegotiatedSession assertAccepted(TlsClient client) {
		assertThat(Endpoints.exchange(client, "hello")).isEqualTo("hello");
		this.endpoints.handshakes().session(Side.CLIENT);
		return this.endpoints.handshakes().session(Side.SERVER);
	}

	private void assertRefusedForItsVersion(TlsClient client) {
		assertThat(catchThrowable(() -> Endpoints.exchange(client, "hello"))).isNotNull();
		assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason())
			.isEqualTo(FailureReason.NO_SHARED_VERSION);
		HandshakeFailure told = this.endpoints.handshakes().failure(Side.CLIENT);
		assertThat(told.reason()).isEqualTo(FailureReason.PEER_ALERT);
		assertThat(told.detail()).containsIgnoringCase("protocol_version");
	}

	// A22
	@ParameterizedTest(name = "server {0}, client {0}, {1}")
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void sameOptionsServeAListenerAndAClient(EngineChoice engine, TlsVersion version) {
		CertificateOptions options = CertificateOptions.builder()
			.identity(EC)
			.trustRoot(AUTHORITY.trustRoot())
			.lowerMaximumSecurityTo(version)
			.engine(engine)
			.build();
		Listener listener = this.endpoints.listen(options, Endpoints.ECHO);

		NegotiatedSession session = assertAccepted(this.endpoints.client(listener, "localhost", options));

		assertThat(session.peerCertificate()).contains(EC.certificate());
	}

	// B2
	@ParameterizedTest(name = "server {0}, client {1}")
	@MethodSource("engines")
	void defaultsNegotiateTls13(EngineChoice server, EngineChoice client) {
		NegotiatedSession session = assertAccepted(
				client(listen(server, UnaryOperator.identity()), client, UnaryOperator.identity()));

		assertThat(session.version()).isEqualTo(TlsVersion.TLSv1_3);
	}

	// B8
	@ParameterizedTest(name = "server {0}, client {1}")
	@MethodSource("engines")
	void whenTheMinimumIsTls13ThenAClientOfTls12IsToldProtocolVersion(EngineChoice server, EngineChoice client) {
		Listener listener = listen(server, (options) -> options.raiseMinimumTo(TlsVersion.TLSv1_3));

		assertRefusedForItsVersion(
				client(listener, client, (options) -> options.lowerMaximumSecurityTo(TlsVersion.TLSv1_2)));
	}

	// B10, TR18: the versions below the default are BoringSSL's alone.
	@ParameterizedTest
	@EnumSource(value = TlsVersion.class, names = "SSLv3", mode = EnumSource.Mode.EXCLUDE)
	void serverOfOneVersionAcceptsThatVersionAlone(TlsVersion version) {
		Listener listener = listen(EngineChoice.OPENSSL, only(version, version));

		assertThat(assertAccepted(client(listener, EngineChoice.OPENSSL, only(version, version))).version())
			.isEqualTo(version);
		for (TlsVersion other : TlsVersion.values()) {
			if (other != version && other != TlsVersion.SSLv3) {
				TlsClient client = client(listener, EngineChoice.OPENSSL, only(other, other));
				assertThat(catchThrowable(() -> Endpoints.exchange(client, "hello"))).as("%s", other)
					.hasCauseInstanceOf(HandshakeException.class);
			}
		}
	}

	// B11
	@ParameterizedTest
	@EnumSource(value = TlsVersion.class, names = { "TLSv1_0", "TLSv1_1", "TLSv1_2" })
	void rangeFromTls10ToTls12AcceptsEachOfThem(TlsVersion version) {
		Listener listener = listen(EngineChoice.OPENSSL, only(TlsVersion.TLSv1_0, TlsVersion.TLSv1_2));

		assertThat(assertAccepted(client(listener, EngineChoice.OPENSSL, only(version, version))).version())
			.isEqualTo(version);
		assertRefusedForItsVersion(
				client(listener, EngineChoice.OPENSSL, only(TlsVersion.TLSv1_3, TlsVersion.TLSv1_3)));
	}

	private static UnaryOperator<CertificateOptions.Builder> only(TlsVersion minimum, TlsVersion maximum) {
		return (options) -> options.insecurelyLowerMinimumTo(minimum).lowerMaximumSecurityTo(maximum);
	}

	// B12
	@ParameterizedTest(name = "server {0}, client {1}, {2}")
	@MethodSource("enginesAndVersions")
	void maximumIsNegotiatedItself(EngineChoice server, EngineChoice client, TlsVersion maximum) {
		UnaryOperator<CertificateOptions.Builder> lowered = (options) -> options.lowerMaximumSecurityTo(maximum);

		assertThat(assertAccepted(client(listen(server, lowered), client, UnaryOperator.identity())).version())
			.isEqualTo(maximum);
		assertThat(assertAccepted(client(listen(server, UnaryOperator.identity()), client, lowered)).version())
			.isEqualTo(maximum);
	}

	// B13: ours knows no SSLv3, and TLS 1.0 with BoringSSL alone.
	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void loweredMinimumWithoutMaximumStillNegotiatesTls13(EngineChoice client) {
		Listener listener = listen(EngineChoice.OPENSSL,
				(options) -> options.insecurelyLowerMinimumTo(TlsVersion.TLSv1_0));

		assertThat(assertAccepted(client(listener, client, UnaryOperator.identity())).version())
			.isEqualTo(TlsVersion.TLSv1_3);
	}

	// B15
	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void defaultServerTellsAClientOfTls11ProtocolVersion(EngineChoice server) {
		assertRefusedForItsVersion(client(listen(server, UnaryOperator.identity()), EngineChoice.OPENSSL,
				(options) -> options.lowerMaximumSecurityTo(TlsVersion.TLSv1_1)));
	}

	// C3
	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void chosenSuitesAreThoseOfTheEngineInTheirOrder(EngineChoice engine) {
		AcceptableCiphers chosen = AcceptableCiphers.fromOpenSslCipherString(
				"ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES128-GCM-SHA256:!TLSv1.3");
		Listener listener = listen(engine,
				(options) -> options.acceptableCiphers(chosen).lowerMaximumSecurityTo(TlsVersion.TLSv1_2));

		assertThat(listener.context().orElseThrow().cipherSuites()).isEqualTo(chosen.names()).hasSize(3);
	}

	// C10: ours. The JDK's engine selects suites of TLS 1.3.
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLS_CHACHA20_POLY1305_SHA256", "JDK, TLS_CHACHA20_POLY1305_SHA256",
			"OPENSSL, TLS_AES_256_GCM_SHA384", "JDK, TLS_AES_256_GCM_SHA384" })
	void serverOfTheJdkNegotiatesTheSuiteOfTls13ThatItWantsMost(EngineChoice client, String suite) {
		Listener listener = listen(EngineChoice.JDK, (options) -> options
			.acceptableCiphers(AcceptableCiphers.of(suite, "TLS_AES_128_GCM_SHA256", "ECDHE-ECDSA-AES128-GCM-SHA256")));

		assertThat(assertAccepted(client(listener, client, UnaryOperator.identity())).cipherSuite()).isEqualTo(suite);
	}

	// C13
	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void whenThereAreNoDhParametersThenAClientOfDheAloneIsRefused(EngineChoice server) {
		TlsClient client = client(listen(server, (options) -> options.identity(RSA)), EngineChoice.JDK,
				(options) -> options.acceptableCiphers(AcceptableCiphers.fromOpenSslCipherString("DHE+AESGCM"))
					.lowerMaximumSecurityTo(TlsVersion.TLSv1_2));

		assertThat(catchThrowable(() -> Endpoints.exchange(client, "hello"))).isNotNull();

		assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason()).isEqualTo(FailureReason.NO_SHARED_CIPHER);
		assertThat(this.endpoints.handshakes().failure(Side.CLIENT).detail()).containsIgnoringCase("handshake_failure");
	}

	// I11: ours. There is nothing before: both sides begin when the handshake is done.
	@ParameterizedTest(name = "server {0}, client {1}, {2}")
	@MethodSource("enginesAndVersions")
	void bothSidesKnowTheProtocolWhenTheyBegin(EngineChoice server, EngineChoice client, TlsVersion version) {
		CertificateOptions options = CertificateOptions.builder()
			.identity(EC)
			.acceptableProtocols(ApplicationProtocols.of(List.of("echo/2", "echo/1")))
			.engine(server)
			.build();
		Listener listener = this.endpoints.listen(options,
				(connection) -> connection.outbound().sendString(Mono.just(protocol(connection))));
		TlsClient tls = client(listener, client,
				(builder) -> builder.acceptableProtocols(ApplicationProtocols.of(List.of("echo/1")))
					.lowerMaximumSecurityTo(version));

		assertThat(Mono.usingWhen(tls.connect(), (connection) -> Mono.just(protocol(connection)), TlsConnection::close)
			.blockOptional(Endpoints.TIMEOUT)).contains("echo/1");
		assertThat(Endpoints.exchange(tls, "echo/1")).isEqualTo("echo/1");
	}

	private static String protocol(TlsConnection connection) {
		return connection.session().flatMap(NegotiatedSession::applicationProtocol).orElse("none");
	}

	// H8, TR16
	@ParameterizedTest(name = "server {0}, client {1}")
	@MethodSource("engines")
	void underTls13AClientIsDoneBeforeItIsRefused(EngineChoice server, EngineChoice client) {
		TlsClient anonymous = client(listen(server, (options) -> options.trustRoot(AUTHORITY.trustRoot())), client,
				UnaryOperator.identity());

		assertThat(catchThrowable(() -> Endpoints.exchange(anonymous, "hello"))).cause()
			.isInstanceOf(ConnectionLostException.class)
			.cause()
			.isInstanceOf(HandshakeException.class);

		assertThat(this.endpoints.handshakes().failure(Side.CLIENT).reason()).isEqualTo(FailureReason.PEER_ALERT);
		assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason())
			.isEqualTo(FailureReason.CLIENT_CERTIFICATE_MISSING);
	}

	// H8, TR16
	@ParameterizedTest(name = "server {0}, client {1}")
	@MethodSource("engines")
	void underTls12AClientIsRefusedBeforeItIsDone(EngineChoice server, EngineChoice client) {
		TlsClient anonymous = client(listen(server, (options) -> options.trustRoot(AUTHORITY.trustRoot())), client,
				(options) -> options.lowerMaximumSecurityTo(TlsVersion.TLSv1_2));

		assertThat(catchThrowable(() -> anonymous.connect().block(Endpoints.TIMEOUT)))
			.hasCauseInstanceOf(HandshakeException.class);

		assertThat(this.endpoints.handshakes().failure(Side.CLIENT).reason()).isEqualTo(FailureReason.PEER_ALERT);
		assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason())
			.isEqualTo(FailureReason.CLIENT_CERTIFICATE_MISSING);
	}

	// G1, TR25
	@ParameterizedTest(name = "server {0}, client {1}, {2}")
	@MethodSource("enginesAndVersions")
	void nameOfASingleLabelIsSent(EngineChoice server, EngineChoice client, TlsVersion version) {
		PrivateCertificate backend = AUTHORITY
			.issue((builder) -> builder.subject("CN=backend").addSanDnsName("backend"));
		Listener listener = listen(server, (options) -> options.identity(backend));
		TlsClient tls = this.endpoints.client(listener, "backend",
				CertificateOptions.builder()
					.trustRoot(AUTHORITY.trustRoot())
					.lowerMaximumSecurityTo(version)
					.engine(client)
					.build());

		assertThat(assertAccepted(tls).serverName()).contains("backend");
	}

}

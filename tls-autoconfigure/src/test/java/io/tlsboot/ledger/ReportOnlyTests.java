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

package io.tlsboot.ledger;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.netty.pkitesting.CertificateBuilder;
import io.tlsboot.client.ClientSettings;
import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.connection.HandshakeSuccess;
import io.tlsboot.connection.Sessions;
import io.tlsboot.engine.ContextSettings;
import io.tlsboot.engine.TlsContextSource;
import io.tlsboot.options.AcceptableCiphers;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.ClientAuthentication;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.OptionsSource;
import io.tlsboot.options.PostQuantum;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.ListenerSettings;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.OpenSsl;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.trust.TrustRoot;
import io.tlsboot.x509.PrivateCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Tests for {@link ReportOnly}: real handshakes, which succeed, and who would be refused.
 */
class ReportOnlyTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final TestAuthority OTHER_AUTHORITY = TestAuthority.create("Other CA");

	private static final PrivateCertificate SERVER = AUTHORITY.issue("server");

	private static final Endpoint LISTENER = new Endpoint(Side.SERVER, "test");

	private static final Endpoint CLIENT = new Endpoint(Side.CLIENT, "test");

	private final Endpoints endpoints = Endpoints.withoutSelfTest();

	private @Nullable ReportOnly report;

	@AfterEach
	void close() {
		this.endpoints.close();
	}

	static Stream<Arguments> engines() {
		return Stream.of(EngineChoice.OPENSSL, EngineChoice.JDK)
			.flatMap((engine) -> Stream.of(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3)
				.map((version) -> Arguments.of(engine, version)));
	}

	private CertificateOptions.Builder server(EngineChoice engine) {
		return CertificateOptions.builder().identity(SERVER).engine(engine);
	}

	private CertificateOptions.Builder client(TlsVersion version) {
		return CertificateOptions.builder().trustRoot(AUTHORITY.trustRoot()).lowerMaximumSecurityTo(version);
	}

	private int listen(CertificateOptions options, CertificateOptions stricter, @Nullable TrustRoot roots) {
		StricterPolicy policy = new StricterPolicy(stricter, roots, Clock.systemUTC());
		ReportOnly reporting = new ReportOnly(Map.of(LISTENER, Map.of("server", () -> policy)), Map.of());
		this.report = reporting;
		ListenerSettings settings = ListenerSettings.of("test", ListenerSettings.Mode.TLS, 0)
			.withAddress("127.0.0.1")
			.withHandshakeTimeout(Endpoints.TIMEOUT);
		return this.endpoints.listen(settings, options, Endpoints.ECHO, reporting).port();
	}

	private void speak(int port, CertificateOptions options) {
		TlsClient client = this.endpoints.client(port, "localhost", options);
		assertThat(Endpoints.exchange(client, "hello")).isEqualTo("hello");
	}

	private ReportOnlyCounts counts(Endpoint endpoint) {
		return Objects.requireNonNull(Objects.requireNonNull(this.report).of(endpoint));
	}

	private void assertRefused(String reason) {
		assertThat(counts(LISTENER))
			.isEqualTo(new ReportOnlyCounts(1, 1, Map.of(reason, 1L), Map.of("127.0.0.1", Map.of(reason, 1L))));
	}

	private void assertNobodyRefused() {
		assertThat(counts(LISTENER)).isEqualTo(new ReportOnlyCounts(1, 0, Map.of(), Map.of()));
	}

	@ParameterizedTest
	@MethodSource("engines")
	void newerMinimumWouldRefuseWhoDoesNotOfferIt(EngineChoice engine, TlsVersion version) {
		int port = listen(server(engine).build(), server(engine).raiseMinimumTo(TlsVersion.TLSv1_3).build(), null);

		speak(port, client(version).build());

		if (version == TlsVersion.TLSv1_2) {
			assertRefused("no-shared-version");
		}
		else {
			assertNobodyRefused();
		}
	}

	@Test
	void whoOffersTheNewerMinimumWouldNotBeRefusedThoughItWasNotChosen() {
		int port = listen(server(EngineChoice.AUTO).lowerMaximumSecurityTo(TlsVersion.TLSv1_2).build(),
				server(EngineChoice.AUTO).raiseMinimumTo(TlsVersion.TLSv1_3).build(), null);

		speak(port, client(TlsVersion.TLSv1_3).build());

		assertNobodyRefused();
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void postQuantumWouldRefuseWhoHasNoHybridGroup(EngineChoice engine) {
		int port = listen(server(EngineChoice.OPENSSL).build(),
				server(EngineChoice.OPENSSL).postQuantum(PostQuantum.REQUIRE).build(), null);

		speak(port, client(TlsVersion.TLSv1_3).engine(engine).build());

		if (engine == EngineChoice.JDK) {
			assertRefused("no-shared-group");
		}
		else {
			assertNobodyRefused();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void suitesWouldRefuseWhoOffersNoneOfThem(EngineChoice engine) {
		AcceptableCiphers strong = AcceptableCiphers.of("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
		int port = listen(server(engine).lowerMaximumSecurityTo(TlsVersion.TLSv1_2).build(),
				server(engine).lowerMaximumSecurityTo(TlsVersion.TLSv1_2).acceptableCiphers(strong).build(), null);

		speak(port,
				client(TlsVersion.TLSv1_2)
					.acceptableCiphers(AcceptableCiphers.of("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"))
					.build());

		assertRefused("no-shared-cipher");
	}

	@Test
	void whoOffersOneOfTheSuitesWouldNotBeRefusedThoughAnotherWasChosen() {
		AcceptableCiphers weaker = AcceptableCiphers.of("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
		AcceptableCiphers strong = AcceptableCiphers.of("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
		CertificateOptions.Builder tls12 = server(EngineChoice.AUTO).lowerMaximumSecurityTo(TlsVersion.TLSv1_2);
		int port = listen(tls12.acceptableCiphers(weaker).build(), tls12.acceptableCiphers(strong).build(), null);

		speak(port, client(TlsVersion.TLSv1_2).build());

		assertNobodyRefused();
	}

	@ParameterizedTest
	@MethodSource("engines")
	void requiredCertificateWouldRefuseWhoPresentsNone(EngineChoice engine, TlsVersion version) {
		CertificateOptions.Builder asking = server(engine).trustRoot(AUTHORITY.trustRoot());
		int port = listen(asking.clientAuthentication(ClientAuthentication.WANT).build(),
				asking.clientAuthentication(ClientAuthentication.NEED).build(), null);

		speak(port, client(version).build());

		assertRefused("client-certificate-missing");
	}

	@ParameterizedTest
	@MethodSource("engines")
	void trustRootsWouldRefuseWhoseIssuerIsNotAmongThem(EngineChoice engine, TlsVersion version) {
		CertificateOptions asking = server(engine).trustRoot(AUTHORITY.trustRoot())
			.clientAuthentication(ClientAuthentication.WANT)
			.build();
		int port = listen(asking, asking, OTHER_AUTHORITY.trustRoot());

		speak(port, client(version).identity(AUTHORITY.issue("client")).build());

		assertRefused("untrusted-issuer");
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void clientIsHeldAgainstWhatTheServerChose(EngineChoice engine) {
		int port = this.endpoints
			.listen(server(EngineChoice.AUTO).lowerMaximumSecurityTo(TlsVersion.TLSv1_2).build(), Endpoints.ECHO)
			.port();
		CertificateOptions options = client(TlsVersion.TLSv1_3).engine(engine).build();
		CertificateOptions stricter = options.toBuilder().raiseMinimumTo(TlsVersion.TLSv1_3).build();
		StricterPolicy policy = new StricterPolicy(stricter, OTHER_AUTHORITY.trustRoot(), Clock.systemUTC());
		ReportOnly reporting = new ReportOnly(Map.of(), Map.of("client", () -> policy));
		this.report = reporting;

		try (TlsClient client = TlsClient.of(ClientSettings.of("test", "127.0.0.1", port).withServerName("localhost"),
				TlsContextSource.forClient("localhost", OptionsSource.fixed("client", options),
						ContextSettings.of(Clock.systemUTC()).withoutSelfTest()),
				reporting)) {
			assertThat(Endpoints.exchange(client, "hello")).isEqualTo("hello");
		}

		assertThat(counts(CLIENT).reasons()).isEqualTo(Map.of("no-shared-version", 1L, "untrusted-issuer", 1L));
		assertThat(counts(CLIENT).wouldBeRefused()).isEqualTo(1);
	}

	// BoringSSL has no DHE, whatever the string selects.
	@Test
	void suitesThatTheEngineLacksAreNotCounted() {
		CertificateOptions.Builder rsa = CertificateOptions.builder()
			.identity(AUTHORITY.issue((certificate) -> certificate.subject("CN=rsa")
				.addSanDnsName("localhost")
				.algorithm(CertificateBuilder.Algorithm.rsa2048)))
			.engine(EngineChoice.OPENSSL)
			.lowerMaximumSecurityTo(TlsVersion.TLSv1_2);
		int port = listen(rsa.acceptableCiphers(AcceptableCiphers.fromOpenSslCipherString("ECDHE+AES")).build(),
				rsa.acceptableCiphers(AcceptableCiphers.fromOpenSslCipherString("AESGCM")).build(), null);
		assumeTrue(OpenSsl.isVersion3(), "needs the openssl command, version 3");

		new OpenSsl().talk("Q\n", "s_client", "-connect", "127.0.0.1:" + port, "-tls1_2", "-cipher",
				"ECDHE-RSA-AES128-SHA:DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0");

		assertRefused("no-shared-cipher");
	}

	@Test
	void optionsOfOthersAreNotReported() {
		int port = listen(server(EngineChoice.AUTO).build(), server(EngineChoice.AUTO).build(), null);
		StricterPolicy policy = new StricterPolicy(server(EngineChoice.AUTO).build(), null, Clock.systemUTC());
		ReportOnly others = new ReportOnly(Map.of(), Map.of("others", () -> policy));

		speak(port, client(TlsVersion.TLSv1_3).build());

		assertThat(others.of(LISTENER)).isNull();
		assertNobodyRefused();
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void clientOfOpenSslIsToldApartByWhatItOffers(EngineChoice engine) {
		assumeTrue(OpenSsl.isVersion3(), "needs the openssl command, version 3");
		int port = listen(server(engine).build(), server(engine).raiseMinimumTo(TlsVersion.TLSv1_3).build(), null);
		String[] command = { "s_client", "-connect", "127.0.0.1:" + port };

		new OpenSsl().talk("Q\n", Stream.concat(Stream.of(command), Stream.of("-tls1_2")).toArray(String[]::new));
		new OpenSsl().talk("Q\n", command);

		assertThat(counts(LISTENER).evaluated()).isEqualTo(2);
		assertThat(counts(LISTENER).reasons()).isEqualTo(Map.of("no-shared-version", 1L));
	}

	@Test
	void peersAreBounded() {
		StricterPolicy policy = new StricterPolicy(server(EngineChoice.AUTO).raiseMinimumTo(TlsVersion.TLSv1_3).build(),
				null, Clock.systemUTC());
		ReportOnly reporting = new ReportOnly(Map.of(LISTENER, Map.of("", () -> policy)), Map.of());
		Consumer<String> peer = (address) -> reporting.succeeded(LISTENER, Successes.tls12(address));
		for (int index = 0; index < 3 * ReportOnlyCounts.MAXIMUM_PEERS; index++) {
			peer.accept("10.0.%d.%d".formatted(index / 250, index % 250));
		}

		ReportOnlyCounts counts = Objects.requireNonNull(reporting.of(LISTENER));

		assertThat(counts.peers()).hasSize(ReportOnlyCounts.MAXIMUM_PEERS + 1)
			.containsEntry("other", Map.of("no-shared-version", 2L * ReportOnlyCounts.MAXIMUM_PEERS));
		assertThat(counts.wouldBeRefused()).isEqualTo(3 * ReportOnlyCounts.MAXIMUM_PEERS);
	}

	/**
	 * Handshakes that did not take place.
	 */
	private static final class Successes {

		private Successes() {
		}

		static HandshakeSuccess tls12(String address) {
			return new HandshakeSuccess(
					Sessions.of(TlsVersion.TLSv1_2, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", null, null),
					new InetSocketAddress(address, 1), Duration.ofMillis(1), null);
		}

	}

}

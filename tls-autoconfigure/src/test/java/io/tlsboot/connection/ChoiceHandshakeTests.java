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
import java.util.Set;
import java.util.stream.Stream;

import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.engine.Capabilities;
import io.tlsboot.engine.Engine;
import io.tlsboot.options.AcceptableCiphers;
import io.tlsboot.options.AcceptableGroups;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.NamedGroup;
import io.tlsboot.options.PostQuantum;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
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
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Tests that suites and groups are negotiated as they were chosen.
 */
class ChoiceHandshakeTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate EC = AUTHORITY.issue("ec");

	private static final PrivateCertificate RSA = AUTHORITY
		.issue((builder) -> builder.subject("CN=rsa").addSanDnsName("localhost").algorithm(Algorithm.rsa2048));

	private static final List<EngineChoice> ENGINES = List.of(EngineChoice.OPENSSL, EngineChoice.JDK);

	private final Endpoints endpoints = new Endpoints();

	@AfterEach
	void close() {
		this.endpoints.close();
	}

	static Stream<Arguments> defaultSuites() {
		return ENGINES.stream()
			.flatMap((engine) -> AcceptableCiphers.DEFAULT.names().stream().map((name) -> Arguments.of(engine, name)));
	}

	// C3, C10
	@ParameterizedTest(name = "{1} at {0}")
	@MethodSource("defaultSuites")
	void eachSuiteOfTheDefaultIsNegotiatedWithAClientThatWantsIt(EngineChoice engine, String suite) {
		boolean tls13 = !suite.contains("_WITH_");
		Listener listener = this.endpoints.listen(CertificateOptions.builder()
			.identity(suite.contains("_RSA_") ? RSA : EC)
			.engine(engine)
			.lowerMaximumSecurityTo(tls13 ? TlsVersion.TLSv1_3 : TlsVersion.TLSv1_2)
			.build(), Endpoints.ECHO);
		// The JDK's engine selects suites of TLS 1.3 too.
		TlsClient client = this.endpoints.client(listener, "localhost",
				CertificateOptions.builder()
					.trustRoot(AUTHORITY.trustRoot())
					.acceptableCiphers(AcceptableCiphers.of(suite))
					.raiseMinimumTo(tls13 ? TlsVersion.TLSv1_3 : null)
					.lowerMaximumSecurityTo(tls13 ? TlsVersion.TLSv1_3 : TlsVersion.TLSv1_2)
					.engine(EngineChoice.JDK)
					.build());

		assertThat(Endpoints.exchange(client, "ping")).isEqualTo("ping");

		assertThat(this.endpoints.handshakes().session(Side.SERVER).cipherSuite()).isEqualTo(suite);
		assertThat(this.endpoints.handshakes().session(Side.CLIENT).cipherSuite()).isEqualTo(suite);
	}

	// A16, C9
	@ParameterizedTest
	@CsvSource({ "OPENSSL, OPENSSL", "OPENSSL, JDK", "JDK, OPENSSL", "JDK, JDK" })
	void orderOfTheServerDecidesBetweenTwoSuites(EngineChoice server, EngineChoice client) {
		String first = "ECDHE-ECDSA-CHACHA20-POLY1305";
		String second = "ECDHE-ECDSA-AES256-GCM-SHA384";

		assertThat(negotiated(server, first + ":" + second, client, second + ":" + first).cipherSuite())
			.isEqualTo("TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256");
		assertThat(negotiated(server, second + ":" + first, client, first + ":" + second).cipherSuite())
			.isEqualTo("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
	}

	private NegotiatedSession negotiated(EngineChoice server, String serverCiphers, EngineChoice client,
			String clientCiphers) {
		Listener listener = this.endpoints.listen(CertificateOptions.builder()
			.identity(EC)
			.acceptableCiphers(AcceptableCiphers.fromOpenSslCipherString(serverCiphers))
			.lowerMaximumSecurityTo(TlsVersion.TLSv1_2)
			.engine(server)
			.build(), Endpoints.ECHO);
		TlsClient tls = this.endpoints.client(listener, "localhost",
				CertificateOptions.builder()
					.trustRoot(AUTHORITY.trustRoot())
					.acceptableCiphers(AcceptableCiphers.fromOpenSslCipherString(clientCiphers))
					.engine(client)
					.build());
		Endpoints.exchange(tls, "ping");
		return this.endpoints.handshakes().session(Side.SERVER);
	}

	// C11
	@ParameterizedTest
	@CsvSource({ "OPENSSL, OPENSSL", "OPENSSL, JDK", "JDK, OPENSSL", "JDK, JDK" })
	void whenThereIsNoSharedSuiteThenTheHandshakeFails(EngineChoice server, EngineChoice client) {
		assertThat(catchThrowable(() -> negotiated(server, "ECDHE+AESGCM", client, "ECDHE+CHACHA20"))).isNotNull();

		assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason()).isEqualTo(FailureReason.NO_SHARED_CIPHER);
		assertThat(this.endpoints.handshakes().failure(Side.CLIENT).detail()).containsIgnoringCase("handshake_failure");
	}

	static Stream<Arguments> groups() {
		return Stream.of(Engine.OPENSSL, Engine.JDK)
			.filter((engine) -> engine.capabilities().has(Capabilities.Feature.SELECTABLE_GROUPS))
			.flatMap((engine) -> engine.capabilities().groups().stream().map((group) -> Arguments.of(engine, group)));
	}

	@ParameterizedTest(name = "{1} with {0}")
	@MethodSource("groups")
	void eachGroupThatAnEngineKnowsIsNegotiatedWhereItIsChosen(Engine engine, NamedGroup group) {
		CertificateOptions.Builder options = CertificateOptions.builder()
			.groups(new AcceptableGroups(List.of(group)))
			.engine(EngineChoice.valueOf(engine.name()));
		Listener listener = this.endpoints.listen(options.identity(EC).build(), Endpoints.ECHO);
		TlsClient client = this.endpoints.client(listener, "localhost",
				options.identity(null).trustRoot(AUTHORITY.trustRoot()).build());

		assertThat(Endpoints.exchange(client, "ping")).isEqualTo("ping");

		assertThat(this.endpoints.handshakes().session(Side.SERVER).group()).contains(group);
		assertThat(this.endpoints.handshakes().session(Side.CLIENT).group()).contains(group);
	}

	@Test
	void whenHybridGroupsAreOffThenNoneIsNegotiated() {
		assertThat(group(PostQuantum.OFF, PostQuantum.PREFER)).isEqualTo(NamedGroup.X25519);
		assertThat(group(PostQuantum.PREFER, PostQuantum.OFF)).isEqualTo(NamedGroup.X25519);
	}

	@Test
	void whenHybridGroupsAreRequiredThenOneIsNegotiated() {
		assertThat(group(PostQuantum.REQUIRE, PostQuantum.PREFER)).isEqualTo(NamedGroup.X25519MLKEM768);
		assertThat(group(PostQuantum.PREFER, PostQuantum.REQUIRE)).isEqualTo(NamedGroup.X25519MLKEM768);
	}

	private NamedGroup group(PostQuantum server, PostQuantum client) {
		Listener listener = this.endpoints.listen(
				CertificateOptions.builder().identity(EC).postQuantum(server).engine(EngineChoice.OPENSSL).build(),
				Endpoints.ECHO);
		TlsClient tls = this.endpoints.client(listener, "localhost",
				CertificateOptions.builder()
					.trustRoot(AUTHORITY.trustRoot())
					.postQuantum(client)
					.engine(EngineChoice.OPENSSL)
					.build());
		Endpoints.exchange(tls, "ping");
		return this.endpoints.handshakes().session(Side.SERVER).group().orElseThrow();
	}

	@ParameterizedTest
	@EnumSource(value = TlsVersion.class, names = { "TLSv1_2", "TLSv1_3" })
	void whenHybridGroupsAreRequiredThenWhoKnowsNoneIsRefused(TlsVersion version) {
		Listener listener = this.endpoints.listen(CertificateOptions.builder()
			.identity(EC)
			.postQuantum(PostQuantum.REQUIRE)
			.engine(EngineChoice.OPENSSL)
			.build(), Endpoints.ECHO);
		TlsClient classical = this.endpoints.client(listener, "localhost",
				CertificateOptions.builder()
					.trustRoot(AUTHORITY.trustRoot())
					.lowerMaximumSecurityTo(version)
					.engine(EngineChoice.JDK)
					.build());
		Set<NamedGroup> known = Engine.JDK.capabilities().groups();
		assumeTrue(known.stream().noneMatch(NamedGroup::isPostQuantum), "this JDK knows hybrid groups");

		assertThat(catchThrowable(() -> Endpoints.exchange(classical, "ping"))).isNotNull();

		assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason()).isEqualTo(
				(version == TlsVersion.TLSv1_2) ? FailureReason.NO_SHARED_VERSION : FailureReason.NO_SHARED_GROUP);
	}

}

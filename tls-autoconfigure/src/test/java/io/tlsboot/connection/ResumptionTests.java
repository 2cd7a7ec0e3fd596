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
import java.util.stream.Stream;

import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.SessionResumption;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.ChangingOptions;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for the resumption of sessions, and for what it must not skip.
 */
class ResumptionTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final TestAuthority OTHER = TestAuthority.create("Other CA");

	private static final PrivateCertificate SERVER = AUTHORITY.issue("server");

	private static final PrivateCertificate CLIENT = AUTHORITY.issue("client");

	private static final List<EngineChoice> ENGINES = List.of(EngineChoice.OPENSSL, EngineChoice.JDK);

	private final Endpoints endpoints = Endpoints.withoutSelfTest();

	@AfterEach
	void close() {
		this.endpoints.close();
	}

	static Stream<Arguments> combinations() {
		return ENGINES.stream()
			.flatMap((server) -> ENGINES.stream()
				.flatMap((client) -> Stream.of(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3)
					.map((version) -> Arguments.of(server, client, version))));
	}

	private static CertificateOptions.Builder server(EngineChoice engine, TlsVersion version) {
		return CertificateOptions.builder().identity(SERVER).engine(engine).lowerMaximumSecurityTo(version);
	}

	private static CertificateOptions.Builder client(EngineChoice engine) {
		return CertificateOptions.builder().identity(CLIENT).trustRoot(AUTHORITY.trustRoot()).engine(engine);
	}

	private void assertThatResumed(boolean resumed) {
		assertThat(this.endpoints.handshakes().session(Side.SERVER).isResumed()).as("server").isEqualTo(resumed);
		assertThat(this.endpoints.handshakes().session(Side.CLIENT).isResumed()).as("client").isEqualTo(resumed);
	}

	private void exchange(TlsClient client) {
		assertThat(Endpoints.exchange(client, "ping")).isEqualTo("ping");
	}

	// D1, D2, D3, D5, TR15: ours has it on, for clients too.
	@ParameterizedTest(name = "server {0}, client {1}, {2}")
	@MethodSource("combinations")
	void secondConnectionGoesOnWithTheFirst(EngineChoice server, EngineChoice client, TlsVersion version) {
		Listener listener = this.endpoints.listen(server(server, version).build(), Endpoints.ECHO);
		TlsClient tls = this.endpoints.client(listener, "localhost", client(client).build());

		exchange(tls);
		assertThatResumed(false);
		exchange(tls);
		assertThatResumed(true);
	}

	// D4
	@ParameterizedTest(name = "server {0}, client {1}, {2}")
	@MethodSource("combinations")
	void whenClientsAreAuthenticatedThenTheResumedSessionKnowsThem(EngineChoice server, EngineChoice client,
			TlsVersion version) {
		Listener listener = this.endpoints.listen(server(server, version).trustRoot(AUTHORITY.trustRoot()).build(),
				Endpoints.ECHO);
		TlsClient tls = this.endpoints.client(listener, "localhost", client(client).build());

		exchange(tls);
		this.endpoints.handshakes().session(Side.SERVER);
		exchange(tls);

		NegotiatedSession second = this.endpoints.handshakes().session(Side.SERVER);
		assertThat(second.isResumed()).isTrue();
		assertThat(second.peerCertificate()).contains(CLIENT.certificate());
	}

	// D1, D2, D3, TR15
	@ParameterizedTest(name = "server {0}, client {1}, {2}")
	@MethodSource("combinations")
	void whenServerSwitchesItOffThenNothingIsResumed(EngineChoice server, EngineChoice client, TlsVersion version) {
		Listener listener = this.endpoints.listen(
				server(server, version).resumption(SessionResumption.DEFAULT.withEnabled(false)).build(),
				Endpoints.ECHO);
		TlsClient tls = this.endpoints.client(listener, "localhost", client(client).build());

		exchange(tls);
		assertThatResumed(false);
		exchange(tls);
		assertThatResumed(false);
	}

	// D5
	@ParameterizedTest(name = "server {0}, client {1}, {2}")
	@MethodSource("combinations")
	void whenClientSwitchesItOffThenNothingIsResumed(EngineChoice server, EngineChoice client, TlsVersion version) {
		Listener listener = this.endpoints.listen(server(server, version).build(), Endpoints.ECHO);
		TlsClient tls = this.endpoints.client(listener, "localhost",
				client(client).resumption(SessionResumption.DEFAULT.withEnabled(false)).build());

		exchange(tls);
		assertThatResumed(false);
		exchange(tls);
		assertThatResumed(false);
	}

	@ParameterizedTest(name = "server {0}, client {1}, {2}")
	@MethodSource("combinations")
	void whenServerTrustsOthersThenTheSessionIsOver(EngineChoice server, EngineChoice client, TlsVersion version) {
		ChangingOptions options = new ChangingOptions(server(server, version).trustRoot(AUTHORITY.trustRoot()).build());
		Listener listener = this.endpoints.listen(options, Endpoints.ECHO);
		TlsClient tls = this.endpoints.client(listener, "localhost", client(client).build());
		exchange(tls);

		options.change(server(server, version).trustRoot(OTHER.trustRoot()).build());

		assertThat(catchThrowable(() -> Endpoints.exchange(tls, "ping"))).isNotNull();
		assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason()).isEqualTo(FailureReason.UNTRUSTED_ISSUER);
	}

	@ParameterizedTest(name = "server {0}, client {1}, {2}")
	@MethodSource("combinations")
	void whenServerBeginsToAskForCertificatesThenTheSessionIsOver(EngineChoice server, EngineChoice client,
			TlsVersion version) {
		ChangingOptions options = new ChangingOptions(server(server, version).build());
		Listener listener = this.endpoints.listen(options, Endpoints.ECHO);
		TlsClient tls = this.endpoints.client(listener, "localhost", client(client).identity(null).build());
		exchange(tls);

		options.change(server(server, version).trustRoot(AUTHORITY.trustRoot()).build());

		assertThat(catchThrowable(() -> Endpoints.exchange(tls, "ping"))).isNotNull();
		assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason())
			.isEqualTo(FailureReason.CLIENT_CERTIFICATE_MISSING);
	}

	@ParameterizedTest(name = "server {0}, client {1}, {2}")
	@MethodSource("combinations")
	void whenClientTrustsOthersThenTheSessionIsOver(EngineChoice server, EngineChoice client, TlsVersion version) {
		Listener listener = this.endpoints.listen(server(server, version).build(), Endpoints.ECHO);
		ChangingOptions options = new ChangingOptions(client(client).build());
		TlsClient tls = this.endpoints.client(listener.port(), "localhost", options);
		exchange(tls);

		options.change(client(client).trustRoot(OTHER.trustRoot()).build());

		assertThat(catchThrowable(() -> Endpoints.exchange(tls, "ping"))).hasCauseInstanceOf(HandshakeException.class);
		assertThat(this.endpoints.handshakes().failure(Side.CLIENT).reason()).isEqualTo(FailureReason.UNTRUSTED_ISSUER);
	}

}

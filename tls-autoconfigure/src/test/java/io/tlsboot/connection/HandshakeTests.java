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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Real handshakes: engine of the server x engine of the client x version x client
 * authentication.
 */
class HandshakeTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate SERVER = AUTHORITY.issue("server");

	private static final PrivateCertificate CLIENT = AUTHORITY.issue("client");

	private final Endpoints endpoints = new Endpoints();

	static Stream<Arguments> combinations() {
		List<EngineChoice> engines = List.of(EngineChoice.OPENSSL, EngineChoice.JDK);
		List<ClientAuthentication> authentications = List.of(ClientAuthentication.NONE, ClientAuthentication.NEED);
		return engines.stream()
			.flatMap((server) -> engines.stream()
				.flatMap((client) -> Stream.of(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3)
					.flatMap((version) -> authentications.stream()
						.map((authentication) -> Arguments.of(server, client, version, authentication)))));
	}

	@AfterEach
	void close() throws Exception {
		this.endpoints.close();
	}

	@ParameterizedTest(name = "server {0}, client {1}, {2}, client authentication {3}")
	@MethodSource("combinations")
	void bothSidesAgreeOnWhatWasNegotiated(EngineChoice server, EngineChoice client, TlsVersion version,
			ClientAuthentication authentication) {
		Listener listener = this.endpoints.listen(options(SERVER, server).clientAuthentication(authentication).build(),
				Endpoints.ECHO);
		TlsClient tls = this.endpoints.client(listener, "localhost",
				options(CLIENT, client).raiseMinimumTo(version).lowerMaximumSecurityTo(version).build());

		assertThat(Endpoints.exchange(tls, "hello")).isEqualTo("hello");

		NegotiatedSession atServer = this.endpoints.handshakes().session(Side.SERVER);
		NegotiatedSession atClient = this.endpoints.handshakes().session(Side.CLIENT);
		boolean hybrid = server == EngineChoice.OPENSSL && client == EngineChoice.OPENSSL;
		NamedGroup group = hybrid ? NamedGroup.X25519MLKEM768 : NamedGroup.X25519;
		if (version == TlsVersion.TLSv1_2) {
			// The hybrid group is defined for TLS 1.3 alone.
			group = NamedGroup.X25519;
		}
		for (NegotiatedSession session : List.of(atServer, atClient)) {
			assertThat(session.version()).isEqualTo(version);
			assertThat(session.cipherSuite()).isEqualTo((version == TlsVersion.TLSv1_3) ? "TLS_AES_128_GCM_SHA256"
					: "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
			assertThat(session.group()).contains(group);
			assertThat(session.applicationProtocol()).contains("echo/2");
			assertThat(session.serverName()).contains("localhost");
			assertThat(session.generation()).isEqualTo(1);
		}
		assertThat(atClient.peerCertificate()).contains(SERVER.certificate());
		if (authentication == ClientAuthentication.NEED) {
			assertThat(atServer.peerCertificate()).contains(CLIENT.certificate());
		}
		else {
			assertThat(atServer.peerCertificates()).isEmpty();
		}
	}

	private static CertificateOptions.Builder options(PrivateCertificate identity, EngineChoice engine) {
		return CertificateOptions.builder()
			.identity(identity)
			.trustRoot(AUTHORITY.trustRoot())
			.acceptableProtocols(ApplicationProtocols.of(List.of("echo/2", "echo/1")))
			.engine(engine);
	}

}

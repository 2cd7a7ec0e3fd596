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

import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.ClientAuthentication;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.trust.TrustRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Who trusts nobody refuses everybody, with a reason.
 */
class EmptyTrustRootTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final TrustRoot NOBODY = TrustRoot.certificates();

	private final Endpoints endpoints = new Endpoints();

	@AfterEach
	void close() throws Exception {
		this.endpoints.close();
	}

	@ParameterizedTest(name = "client {0}, {1}")
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void clientThatTrustsNobodyRefusesEveryServer(EngineChoice engine, TlsVersion version) {
		Listener listener = this.endpoints.listen(CertificateOptions.of(AUTHORITY.issue("server")), Endpoints.ECHO);
		TlsClient client = this.endpoints.client(listener, "localhost",
				CertificateOptions.builder().trustRoot(NOBODY).lowerMaximumSecurityTo(version).engine(engine).build());

		assertThat(catchThrowable(() -> Endpoints.exchange(client, "secret"))).cause()
			.isInstanceOf(HandshakeException.class);

		assertThat(this.endpoints.handshakes().failure(Side.CLIENT).reason()).isEqualTo(FailureReason.UNTRUSTED_ISSUER);
		assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason()).isEqualTo(FailureReason.PEER_ALERT);
	}

	// H6
	@ParameterizedTest(name = "server {0}, {1}, {2}")
	@CsvSource({ "OPENSSL, TLSv1_2, NEED", "OPENSSL, TLSv1_3, NEED", "OPENSSL, TLSv1_3, WANT", "JDK, TLSv1_2, NEED",
			"JDK, TLSv1_3, NEED", "JDK, TLSv1_3, WANT" })
	void serverThatTrustsNobodyRefusesEveryClientCertificate(EngineChoice engine, TlsVersion version,
			ClientAuthentication authentication) {
		Listener listener = this.endpoints.listen(CertificateOptions.builder()
			.identity(AUTHORITY.issue("server"))
			.trustRoot(NOBODY)
			.clientAuthentication(authentication)
			.lowerMaximumSecurityTo(version)
			.engine(engine)
			.build(), Endpoints.ECHO);
		TlsClient client = this.endpoints.client(listener, "localhost",
				CertificateOptions.builder()
					.identity(AUTHORITY.issue("client"))
					.trustRoot(AUTHORITY.trustRoot())
					.build());

		assertThat(catchThrowable(() -> Endpoints.exchange(client, "secret"))).isNotNull();

		assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason()).isEqualTo(FailureReason.UNTRUSTED_ISSUER);
	}

}

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

package io.tlsboot.x509;

import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.testing.MemoryHandshake;
import io.tlsboot.testing.TestAuthority;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the certificates of a session (statement H12 of Twisted's behaviours).
 */
class SessionCertificateTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate SERVER = AUTHORITY.issue("server");

	private static final PrivateCertificate CLIENT = AUTHORITY.issue("client");

	// H12
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void bothSidesReadBothCertificates(EngineChoice engine, TlsVersion version) {
		CertificateOptions server = CertificateOptions.builder()
			.identity(SERVER)
			.trustRoot(AUTHORITY.trustRoot())
			.engine(engine)
			.lowerMaximumSecurityTo(version)
			.build();
		CertificateOptions client = CertificateOptions.builder()
			.identity(CLIENT)
			.trustRoot(AUTHORITY.trustRoot())
			.engine(engine)
			.build();
		try (MemoryHandshake handshake = MemoryHandshake.between(client, "localhost", server)) {
			assertThat(Certificate.peerFrom(handshake.clientSession())).contains(SERVER.certificate());
			assertThat(Certificate.hostFrom(handshake.clientSession())).contains(CLIENT.certificate());
			assertThat(Certificate.peerFrom(handshake.serverSession())).contains(CLIENT.certificate());
			assertThat(Certificate.hostFrom(handshake.serverSession())).contains(SERVER.certificate());
		}
	}

	// H13
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void anonymousClientHasNone(EngineChoice engine, TlsVersion version) {
		CertificateOptions server = CertificateOptions.builder()
			.identity(SERVER)
			.engine(engine)
			.lowerMaximumSecurityTo(version)
			.build();
		CertificateOptions client = CertificateOptions.builder()
			.trustRoot(AUTHORITY.trustRoot())
			.engine(engine)
			.build();
		try (MemoryHandshake handshake = MemoryHandshake.between(client, "localhost", server)) {
			assertThat(Certificate.peerFrom(handshake.serverSession())).isEmpty();
			assertThat(Certificate.hostFrom(handshake.clientSession())).isEmpty();
		}
	}

}

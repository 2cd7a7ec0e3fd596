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

package io.tlsboot.starttls;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.GnuTls;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Every protocol that {@code gnutls-cli} goes over to TLS in.
 */
class GnuTlsStartTlsTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate SERVER = AUTHORITY.issue("server");

	private final Endpoints endpoints = Endpoints.withoutSelfTest();

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@BeforeAll
	static void requireGnuTls() {
		assumeTrue(GnuTls.isAvailable(), "needs the gnutls-cli command");
	}

	@AfterEach
	void close() {
		this.endpoints.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "smtp", "lmtp", "imap", "pop3", "sieve", "nntp", "ftp", "ldap", "xmpp", "postgres" })
	void goesOverToTls(String protocol) {
		ServerStartTls dialogue = new ServerStartTls(StartTlsProtocols.with(List.of()).get(protocol),
				StartTlsServerSettings.DEFAULTS, Duration.ofSeconds(10));
		Listener listener = this.endpoints.listenStartTls(CertificateOptions.builder().identity(SERVER).build(),
				dialogue, Endpoints.GREETING);

		String printed = new GnuTls(this.directory, AUTHORITY.certificate()).connect(listener.port(),
				"--starttls-proto=" + protocol);

		assertThat(printed).contains("The certificate is trusted", "Handshake was completed");
		assertThat(this.endpoints.handshakes().session(Side.SERVER)).isNotNull();
	}

}

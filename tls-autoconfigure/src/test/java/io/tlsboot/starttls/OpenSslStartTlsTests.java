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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.connection.NegotiatedSession;
import io.tlsboot.connection.TlsHandler;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.OpenSsl;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every protocol that {@code openssl s_client} goes over to TLS in.
 */
@EnabledIf("io.tlsboot.testing.OpenSsl#isVersion3")
class OpenSslStartTlsTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate SERVER = AUTHORITY.issue("server");

	private static final TlsHandler SECURED = (
			connection) -> connection.outbound().sendString(Mono.just("secured\r\n")).then();

	@TempDir
	private Path directory;

	private final Endpoints endpoints = Endpoints.withoutSelfTest();

	@AfterEach
	void close() {
		this.endpoints.close();
	}

	@ParameterizedTest
	@CsvSource({ "smtp", "lmtp", "imap", "pop3", "sieve", "nntp", "ftp", "ldap", "xmpp", "xmpp-server", "postgres",
			"mysql", "irc", "telnet" })
	void goesOverToTls(String protocol) throws IOException {
		assertGoesOver(protocol, EngineChoice.AUTO, TlsVersion.TLSv1_3);
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void goesOverToTlsWithEachEngineAndVersion(EngineChoice engine, TlsVersion version) throws IOException {
		assertGoesOver("smtp", engine, version);
	}

	private void assertGoesOver(String protocol, EngineChoice engine, TlsVersion version) throws IOException {
		Path authority = Files.writeString(this.directory.resolve("ca.pem"), AUTHORITY.certificate().dumpPem());
		CertificateOptions options = CertificateOptions.builder()
			.identity(SERVER)
			.engine(engine)
			.lowerMaximumSecurityTo(version)
			.build();
		ServerStartTls dialogue = new ServerStartTls(StartTlsProtocols.with(List.of()).get(protocol),
				StartTlsServerSettings.DEFAULTS, Duration.ofSeconds(10));
		Listener listener = this.endpoints.listenStartTls(options, dialogue, SECURED);

		String printed = new OpenSsl(this.directory).talkOn("", "s_client", "-starttls", protocol, "-connect",
				"127.0.0.1:" + listener.port(), "-CAfile", authority.toString(), "-verify_return_error",
				"-verify_hostname", "localhost", "-xmpphost", "localhost", "-ign_eof");

		assertThat(printed).contains("Verify return code: 0 (ok)", "secured");
		assertThat(this.endpoints.handshakes().session(Side.SERVER)).extracting(NegotiatedSession::version)
			.isEqualTo(version);
	}

}

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.connection.TlsConnection;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.testing.Command;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A listener of MySQL before the client of MariaDB, which verifies it.
 */
class MariaDbClientTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate SERVER = AUTHORITY.issue("server");

	private final Endpoints endpoints = Endpoints.withoutSelfTest();

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	private int port;

	@BeforeEach
	void requireMariaDb() {
		assumeTrue(new Command("mariadb", this.directory).isAvailable("--version"), "needs the mariadb command");
	}

	@AfterEach
	void close() {
		this.endpoints.close();
	}

	private String connect(EngineChoice engine, TestAuthority trusted) throws IOException {
		ServerStartTls dialogue = new ServerStartTls(StartTlsProtocols.with(List.of()).get("mysql"),
				StartTlsServerSettings.DEFAULTS, Duration.ofSeconds(10));
		this.port = this.endpoints
			.listenStartTls(CertificateOptions.builder().identity(SERVER).engine(engine).build(), dialogue,
					MariaDbClientTests::refuse)
			.port();
		Path authority = Files.writeString(this.directory.resolve("ca.pem"), trusted.certificate().dumpPem());
		return new Command("mariadb", this.directory).talk("", "--no-defaults", "--protocol=tcp", "--host=localhost",
				"--port=" + this.port, "--ssl-ca=" + authority, "--ssl-verify-server-cert", "--user=user",
				"--password=secret", "--execute=select 1");
	}

	/** Answers the log-in, which is the third packet. */
	private static Publisher<Void> refuse(TlsConnection connection) {
		byte[] text = "#28000the log-in came secured".getBytes(StandardCharsets.US_ASCII);
		byte[] packet = new byte[4 + 3 + text.length];
		packet[0] = (byte) (3 + text.length);
		packet[3] = 3;
		packet[4] = (byte) 0xff;
		// 1045, access denied.
		packet[5] = 0x15;
		packet[6] = 0x04;
		System.arraycopy(text, 0, packet, 7, text.length);
		return connection.inbound()
			.receive()
			.next()
			.then(connection.outbound().sendByteArray(Mono.just(packet)).then());
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void logInComesSecuredToAServerThatIsTrusted(EngineChoice engine) throws IOException {
		assertThat(connect(engine, AUTHORITY)).contains("ERROR 1045 (28000)", "the log-in came secured");
		assertThat(this.endpoints.handshakes().session(Side.SERVER)).isNotNull();
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void serverThatIsNotTrustedGetsNoLogIn(EngineChoice engine) throws IOException {
		assertThat(connect(engine, TestAuthority.create("Other CA"))).contains("ERROR 2026")
			.doesNotContain("the log-in came secured");
	}

}

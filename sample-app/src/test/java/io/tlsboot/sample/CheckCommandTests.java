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

package io.tlsboot.sample;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.tlsboot.options.ApplicationProtocols;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.starttls.ServerStartTls;
import io.tlsboot.starttls.StartTlsProtocols;
import io.tlsboot.starttls.StartTlsServerSettings;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The command {@code check}: what it prints and how it ends.
 */
class CheckCommandTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate SERVER = AUTHORITY.issue("server");

	private final Endpoints endpoints = new Endpoints();

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	@TempDir
	private Path directory;

	private Path trust;

	@BeforeEach
	void writeTrust() throws IOException {
		this.trust = Files.writeString(this.directory.resolve("ca.pem"), AUTHORITY.certificate().dumpPem());
	}

	@AfterEach
	void close() throws Exception {
		this.endpoints.close();
	}

	private int listen(PrivateCertificate identity) {
		return this.endpoints
			.listen(CertificateOptions.builder()
				.identity(identity)
				.acceptableProtocols(ApplicationProtocols.of(List.of("h2")))
				.build(), Endpoints.ECHO)
			.port();
	}

	private int check(String server, String... more) {
		return run(Stream.concat(Stream.of(server, "--trust", this.trust.toString()), Stream.of(more))
			.toArray(String[]::new));
	}

	private int run(String... args) {
		return CheckCommand.run(args, new PrintStream(this.out, true, StandardCharsets.UTF_8),
				new PrintStream(this.err, true, StandardCharsets.UTF_8));
	}

	private List<String> lines() {
		return this.out.toString(StandardCharsets.UTF_8).lines().toList();
	}

	@ParameterizedTest
	@CsvSource({ "localhost", "127.0.0.1" })
	void goodServerIsPrintedInFull(String host) {
		assertThat(check(host + ":" + listen(SERVER))).isZero();
		assertThat(lines()).containsExactly("OK: <Certificate Subject=server Issuer=Test CA>",
				"Chain 0  <Certificate Subject=server Issuer=Test CA> SHA-256 "
						+ SERVER.certificate().digest("SHA-256"),
				"Names    DNS:localhost, IP:127.0.0.1", "Expires  " + SERVER.certificate().notAfter(),
				"Version  TLSv1.3", "Group    X25519MLKEM768", "Cipher   TLS_AES_128_GCM_SHA256", "ALPN     h2");
		assertThat(this.err.size()).isZero();
	}

	@Test
	void serverWithAnotherNameIsBad() {
		PrivateCertificate other = AUTHORITY
			.issue((builder) -> builder.subject("CN=other").addSanDnsName("www.example.com"));

		assertThat(check("localhost:" + listen(other))).isEqualTo(1);
		assertThat(lines().get(0)).startsWith("BAD: name-mismatch (").contains("www.example.com");
		assertThat(lines()).contains("Names    DNS:www.example.com").noneMatch((line) -> line.startsWith("Version"));
	}

	@Test
	void serverOfAnotherIssuerIsBad() {
		assertThat(run("localhost:" + listen(SERVER))).isEqualTo(1);
		assertThat(lines().get(0)).startsWith("BAD: untrusted-issuer (");
		assertThat(lines().get(1)).startsWith("Chain 0  <Certificate Subject=server Issuer=Test CA> SHA-256 ");
	}

	@Test
	void expiredServerIsBad() {
		assertThat(check("localhost:" + listen(AUTHORITY.issueExpired("old")))).isEqualTo(1);
		assertThat(lines().get(0)).startsWith("BAD: expired (").contains("CN=old");
	}

	@Test
	void plainTextServerIsBad() throws IOException {
		try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
			Thread thread = new Thread(() -> greet(server), "plain-text");
			thread.setDaemon(true);
			thread.start();

			assertThat(check("127.0.0.1:" + server.getLocalPort())).isEqualTo(1);
		}
		assertThat(lines()).singleElement().asString().startsWith("BAD: plaintext-on-tls-port (");
	}

	private static void greet(ServerSocket server) {
		try (Socket socket = server.accept()) {
			socket.getOutputStream().write("220 localhost ESMTP\r\n".getBytes(StandardCharsets.US_ASCII));
			socket.getInputStream().readNBytes(10);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void silentServerIsBadAfterTheTimeLimit() throws IOException {
		try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
			assertThat(check("127.0.0.1:" + server.getLocalPort(), "--timeout", "300ms")).isEqualTo(1);
		}
		assertThat(lines()).singleElement().asString().startsWith("BAD: timeout (");
	}

	@Test
	void whereNothingListensNothingIsChecked() throws IOException {
		int port;
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = server.getLocalPort();
		}

		assertThat(check("127.0.0.1:" + port)).isEqualTo(2);
		assertThat(lines()).singleElement().asString().startsWith("BAD: unreachable (");
	}

	@Test
	void whatAServerCallsItselfDoesNotSteerTheTerminal() {
		PrivateCertificate hostile = AUTHORITY
			.issue((builder) -> builder.subject("CN=\u001b[31mred\u202e").addSanDnsName("localhost"));

		assertThat(check("localhost:" + listen(hostile))).isZero();
		assertThat(lines().get(0)).isEqualTo("OK: <Certificate Subject=?[31mred? Issuer=Test CA>");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "-, -, server: none", "localhost, --what, option: '--what'",
					"localhost, --trust, --trust: no value", "localhost, --timeout=1, option: '--timeout=1'",
					"localhost, elsewhere, 'server: ''localhost'' and ''elsewhere'''", "localhost:, -, port: ''",
					"localhost:0, -, port: 0", "localhost:65536, -, port: 65536", "localhost:x, -, port: 'x'",
					"::1, -, an IPv6 address in brackets", "not_a_name, -, not_a_name",
					"https://localhost, -, port: '//localhost'" })
	void argumentsThatMakeNoSenseAreExplained(String first, String second, String message) {
		assertThat(run(Stream.of(first, second).filter((arg) -> arg != null).toArray(String[]::new))).isEqualTo(2);
		assertThat(this.err.toString(StandardCharsets.UTF_8)).contains(message)
			.contains("Usage: check HOST[:PORT] [--starttls PROTOCOL] [--trust FILE] [--timeout 10s]");
		assertThat(this.out.size()).isZero();
	}

	@Test
	void protocolOfStartTlsMustBeKnown() {
		assertThat(check("localhost:25", "--starttls", "smpt")).isEqualTo(2);
		assertThat(this.err.toString(StandardCharsets.UTF_8)).contains("--starttls: 'smpt' (expected: one of ", "smtp");
	}

	@Test
	void serverThatGoesOverToTlsIsChecked() {
		ServerStartTls smtp = new ServerStartTls(StartTlsProtocols.with(List.of()).get("smtp"),
				StartTlsServerSettings.DEFAULTS, Endpoints.TIMEOUT);
		int port = this.endpoints
			.listenStartTls(CertificateOptions.builder().identity(SERVER).build(), smtp,
					(connection) -> connection.lines(512)
						.concatMap((line) -> connection.outbound().sendString(Mono.just("250 hello\r\n")))
						.then())
			.port();

		assertThat(check("localhost:" + port, "--starttls", "smtp", "--trust", this.trust.toString())).isEqualTo(0);
		assertThat(lines().get(0)).startsWith("OK: ");
	}

	@Test
	void protocolWithoutAPortOfItsOwnNeedsOne() {
		assertThat(check("localhost", "--starttls", "line")).isEqualTo(2);
		assertThat(this.err.toString(StandardCharsets.UTF_8)).contains("port: none (expected: HOST:PORT");
	}

	@ParameterizedTest
	@CsvSource({ "0s, timeLimit", "soon, --timeout: 'soon'", "-1s, timeLimit" })
	void timeLimitMustBeATime(String value, String message) {
		assertThat(check("localhost", "--timeout", value)).isEqualTo(2);
		assertThat(this.err.toString(StandardCharsets.UTF_8)).contains(message);
	}

	@Test
	void trustMustBeAFileWithCertificates() throws IOException {
		Path junk = Files.writeString(this.directory.resolve("junk.pem"), "nothing here");

		assertThat(run("localhost", "--trust", this.directory.resolve("missing.pem").toString())).isEqualTo(2);
		assertThat(run("localhost", "--trust", junk.toString())).isEqualTo(2);
		assertThat(this.err.toString(StandardCharsets.UTF_8))
			.contains("missing.pem' cannot be read (NoSuchFileException)")
			.contains("junk.pem': no certificate found");
	}

	@Test
	void addressMayBeIpv6() throws IOException {
		assertThat(CheckArguments.parse(List.of("[::1]:8443"))).returns("::1", (check) -> check.host())
			.returns(8443, (check) -> check.port());
		assertThat(CheckArguments.parse(List.of("[::1]")).port()).isEqualTo(443);
		assertThat(CheckArguments.parse(List.of("localhost")).port()).isEqualTo(443);
	}

}

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
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.tlsboot.context.TlsListeners;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.util.TestSocketUtils;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class SampleApplicationTests {

	private static final String LINES = """
			receive: Hello, world!
			receive: What a fine day it is.
			receive: Bye-bye!
			""";

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	@TempDir
	private static Path directory;

	// The client is told the port of the listener, so it has to be known beforehand.
	private static final int ECHO = TestSocketUtils.findAvailableTcpPort();

	private static ConfigurableApplicationContext context;

	@BeforeAll
	static void start() {
		context = new SpringApplicationBuilder(SampleApplication.class).run("--server.port=0",
				"--tls.listeners.echo.port=" + ECHO, "--tls.listeners.mutual-echo.port=0",
				"--tls.listeners.alpn.port=0", "--tls.listeners.starttls.port=0", "--tls.listeners.smtp.port=0",
				"--tls.listeners.amp.port=0", "--tls.dev.directory=" + directory.resolve("dev"));
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	private int run(String command, String... options) {
		this.out.reset();
		this.err.reset();
		return ClientCommands.run(command,
				Stream.concat(Stream.of("--sample.certificates=" + directory.resolve("dev")), Stream.of(options))
					.toArray(String[]::new),
				new PrintStream(this.out, true, StandardCharsets.UTF_8),
				new PrintStream(this.err, true, StandardCharsets.UTF_8));
	}

	private void assertPrinted(String expected) {
		assertThat(this.err.toString(StandardCharsets.UTF_8)).isEmpty();
		assertThat(this.out.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines(expected);
	}

	private static int port(String listener) {
		return context.getBean(TlsListeners.class).get(listener).port();
	}

	@Test
	void startsOnFreshCertificatesAndCallsItself(CapturedOutput output) {
		assertThat(output).contains("TLSv1.3 X25519MLKEM768 TLS_AES_128_GCM_SHA256 alpn=echo/1")
			.contains("openssl s_client -connect localhost:%d -CAfile %s".formatted(ECHO,
					directory.resolve("dev/dev-ca.pem")));
	}

	@Test
	void clientsTalkToTheServers(CapturedOutput output) {
		String https = "https://localhost:" + context.getEnvironment().getProperty("local.server.port");

		assertThat(run("echo-client", "--tls.clients.echo.port=" + ECHO)).isZero();
		assertPrinted(LINES);
		assertThat(run("mutual-echo-client", "--tls.clients.mutual-echo.port=" + port("mutual-echo"))).isZero();
		assertPrinted(LINES);
		assertThat(run("alpn-client", "--tls.clients.alpn.port=" + port("alpn"))).isZero();
		assertPrinted("Connection made\nNext protocol is: h2\nConnection closed cleanly\n");
		assertThat(output.getOut()).contains("Connection made");
		assertThat(run("web-client", "--sample.web.url=" + https + "/")).isZero();
		assertPrinted("HTTP/2 200\nHello over TLS\n");
		assertThat(run("xmlrpc-client", "--sample.xmlrpc.url=" + https + "/RPC2")).isZero();
		assertPrinted("echo: Hello, world!\nadd: 5\nnothing: fault 8001: procedure nothing not found\n");
	}

	// H14
	@Test
	void clientsThatAreRefusedOrRefuseSayNothingButWhy() {
		String good = "--tls.clients.echo.port=" + ECHO;

		assertRefused("connection lost: ", "--tls.clients.echo.port=" + port("mutual-echo"));
		assertRefused("connection failed: ", good, "--tls.clients.echo.server-name=other.test");
		assertRefused("connection failed: ", good, "--tls.options.anonymous.trust-roots=platform");
		assertRefused("connection failed: ", "--tls.clients.echo.port=" + TestSocketUtils.findAvailableTcpPort());
	}

	private void assertRefused(String why, String... options) {
		assertThat(run("echo-client", options)).isEqualTo(1);
		assertThat(this.out.size()).isZero();
		assertThat(this.err.toString(StandardCharsets.UTF_8)).startsWith(why).hasLineCount(1);
	}

}

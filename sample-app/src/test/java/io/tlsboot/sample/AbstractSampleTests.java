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
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import javax.net.ssl.SSLSocket;

import io.tlsboot.context.TlsListeners;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.util.TestSocketUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample, started once for all tests that leave its configuration alone.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ExtendWith(OutputCaptureExtension.class)
public abstract class AbstractSampleTests {

	protected static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final Path CERTIFICATES = certificates();

	// A client of the application is told this port, so it has to be known beforehand.
	private static final int ECHO = TestSocketUtils.findAvailableTcpPort();

	@Autowired
	private TlsListeners listeners;

	@Autowired
	private SslBundles bundles;

	private static Path certificates() {
		try {
			Path directory = Files.createTempDirectory("sample");
			Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
			return directory;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void delete(Path directory) {
		try (Stream<Path> files = Files.list(directory)) {
			for (Path file : files.toList()) {
				Files.delete(file);
			}
			Files.delete(directory);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) {
		registry.add("tls.dev.directory", () -> CERTIFICATES);
		registry.add("tls.listeners.echo.port", () -> ECHO);
		for (String listener : new String[] { "mutual-echo", "alpn", "starttls", "smtp", "amp" }) {
			registry.add("tls.listeners.%s.port".formatted(listener), () -> 0);
		}
	}

	protected final int port(String listener) {
		return this.listeners.get(listener).port();
	}

	protected final Socket connect(String listener) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(listener));
		socket.setSoTimeout((int) TIMEOUT.toMillis());
		return socket;
	}

	/**
	 * Go over to TLS, as whoever trusts the application's authority.
	 * @param socket the connection in clear
	 * @return the secured connection
	 * @throws IOException if there is none
	 */
	protected final Socket secure(Socket socket) throws IOException {
		SSLSocket secured = (SSLSocket) this.bundles.getBundle("edge")
			.createSslContext()
			.getSocketFactory()
			.createSocket(socket, "localhost", socket.getPort(), true);
		secured.startHandshake();
		return secured;
	}

	protected static void say(Socket socket, String text) throws IOException {
		socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
	}

	/**
	 * Read one line, and nothing behind it.
	 * @param socket the connection
	 * @return the line without its end
	 * @throws IOException if there is none
	 */
	protected static String line(Socket socket) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int octet = socket.getInputStream().read(); octet != '\n'; octet = socket.getInputStream().read()) {
			if (octet < 0) {
				throw new EOFException("no end of a line behind '%s'".formatted(line));
			}
			line.append((char) octet);
		}
		return line.toString().stripTrailing();
	}

	/**
	 * Run a client of the command line to its good end.
	 * @param command its name
	 * @param options options of Spring Boot
	 * @return what it printed
	 */
	protected static String run(String command, String... options) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		ByteArrayOutputStream err = new ByteArrayOutputStream();
		int code = ClientCommands.run(command,
				Stream.concat(Stream.of("--sample.certificates=" + CERTIFICATES), Stream.of(options))
					.toArray(String[]::new),
				new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
		assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
		assertThat(code).isZero();
		return out.toString(StandardCharsets.UTF_8);
	}

	/**
	 * Wait until a server has printed something.
	 * @param output what was printed since the test began
	 * @param expected what is waited for
	 */
	protected static void assertPrinted(CapturedOutput output, String expected) {
		Awaitility.await().atMost(TIMEOUT).untilAsserted(() -> assertThat(output).contains(expected));
	}

}

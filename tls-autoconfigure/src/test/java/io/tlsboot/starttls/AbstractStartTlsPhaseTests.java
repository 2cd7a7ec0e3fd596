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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.connection.HandshakeException;
import io.tlsboot.connection.TlsConnection;
import io.tlsboot.connection.TlsHandler;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.testing.Threads;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.AfterEach;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

abstract class AbstractStartTlsPhaseTests {

	static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	static final PrivateCertificate SERVER = AUTHORITY.issue("server");

	static final TlsHandler ECHO = Endpoints.ECHO;

	final Endpoints endpoints = Endpoints.withoutSelfTest();

	@AfterEach
	void close() {
		this.endpoints.close();
	}

	static CertificateOptions server(EngineChoice engine, TlsVersion version) {
		return CertificateOptions.builder().identity(SERVER).engine(engine).lowerMaximumSecurityTo(version).build();
	}

	static CertificateOptions trusting(TestAuthority authority, EngineChoice engine) {
		return CertificateOptions.builder().trustRoot(authority.trustRoot()).engine(engine).build();
	}

	static ServerStartTls smtp() {
		return smtp(StartTlsServerSettings.DEFAULTS, Duration.ofSeconds(10));
	}

	static ServerStartTls smtp(StartTlsServerSettings settings, Duration timeout) {
		return new ServerStartTls(TextNegotiator.smtp(), settings, timeout);
	}

	static ClientStartTls smtpClient(TlsPolicy policy) {
		return new ClientStartTls(TextNegotiator.smtp(), StartTlsClientSettings.of("localhost"), policy,
				Duration.ofSeconds(10));
	}

	static StartTlsNegotiator negotiator(StartTlsDialogue server) {
		return new StartTlsNegotiator() {

			@Override
			public String protocol() {
				return "test";
			}

			@Override
			public StartTlsDialogue server(StartTlsServerSettings settings) {
				return server;
			}

			@Override
			public StartTlsDialogue client(StartTlsClientSettings settings) {
				throw new UnsupportedOperationException();
			}

		};
	}

	Listener listen(ServerStartTls dialogue, TlsHandler handler) {
		return this.endpoints.listenStartTls(server(EngineChoice.AUTO, TlsVersion.TLSv1_3), dialogue, handler);
	}

	TlsConnection connect(int port, TlsPolicy policy) {
		return client(port, policy).connect().blockOptional(Endpoints.TIMEOUT).orElseThrow();
	}

	TlsClient client(int port, TlsPolicy policy) {
		return this.endpoints.clientStartTls(port, "localhost", trusting(AUTHORITY, EngineChoice.AUTO),
				smtpClient(policy));
	}

	static Socket socket(int port) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
		socket.setSoTimeout((int) Endpoints.TIMEOUT.toMillis());
		return socket;
	}

	static String line(Socket socket) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int octet = socket.getInputStream().read(); octet != '\n'
				&& octet >= 0; octet = socket.getInputStream().read()) {
			line.append((char) octet);
		}
		return line.toString().trim();
	}

	static void say(Socket socket, String text) throws IOException {
		socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
	}

	static FailureReason reason(Mono<?> failing) {
		try {
			failing.block(Endpoints.TIMEOUT);
		}
		catch (RuntimeException ex) {
			assertThat(ex).hasCauseInstanceOf(HandshakeException.class);
			return ((HandshakeException) ex.getCause()).reason();
		}
		throw new AssertionError("it did not fail");
	}

	/** A server that is not ours, and says what a test wants it to say. */
	static CompletableFuture<List<String>> scripted(ServerSocket listening, String... answers) {
		return CompletableFuture.supplyAsync(() -> {
			BlockingQueue<String> heard = new LinkedBlockingQueue<>();
			try (Socket socket = listening.accept()) {
				socket.setSoTimeout((int) Endpoints.TIMEOUT.toMillis());
				for (int index = 0; index < answers.length; index++) {
					if (index > 0) {
						heard.add(line(socket));
					}
					say(socket, answers[index]);
				}
				heard.add(line(socket));
			}
			catch (IOException ex) {
				heard.add("lost");
			}
			return List.copyOf(heard);
		}, Threads.OWN);
	}

	static ServerSocket listening() throws IOException {
		return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
	}

	static TlsHandler greeting() {
		return (connection) -> connection.lines(512)
			.concatMap((line) -> connection.outbound().sendString(Mono.just("250 again\r\n")))
			.then();
	}

}

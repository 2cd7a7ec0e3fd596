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

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.RawTlsPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The statements P9, P10 and TR10: what is in clear and was not read before the switch.
 */
class StartTlsInjectionStatementTests extends AbstractStartTlsStatementTests {

	// P9, TR10
	@ParameterizedTest
	@ValueSource(strings = { "evil\r\n", "e", "\r\n", "\u0000", "\u0017\u0003\u0003" })
	void plaintextBehindTheCommandEndsTheConnectionAndIsNeverDelivered(String injected) throws Exception {
		Listener listener = this.endpoints.listenStartTls(server(EngineChoice.AUTO), null, lines());
		try (Socket socket = socket(listener)) {
			socket.getOutputStream().write(("STARTTLS\r\n" + injected).getBytes(StandardCharsets.ISO_8859_1));

			assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason())
				.isEqualTo(FailureReason.PLAINTEXT_AFTER_STARTTLS);
			assertThat(next()).isEqualTo("STARTTLS");
			assertThat(next()).isInstanceOf(HandshakeException.class);
			assertThat(this.seen).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "evil\r\n", "GET / HTTP/1.1\r\n\r\n", "\u0080\u0001" })
	void plaintextAfterTheAnswerEndsTheConnectionAndIsNeverDelivered(String injected) throws Exception {
		Listener listener = this.endpoints.listenStartTls(server(EngineChoice.AUTO), null, lines());
		try (Socket socket = socket(listener)) {
			socket.getOutputStream().write("STARTTLS\r\n".getBytes(StandardCharsets.US_ASCII));
			assertThat(socket.getInputStream().readNBytes(7)).asString().isEqualTo("READY\r\n");
			socket.getOutputStream().write(injected.getBytes(StandardCharsets.ISO_8859_1));

			assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason())
				.isEqualTo(FailureReason.PLAINTEXT_AFTER_STARTTLS);
			assertThat(next()).isEqualTo("STARTTLS");
			assertThat(next()).isInstanceOf(HandshakeException.class);
			assertThat(this.seen).isEmpty();
		}
	}

	// P10
	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void clientHelloBehindTheCommandGoesToTheEngine(EngineChoice engine) throws Exception {
		Listener listener = this.endpoints.listenStartTls(server(engine), null, lines());
		byte[] hello = RawTlsPeer.clientHello("TLSv1.3");
		try (Socket socket = socket(listener)) {
			socket.getOutputStream().write(concat("STARTTLS\r\n".getBytes(StandardCharsets.US_ASCII), hello));
			assertThat(socket.getInputStream().readNBytes(7)).asString().isEqualTo("READY\r\n");

			// A handshake record of the server.
			assertThat(socket.getInputStream().readNBytes(2)).containsExactly(22, 3);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void plaintextBehindTheAnswerIsRefusedByTheClient(EngineChoice engine) throws Exception {
		try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			TlsConnection connection = client(other.getLocalPort(), engine).connect()
				.blockOptional(Endpoints.TIMEOUT)
				.orElseThrow();
			try (Socket socket = other.accept()) {
				socket.getOutputStream().write("READY\r\nevil\r\n".getBytes(StandardCharsets.US_ASCII));
				assertThat(connection.lines(100).next().block(Endpoints.TIMEOUT)).isEqualTo("READY");

				assertThatExceptionOfType(Exception.class)
					.isThrownBy(() -> connection.startTls().block(Endpoints.TIMEOUT))
					.havingCause()
					.isInstanceOfSatisfying(HandshakeException.class, (failure) -> assertThat(failure.reason())
						.isEqualTo(FailureReason.PLAINTEXT_AFTER_STARTTLS));
			}
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void plaintextInTheNextSegmentIsRefusedByTheClient(EngineChoice engine) throws Exception {
		try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			TlsConnection connection = client(other.getLocalPort(), engine).connect()
				.blockOptional(Endpoints.TIMEOUT)
				.orElseThrow();
			try (Socket socket = other.accept()) {
				CompletableFuture<NegotiatedSession> upgrade = connection.startTls().toFuture();
				assertThat(socket.getInputStream().readNBytes(1)).containsExactly(22);
				socket.getOutputStream().write("250 evil\r\n".getBytes(StandardCharsets.US_ASCII));

				assertThat(upgrade).failsWithin(Endpoints.TIMEOUT)
					.withThrowableThat()
					.havingCause()
					.isInstanceOfSatisfying(HandshakeException.class, (failure) -> assertThat(failure.reason())
						.isEqualTo(FailureReason.PLAINTEXT_AFTER_STARTTLS));
			}
		}
	}

	@Test
	void whatABlockingHandlerHasNotReadIsNotDelivered() throws Exception {
		BlockingTlsHandler blocking = (connection, input, output) -> {
			this.seen.add(line(input));
			try {
				connection.startTls().block(Endpoints.TIMEOUT);
			}
			catch (RuntimeException ex) {
				this.seen.add(ex);
			}
		};
		Listener listener = this.endpoints.listenStartTls(server(EngineChoice.AUTO), null,
				blocking.on((task) -> new Thread(task).start()));
		try (Socket socket = socket(listener)) {
			socket.getOutputStream().write("STARTTLS\r\nevil\r\n".getBytes(StandardCharsets.US_ASCII));

			assertThat(next()).isEqualTo("STARTTLS");
			assertThat(next()).isInstanceOfSatisfying(RuntimeException.class,
					(failure) -> assertThat(failure).hasCauseInstanceOf(HandshakeException.class));
			assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason())
				.isEqualTo(FailureReason.PLAINTEXT_AFTER_STARTTLS);
		}
	}

}

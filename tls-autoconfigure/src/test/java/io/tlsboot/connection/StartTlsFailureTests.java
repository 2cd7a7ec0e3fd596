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

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;

import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.engine.ContextSettings;
import io.tlsboot.engine.TlsContextSource;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.OptionsSource;
import io.tlsboot.server.Listener;
import io.tlsboot.server.ServerNames;
import io.tlsboot.starttls.LineDialogue;
import io.tlsboot.starttls.ServerStartTls;
import io.tlsboot.starttls.StartTlsClientSettings;
import io.tlsboot.starttls.StartTlsDialogue;
import io.tlsboot.starttls.StartTlsNegotiator;
import io.tlsboot.starttls.StartTlsServerSettings;
import io.tlsboot.starttls.Step;
import io.tlsboot.testing.Endpoints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Upgrades by hand that fail.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartTlsFailureTests extends AbstractStartTlsStatementTests {

	private static void say(Socket socket, String text) throws IOException {
		socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
	}

	private static TlsHandler documented() {
		return (connection) -> connection.lines(512)
			.concatMap((line) -> line.equals("STARTTLS")
					? connection.outbound().sendString(Mono.just("READY\r\n")).then().then(connection.startTls()).then()
					: Mono.empty())
			.then();
	}

	@Test
	void peersMistakeIsToldOnceWithoutAStackTraceAndResetsTheConnection(CapturedOutput output) throws Exception {
		Listener listener = this.endpoints.listenStartTls(server(EngineChoice.AUTO), null, documented());
		try (Socket socket = socket(listener)) {
			say(socket, "STARTTLS\r\nevil\r\n");

			assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason())
				.isEqualTo(FailureReason.PLAINTEXT_AFTER_STARTTLS);
			assertThatExceptionOfType(SocketException.class).isThrownBy(() -> socket.getInputStream().readAllBytes())
				.withMessageContaining("reset");
		}
		listener.close();
		assertThat(this.endpoints.handshakes().toldOfServers()).isOne();
		assertThat(output).doesNotContain("\tat ");
	}

	@Test
	void alertOfALateHandshakeReachesThePeer() throws Exception {
		Listener listener = this.endpoints.listenStartTls(server(EngineChoice.AUTO), null, documented());
		try (Socket socket = socket(listener)) {
			say(socket, "STARTTLS\r\n");
			assertThat(socket.getInputStream().readNBytes(7)).asString(StandardCharsets.US_ASCII)
				.isEqualTo("READY\r\n");
			// A handshake that does not begin with a ClientHello.
			socket.getOutputStream().write(new byte[] { 22, 3, 1, 0, 4, 2, 0, 0, 0 });

			assertThat(socket.getInputStream().readNBytes(7)).containsExactly(21, 3, 3, 0, 2, 2, 10);
		}
	}

	@Test
	void whatIsWrittenAfterAFailedUpgradeIsNotSent() throws Exception {
		Listener listener = this.endpoints.listenStartTls(server(EngineChoice.AUTO), null,
				(connection) -> connection.startTls()
					.then()
					.onErrorResume((refused) -> connection.outbound()
						.sendString(Mono.just("secret"))
						.then()
						.doOnError(this.seen::add)));
		try (Socket socket = socket(listener)) {
			socket.getOutputStream().write(new byte[] { 22, 3, 1, 0, 4, 2, 0, 0, 0 });

			assertThat(socket.getInputStream().readAllBytes()).containsExactly(21, 3, 3, 0, 2, 2, 10);
		}
		assertThat(next()).isInstanceOf(HandshakeException.class);
	}

	@Test
	void upgradeOfAClosedClientFails() {
		Listener listener = this.endpoints.listenStartTls(server(EngineChoice.AUTO), null, documented());
		TlsClient client = client(listener.port(), EngineChoice.JDK);
		TlsConnection connection = client.connect().blockOptional(Endpoints.TIMEOUT).orElseThrow();
		client.close();

		assertThatExceptionOfType(Exception.class).isThrownBy(() -> connection.startTls().block(Endpoints.TIMEOUT))
			.havingCause()
			.isInstanceOf(HandshakeException.class)
			.withMessageContaining("closed");
		assertThat(this.endpoints.handshakes().failure(Side.CLIENT).reason()).isEqualTo(FailureReason.OTHER);
	}

	@Test
	void nothingInClearIsDeliveredToAReaderThatAsksForMoreAfterTheUpgradeBegan() throws Exception {
		Listener listener = this.endpoints.listenStartTls(server(EngineChoice.AUTO), null, (connection) -> {
			connection.lines(100).subscribe(new BaseSubscriber<>() {

				@Override
				protected void hookOnSubscribe(Subscription subscription) {
					request(1);
				}

				@Override
				protected void hookOnNext(String line) {
					StartTlsFailureTests.this.seen.add(line);
					connection.startTls().subscribe(null, StartTlsFailureTests.this.seen::add);
					request(1);
				}

				@Override
				protected void hookOnError(Throwable failure) {
					// Told to whoever goes over.
				}

			});
			return Mono.never();
		});
		try (Socket socket = socket(listener)) {
			say(socket, "STARTTLS\r\nevil\r\n");

			assertThat(next()).isEqualTo("STARTTLS");
			assertThat(next()).isInstanceOf(HandshakeException.class);
			assertThat(this.seen).isEmpty();
		}
	}

	@Test
	void whatADialogueHandsOverInClearIsNotDeliveredAfterAnUpgradeByHand() throws Exception {
		ServerNames names = ServerNames
			.any(TlsContextSource.forServer(OptionsSource.fixed("late", server(EngineChoice.JDK)),
					ContextSettings.of(Clock.systemUTC()).withoutSelfTest()));
		try (names) {
			TlsUpgrade upgrade = TlsUpgrade.server(names, new Endpoint(Side.SERVER, "late"),
					this.endpoints.handshakes(), Endpoints.TIMEOUT);
			StartTlsServerSettings lenient = new StartTlsServerSettings(false, "localhost", null, List.of(), null, null,
					512, 10);
			Listener listener = this.endpoints.listenStartTls(server(EngineChoice.JDK),
					new ServerStartTls(new HandingOver(), lenient, Endpoints.TIMEOUT),
					(connection) -> connection.startTls(upgrade)
						.thenMany(connection.lines(100))
						.doOnNext(this.seen::add)
						.doOnError(this.seen::add)
						.then());
			try (Socket socket = socket(listener)) {
				say(socket, "evil one\r\nevil two\r\n");

				assertThat(next()).isInstanceOf(HandshakeException.class);
				assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason())
					.isEqualTo(FailureReason.PLAINTEXT_AFTER_STARTTLS);
				assertThat(this.seen).isEmpty();
			}
		}
	}

	/**
	 * Hands every client over in clear.
	 */
	private static final class HandingOver implements StartTlsNegotiator {

		@Override
		public String protocol() {
			return "test";
		}

		@Override
		public StartTlsDialogue server(StartTlsServerSettings settings) {
			return new LineDialogue(settings.maxLineLength()) {

				@Override
				protected Step line(String line) {
					return handOver();
				}

			};
		}

		@Override
		public StartTlsDialogue client(StartTlsClientSettings settings) {
			throw new UnsupportedOperationException();
		}

	}

}

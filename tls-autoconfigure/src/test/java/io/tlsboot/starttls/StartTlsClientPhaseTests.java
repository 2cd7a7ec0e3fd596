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
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.connection.TlsConnection;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.testing.Threads;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Dialogues of a client on real connections.
 */
class StartTlsClientPhaseTests extends AbstractStartTlsPhaseTests {

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void wrongCertificateIsRefusedByTheClient(EngineChoice engine) {
		Listener listener = listen(smtp(), ECHO);
		TlsClient client = this.endpoints.clientStartTls(listener.port(), "localhost",
				trusting(TestAuthority.create("Other CA"), engine), smtpClient(TlsPolicy.OPPORTUNISTIC));

		assertThat(reason(client.connect())).isEqualTo(FailureReason.UNTRUSTED_ISSUER);
	}

	@ParameterizedTest
	@CsvSource({ "'220 go\r\n250 evil\r\n', PLAINTEXT_AFTER_STARTTLS", "'220 go\r\n2', PLAINTEXT_AFTER_STARTTLS",
			"'454 not now\r\n', STARTTLS_REFUSED", "'no reply\r\n', STARTTLS_MALFORMED",
			"'220 go\r\n\u0016\u0003', PLAINTEXT_AFTER_STARTTLS" })
	void answerToTheClientsCommandDecides(String answer, FailureReason expected) throws IOException {
		try (ServerSocket listening = listening()) {
			scripted(listening, "220 other\r\n", "250-other\r\n250 STARTTLS\r\n", answer);

			assertThat(reason(client(listening.getLocalPort(), TlsPolicy.REQUIRE).connect())).isEqualTo(expected);
			assertThat(this.endpoints.handshakes().failure(Side.CLIENT).reason()).isEqualTo(expected);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "250 other\r\n", "250-other\r\n250 XXXXXXXX\r\n", "502 what\r\n" })
	void strippedOfferIsAFailureWhereTlsIsRequired(String answer) throws IOException {
		try (ServerSocket listening = listening()) {
			CompletableFuture<List<String>> heard = scripted(listening, "220 other\r\n", answer);

			assertThat(reason(client(listening.getLocalPort(), TlsPolicy.REQUIRE).connect()))
				.isEqualTo(FailureReason.STARTTLS_STRIPPED);
			assertThat(heard).succeedsWithin(Endpoints.TIMEOUT)
				.asInstanceOf(InstanceOfAssertFactories.list(String.class))
				.containsExactly("EHLO localhost", "");
		}
	}

	@Test
	void connectionGoesOnInClearWhereThePolicySaysSo() throws IOException {
		try (ServerSocket listening = listening()) {
			CompletableFuture<List<String>> heard = scripted(listening, "220 other\r\n", "250 other\r\n");

			TlsConnection connection = connect(listening.getLocalPort(), TlsPolicy.OPPORTUNISTIC);

			assertThat(connection.session()).isEmpty();
			assertThat(connection.greeting()).asString(StandardCharsets.US_ASCII).isEqualTo("250 other\r\n");
			connection.outbound().sendString(Mono.just("MAIL\r\n")).then().block(Endpoints.TIMEOUT);
			assertThat(heard).succeedsWithin(Endpoints.TIMEOUT).isEqualTo(List.of("EHLO localhost", "MAIL"));
		}
	}

	@Test
	void absenceIsAFailureWhereThereWasTlsBefore() throws IOException {
		Listener listener = listen(smtp(), greeting());
		ClientStartTls remembering = smtpClient(TlsPolicy.OPPORTUNISTIC_REMEMBER);
		try (ServerSocket listening = listening()) {
			TlsClient other = this.endpoints.clientStartTls(listening.getLocalPort(), "localhost",
					trusting(AUTHORITY, EngineChoice.AUTO), remembering);
			scripted(listening, "220 other\r\n", "250 other\r\n");
			assertThat(other.connect().blockOptional(Endpoints.TIMEOUT)).get()
				.extracting(TlsConnection::session)
				.isEqualTo(Optional.empty());
			this.endpoints
				.clientStartTls(listener.port(), "localhost", trusting(AUTHORITY, EngineChoice.AUTO), remembering)
				.connect()
				.block(Endpoints.TIMEOUT);
			scripted(listening, "220 other\r\n", "250 other\r\n");

			assertThat(reason(other.connect())).isEqualTo(FailureReason.STARTTLS_STRIPPED);
		}
	}

	@Test
	void serverThatIsSilentEndsTheConnection() throws IOException {
		try (ServerSocket listening = listening()) {
			ClientStartTls hasty = new ClientStartTls(TextNegotiator.smtp(), StartTlsClientSettings.of("localhost"),
					TlsPolicy.OPPORTUNISTIC, Duration.ofMillis(200));
			TlsClient client = this.endpoints.clientStartTls(listening.getLocalPort(), "localhost",
					trusting(AUTHORITY, EngineChoice.AUTO), hasty);

			assertThat(reason(client.connect())).isEqualTo(FailureReason.TIMEOUT);
		}
	}

	@Test
	void serverThatGoesAwayEndsTheConnection() throws IOException {
		try (ServerSocket listening = listening()) {
			CompletableFuture.runAsync(() -> {
				try (Socket socket = listening.accept()) {
					say(socket, "220 other\r\n");
				}
				catch (IOException ex) {
					throw new AssertionError(ex);
				}
			}, Threads.OWN);

			assertThat(reason(client(listening.getLocalPort(), TlsPolicy.REQUIRE).connect()))
				.isEqualTo(FailureReason.RESET);
		}
	}

	@Test
	void dialogueThatIsDoneInClearEndsTheConnectionWhereTlsIsRequired() throws IOException {
		StartTlsNegotiator hasty = new StartTlsNegotiator() {

			@Override
			public String protocol() {
				return "hasty";
			}

			@Override
			public StartTlsDialogue server(StartTlsServerSettings settings) {
				return StartTlsDialogue.SILENT;
			}

			@Override
			public StartTlsDialogue client(StartTlsClientSettings settings) {
				return StartTlsDialogue.SILENT;
			}

		};
		try (ServerSocket listening = listening()) {
			TlsClient client = this.endpoints.clientStartTls(listening.getLocalPort(), "localhost",
					trusting(AUTHORITY, EngineChoice.AUTO), new ClientStartTls(hasty,
							StartTlsClientSettings.of("localhost"), TlsPolicy.REQUIRE, Duration.ofSeconds(10)));

			assertThat(reason(client.connect())).isEqualTo(FailureReason.OTHER);
		}
	}

}

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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import io.tlsboot.connection.FailureReason;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests for {@link AmpNegotiator}.
 */
class AmpTests {

	/** As Twisted sends it. */
	private static final String REQUEST = "\0\4_ask\0\1" + "1\0\10_command\0\10StartTLS\0\0";

	/** As Twisted answers it. */
	private static final String ANSWER = "\0\7_answer\0\1" + "1\0\0";

	private static final String PING = "\0\4_ask\0\2" + "a7\0\10_command\0\4Ping\0\4text\0\2hi\0\0";

	static final List<Recording> RECORDINGS = List.of(Recording.server("amp", REQUEST),
			Recording.server("amp", PING + REQUEST).named("another command"), Recording.client("amp", ANSWER, ""));

	private static final StartTlsServerSettings LENIENT = new StartTlsServerSettings(false, "localhost", null,
			List.of(), null, null, 2048, 50);

	private final AmpNegotiator negotiator = new AmpNegotiator();

	@Test
	void takesStartTls() {
		Assertions.assertThat(server(REQUEST)).isEqualTo(new Outcome(ANSWER, Step.Next.UPGRADE, "", null));
		Assertions.assertThat(server(REQUEST + PING).left()).isEqualTo(PING);
	}

	@Test
	void answersWithTheTagOfTheRequest() {
		Assertions.assertThat(server(REQUEST.replace("\0\1" + "1", "\0\2\377x")).sent())
			.isEqualTo(ANSWER.replace("\0\1" + "1", "\0\2\377x"));
	}

	@Test
	void refusesOtherCommandsFirst() {
		Outcome outcome = server(PING + PING.replace("\0\4_ask\0\2a7", "") + REQUEST);
		Assertions.assertThat(outcome.sent())
			.isEqualTo(
					"\0\6_error\0\2a7\0\13_error_code\0\14TLS_REQUIRED\0\22_error_description\0\30StartTLS must come first\0\0"
							+ ANSWER);
		Assertions.assertThat(outcome.next()).isEqualTo(Step.Next.UPGRADE);
	}

	@Test
	void handsOtherClientsOverWhereTlsIsNotRequired() {
		Assertions.assertThat(Outcome.of(() -> this.negotiator.server(LENIENT), PING))
			.isEqualTo(new Outcome("", Step.Next.DONE, PING, null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\0\0", "\1\0", "\0\1a\0\0\0\0", "\0\10_command\0\10StartTLS\0\0", ANSWER,
			"\0\1a\0\0\0\1a\0\0\0\10_command\0\1x\0\0", "\0\10_command\377\377", "GET / HTTP/1.1", "\26\3\1" })
	void givesUpAboutWhatIsNoCommand(String text) {
		Outcome outcome = server(text.endsWith("\377\377") ? text + "x".repeat(2048) : text);
		Assertions.assertThat(outcome.next()).isEqualTo(Step.Next.FAIL);
		Assertions.assertThat(outcome.sent()).isEmpty();
	}

	@Test
	void asksAsClient() {
		Assertions.assertThat(client(ANSWER)).isEqualTo(new Outcome(REQUEST, Step.Next.UPGRADE, "", null));
		Assertions.assertThat(client(ANSWER + PING).left()).isEqualTo(PING);
	}

	@Test
	void tellsAsClientWhatIsWrong() {
		Step unavailable = error("TLS_ERROR", "TLS not available");
		Assertions.assertThat(unavailable.reason()).isEqualTo(FailureReason.STARTTLS_REFUSED);
		Assertions.assertThat(unavailable.detail())
			.isEqualTo("the server answers StartTLS with the error TLS_ERROR 'TLS not available'");
		Step unknown = error("UNHANDLED", "Unhandled Command: 'StartTLS'\r\n" + "x".repeat(500));
		Assertions.assertThat(unknown.reason()).isEqualTo(FailureReason.STARTTLS_STRIPPED);
		Assertions.assertThat(Objects.requireNonNull(unknown.detail())).hasSizeLessThan(110).doesNotContain("\r");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\0\7_answer\0\1" + "2\0\0", PING, "\0\0", "HTTP/1.1 200 OK",
			"\0\6_error\0\1" + "2\0\13_error_code\0\1x\0\0" })
	void givesUpAboutWhatIsNoAnswer(String text) {
		Assertions.assertThat(client(text).next()).isEqualTo(Step.Next.FAIL);
	}

	@Test
	void neverThrows() {
		Outcome.fuzz(() -> this.negotiator.server(StartTlsServerSettings.DEFAULTS), Outcome.bytes(REQUEST),
				Outcome.bytes(PING));
		Outcome.fuzz(this::client, Outcome.bytes(ANSWER), AmpBox.write("_error", "1", "_error_code", "TLS_ERROR"));
	}

	private Outcome server(String text) {
		return Outcome.of(() -> this.negotiator.server(StartTlsServerSettings.DEFAULTS), text);
	}

	private StartTlsDialogue client() {
		return this.negotiator.client(StartTlsClientSettings.of("amp.example.com"));
	}

	private Outcome client(String text) {
		return Outcome.of(this::client, text);
	}

	private Step error(String code, String description) {
		byte[] box = AmpBox.write("_error", "1", "_error_code", code, "_error_description", description);
		Assertions.assertThat(new String(box, StandardCharsets.ISO_8859_1)).contains(code);
		return client().received(ByteBuffer.wrap(box));
	}

}

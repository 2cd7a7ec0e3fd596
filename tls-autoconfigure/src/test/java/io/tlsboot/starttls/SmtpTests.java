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

import java.util.List;

import io.tlsboot.connection.FailureReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SmtpTests {

	static final List<Recording> RECORDINGS = List.of(
			Recording.server("smtp", "EHLO client.example\r\nNOOP\r\nMAIL FROM:<a@b>\r\nSTARTTLS\r\n"),
			Recording.server("smtp", "EHLO client.example\r\nQUIT\r\n").named("quits"),
			Recording.server("smtp", "EHLO " + "a".repeat(3000) + "\r\nSTARTTLS\r\n").named("long line"),
			Recording.server("smtp", Settings.optional(), "EHLO a\r\nMAIL FROM:<a@b>\r\nDATA\r\n").named("in clear"),
			Recording.client("smtp",
					"220-mx.example ESMTP\r\n220 ready\r\n250-mx.example\r\n250-SIZE 1000\r\n250 STARTTLS\r\n220 go\r\n",
					"250-mx.example\r\n250 AUTH PLAIN\r\n"),
			Recording.client("smtp", "220 mx.example\r\n250-mx.example\r\n250 SIZE\r\n", "").named("not offered"),
			Recording.client("smtp", "220 mx.example\r\n250-a\r\n250 STARTTLS\r\n454 not now\r\n", "").named("refused"),
			Recording.backend("smtp", "220-mx.example\r\n220 ready\r\n250 of the next\r\n"),
			Recording.server("lmtp", "EHLO a\r\nLHLO client.example\r\nSTARTTLS\r\n"), Recording.client("lmtp",
					"220 mx.example LMTP\r\n250-a\r\n250 STARTTLS\r\n220 go\r\n", "250 mx.example\r\n"),
			Recording.backend("lmtp", "220 mx.example\r\n"));

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			EHLO client.example    | 250-localhost~250-ENHANCEDSTATUSCODES~250 STARTTLS
			ehlo [192.0.2.1]       | 250-localhost~250-ENHANCEDSTATUSCODES~250 STARTTLS
			EHLO                   | 501 Syntax: EHLO hostname
			HELO client.example    | 530 5.7.0 Must issue a STARTTLS command first
			LHLO client.example    | 530 5.7.0 Must issue a STARTTLS command first
			NOOP                   | 250 2.0.0 OK
			NOOP and more          | 250 2.0.0 OK
			QUIT                   | 221 2.0.0 localhost closing
			STARTTLS               | 220 2.0.0 Ready to start TLS
			starttls               | 220 2.0.0 Ready to start TLS
			STARTTLS now           | 501 5.5.4 STARTTLS has no parameters
			AUTH PLAIN AGEAYg==    | 530 5.7.0 Must issue a STARTTLS command first
			MAIL FROM:<a@b.example>| 530 5.7.0 Must issue a STARTTLS command first
			RSET                   | 530 5.7.0 Must issue a STARTTLS command first
			VRFY a                 | 530 5.7.0 Must issue a STARTTLS command first
			nonsense               | 530 5.7.0 Must issue a STARTTLS command first
			`` | 530 5.7.0 Must issue a STARTTLS command first
			""")
	void theServerAnswers(String request, String reply) {
		DialogueRun server = DialogueRun.server("smtp");
		assertThat(server.takeText()).isEqualTo("220 localhost ESMTP\r\n");
		assertThat(server.say(request + "\r\n")).isEqualTo(reply.replace("~", "\r\n") + "\r\n");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			LHLO client.example | 250-localhost~250-ENHANCEDSTATUSCODES~250 STARTTLS
			EHLO client.example | 500 Syntax: LHLO hostname
			HELO client.example | 500 Syntax: LHLO hostname
			""")
	void theServerOfLmtpKnowsOnlyItsOwnGreeting(String request, String reply) {
		assertThat(DialogueRun.server("lmtp").say(request + "\r\n")).isEqualTo(reply.replace("~", "\r\n") + "\r\n");
	}

	@Test
	void theServerUpgradesAndClosesWhereItSaysSo() {
		DialogueRun server = DialogueRun.server("smtp");
		server.say("STARTTLS\r\n");
		assertThat(server.last().next()).isEqualTo(Step.Next.UPGRADE);
		server = DialogueRun.server("smtp");
		server.say("QUIT\r\n");
		assertThat(server.last().next()).isEqualTo(Step.Next.CLOSE);
	}

	@Test
	void theServerSaysWhatItsSettingsSay() {
		DialogueRun server = DialogueRun.server("smtp", Settings.of("SIZE 1000", "enhancedstatuscodes"));
		assertThat(server.takeText()).isEqualTo("220 mx.example hello\r\n");
		assertThat(server.say("EHLO a\r\n"))
			.isEqualTo("250-mx.example\r\n250-enhancedstatuscodes\r\n250-STARTTLS\r\n250 SIZE 1000\r\n");
		assertThat(server.say("DATA\r\n")).isEqualTo("530 5.7.0 secure first\r\n");
		assertThat(server.say("STARTTLS\r\n")).isEqualTo("220 2.0.0 go on\r\n");
	}

	@Test
	void theServerGivesUpOnALongLine() {
		DialogueRun server = DialogueRun.server("smtp");
		assertThat(server.say("EHLO " + "a".repeat(3000))).isEqualTo("500 5.5.2 Line too long\r\n");
		assertThat(server.last().reason()).isEqualTo(FailureReason.STARTTLS_MALFORMED);
	}

	@Test
	void theServerHandsOverInClearWithTheLineButNeverCredentials() {
		DialogueRun server = DialogueRun.server("smtp", Settings.optional());
		assertThat(server.say("AUTH PLAIN AGEAYg==\r\n")).startsWith("530 5.7.0");
		assertThat(server.say("MAIL FROM:<a@b>\r\nDATA\r\n")).isEmpty();
		assertThat(server.last().next()).isEqualTo(Step.Next.DONE);
		assertThat(server.leftText()).isEqualTo("MAIL FROM:<a@b>\r\nDATA\r\n");
	}

	@Test
	void noServerAnnouncesCredentialsInClear() {
		assertThatIllegalArgumentException().isThrownBy(() -> TextNegotiator.smtp().check(Settings.of("AUTH PLAIN")))
			.withMessage("capabilities: 'AUTH PLAIN' (expected: no AUTH, since credentials are not accepted"
					+ " before TLS)");
	}

	@Test
	void theClientAsksForTlsAndGreetsAgainAfterIt() {
		DialogueRun client = DialogueRun.client("smtp");
		assertThat(client.say("220 mx.example\r\n")).isEqualTo("EHLO localhost\r\n");
		assertThat(client.say("250-mx.example\r\n250 starttls\r\n")).isEqualTo("STARTTLS\r\n");
		assertThat(client.say("220 go\r\n")).isEmpty();
		assertThat(client.last().next()).isEqualTo(Step.Next.UPGRADE);
		assertThat(client.secure()).isEqualTo("EHLO localhost\r\n");
		assertThat(client.greeting()).isEmpty();
		client.say("250-mx.example\r\n250 AUTH PLAIN\r\n");
		assertThat(client.last().next()).isEqualTo(Step.Next.DONE);
		assertThat(client.greeting()).isEqualTo("250-mx.example\r\n250 AUTH PLAIN\r\n");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			554 no                                        | STARTTLS_MALFORMED | to the connection (expected: 220)
			SSH-2.0-server                                | STARTTLS_MALFORMED | which is no line of an answer
			220-a~221 b                                   | STARTTLS_MALFORMED | which is no line of an answer
			220 a~250-b~250 SIZE                          | STARTTLS_STRIPPED  | expected: 250 with STARTTLS
			220 a~250 STARTTLS                            | STARTTLS_STRIPPED  | expected: 250 with STARTTLS
			220 a~502 what                                | STARTTLS_STRIPPED  | '502 what' to EHLO localhost
			220 a~421 later                               | STARTTLS_MALFORMED | '421 later' to EHLO localhost
			220 a~250-b~250 STARTTLS~454 not now          | STARTTLS_REFUSED   | '454 not now' to STARTTLS
			220 a~250-b~250 STARTTLS~250 what             | STARTTLS_REFUSED   | '250 what' to STARTTLS
			""")
	void theClientTellsWhatIsWrong(String server, FailureReason reason, String detail) {
		DialogueRun client = DialogueRun.client("smtp");
		client.say(server.replace("~", "\r\n") + "\r\n");
		assertThat(client.last().reason()).isEqualTo(reason);
		assertThat(client.last().detail()).contains(detail);
	}

	@ParameterizedTest
	@ValueSource(strings = { "smtp", "lmtp" })
	void theClientListensToSoMuchOnly(String protocol) {
		DialogueRun endless = DialogueRun.client(protocol);
		endless.say("220-and more\r\n".repeat(101));
		assertThat(endless.last().detail()).isEqualTo("an answer of the server has more than 100 lines");
		DialogueRun longLine = DialogueRun.client(protocol);
		longLine.say("220 " + "a".repeat(9000));
		assertThat(longLine.last().detail()).isEqualTo("a line has more than 8192 octets");
		DialogueRun talkative = DialogueRun.client(protocol);
		talkative.say("554 " + "a".repeat(8000) + "\r\n");
		assertThat(talkative.last().detail()).hasSizeLessThan(200);
	}

}

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

class ImapTests {

	static final List<Recording> RECORDINGS = List.of(
			Recording.server("imap", "a CAPABILITY\r\nb LOGIN {4}\r\n. NOOP\r\nx STARTTLS\r\n"),
			Recording.server("imap", "a LOGIN {4+}\r\nuser {3+}\r\nx STARTTLS\r\n").named("literals"),
			Recording.server("imap", "a LOGOUT\r\n").named("logs out"),
			Recording.client("imap",
					"* OK ready\r\n* CAPABILITY IMAP4rev1 STARTTLS\r\na1 OK done\r\n* 3 EXISTS\r\na2 OK go\r\n",
					"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\na3 OK done\r\n"),
			Recording.client("imap", "* PREAUTH ready\r\n", "").named("logged in already"),
			Recording.backend("imap", "* OK ready\r\n* next\r\n"));

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			a1 CAPABILITY        | * CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED~a1 OK CAPABILITY completed
			. capability         | * CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED~. OK CAPABILITY completed
			a1 CAPABILITY x      | a1 BAD CAPABILITY has no parameters
			a1 NOOP              | a1 OK NOOP completed
			a1 LOGOUT            | * BYE Logging out~a1 OK LOGOUT completed
			a1 STARTTLS          | a1 OK Begin TLS negotiation now
			a1 STARTTLS now      | a1 BAD STARTTLS has no parameters
			a1 LOGIN joe secret  | a1 NO [PRIVACYREQUIRED] Must issue a STARTTLS command first
			a1 login {3}         | a1 NO [PRIVACYREQUIRED] Must issue a STARTTLS command first
			a1 AUTHENTICATE PLAIN| a1 NO [PRIVACYREQUIRED] Must issue a STARTTLS command first
			a1 SELECT INBOX      | a1 BAD Must issue a STARTTLS command first
			a1 ID NIL            | a1 BAD Must issue a STARTTLS command first
			a1 nonsense          | a1 BAD Must issue a STARTTLS command first
			STARTTLS             | * BAD Expected a tag and a command
			+ STARTTLS           | * BAD Expected a tag and a command
			a(b STARTTLS         | * BAD Expected a tag and a command
			""")
	void theServerAnswers(String request, String reply) {
		Conversation.serverAnswers("imap", request, reply);
	}

	@Test
	void theServerGreetsWithItsCapabilities() {
		DialogueRun server = DialogueRun.server("imap", Settings.of("ID", "imap4rev1"));
		assertThat(server.takeText()).isEqualTo("* OK [CAPABILITY imap4rev1 STARTTLS LOGINDISABLED ID] hello\r\n");
		assertThat(server.say("a SELECT b\r\n")).isEqualTo("a BAD secure first\r\n");
		assertThat(server.say("a STARTTLS\r\n")).isEqualTo("a OK go on\r\n");
		assertThat(server.last().next()).isEqualTo(Step.Next.UPGRADE);
	}

	@Test
	void theServerNeverTakesALiteralForCommands() {
		Conversation.serverGivesUp("imap", "a LOGIN {12+}", "* BYE Must issue a STARTTLS command first");
		DialogueRun server = DialogueRun.server("imap");
		assertThat(server.say("a APPEND INBOX ~{10+}\r\nx STARTTLS\r\n"))
			.isEqualTo("* BYE Must issue a STARTTLS command first\r\n");
		assertThat(server.last().reason()).isEqualTo(FailureReason.STARTTLS_MALFORMED);
		assertThat(server.leftText()).isEqualTo("x STARTTLS\r\n");
		Conversation.serverGivesUp("imap", "a " + "b".repeat(3000), "* BYE Line too long");
	}

	@Test
	void theServerHandsOverInClearButNeverCredentials() {
		Conversation.serverRefusesWhateverItsPolicy("imap", "a LOGIN joe secret",
				"a NO [PRIVACYREQUIRED] Must issue a STARTTLS command first");
		Conversation.serverHandsOver("imap", "a ID NIL");
		Conversation.serverHandsOver("imap", "a ID (\"name\" {10+}~x STARTTLS");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a LOGIN {10+}", "a AUTHENTICATE {10+}", "a NOOP {10+}", "a STARTTLS {10+}", "a( {10+}" })
	void theServerHandsNoLiteralOverThatItsOwnCommandsHave(String request) {
		DialogueRun server = DialogueRun.server("imap", Settings.optional());
		assertThat(server.say(request + "\r\nx STARTTLS\r\n"))
			.endsWith("* BYE Must issue a STARTTLS command first\r\n");
		assertThat(server.last().reason()).isEqualTo(FailureReason.STARTTLS_MALFORMED);
		assertThat(server.leftText()).isEqualTo("x STARTTLS\r\n");
	}

	@Test
	void theClientAsksForTlsAndForTheCapabilitiesAgain() {
		DialogueRun client = Conversation.clientUpgrades("imap",
				"* OK [CAPABILITY IMAP4rev1] hi~* CAPABILITY IMAP4rev1 StartTLS~a1 OK done~a2 OK go",
				"a1 CAPABILITY~a2 STARTTLS");
		Conversation.clientIsDone(client, "a3 CAPABILITY", "* CAPABILITY IMAP4rev1 AUTH=PLAIN~a3 OK done");
	}

	@Test
	void theClientForgetsWhatWasSaidBeforeTheHandshake() {
		Conversation.clientFailsAfterTheHandshake(Conversation.clientUpgrades("imap",
				"* OK hi~* CAPABILITY STARTTLS~a1 OK done~a2 OK go", "a1 CAPABILITY~a2 STARTTLS"),
				"* CAPABILITY AUTH=PLAIN~a3 BAD what");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			* PREAUTH hi                                     | STARTTLS_STRIPPED  | since PREAUTH rules out TLS
			* preauth [CAPABILITY STARTTLS] hi               | STARTTLS_STRIPPED  | since PREAUTH rules out TLS
			* BYE full                                       | STARTTLS_MALFORMED | '* BYE full' to the connection
			220 mx.example                                   | STARTTLS_MALFORMED | which is no line of an answer
			* OK [CAPABILITY STARTTLS] hi~* CAPABILITY X~a1 OK | STARTTLS_STRIPPED | '* CAPABILITY X / a1 OK'
			* OK hi~a1 OK STARTTLS                           | STARTTLS_STRIPPED  | 'a1 OK STARTTLS'
			* OK hi~a1 BAD what                              | STARTTLS_MALFORMED | 'a1 BAD what' to CAPABILITY
			* OK hi~a2 OK what                               | STARTTLS_MALFORMED | which is no line of an answer
			* OK hi~* BYE full                               | STARTTLS_MALFORMED | which is no line of an answer
			* OK hi~+ go                                     | STARTTLS_MALFORMED | which is no line of an answer
			* OK hi~* CAPABILITY STARTTLS~a1 OK~a2 NO not now| STARTTLS_REFUSED   | 'a2 NO not now' to STARTTLS
			* OK hi~* CAPABILITY STARTTLS~a1 OK~a2 BAD what  | STARTTLS_REFUSED   | 'a2 BAD what' to STARTTLS
			""")
	void theClientTellsWhatIsWrong(String server, FailureReason reason, String detail) {
		Conversation.clientFindsWrong("imap", server, reason, detail);
	}

	@Test
	void theClientListensToSoMuchOnly() {
		Conversation.clientListensToSoMuchOnly("imap", "* OK hi", "* 1 EXISTS");
	}

	@Test
	void theGreetingOfTheBackendIsSwallowed() {
		Conversation.backendSwallows("imap", "* OK [CAPABILITY IMAP4rev1] ready");
		Conversation.backendFails("imap", "* PREAUTH ready");
	}

}

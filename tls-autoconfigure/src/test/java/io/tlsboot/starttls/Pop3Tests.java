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

import static org.assertj.core.api.Assertions.assertThat;

class Pop3Tests {

	static final List<Recording> RECORDINGS = List.of(Recording.server("pop3", "CAPA\r\nUSER joe\r\nSTLS\r\n"),
			Recording.server("pop3", "QUIT\r\n").named("quits"),
			Recording.client("pop3", "+OK hi\r\n+OK list\r\nTOP\r\nSTLS\r\n.\r\n+OK go\r\n",
					"+OK list\r\nUSER\r\n.\r\n"),
			Recording.client("pop3", "+OK hi\r\n-ERR what\r\n", "").named("not offered"),
			Recording.backend("pop3", "+OK hi\r\n+OK next\r\n"));

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			CAPA              | +OK Capability list follows~STLS~.
			capa              | +OK Capability list follows~STLS~.
			STLS              | +OK Begin TLS negotiation
			STLS now          | -ERR STLS has no parameters
			QUIT              | +OK localhost closing
			USER joe          | -ERR Must issue a STLS command first
			PASS secret       | -ERR Must issue a STLS command first
			APOP joe c4c9334b | -ERR Must issue a STLS command first
			AUTH PLAIN        | -ERR Must issue a STLS command first
			AUTH              | -ERR Must issue a STLS command first
			NOOP              | -ERR Must issue a STLS command first
			STARTTLS          | -ERR Must issue a STLS command first
			""")
	void theServerAnswers(String request, String reply) {
		Conversation.serverAnswers("pop3", request, reply);
	}

	@Test
	void theServerSaysWhatItsSettingsSay() {
		DialogueRun server = DialogueRun.server("pop3", Settings.of("UIDL", ".dot"));
		assertThat(server.takeText()).isEqualTo("+OK hello\r\n");
		assertThat(server.say("CAPA\r\n")).isEqualTo("+OK Capability list follows\r\nSTLS\r\nUIDL\r\n..dot\r\n.\r\n");
		assertThat(server.say("STAT\r\n")).isEqualTo("-ERR secure first\r\n");
		assertThat(server.say("STLS\r\n")).isEqualTo("+OK go on\r\n");
	}

	@Test
	void theServerHandsOverInClearButNeverCredentials() {
		Conversation.serverRefusesWhateverItsPolicy("pop3", "USER joe", "-ERR Must issue a STLS command first");
		Conversation.serverHandsOver("pop3", "UTF8");
		Conversation.serverGivesUp("pop3", "a".repeat(3000), "-ERR Line too long");
	}

	@Test
	void theClientAsksForTlsAndForTheCapabilitiesAgain() {
		DialogueRun client = Conversation.clientUpgrades("pop3", "+OK hi~+OK~TOP~stls~.~+OK go", "CAPA~STLS");
		Conversation.clientIsDone(client, "CAPA", "+OK~USER~.");
		Conversation.clientFailsAfterTheHandshake(
				Conversation.clientUpgrades("pop3", "+OK hi~+OK~STLS~.~+OK", "CAPA~STLS"), "-ERR what");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			-ERR full                  | STARTTLS_MALFORMED | '-ERR full' to the connection (expected: +OK)
			+OKAY                      | STARTTLS_MALFORMED | which is no line of an answer
			+OK hi~-ERR what           | STARTTLS_STRIPPED  | '-ERR what' to CAPA
			+OK STLS~+OK STLS~TOP~.    | STARTTLS_STRIPPED  | '+OK STLS / TOP / .' to CAPA
			+OK hi~+OK~STLS~.~-ERR no  | STARTTLS_REFUSED   | '-ERR no' to STLS
			+OK hi~+OK~STLS~.~ok       | STARTTLS_MALFORMED | which is no line of an answer
			""")
	void theClientTellsWhatIsWrong(String server, FailureReason reason, String detail) {
		Conversation.clientFindsWrong("pop3", server, reason, detail);
	}

	@Test
	void theClientListensToSoMuchOnly() {
		Conversation.clientListensToSoMuchOnly("pop3", "+OK hi~+OK list", "TOP");
	}

	@Test
	void theGreetingOfTheBackendIsSwallowed() {
		Conversation.backendSwallows("pop3", "+OK ready");
		Conversation.backendFails("pop3", "-ERR full");
	}

}

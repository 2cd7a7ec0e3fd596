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

class NntpTests {

	static final List<Recording> RECORDINGS = List.of(
			Recording.server("nntp", "CAPABILITIES\r\nGROUP a\r\nSTARTTLS\r\n"),
			Recording.server("nntp", "QUIT\r\n").named("quits"),
			Recording.client("nntp", "200 hi\r\n101 list\r\nVERSION 2\r\nSTARTTLS\r\n.\r\n382 go\r\n",
					"101 list\r\nVERSION 2\r\n.\r\n"),
			Recording.client("nntp", "201 hi\r\n101 list\r\nVERSION 2\r\n.\r\n", "").named("not offered"),
			Recording.backend("nntp", "201 hi\r\n200 next\r\n"));

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			CAPABILITIES            | 101 Capability list:~VERSION 2~STARTTLS~.
			capabilities AUTOUPDATE | 101 Capability list:~VERSION 2~STARTTLS~.
			STARTTLS                | 382 Continue with TLS negotiation
			STARTTLS now            | 501 STARTTLS has no parameters
			QUIT                    | 205 localhost closing
			AUTHINFO USER joe       | 483 Must issue a STARTTLS command first
			MODE READER             | 483 Must issue a STARTTLS command first
			GROUP misc.test         | 483 Must issue a STARTTLS command first
			nonsense                | 483 Must issue a STARTTLS command first
			""")
	void theServerAnswers(String request, String reply) {
		Conversation.serverAnswers("nntp", request, reply);
	}

	@Test
	void theServerSaysWhatItsSettingsSay() {
		DialogueRun server = DialogueRun.server("nntp", Settings.of("READER"));
		assertThat(server.takeText()).isEqualTo("200 mx.example hello\r\n");
		assertThat(server.say("CAPABILITIES\r\n"))
			.isEqualTo("101 Capability list:\r\nVERSION 2\r\nSTARTTLS\r\nREADER\r\n.\r\n");
		assertThat(server.say("DATE\r\n")).isEqualTo("483 secure first\r\n");
		assertThat(server.say("STARTTLS\r\n")).isEqualTo("382 go on\r\n");
	}

	@Test
	void theVersionIsTheFirstCapabilityInWhateverWords() {
		DialogueRun server = DialogueRun.server("nntp", Settings.of("READER", "VERSION 2 3"));
		assertThat(server.say("CAPABILITIES\r\n"))
			.isEqualTo("101 Capability list:\r\nVERSION 2 3\r\nSTARTTLS\r\nREADER\r\n.\r\n");
	}

	@Test
	void theServerHandsOverInClearButNeverCredentials() {
		Conversation.serverRefusesWhateverItsPolicy("nntp", "AUTHINFO PASS secret",
				"483 Must issue a STARTTLS command first");
		Conversation.serverHandsOver("nntp", "MODE READER");
		Conversation.serverGivesUp("nntp", "a".repeat(3000), "501 Line too long");
	}

	@Test
	void theClientAsksForTlsAndForTheCapabilitiesAgain() {
		DialogueRun client = Conversation.clientUpgrades("nntp", "201 hi~101 list~VERSION 2~starttls~.~382 go",
				"CAPABILITIES~STARTTLS");
		Conversation.clientIsDone(client, "CAPABILITIES", "101 list~VERSION 2~AUTHINFO USER~.");
		Conversation.clientFailsAfterTheHandshake(
				Conversation.clientUpgrades("nntp", "200 hi~101 list~STARTTLS~.~382 go", "CAPABILITIES~STARTTLS"),
				"500 what");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			400 full                           | STARTTLS_MALFORMED | '400 full' to the connection
			220 mx.example                     | STARTTLS_MALFORMED | (expected: 200 or 201)
			hello                              | STARTTLS_MALFORMED | which is no line of an answer
			200 hi~500 what                    | STARTTLS_STRIPPED  | '500 what' to CAPABILITIES
			200 hi~400 later                   | STARTTLS_MALFORMED | '400 later' to CAPABILITIES
			200 hi~101 STARTTLS~READER~.       | STARTTLS_STRIPPED  | (expected: STARTTLS)
			200 hi~101 x~STARTTLS~.~580 no     | STARTTLS_REFUSED   | '580 no' to STARTTLS
			200 hi~101 x~STARTTLS~.~200 no     | STARTTLS_REFUSED   | '200 no' to STARTTLS
			""")
	void theClientTellsWhatIsWrong(String server, FailureReason reason, String detail) {
		Conversation.clientFindsWrong("nntp", server, reason, detail);
	}

	@Test
	void theClientListensToSoMuchOnly() {
		Conversation.clientListensToSoMuchOnly("nntp", "200 hi~101 list", "READER");
	}

	@Test
	void theGreetingOfTheBackendIsSwallowed() {
		Conversation.backendSwallows("nntp", "200 ready");
		Conversation.backendSwallows("nntp", "201 ready");
		Conversation.backendFails("nntp", "400 full");
	}

}

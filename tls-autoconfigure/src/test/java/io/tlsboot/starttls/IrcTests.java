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

class IrcTests {

	static final List<Recording> RECORDINGS = List.of(
			Recording.server("irc", "CAP LS 302\r\n\r\nNICK joe\r\nPING :x\r\nSTARTTLS\r\n"),
			Recording.server("irc", "QUIT :bye\r\n").named("quits"),
			Recording.client("irc",
					":a NOTICE * :hi\r\n:a CAP * LS * :sasl\r\n:a CAP * LS :tls batch\r\n:a 670 * :go\r\n",
					":a CAP * LS :sasl=PLAIN\r\n"),
			Recording.client("irc", ":a CAP * LS :sasl\r\n", "").named("not offered"),
			Recording.client("irc", "ERROR :full\r\n", "").named("closed"), Recording.backend("irc", ""));

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			STARTTLS            | :localhost 670 * :STARTTLS successful, proceed with TLS handshake
			:joe starttls       | :localhost 670 * :STARTTLS successful, proceed with TLS handshake
			@a=b :joe STARTTLS  | :localhost 670 * :STARTTLS successful, proceed with TLS handshake
			CAP LS              | :localhost CAP * LS :tls
			CAP LS 302          | :localhost CAP * LS :tls
			cap list            | :localhost CAP * LIST :
			CAP REQ :tls sasl   | :localhost CAP * NAK :tls sasl
			CAP END             | ``
			CAP                 | :localhost 410 * * :Invalid CAP command
			CAP WHAT            | :localhost 410 * * :Invalid CAP command
			PING :x             | :localhost PONG localhost :x
			PING                | :localhost 409 * :No origin specified
			QUIT :bye           | ERROR :Closing link
			NICK joe            | :localhost 451 * NICK :Must issue a STARTTLS command first
			USER a 0 * :b       | :localhost 451 * USER :Must issue a STARTTLS command first
			PASS secret         | :localhost 451 * PASS :Must issue a STARTTLS command first
			AUTHENTICATE PLAIN  | :localhost 451 * AUTHENTICATE :Must issue a STARTTLS command first
			non-sense           | :localhost 451 * * :Must issue a STARTTLS command first
			`  `                | ``
			:prefix             | ``
			""")
	void theServerAnswers(String request, String reply) {
		Conversation.serverAnswers("irc", request, reply);
	}

	@Test
	void theServerSaysNothingFirstUnlessItHasAGreeting() {
		assertThat(DialogueRun.server("irc").takeSent()).isEmpty();
		DialogueRun server = DialogueRun.server("irc", Settings.of("batch"));
		assertThat(server.takeText()).isEqualTo(":mx.example NOTICE * :hello\r\n");
		assertThat(server.say("CAP LS\r\n")).isEqualTo(":mx.example CAP * LS :tls batch\r\n");
		assertThat(server.say("NICK a\r\n")).isEqualTo(":mx.example 451 * NICK :secure first\r\n");
		assertThat(server.say("STARTTLS\r\n")).isEqualTo(":mx.example 670 * :go on\r\n");
	}

	@Test
	void theServerHandsOverInClearButNeverCredentials() {
		Conversation.serverRefusesWhateverItsPolicy("irc", "PASS secret",
				":localhost 451 * PASS :Must issue a STARTTLS command first");
		Conversation.serverHandsOver("irc", "NICK joe");
		Conversation.serverGivesUp("irc", "a".repeat(3000), "ERROR :Line too long");
	}

	@Test
	void theClientAsksForTlsAndForTheCapabilitiesAgain() {
		DialogueRun client = Conversation.clientUpgrades("irc",
				":a NOTICE * :hi~PING :x~:a CAP * LS * :sasl~:a CAP * LS :tls~:a NOTICE * :wait~:a 670 * :go",
				"CAP LS 302~STARTTLS");
		Conversation.clientIsDone(client, "CAP LS 302~CAP END", ":a CAP * LS :sasl=PLAIN");
		Conversation.clientFailsAfterTheHandshake(
				Conversation.clientUpgrades("irc", "CAP * LS tls~:a 670", "CAP LS 302~STARTTLS"), ":a 421 * CAP :no");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			ERROR :full                        | STARTTLS_MALFORMED | 'ERROR :full' to the connection
			:a CAP * LS :sasl                  | STARTTLS_STRIPPED  | ':a CAP * LS :sasl' to CAP LS 302
			:tls CAP tls LS :xtls              | STARTTLS_STRIPPED  | (expected: tls)
			:a CAP * LS                        | STARTTLS_STRIPPED  | (expected: tls)
			:a 421 * CAP :what                 | STARTTLS_STRIPPED  | ':a 421 * CAP :what' to CAP LS 302
			:a CAP * LS :tls~:a 691 * :no      | STARTTLS_REFUSED   | ':a 691 * :no' to STARTTLS
			:a CAP * LS :tls~:a 451 * :no      | STARTTLS_REFUSED   | ':a 451 * :no' to STARTTLS
			:a CAP * LS :tls~ERROR :full       | STARTTLS_MALFORMED | 'ERROR :full' to the connection
			""")
	void theClientTellsWhatIsWrong(String server, FailureReason reason, String detail) {
		Conversation.clientFindsWrong("irc", server, reason, detail);
	}

	@Test
	void theClientListensToSoMuchOnly() {
		Conversation.clientListensToSoMuchOnly("irc", ":a NOTICE * :hi", ":a CAP * LS * :batch");
	}

	@Test
	void nothingOfTheBackendIsSwallowed() {
		Conversation.backendSwallows("irc", "");
	}

}

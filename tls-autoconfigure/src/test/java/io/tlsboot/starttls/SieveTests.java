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

class SieveTests {

	private static final String OWN = "\"IMPLEMENTATION\" \"ManageSieve\"~\"SIEVE\" \"\"~\"SASL\" \"\"~\"STARTTLS\"~"
			+ "\"VERSION\" \"1.0\"~OK \"%s\"";

	static final List<Recording> RECORDINGS = List.of(
			Recording.server("sieve", "CAPABILITY\r\nNOOP \"a\"\r\nHAVESPACE \"x\" 1\r\nSTARTTLS\r\n"),
			Recording.server("sieve", "AUTHENTICATE \"PLAIN\" {8+}\r\nSTARTTLS\r\n").named("literals"),
			Recording.server("sieve", "LOGOUT\r\n").named("logs out"),
			Recording.client("sieve", "\"SIEVE\" \"\"\r\n\"STARTTLS\"\r\nOK\r\nOK \"go\"\r\n",
					"\"SIEVE\" \"\"\r\n\"SASL\" \"PLAIN\"\r\nOK \"again\"\r\n"),
			Recording.client("sieve", "\"SIEVE\" \"\"\r\nOK \"hi\"\r\n", "").named("not offered"),
			Recording.backend("sieve", ""));

	@Test
	void theServerSaysItsCapabilitiesFirstAndWhenAsked() {
		DialogueRun server = DialogueRun.server("sieve");
		assertThat(server.takeText()).isEqualTo(Conversation.lines(OWN.formatted("localhost ready")));
		assertThat(server.say("capability\r\n")).isEqualTo(Conversation.lines(OWN.formatted("CAPABILITY completed")));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			NOOP                    | OK "NOOP completed"
			NOOP "a \\"b"           | OK (TAG "a \\"b") "NOOP completed"
			NOOP a                  | NO "Expected a string"
			LOGOUT                  | OK "LOGOUT completed"
			STARTTLS                | OK "Begin TLS negotiation now"
			STARTTLS "x"            | NO "STARTTLS has no parameters"
			AUTHENTICATE "PLAIN" "x"| NO (ENCRYPT-NEEDED) "Must issue a STARTTLS command first"
			LISTSCRIPTS             | NO "Must issue a STARTTLS command first"
			nonsense                | NO "Must issue a STARTTLS command first"
			""")
	void theServerAnswers(String request, String reply) {
		Conversation.serverAnswers("sieve", request, reply);
	}

	@Test
	void theServerSaysWhatItsSettingsSay() {
		DialogueRun server = DialogueRun.server("sieve",
				Settings.of("\"SIEVE\" \"fileinto\"", "\"implementation\" \"ours\""));
		assertThat(server.takeText()).isEqualTo(
				Conversation.lines("\"implementation\" \"ours\"~\"SIEVE\" \"fileinto\"~\"SASL\" \"\"~\"STARTTLS\"~"
						+ "\"VERSION\" \"1.0\"~OK \"hello\""));
		assertThat(server.say("STARTTLS\r\n")).isEqualTo("OK \"go on\"\r\n");
	}

	@Test
	void theServerNeverTakesALiteralForCommands() {
		String bye = "BYE \"Must issue a STARTTLS command first\"";
		Conversation.serverGivesUp("sieve", "AUTHENTICATE \"PLAIN\" {12+}", bye);
		Conversation.serverGivesUp("sieve", "PUTSCRIPT \"a\" {12}", bye);
		Conversation.serverGivesUp("sieve", "a".repeat(3000), "BYE \"Line too long\"");
	}

	@Test
	void theServerHandsOverInClearButNeverCredentials() {
		Conversation.serverRefusesWhateverItsPolicy("sieve", "AUTHENTICATE \"PLAIN\"",
				"NO (ENCRYPT-NEEDED) \"Must issue a STARTTLS command first\"");
		Conversation.serverHandsOver("sieve", "LISTSCRIPTS");
		Conversation.serverHandsOver("sieve", "PUTSCRIPT \"a\" {8+}~STARTTLS");
	}

	@ParameterizedTest
	@ValueSource(strings = { "AUTHENTICATE \"PLAIN\" {8+}", "NOOP {8+}", "STARTTLS {8}" })
	void theServerHandsNoLiteralOverThatItsOwnCommandsHave(String request) {
		DialogueRun server = DialogueRun.server("sieve", Settings.optional());
		assertThat(server.say(request + "\r\nSTARTTLS\r\n"))
			.endsWith("BYE \"Must issue a STARTTLS command first\"\r\n");
		assertThat(server.last().reason()).isEqualTo(FailureReason.STARTTLS_MALFORMED);
		assertThat(server.leftText()).isEqualTo("STARTTLS\r\n");
	}

	@Test
	void theServerLeavesItToItsHandlerToGreetAgainAfterTheHandshake() {
		DialogueRun server = DialogueRun.server("sieve");
		server.say("STARTTLS\r\n");
		assertThat(server.secure()).isEmpty();
		assertThat(server.last().next()).isEqualTo(Step.Next.DONE);
	}

	@Test
	void theClientAsksForTlsAndAwaitsTheCapabilitiesAgain() {
		DialogueRun client = Conversation.clientUpgrades("sieve", "\"SIEVE\" \"\"~\"StartTls\"~ok \"hi\"~OK",
				"STARTTLS");
		Conversation.clientIsDone(client, "", "\"SASL\" \"PLAIN\"~OK \"secured\"");
		Conversation.clientFailsAfterTheHandshake(
				Conversation.clientUpgrades("sieve", "\"STARTTLS\"~OK~OK \"go\"", "STARTTLS"), "NO \"what\"");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			NO "full"                      | STARTTLS_MALFORMED | 'NO "full"' to the connection (expected: OK)
			BYE "full"                     | STARTTLS_MALFORMED | 'BYE "full"' to the connection (expected: OK)
			* OK hi                        | STARTTLS_MALFORMED | which is no line of an answer
			"IMPLEMENTATION" {12}          | STARTTLS_MALFORMED | which is no line of an answer
			"SIEVE" "STARTTLS"~OK          | STARTTLS_STRIPPED  | to the connection (expected: STARTTLS)
			"STARTTLS"~OK~NO "not now"     | STARTTLS_REFUSED   | 'NO "not now"' to STARTTLS
			"STARTTLS"~OK~"STARTTLS"~OK    | STARTTLS_MALFORMED | which is no line of an answer
			""")
	void theClientTellsWhatIsWrong(String server, FailureReason reason, String detail) {
		Conversation.clientFindsWrong("sieve", server, reason, detail);
	}

	@Test
	void theClientListensToSoMuchOnly() {
		Conversation.clientListensToSoMuchOnly("sieve", "\"SIEVE\" \"\"", "\"X\" \"\"");
	}

	@Test
	void nothingOfTheBackendIsSwallowed() {
		Conversation.backendSwallows("sieve", "");
	}

}

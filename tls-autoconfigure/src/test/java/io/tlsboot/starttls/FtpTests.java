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

class FtpTests {

	static final List<Recording> RECORDINGS = List.of(Recording.server("ftp", "FEAT\r\nUSER joe\r\nAUTH TLS\r\n"),
			Recording.server("ftp", "QUIT\r\n").named("quits"),
			Recording.client("ftp",
					"120 wait\r\n220-hi\r\n free text\r\n220 ready\r\n211-Features\r\n AUTH TLS\r\n211 End\r\n234 go\r\n",
					"211-Features\r\n PROT\r\n211 End\r\n"),
			Recording.client("ftp", "220 hi\r\n211-Features\r\n UTF8\r\n211 End\r\n", "").named("not offered"),
			Recording.client("ftp", "220 hi\r\n500 what\r\n500 what\r\n", "").named("no features"),
			Recording.backend("ftp", "120 wait\r\n220-hi\r\nfree\r\n220 ready\r\n220 next\r\n"));

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			FEAT         | 211-Features:~ AUTH TLS~211 End
			AUTH TLS     | 234 Begin TLS negotiation
			auth tls     | 234 Begin TLS negotiation
			AUTH TLS-C   | 234 Begin TLS negotiation
			AUTH TLS-P   | 504 Only AUTH TLS is understood
			AUTH SSL     | 504 Only AUTH TLS is understood
			AUTH GSSAPI  | 504 Only AUTH TLS is understood
			AUTH         | 501 AUTH needs a mechanism
			PBSZ 0       | 503 Must issue an AUTH TLS command first
			PROT P       | 503 Must issue an AUTH TLS command first
			NOOP         | 200 OK
			QUIT         | 221 localhost closing
			USER joe     | 530 Must issue an AUTH TLS command first
			PASS secret  | 530 Must issue an AUTH TLS command first
			PASV         | 530 Must issue an AUTH TLS command first
			nonsense     | 530 Must issue an AUTH TLS command first
			""")
	void theServerAnswers(String request, String reply) {
		Conversation.serverAnswers("ftp", request, reply);
	}

	@Test
	void theServerSaysWhatItsSettingsSay() {
		DialogueRun server = DialogueRun.server("ftp", Settings.of("PBSZ", "PROT"));
		assertThat(server.takeText()).isEqualTo("220 mx.example hello\r\n");
		assertThat(server.say("FEAT\r\n")).isEqualTo("211-Features:\r\n AUTH TLS\r\n PBSZ\r\n PROT\r\n211 End\r\n");
		assertThat(server.say("SYST\r\n")).isEqualTo("530 secure first\r\n");
		assertThat(server.say("AUTH TLS\r\n")).isEqualTo("234 go on\r\n");
	}

	@Test
	void theServerHandsOverInClearButNeverCredentials() {
		Conversation.serverRefusesWhateverItsPolicy("ftp", "USER joe", "530 Must issue an AUTH TLS command first");
		Conversation.serverHandsOver("ftp", "SYST");
		Conversation.serverGivesUp("ftp", "a".repeat(3000), "500 Line too long");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			220 hi~211-Features~ AUTH TLS~211 End~234 go
			120 wait~220 hi~211-Features~ AUTH TLS;SSL;~211 End~234 go
			220-hi~221 free~220 hi~211-Features~ auth ssl;tls;tls-c;~211 End~234 go
			220 hi~211-Features~211-AUTH TLS-C~211 End~234 go
			220 hi~500 what~234 go
			220 hi~530 log in first~234 go
			""")
	void theClientAsksForTlsAndForTheFeaturesAgain(String server) {
		DialogueRun client = Conversation.clientUpgrades("ftp", server, "FEAT~AUTH TLS");
		Conversation.clientIsDone(client, "FEAT", "211-Features~ PROT~211 End");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			421 full                                       | STARTTLS_MALFORMED | '421 full' to the connection
			120 wait~120 wait                              | STARTTLS_MALFORMED | '120 wait' to the connection
			hello                                          | STARTTLS_MALFORMED | which is no line of an answer
			220 hi~211-Features~ UTF8~ AUTH SSL~211 End    | STARTTLS_STRIPPED  | (expected: AUTH TLS)
			220 hi~211 none                                | STARTTLS_STRIPPED  | '211 none' to FEAT
			220 hi~421 later                               | STARTTLS_MALFORMED | '421 later' to FEAT
			220 hi~500 what~500 what                       | STARTTLS_STRIPPED  | '500 what' to AUTH TLS
			220 hi~500 what~534 no                         | STARTTLS_REFUSED   | '534 no' to AUTH TLS
			220 hi~211-F~ AUTH TLS~211 End~504 no          | STARTTLS_REFUSED   | '504 no' to AUTH TLS
			220 hi~211-F~ AUTH TLS~211 End~334 more        | STARTTLS_REFUSED   | '334 more' to AUTH TLS
			""")
	void theClientTellsWhatIsWrong(String server, FailureReason reason, String detail) {
		Conversation.clientFindsWrong("ftp", server, reason, detail);
	}

	@Test
	void theClientListensToSoMuchOnly() {
		Conversation.clientListensToSoMuchOnly("ftp", "220 hi~211-Features", " UTF8");
		Conversation.clientFailsAfterTheHandshake(Conversation.clientUpgrades("ftp", "220 hi~500~234", "FEAT~AUTH TLS"),
				"421 later");
	}

	@Test
	void theGreetingOfTheBackendIsSwallowed() {
		Conversation.backendSwallows("ftp", "220 ready");
		Conversation.backendSwallows("ftp", "120 wait~220-hi~free text~220 ready");
		Conversation.backendFails("ftp", "421 full");
	}

}

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
import java.util.Objects;
import java.util.stream.Stream;

import io.tlsboot.connection.FailureReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Octets that Java takes for ends of lines, 0x85 and CR, end no line of a peer, and what
 * controls a terminal is not repeated.
 */
class LineOctetTests {

	private static final String NEXT_LINE = "\u00c3\u0085";

	static Stream<String> protocolsOfLines() {
		return protocols().filter((protocol) -> DialogueRun.server(protocol).dialogue() instanceof LineDialogue);
	}

	static Stream<String> protocolsOfGreetings() {
		return protocols().filter((protocol) -> backend(protocol) instanceof LineDialogue);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			imap  | a APPEND "#" {12+}     | x STARTTLS
			imap  | a LOGIN # {10+}        | x STARTTLS
			sieve | PUTSCRIPT "#" {10+}    | STARTTLS
			sieve | AUTHENTICATE "#" {10}  | STARTTLS
			""")
	void noLiteralIsTakenForCommands(String protocol, String line, String literal) {
		DialogueRun server = DialogueRun.server(protocol);
		assertThat(server.say(line.replace("#", NEXT_LINE) + "\r\n" + literal + "\r\n")).contains("BYE ");
		assertThat(server.last().reason()).isEqualTo(FailureReason.STARTTLS_MALFORMED);
		assertThat(server.leftText()).isEqualTo(literal + "\r\n");
	}

	@Test
	void theTagOfACommandIsFoundInWhateverLine() {
		DialogueRun server = DialogueRun.server("imap");
		assertThat(server.say("a SELECT " + NEXT_LINE + "\r\n")).startsWith("a BAD ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"IMPLEMENTATION\" \"#\" {12}", "\"#\" {12+}" })
	void theClientOfSieveFindsLiterals(String line) {
		Conversation.clientFindsWrong("sieve", line.replace("#", NEXT_LINE), FailureReason.STARTTLS_MALFORMED,
				"which is no line of an answer");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			smtp  | 220-#~220 #~250-#~250 STARTTLS~220 #                    | EHLO localhost~STARTTLS
			lmtp  | 220-#~220 #~250-#~250 STARTTLS~220 #                    | LHLO localhost~STARTTLS
			ftp   | 220-#~220 #~211-#~ AUTH TLS~211 #~234 #                 | FEAT~AUTH TLS
			nntp  | 200 #~101 #~STARTTLS~.~382 #                            | CAPABILITIES~STARTTLS
			sieve | "#" "#"~"STARTTLS"~OK "#"~OK "#"                        | STARTTLS
			pop3  | +OK #~+OK #~STLS~.~+OK #                                | CAPA~STLS
			imap  | * OK #~* X #~* CAPABILITY STARTTLS~a1 OK #~a2 OK #      | a1 CAPABILITY~a2 STARTTLS
			irc   | :a NOTICE * :#~:a CAP * LS :tls~:a 670 * :#             | CAP LS 302~STARTTLS
			""")
	void theClientTakesSuchTexts(String protocol, String server, String sent) {
		DialogueRun client = DialogueRun.client(protocol);
		String begun = client.takeText();
		String answered = client.say(Conversation.lines(server.replace("#", NEXT_LINE)));
		assertThat((begun + answered).replace("client.example", "localhost")).endsWith("\r\n");
		assertThat(client.upgrades()).as("%s", client.steps()).isTrue();
		assertThat(begun + answered).hasLineCount(sent.split("~", -1).length);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			smtp | 220-#~220 #
			lmtp | 220-#~220 #
			imap | * OK #
			pop3 | +OK #
			nntp | 201 #
			ftp  | 120-#~120 #~220-#~free #~220 #
			""")
	void theGreetingOfTheBackendIsSwallowed(String protocol, String greeting) {
		Conversation.backendSwallows(protocol, greeting.replace("#", NEXT_LINE));
	}

	@Test
	void noLineOfTheBackendEndsInsideOfIt() {
		DialogueRun backend = new DialogueRun(backend("ftp"));
		backend.say("500\u0085\r\n");
		assertThat(backend.goesOn()).isTrue();
	}

	@ParameterizedTest
	@MethodSource("protocolsOfLines")
	void noServerTakesALineWithACarriageReturnInside(String protocol) {
		assertRefused(DialogueRun.server(protocol));
		assertRefused(DialogueRun.server(protocol, Settings.optional()));
	}

	@ParameterizedTest
	@MethodSource("protocolsOfLines")
	void noClientTakesALineWithACarriageReturnInside(String protocol) {
		assertRefused(DialogueRun.client(protocol));
	}

	@ParameterizedTest
	@MethodSource("protocolsOfGreetings")
	void noBackendTakesALineWithACarriageReturnInside(String protocol) {
		assertRefused(new DialogueRun(backend(protocol)));
	}

	@Test
	void theProtocolsOfLinesAreKnown() {
		assertThat(protocolsOfLines()).containsExactlyInAnyOrder("ftp", "imap", "irc", "line", "lmtp", "nntp", "pop3",
				"sieve", "smtp");
		assertThat(protocolsOfGreetings()).containsExactlyInAnyOrder("ftp", "imap", "lmtp", "nntp", "pop3", "smtp");
	}

	@ParameterizedTest
	@ValueSource(strings = { "smtp", "sieve", "line" })
	void theClientRepeatsNothingThatControlsATerminal(String protocol) {
		DialogueRun client = DialogueRun.client(protocol);
		client.say("\u001b[2J\u009b1mhello\u0085\r\n");
		assertThat(client.last().detail()).contains("'?[2J?1mhello?'");
	}

	@Test
	void nothingOfTheBackendThatControlsATerminalIsRepeated() {
		DialogueRun backend = new DialogueRun(backend("smtp"));
		backend.say("500 \u001b[2J\r\n");
		assertThat(backend.last().detail()).isEqualTo("the backend greets with '500 ?[2J'");
	}

	private static void assertRefused(DialogueRun run) {
		String line = "220 OK\rSTARTTLS";
		run.say(line);
		assertThat(run.goesOn()).isTrue();
		run.say("\r\nnext\r\n");
		assertThat(run.last().reason()).isEqualTo(FailureReason.STARTTLS_MALFORMED);
		assertThat(run.last().detail()).isEqualTo("a line has a CR inside");
	}

	private static Stream<String> protocols() {
		return StartTlsProtocols.with(List.of()).names().stream();
	}

	private static StartTlsDialogue backend(String protocol) {
		return Objects.requireNonNullElse(
				StartTlsProtocols.with(List.of()).get(protocol).backend(StartTlsServerSettings.DEFAULTS),
				StartTlsDialogue.SILENT);
	}

}

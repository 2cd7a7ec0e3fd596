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
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

import io.tlsboot.connection.FailureReason;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests for {@link MysqlNegotiator}.
 */
class MysqlTests {

	private static final String ZEROS = "0000000000000000000000000000000000000000000000";

	/** As {@code openssl s_client -starttls mysql} sends it. */
	private static final String SSL_REQUEST = "20000001 85ae7f00 00000001 21" + ZEROS;

	/** {@code root} without a password. */
	private static final String LOGIN = "26000001 85a67f00 00000001 21" + ZEROS + "726f6f7400 00";

	private static final String GREETING = "33000000 0a 352e372e3000 2a000000 4142434445464748 00 00aa 21 0200 0800 15"
			+ "00000000000000000000" + "494a4b4c4d4e4f505152535400";

	static final List<Recording> RECORDINGS = List.of(recording(SSL_REQUEST), recording(LOGIN).named("in clear"),
			Recording.client("mysql", Outcome.hex(GREETING), ""),
			Recording.client("mysql", Outcome.hex(GREETING.replace("00aa", "00a2")), "").named("not offered"));

	private static final StartTlsServerSettings LENIENT = new StartTlsServerSettings(false, "localhost",
			"5.5.5-10.11.6-MariaDB", List.of(), null, "No TLS, no data", 2048, 50);

	private final MysqlNegotiator negotiator = new MysqlNegotiator();

	@Test
	void greetsWithTlsAndAScramble() {
		StartTlsDialogue dialogue = server(LENIENT);
		String sent = Outcome.pieces(dialogue).sent();
		Assertions.assertThat(dialogue.greeting()).isEqualTo(Outcome.bytes(sent));
		Assertions.assertThat((int) sent.charAt(0)).isEqualTo(sent.length() - 4);
		Assertions.assertThat(sent)
			.startsWith(sent.charAt(0) + "\0\0\0\n5.5.5-10.11.6-MariaDB\0")
			.endsWith("\0caching_sha2_password\0");
		String scramble = scramble(sent);
		Assertions.assertThat(scramble).hasSize(20).doesNotContain("\0");
		Assertions.assertThat(scramble).isNotEqualTo(scramble(Outcome.pieces(this.negotiator.server(LENIENT)).sent()));
	}

	@Test
	void agreesWithItsOwnClient() {
		StartTlsDialogue server = this.negotiator.server(StartTlsServerSettings.DEFAULTS);
		StartTlsDialogue client = client();
		Outcome asked = Outcome.pieces(client, server.greeting());
		Assertions.assertThat(asked.next()).isEqualTo(Step.Next.UPGRADE);
		Assertions.assertThat(client.greeting()).isEqualTo(server.greeting());
		Assertions.assertThat(Outcome.pieces(server, Outcome.bytes(asked.sent())).next())
			.isEqualTo(Step.Next.UPGRADE_BEGUN);
		Assertions.assertThat(server.secured(null).next()).isEqualTo(Step.Next.DONE);
	}

	@Test
	void takesAnSslRequestAndLeavesTheHandshake() {
		Outcome outcome = server(SSL_REQUEST + "160301");
		Assertions.assertThat(outcome.next()).isEqualTo(Step.Next.UPGRADE_BEGUN);
		Assertions.assertThat(outcome.left()).isEqualTo(Outcome.hex("160301"));
		Assertions.assertThat(outcome.sent()).isEqualTo(greeting(StartTlsServerSettings.DEFAULTS));
	}

	@ParameterizedTest
	@ValueSource(strings = { LOGIN, "21000001 85ae7f00 00000001 21" + ZEROS + "00",
			"20000001 85ac7f00 00000001 21" + ZEROS, "05000001 0508000000" })
	void refusesALoginInClear(String login) {
		Outcome outcome = server(login);
		Assertions.assertThat(outcome.next()).isEqualTo(Step.Next.CLOSE);
		Assertions.assertThat(outcome.sent())
			.isEqualTo(greeting(StartTlsServerSettings.DEFAULTS) + Outcome.hex("3c000002 ff570c")
					+ "#08004Connections using insecure transport are prohibited");
	}

	@Test
	void handsALoginInClearOverWhereTlsIsNotRequired() {
		Assertions.assertThat(Outcome.of(() -> server(LENIENT), Outcome.hex(LOGIN)))
			.isEqualTo(new Outcome(greeting(LENIENT), Step.Next.DONE, Outcome.hex(LOGIN), null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "20000000 85ae7f00", "00000001", "04000001 85ae7f00", "ffffff01 85ae7f00",
			"474554202f20485454502f312e31", "16030100" })
	void givesUpAboutWhatIsNoLogin(String bytes) {
		Outcome outcome = server(bytes);
		Assertions.assertThat(outcome.next()).isEqualTo(Step.Next.FAIL);
		Assertions.assertThat(outcome.detail()).isNotEmpty();
	}

	@Test
	void asksAsClientForWhatBothCanDo() {
		Assertions.assertThat(client(GREETING))
			.isEqualTo(new Outcome(Outcome.hex("20000001 00aa0800 00000001 2d" + ZEROS), Step.Next.UPGRADE, "", null));
		Assertions.assertThat(client(GREETING + "ff").left()).isEqualTo(Outcome.hex("ff"));
	}

	@Test
	void seesThatTlsIsNotOffered() {
		StartTlsDialogue dialogue = client();
		String greeting = GREETING.replace("00aa", "00a2");
		Step step = dialogue.received(ByteBuffer.wrap(Outcome.bytes(Outcome.hex(greeting))));
		Assertions.assertThat(step.reason()).isEqualTo(FailureReason.STARTTLS_STRIPPED);
		Assertions.assertThat(step.detail()).isEqualTo("the server's capabilities are 0x8a200, without 0x800 for TLS");
		Assertions.assertThat(dialogue.greeting()).isEqualTo(Outcome.bytes(Outcome.hex(greeting)));
	}

	@Test
	void showsAnErrorOfTheServer() {
		String text = "#08004Too many connections\n" + "x".repeat(200);
		Outcome outcome = client("%02x000000ff1004".formatted(text.length() + 3)
				+ HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII)));
		Assertions.assertThat(outcome.next()).isEqualTo(Step.Next.FAIL);
		Assertions.assertThat(outcome.detail())
			.contains("#08004Too many connections?")
			.endsWith("...'")
			.hasSizeLessThan(150);
	}

	@ParameterizedTest
	@ValueSource(strings = { "01000000 ff", "01000000 0a", "05000000 0a31323334", "33000001 0a", "01000000 09",
			"ffff0000 0a", "00000000",
			"33000000 0a 352e372e3000 2a000000 4142434445464748 00 00a8 21 0200 0800 15 00000000000000000000494a4b4c4d4e4f505152535400" })
	void givesUpAboutWhatIsNoGreeting(String bytes) {
		Assertions.assertThat(client(bytes).next()).isEqualTo(Step.Next.FAIL);
	}

	@Test
	void greetsWithAVersionOnly() {
		this.negotiator.check(LENIENT);
		StartTlsServerSettings hello = new StartTlsServerSettings(true, "localhost", "Hello", List.of(), null, null,
				2048, 50);
		Assertions.assertThatIllegalArgumentException()
			.isThrownBy(() -> this.negotiator.check(hello))
			.withMessage("greeting: 'Hello' (expected: the version of the server, such as 8.4.0)");
	}

	@Test
	void cannotBeForwarded() {
		Assertions.assertThat(this.negotiator.backend(StartTlsServerSettings.DEFAULTS)).isNull();
	}

	@Test
	void neverThrows() {
		Outcome.fuzz(() -> server(LENIENT), Outcome.bytes(Outcome.hex(SSL_REQUEST)), Outcome.bytes(Outcome.hex(LOGIN)));
		Outcome.fuzz(this::client, Outcome.bytes(Outcome.hex(GREETING)));
	}

	// The scramble must be the same each time.
	private static Recording recording(String hex) {
		return new Recording("server of mysql", () -> server(StartTlsServerSettings.DEFAULTS),
				Outcome.bytes(Outcome.hex(hex)), new byte[0]);
	}

	private static String scramble(String greeting) {
		int begin = greeting.indexOf('\0', 4) + 1 + 4;
		return greeting.substring(begin, begin + 8) + greeting.substring(begin + 27, begin + 39);
	}

	private static StartTlsDialogue server(StartTlsServerSettings settings) {
		return new MysqlServer(settings, new Random(6));
	}

	private static String greeting(StartTlsServerSettings settings) {
		return new String(server(settings).greeting(), StandardCharsets.ISO_8859_1);
	}

	private static Outcome server(String hex) {
		return Outcome.of(() -> server(StartTlsServerSettings.DEFAULTS), Outcome.hex(hex));
	}

	private StartTlsDialogue client() {
		return this.negotiator.client(StartTlsClientSettings.of("db.example.com"));
	}

	private Outcome client(String hex) {
		Supplier<StartTlsDialogue> dialogue = this::client;
		return Outcome.of(dialogue, Outcome.hex(hex));
	}

}

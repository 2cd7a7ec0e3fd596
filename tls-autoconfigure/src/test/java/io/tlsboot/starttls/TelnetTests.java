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
import java.util.List;
import java.util.Objects;

import io.tlsboot.connection.FailureReason;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests for {@link TelnetNegotiator}.
 */
class TelnetTests {

	private static final String DO = "fffd2e";

	private static final String DONT = "fffe2e";

	private static final String WILL = "fffb2e";

	private static final String WONT = "fffc2e";

	private static final String FOLLOWS = "fffa2e01fff0";

	static final List<Recording> RECORDINGS = List.of(Recording.server("telnet", Outcome.hex(WILL + FOLLOWS)),
			Recording.server("telnet", Outcome.hex("fffb1ffffa1800fff0" + WILL + FOLLOWS)).named("other options"),
			Recording.client("telnet", Outcome.hex("fffb01" + DO + FOLLOWS), ""),
			Recording.client("telnet", Outcome.hex(DONT), "").named("not offered"));

	private static final StartTlsServerSettings LENIENT = new StartTlsServerSettings(false, "localhost", null,
			List.of(), null, null, 2048, 50);

	private final TelnetNegotiator negotiator = new TelnetNegotiator();

	@Test
	void asksForTlsAsServer() {
		Assertions.assertThat(server(WILL + FOLLOWS))
			.isEqualTo(new Outcome(Outcome.hex(DO + FOLLOWS), Step.Next.UPGRADE, "", null));
		Assertions.assertThat(server(WILL + FOLLOWS + "0d0a").left()).isEqualTo("\r\n");
	}

	@Test
	void usesNoOtherOptionAsServer() {
		Outcome outcome = server("fffb1f fffd01 fffe03 fffc18 fff1 fffa18 00fffff0 414243 fff0" + DO + WILL + FOLLOWS);
		Assertions.assertThat(outcome.sent()).isEqualTo(Outcome.hex(DO + "fffe1f fffc01 fffc2e" + FOLLOWS));
		Assertions.assertThat(outcome.next()).isEqualTo(Step.Next.UPGRADE);
	}

	@ParameterizedTest
	@ValueSource(strings = { WONT, "6c6f67696e", "ffff", "0d0a" })
	void refusesClientsInClear(String bytes) {
		Outcome outcome = server(bytes);
		Assertions.assertThat(outcome.sent()).isEqualTo(Outcome.hex(DO) + "TLS required\r\n");
		Assertions.assertThat(outcome.next()).isEqualTo(Step.Next.CLOSE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "6c6f67696e", "ffff" })
	void handsClientsInClearOverWhereTlsIsNotRequired(String bytes) {
		Assertions.assertThat(Outcome.of(() -> this.negotiator.server(LENIENT), Outcome.hex(WONT + bytes)))
			.isEqualTo(new Outcome(Outcome.hex(DO), Step.Next.DONE, Outcome.hex(bytes), null));
		Assertions.assertThat(Outcome.of(() -> this.negotiator.server(LENIENT), Outcome.hex(bytes)))
			.isEqualTo(new Outcome(Outcome.hex(DO), Step.Next.DONE, Outcome.hex(bytes), null));
	}

	@Test
	void usesNoOtherOptionWhereTlsIsNotRequired() {
		Outcome secured = Outcome.of(() -> this.negotiator.server(LENIENT),
				Outcome.hex("fffb1f fffd01 fff1" + WILL + FOLLOWS));
		Assertions.assertThat(secured)
			.isEqualTo(new Outcome(Outcome.hex(DO + "fffe1f fffc01" + FOLLOWS), Step.Next.UPGRADE, "", null));
		Outcome clear = Outcome.of(() -> this.negotiator.server(LENIENT), Outcome.hex("fffb1f" + WONT + "fffb1f"));
		Assertions.assertThat(clear)
			.isEqualTo(new Outcome(Outcome.hex(DO + "fffe1f"), Step.Next.DONE, Outcome.hex("fffb1f"), null));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { WILL + WILL, WILL + "41", WILL + "fffa2e02fff0", WILL + "fffa2e0101fff0", WILL + "fffb1f" })
	void givesUpAboutWhatIsNotFollows(String bytes) {
		Assertions.assertThat(server(bytes).next()).isEqualTo(Step.Next.FAIL);
	}

	@Test
	void givesUpAboutTooLongACommand() {
		Outcome outcome = server("fffa18" + "ffff".repeat(1100));
		Assertions.assertThat(outcome.next()).isEqualTo(Step.Next.FAIL);
		Assertions.assertThat(outcome.detail()).isEqualTo("a message has more than 2048 octets");
	}

	@Test
	void offersTlsAsClient() {
		Assertions.assertThat(client(DO + FOLLOWS))
			.isEqualTo(new Outcome(Outcome.hex(WILL + FOLLOWS), Step.Next.UPGRADE, "", null));
		Assertions.assertThat(client(DO + FOLLOWS + "41").left()).isEqualTo("A");
	}

	@Test
	void usesNoOtherOptionAsClient() {
		Assertions.assertThat(client("fffd18 fffb01" + DO + "fffb03" + FOLLOWS))
			.isEqualTo(new Outcome(Outcome.hex(WILL + "fffc18 fffe01" + FOLLOWS), Step.Next.UPGRADE, "", null));
	}

	@Test
	void tellsAsClientWhatIsWrong() {
		Assertions.assertThat(reason(DONT)).isEqualTo(FailureReason.STARTTLS_STRIPPED);
		Assertions.assertThat(reason("41")).isEqualTo(FailureReason.STARTTLS_STRIPPED);
		Assertions.assertThat(reason(DO, DONT)).isEqualTo(FailureReason.STARTTLS_REFUSED);
		Assertions.assertThat(reason(DO, "41")).isEqualTo(FailureReason.STARTTLS_MALFORMED);
	}

	@Test
	void leavesDataOfAServerInClear() {
		Outcome outcome = client("4c6f67696e3a20");
		Assertions.assertThat(outcome.next()).isEqualTo(Step.Next.NO_TLS);
		Assertions.assertThat(outcome.left()).isEqualTo("Login: ");
	}

	@Test
	void neverThrows() {
		Outcome.fuzz(() -> this.negotiator.server(StartTlsServerSettings.DEFAULTS),
				Outcome.bytes(Outcome.hex(WILL + FOLLOWS)), Outcome.bytes(Outcome.hex("fffb1ffffd01" + WILL)));
		Outcome.fuzz(this::client, Outcome.bytes(Outcome.hex(DO + FOLLOWS)));
	}

	private Outcome server(String hex) {
		return Outcome.of(() -> this.negotiator.server(StartTlsServerSettings.DEFAULTS), Outcome.hex(hex));
	}

	private StartTlsDialogue client() {
		return this.negotiator.client(StartTlsClientSettings.of("host.example.com"));
	}

	private Outcome client(String hex) {
		return Outcome.of(this::client, Outcome.hex(hex));
	}

	private FailureReason reason(String... messages) {
		StartTlsDialogue dialogue = client();
		Step step = dialogue.begin();
		for (String message : messages) {
			step = dialogue.received(ByteBuffer.wrap(Outcome.bytes(Outcome.hex(message))));
		}
		return Objects.requireNonNull(step.reason());
	}

}

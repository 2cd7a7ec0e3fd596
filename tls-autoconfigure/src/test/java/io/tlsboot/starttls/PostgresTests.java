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

import io.tlsboot.connection.FailureReason;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests for {@link PostgresNegotiator}.
 */
class PostgresTests {

	private static final String SSL_REQUEST = "00000008 04d2162f";

	private static final String GSS_REQUEST = "00000008 04d21630";

	private static final String CANCEL = "00000010 04d2162e 00000001 00000002";

	private static final String STARTUP = "00000012 00030000 7573657200 626f6200 00";

	static final List<Recording> RECORDINGS = List.of(Recording.server("postgres", Outcome.hex(SSL_REQUEST)),
			server("request after Kerberos", GSS_REQUEST + SSL_REQUEST), server("in clear", STARTUP),
			server("from the first octet on", "160301"), Recording.client("postgres", "S", ""),
			Recording.client("postgres", "N", "").named("refused"));

	private static final StartTlsServerSettings LENIENT = new StartTlsServerSettings(false, "localhost", null,
			List.of(), null, null, 2048, 50);

	private final PostgresNegotiator negotiator = new PostgresNegotiator();

	@Test
	void takesAnSslRequest() {
		Assertions.assertThat(server(SSL_REQUEST)).isEqualTo(new Outcome("S", Step.Next.UPGRADE, "", null));
	}

	@Test
	void leavesWhatFollowsAnSslRequestToTheDriver() {
		Assertions.assertThat(server(SSL_REQUEST + STARTUP))
			.isEqualTo(new Outcome("S", Step.Next.UPGRADE, Outcome.hex(STARTUP), null));
	}

	@Test
	void refusesKerberosAndTakesAnSslRequestThen() {
		Assertions.assertThat(server(GSS_REQUEST + SSL_REQUEST))
			.isEqualTo(new Outcome("NS", Step.Next.UPGRADE, "", null));
	}

	@ParameterizedTest
	@ValueSource(strings = { STARTUP, CANCEL })
	void refusesClientsInClear(String request) {
		String fields = "SFATAL\0VFATAL\0C28000\0MTLS required\0\0";
		Outcome refused = new Outcome("E\0\0\0" + (char) (4 + fields.length()) + fields, Step.Next.CLOSE, "", null);
		Assertions.assertThat(server(request)).isEqualTo(refused);
		Assertions.assertThat(server(GSS_REQUEST + request).sent()).isEqualTo("N" + refused.sent());
	}

	@ParameterizedTest
	@ValueSource(strings = { STARTUP, CANCEL })
	void handsClientsInClearOverWhereTlsIsNotRequired(String request) {
		Assertions.assertThat(Outcome.of(() -> this.negotiator.server(LENIENT), Outcome.hex(request)))
			.isEqualTo(new Outcome("", Step.Next.DONE, Outcome.hex(request), null));
	}

	@Test
	void takesTlsFromTheFirstOctetOnWithItsApplicationProtocolOnly() {
		Assertions.assertThat(server("16 0301"))
			.isEqualTo(new Outcome("", Step.Next.UPGRADE_BEGUN, Outcome.hex("160301"), null));
		Assertions.assertThat(this.negotiator.applicationProtocols()).containsExactly("postgresql");
		StartTlsDialogue dialogue = this.negotiator.server(StartTlsServerSettings.DEFAULTS);
		Outcome.pieces(dialogue, Outcome.bytes(Outcome.hex("16")));
		Assertions.assertThat(dialogue.secured("postgresql").next()).isEqualTo(Step.Next.DONE);
		Assertions.assertThat(dialogue.secured(null).reason()).isEqualTo(FailureReason.STARTTLS_MALFORMED);
		Assertions.assertThat(dialogue.secured("http/1.1").next()).isEqualTo(Step.Next.FAIL);
	}

	@Test
	void needsNoApplicationProtocolAfterAnSslRequest() {
		StartTlsDialogue dialogue = this.negotiator.server(StartTlsServerSettings.DEFAULTS);
		Outcome.pieces(dialogue, Outcome.bytes(Outcome.hex(SSL_REQUEST)));
		Assertions.assertThat(dialogue.secured(null).next()).isEqualTo(Step.Next.DONE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "00000000 00030000", "00000007 04d2162f", "ffffffff 04d2162f", "7fffffff 00030000",
			"00000801 00030000", "00000009 04d2162f 00", "00000008 04d2162d", "00000008 00020000",
			GSS_REQUEST + GSS_REQUEST, GSS_REQUEST + "16030100 fa010000", "474554202f20485454502f312e31" })
	void givesUpAboutWhatIsNoRequest(String bytes) {
		Outcome outcome = server(bytes);
		Assertions.assertThat(outcome.next()).isEqualTo(Step.Next.FAIL);
		Assertions.assertThat(outcome.detail()).isNotEmpty();
	}

	@Test
	void waitsForTheRest() {
		Assertions.assertThat(server("00000008 04d216").next()).isEqualTo(Step.Next.CONTINUE);
	}

	@Test
	void asksAsClientAndTakesOneOctet() {
		Assertions.assertThat(client("S"))
			.isEqualTo(new Outcome(Outcome.hex(SSL_REQUEST), Step.Next.UPGRADE, "", null));
		Assertions.assertThat(client("SR"))
			.isEqualTo(new Outcome(Outcome.hex(SSL_REQUEST), Step.Next.UPGRADE, "R", null));
	}

	@Test
	void tellsRefusalFromErrorAsClient() {
		Step refused = answer("N");
		Assertions.assertThat(refused.reason()).isEqualTo(FailureReason.STARTTLS_REFUSED);
		Step error = answer("EFATAL: see http://example.com");
		Assertions.assertThat(error.reason()).isEqualTo(FailureReason.STARTTLS_MALFORMED);
		Assertions.assertThat(error.detail()).doesNotContain("example.com");
		Assertions.assertThat(answer("\33").detail()).contains("'?'");
	}

	@Test
	void refusesTextsThatCannotBeSaid() {
		StartTlsServerSettings greeting = new StartTlsServerSettings(true, "localhost", "Hello", List.of(), null, null,
				2048, 50);
		Assertions.assertThatIllegalArgumentException()
			.isThrownBy(() -> this.negotiator.check(greeting))
			.withMessage("greeting: 'Hello' (expected: none, since postgres has no place for it)");
		Assertions.assertThatNoException().isThrownBy(() -> this.negotiator.check(StartTlsServerSettings.DEFAULTS));
	}

	@Test
	void neverThrows() {
		Outcome.fuzz(() -> this.negotiator.server(StartTlsServerSettings.DEFAULTS),
				Outcome.bytes(Outcome.hex(SSL_REQUEST)), Outcome.bytes(Outcome.hex(GSS_REQUEST + STARTUP)));
		Outcome.fuzz(() -> this.negotiator.client(StartTlsClientSettings.of("db.example.com")), Outcome.bytes("S"));
	}

	private static Recording server(String name, String hex) {
		return Recording.server("postgres", Outcome.hex(hex)).named(name);
	}

	private Outcome server(String hex) {
		return Outcome.of(() -> this.negotiator.server(StartTlsServerSettings.DEFAULTS), Outcome.hex(hex));
	}

	private Outcome client(String text) {
		return Outcome.of(() -> this.negotiator.client(StartTlsClientSettings.of("db.example.com")), text);
	}

	private Step answer(String text) {
		StartTlsDialogue dialogue = this.negotiator.client(StartTlsClientSettings.of("db.example.com"));
		return dialogue.received(ByteBuffer.wrap(Outcome.bytes(text)));
	}

}

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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests for {@link LdapNegotiator}.
 */
class LdapTests {

	/** {@code 1.3.6.1.4.1.1466.20037} */
	private static final String OID = "312e332e362e312e342e312e313436362e3230303337";

	private static final String REQUEST = "301d 020101 7718 8016" + OID;

	private static final String RESPONSE = "3024 020101 781f 0a0100 0400 0400 8a16" + OID;

	private static final String NOTICE = "3024 020100 781f 0a0134 0400 0400 8a16 312e332e362e312e342e312e313436362e3230303336";

	private static final String BIND = "3010 020101 600b 020103 0402 636e 8002 7077";

	private static final String ANONYMOUS_BIND = "300c 020101 6007 020103 0400 8000";

	private static final String PLAIN_BIND = "3018 020101 6013 020103 0400 a30c 0405 706c61696e 0403 006100";

	private static final String EXTERNAL_BIND = "3016 020101 6011 020103 0400 a30a 0408 45585445524e414c";

	private static final String ROOT_SEARCH = "3025 020102 6320 0400 0a0100 0a0100 020100 020100 010100 870b 6f626a656374436c617373 3000";

	private static final String SEARCH = "3027 020102 6322 0402 633d 0a0102 0a0100 020100 020100 010100 870b 6f626a656374436c617373 3000";

	static final List<Recording> RECORDINGS = List.of(Recording.server("ldap", Outcome.hex(REQUEST)),
			server("other operations", ROOT_SEARCH + BIND + SEARCH + REQUEST), server("malformed", BIND + "3000"),
			Recording.client("ldap", Outcome.hex(RESPONSE), ""),
			Recording.client("ldap", Outcome.hex(NOTICE), "").named("disconnected"));

	private static final StartTlsServerSettings LENIENT = settings(false, List.of());

	private final LdapNegotiator negotiator = new LdapNegotiator();

	@Test
	void takesStartTls() {
		Assertions.assertThat(server(REQUEST))
			.isEqualTo(new Outcome(Outcome.hex(RESPONSE), Step.Next.UPGRADE, "", null));
		Assertions.assertThat(server(REQUEST + BIND).left()).isEqualTo(Outcome.hex(BIND));
	}

	@Test
	void answersWithTheNumberOfTheRequest() {
		Assertions.assertThat(server("3020 02047fffffff 7718 8016" + OID).sent())
			.isEqualTo(Outcome.hex("3027 02047fffffff 781f 0a0100 0400 0400 8a16" + OID));
		Assertions.assertThat(server("301e 02020080 7718 8016" + OID).sent())
			.isEqualTo(Outcome.hex("3025 02020080 781f 0a0100 0400 0400 8a16" + OID));
	}

	@Test
	void takesLengthsInTheirLongForms() {
		Assertions.assertThat(server("3084 00000027 02840000000101 7784 0000001a 8082 0016" + OID).next())
			.isEqualTo(Step.Next.UPGRADE);
	}

	@Test
	void takesControls() {
		Assertions.assertThat(server("301f 020101 7718 8016" + OID + "a000").next()).isEqualTo(Step.Next.UPGRADE);
	}

	@ParameterizedTest
	@CsvSource({ BIND + ",61", ANONYMOUS_BIND + ",61", PLAIN_BIND + ",61", EXTERNAL_BIND + ",61", SEARCH + ",65",
			"3005 020102 6600,67", "3005 020102 6800,69", "3005 020102 4a00,6b", "3005 020102 6c00,6d",
			"3005 020102 6e00,6f", "300a 020103 7705 8003 312e33,78" })
	void refusesEveryOtherOperation(String request, String tag) {
		String id = request.substring(request.indexOf("02010") + 4, request.indexOf("02010") + 6);
		Outcome outcome = server(request + REQUEST);
		Assertions.assertThat(outcome.sent())
			.isEqualTo(Outcome.hex("3018 0201" + id + tag + "13 0a010d 0400 040c 544c53207265717569726564" + RESPONSE));
		Assertions.assertThat(outcome.next()).isEqualTo(Step.Next.UPGRADE);
	}

	@ParameterizedTest
	@ValueSource(strings = { BIND, PLAIN_BIND,
			"3022 020101 771d 8017 312e332e362e312e342e312e343230332e312e31312e31 8102 3000" })
	void neverTakesAPasswordInClear(String request) {
		Outcome outcome = Outcome.of(() -> this.negotiator.server(LENIENT), Outcome.hex(request));
		Assertions.assertThat(outcome.next()).isEqualTo(Step.Next.CONTINUE);
		Assertions.assertThat(outcome.sent()).contains(Outcome.hex("0a010d"));
	}

	@ParameterizedTest
	@ValueSource(strings = { ANONYMOUS_BIND, EXTERNAL_BIND, ROOT_SEARCH, SEARCH, "300a 020103 7705 8003 312e33" })
	void handsOtherClientsOverWhereTlsIsNotRequired(String request) {
		Assertions.assertThat(Outcome.of(() -> this.negotiator.server(LENIENT), Outcome.hex(request)))
			.isEqualTo(new Outcome("", Step.Next.DONE, Outcome.hex(request), null));
	}

	@Test
	void isFoundInTheRootDse() {
		StartTlsServerSettings settings = settings(true,
				List.of("namingContexts: dc=example", "supportedExtension:1.2"));
		Outcome outcome = Outcome.of(() -> this.negotiator.server(settings), Outcome.hex(ROOT_SEARCH));
		Assertions.assertThat(outcome.sent())
			.contains("supportedExtension" + Outcome.hex("311d 0416" + OID + "0403 312e32"))
			.contains("namingContexts" + Outcome.hex("310c 040a") + "dc=example")
			.endsWith(Outcome.hex("300c 020102 6507 0a0100 0400 0400"));
		Assertions.assertThat(outcome.next()).isEqualTo(Step.Next.CONTINUE);
		Outcome ended = Outcome.pieces(client(), Outcome.bytes(outcome.sent()));
		Assertions.assertThat(ended.detail()).contains("operation 0x64");
	}

	@Test
	void refusesStartTlsWithAValue() {
		Outcome outcome = server("301f 020101 771a 8016" + OID + "8100");
		Assertions.assertThat(outcome.next()).isEqualTo(Step.Next.CONTINUE);
		Assertions.assertThat(outcome.sent()).startsWith(Outcome.hex("3039 020101 7834 0a0102"));
	}

	@Test
	void closesAfterUnbindAndPassesOverAbandon() {
		Assertions.assertThat(server("3006 020101 500101 3005 020102 4200"))
			.isEqualTo(new Outcome("", Step.Next.CLOSE, "", null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "3080 020101", "3085 0000000001", "30ff", "3084ffffffff", "3084 7fffffff",
			"30820801 020101", "3000", "3003 020101", "3005 020100 4200", "3005 0201ff 4200", "3005 0200 7700 00",
			"300a 02060000000000014200", "3005 020101 7f00", "3005 020101 6100", "3005 020101 7700",
			"3007 020101 7718 8016", "301d 020101 7718 8017" + OID, "301d 020101 7718 8116" + OID,
			"3020 020101 7718 8016" + OID + "020101", "3008 020101 6003 020103", "300c 020101 6007 020103 0400 8100",
			"300c 020101 6007 020103 0400 a300", "3005 020101 6300", "474554202f20485454502f312e31", "16030100" })
	void givesUpAboutWhatIsNoRequestAndTellsSo(String bytes) {
		Outcome outcome = server(bytes);
		Assertions.assertThat(outcome.next()).isEqualTo(Step.Next.FAIL);
		Assertions.assertThat(outcome.detail()).isNotEmpty();
		Assertions.assertThat(outcome.sent())
			.startsWith(Outcome.hex("304c 020100 7847 0a0102 0400 0428"))
			.endsWith(Outcome.hex("8a16 312e332e362e312e342e312e313436362e3230303336"));
	}

	@Test
	void givesUpAboutNestsOfElements() {
		Outcome nest = server(nest());
		Assertions.assertThat(nest.next()).isEqualTo(Step.Next.FAIL);
		Assertions.assertThat(nest.detail()).contains("0x30").contains("0x02");
		Outcome lengths = server("30820400" + "3082".repeat(512));
		Assertions.assertThat(lengths.next()).isEqualTo(Step.Next.FAIL);
		Assertions.assertThat(lengths.detail()).isEqualTo("an element that ends too early");
	}

	private static String nest() {
		StringBuilder nest = new StringBuilder();
		for (int level = 0; level < 400; level++) {
			nest.insert(0, "3082%04x".formatted(nest.length() / 2));
		}
		return nest.toString();
	}

	@Test
	void passesOverNestsOfElementsInControls() {
		String nest = nest();
		String parts = "0201014200" + "a082%04x".formatted(nest.length() / 2) + nest;
		Assertions.assertThat(server("3082%04x".formatted(parts.length() / 2) + parts))
			.isEqualTo(new Outcome("", Step.Next.CLOSE, "", null));
	}

	@Test
	void asksAsClient() {
		Assertions.assertThat(client(RESPONSE))
			.isEqualTo(new Outcome(Outcome.hex(REQUEST), Step.Next.UPGRADE, "", null));
		Assertions.assertThat(client("300c 020101 7807 0a0100 0400 0400").next()).isEqualTo(Step.Next.UPGRADE);
		Assertions.assertThat(client("3084 00000010 020101 7884 00000007 0a0100 0400 0400").next())
			.isEqualTo(Step.Next.UPGRADE);
		Assertions.assertThat(client(RESPONSE + "30").left()).isEqualTo("0");
	}

	@ParameterizedTest
	@CsvSource({ "300c 020101 7807 0a0102 0400 0400,STARTTLS_STRIPPED,result 2",
			"300f 020101 780a 0a0134 0400 0403 610a62,STARTTLS_REFUSED,result 52 'a?b'",
			"300e 020101 7809 0a010a 0400 0400 a300,STARTTLS_REFUSED,result 10",
			NOTICE + ",STARTTLS_MALFORMED,disconnects",
			"300c 020102 7807 0a0100 0400 0400,STARTTLS_MALFORMED,message 2",
			"3010 020101 780b 0a0100 0400 0400 8a02 312e,STARTTLS_MALFORMED,named '1.'",
			"3010 020101 780b 0a0100 0400 0400 8b02 312e,STARTTLS_MALFORMED,tag 0x8b",
			"300c 020101 6107 0a0100 0400 0400,STARTTLS_MALFORMED,operation 0x61",
			"300a 020101 7805 0a0100 0400,STARTTLS_MALFORMED,too early", "3080 020101,STARTTLS_MALFORMED,definite",
			"3084 10000000,STARTTLS_MALFORMED,8192", "48545450,STARTTLS_MALFORMED,begins with 0x48" })
	void tellsAsClientWhatIsWrong(String answer, FailureReason reason, String detail) {
		Step step = client().received(ByteBuffer.wrap(Outcome.bytes(Outcome.hex(answer))));
		Assertions.assertThat(step.reason()).isEqualTo(reason);
		Assertions.assertThat(step.detail()).contains(detail);
	}

	@Test
	void cutsWhatTheServerSays() {
		Step step = client().received(ByteBuffer
			.wrap(LdapMessage.write(1, LdapMessage.EXTENDED_RESPONSE, 52, "x".repeat(1000), LdapMessage.START_TLS)));
		Assertions.assertThat(Objects.requireNonNull(step.detail())).hasSizeLessThan(200);
	}

	@Test
	void refusesTextsThatCannotBeSaid() {
		Assertions.assertThatIllegalArgumentException()
			.isThrownBy(() -> this.negotiator.check(settings(true, List.of("AUTH PLAIN"))))
			.withMessageStartingWith("capabilities: 'AUTH PLAIN' (expected: an attribute");
		Assertions.assertThatNoException()
			.isThrownBy(() -> this.negotiator.check(settings(true, List.of("namingContexts: dc=example"))));
	}

	@Test
	void neverThrows() {
		Outcome.fuzz(() -> this.negotiator.server(LENIENT), Outcome.bytes(Outcome.hex(REQUEST)),
				Outcome.bytes(Outcome.hex(BIND)), Outcome.bytes(Outcome.hex(PLAIN_BIND)));
		Outcome.fuzz(() -> this.negotiator.server(StartTlsServerSettings.DEFAULTS), Outcome.bytes(Outcome.hex(REQUEST)),
				Outcome.bytes(Outcome.hex(ROOT_SEARCH)));
		Outcome.fuzz(this::client, Outcome.bytes(Outcome.hex(RESPONSE)), Outcome.bytes(Outcome.hex(NOTICE)));
	}

	private static Recording server(String name, String hex) {
		return Recording.server("ldap", Outcome.hex(hex)).named(name);
	}

	private static StartTlsServerSettings settings(boolean requireTls, List<String> capabilities) {
		return new StartTlsServerSettings(requireTls, "localhost", null, capabilities, null, null, 2048, 50);
	}

	private Outcome server(String hex) {
		return Outcome.of(() -> this.negotiator.server(StartTlsServerSettings.DEFAULTS), Outcome.hex(hex));
	}

	private StartTlsDialogue client() {
		return this.negotiator.client(StartTlsClientSettings.of("ldap.example.com"));
	}

	private Outcome client(String hex) {
		return Outcome.of(this::client, Outcome.hex(hex));
	}

}

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

package io.tlsboot.sample.smtp;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the mail server says to what a client says.
 */
class SmtpSessionTests {

	private final List<Envelope> mails = new ArrayList<>();

	private final SmtpSession session = new SmtpSession("mx.test", this.mails::add);

	private void say(String... lines) {
		for (String line : lines) {
			this.session.received(line);
		}
	}

	@Test
	void mailIsTakenAndItsOctetsAreCounted() {
		say("EHLO me", "MAIL FROM:<a@x.test> SIZE=10", "RCPT TO:<b@y.test>", "RCPT TO:<c@y.test>", "DATA", "Subject: x",
				"", "..", "\u00e4");

		assertThat(this.session.received(".")).startsWith("250 ");
		assertThat(this.mails)
			.containsExactly(new Envelope("a@x.test", List.of("b@y.test", "c@y.test"), 12 + 2 + 3 + 3));
		assertThat(this.mails.get(0)).hasToString("MAIL FROM:<a@x.test> RCPT TO:<b@y.test>,<c@y.test> SIZE=20");
	}

	@Test
	void nextMailBeginsAnew() {
		say("MAIL FROM:<a@x.test>", "RCPT TO:<b@y.test>", "DATA", "x", ".", "MAIL FROM:<>", "RCPT TO:<c@y.test>",
				"DATA", ".");

		assertThat(this.mails).extracting(Envelope::toString)
			.containsExactly("MAIL FROM:<a@x.test> RCPT TO:<b@y.test> SIZE=3",
					"MAIL FROM:<> RCPT TO:<c@y.test> SIZE=0");
	}

	@Test
	void contentIsNotTakenForCommands() {
		say("MAIL FROM:<a@x.test>", "RCPT TO:<b@y.test>", "DATA");

		assertThat(this.session.received("QUIT")).isEmpty();
		assertThat(this.session.isOver()).isFalse();
	}

	@Test
	void mailThatIsTooBigIsRefusedAtItsEnd() {
		say("MAIL FROM:<a@x.test>", "RCPT TO:<b@y.test>", "DATA");
		for (int size = 0; size < SmtpSession.MAX_SIZE; size += 900) {
			say("x".repeat(898));
		}

		assertThat(this.session.received(".")).startsWith("552 5.3.4 ");
		assertThat(this.mails).isEmpty();
	}

	@Test
	void mailIsForgottenOnRequest() {
		say("MAIL FROM:<a@x.test>", "RCPT TO:<b@y.test>", "RSET");

		assertThat(this.session.received("DATA")).startsWith("503 ");
	}

	@Test
	void recipientsAreBounded() {
		say("MAIL FROM:<a@x.test>");
		for (int index = 0; index < 100; index++) {
			assertThat(this.session.received("RCPT TO:<b%d@y.test>".formatted(index))).startsWith("250 ");
		}

		assertThat(this.session.received("RCPT TO:<b@y.test>")).startsWith("452 ");
	}

	@Test
	void goodbyeEndsIt() {
		assertThat(this.session.received("quit")).startsWith("221 ");
		assertThat(this.session.isOver()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "EHLO me, 250-mx.test", "HELO me, 250 mx.test", "noop, 250 ", "RCPT TO:<b@y.test>, 503 ", "DATA, 503 ",
			"MAIL, 501 ", "MAIL FROM:a@x.test, 501 ", "MAIL FROM:<a b@x.test>, 501 ", "MAIL FROM:<\u00e4@x.test>, 501 ",
			"MAIL FROM:<\u001b[31m@x.test>, 501 ", "MAIL FROM:<a@x.test> WHAT=1, 501 ",
			"MAIL FROM:<a@x.test> SIZE=1048577, 552 ", "MAIL FROM:<a@x.test> BODY=8BITMIME SIZE=1, 250 ",
			"mail from:<>, 250 ", "STARTTLS, 500 ", "WHAT, 500 ", "'', 500 " })
	void firstCommandIsAnswered(String command, String reply) {
		assertThat(this.session.received(command)).startsWith(reply).endsWith("\r\n");
	}

}

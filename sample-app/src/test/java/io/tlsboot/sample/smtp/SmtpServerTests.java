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

import java.io.IOException;
import java.net.Socket;

import io.tlsboot.sample.AbstractSampleTests;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.system.CapturedOutput;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The mail server.
 */
class SmtpServerTests extends AbstractSampleTests {

	private Socket begin(Socket clear) throws IOException {
		assertThat(line(clear)).startsWith("220 localhost ");
		say(clear, "STARTTLS\r\n");
		assertThat(line(clear)).startsWith("220 ");
		return secure(clear);
	}

	@Test
	void mailIsTakenOverTlsAndItsEnvelopeIsPrinted(CapturedOutput output) throws IOException {
		try (Socket clear = connect("smtp"); Socket socket = begin(clear)) {
			say(socket, "EHLO me\r\n");
			while (line(socket).startsWith("250-")) {
				// What it can do.
			}
			say(socket, "MAIL FROM:<a@example.test>\r\nRCPT TO:<b@example.test>\r\nDATA\r\n");
			assertThat(line(socket)).startsWith("250 ");
			assertThat(line(socket)).startsWith("250 ");
			assertThat(line(socket)).startsWith("354 ");
			say(socket, "Subject: hush\r\n\r\nhush\r\n.\r\nQUIT\r\n");
			assertThat(line(socket)).startsWith("250 ");
			assertThat(line(socket)).startsWith("221 ");
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
		}
		assertThat(output).contains("MAIL FROM:<a@example.test> RCPT TO:<b@example.test> SIZE=23")
			.doesNotContain("hush");
	}

	@Test
	void mailIsRefusedInClear() throws IOException {
		try (Socket socket = connect("smtp")) {
			assertThat(line(socket)).startsWith("220 ");
			say(socket, "MAIL FROM:<a@example.test>\r\n");

			assertThat(line(socket)).startsWith("530 ");
		}
	}

	@Test
	void lineThatIsTooLongIsRefused() throws IOException {
		try (Socket clear = connect("smtp"); Socket socket = begin(clear)) {
			say(socket, "X".repeat(SmtpSession.MAX_LINE + 2));

			assertThat(line(socket)).startsWith("500 5.5.2 ");
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
		}
	}

}

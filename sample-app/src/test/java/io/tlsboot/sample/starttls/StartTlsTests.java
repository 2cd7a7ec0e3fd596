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

package io.tlsboot.sample.starttls;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;

import io.tlsboot.sample.AbstractSampleTests;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.system.CapturedOutput;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The lines that go over to TLS.
 */
class StartTlsTests extends AbstractSampleTests {

	@Test
	void clientSpeaksToTheServerInClearAndThenSecured(CapturedOutput output) {
		String printed = run("starttls-client", "--tls.clients.starttls.port=" + port("starttls"));

		assertThat(printed).isEqualToNormalizingNewlines("received: READY\n");
		assertPrinted(output, String
			.format("received: plain text%nreceived: STARTTLS%n-- Switching to TLS%nreceived: secure text%n"));
	}

	@Test
	void secondRequestIsALineLikeAnyOther(CapturedOutput output) throws IOException {
		try (Socket clear = connect("starttls")) {
			say(clear, "STARTTLS\r\n");
			assertThat(line(clear)).isEqualTo("READY");
			try (Socket socket = secure(clear)) {
				say(socket, "STARTTLS\r\nand on it goes\r\n");
				assertPrinted(output, String.format("received: STARTTLS%nreceived: and on it goes%n"));
			}
		}
	}

	@Test
	void whatIsPipelinedBehindTheRequestIsNeverPrinted(CapturedOutput output) throws IOException {
		try (Socket socket = connect("starttls")) {
			say(socket, "STARTTLS\r\ninjected\r\n");

			assertThat(line(socket)).isEqualTo("READY");
			assertThat(socket.getInputStream().readAllBytes()).isEmpty();
		}
		catch (SocketException reset) {
			// Whoever is refused is not waited for.
		}
		assertThat(output).contains("-- Switching to TLS").doesNotContain("received: injected");
	}

	@Test
	void whatAPeerSaysDoesNotSteerTheTerminal(CapturedOutput output) throws IOException {
		try (Socket socket = connect("starttls")) {
			say(socket, "\u001b[31mred\r\n");

			assertPrinted(output, "received: ?[31mred");
		}
	}

}

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

package io.tlsboot.sample.amp;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.util.List;
import java.util.Map;

import io.tlsboot.sample.AbstractSampleTests;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The server that answers pings, and its client.
 */
class AmpTests extends AbstractSampleTests {

	private static AmpBox ask(Socket socket, Map<String, String> box) throws IOException {
		socket.getOutputStream().write(new AmpBox(box).toBytes());
		return answer(socket);
	}

	private static AmpBox answer(Socket socket) throws IOException {
		AmpReader reader = new AmpReader();
		List<AmpBox> boxes = List.of();
		while (boxes.isEmpty()) {
			byte[] octet = socket.getInputStream().readNBytes(1);
			if (octet.length == 0) {
				throw new ProtocolException("no answer");
			}
			boxes = reader.read(octet);
		}
		return boxes.get(0);
	}

	private Socket begin(Socket clear) throws IOException {
		assertThat(ask(clear, Map.of(AmpBox.COMMAND, "StartTLS", AmpBox.ASK, "0")).values())
			.isEqualTo(Map.of(AmpBox.ANSWER, "0"));
		return secure(clear);
	}

	@Test
	void clientPingsTheServerOverTls() {
		assertThat(run("amp-client", "--tls.clients.amp.port=" + port("amp")))
			.isEqualToNormalizingNewlines("pong: hello\n");
	}

	@Test
	void pingInClearIsRefused() throws IOException {
		try (Socket socket = connect("amp")) {
			assertThat(ask(socket, Map.of(AmpBox.COMMAND, "Ping", AmpBox.ASK, "1", "text", "x")).values())
				.containsEntry(AmpBox.ERROR, "1")
				.containsEntry(AmpBox.ERROR_CODE, "TLS_REQUIRED");
		}
	}

	@Test
	void commandThatThereIsNotIsAnsweredWithAnError() throws IOException {
		try (Socket clear = connect("amp"); Socket socket = begin(clear)) {
			assertThat(ask(socket, Map.of(AmpBox.COMMAND, "What", AmpBox.ASK, "1")).values())
				.containsEntry(AmpBox.ERROR, "1")
				.containsEntry(AmpBox.ERROR_CODE, "UNHANDLED");
			assertThat(ask(socket, Map.of(AmpBox.COMMAND, "Ping", AmpBox.ASK, "2")).values())
				.containsEntry(AmpBox.ERROR, "2")
				.containsEntry(AmpBox.ERROR_CODE, "UNKNOWN");
		}
	}

	@Test
	void secondStartTlsIsACommandThatThereIsNot() throws IOException {
		try (Socket clear = connect("amp"); Socket socket = begin(clear)) {
			assertThat(ask(socket, Map.of(AmpBox.COMMAND, "StartTLS", AmpBox.ASK, "1")).values())
				.containsEntry(AmpBox.ERROR_CODE, "UNHANDLED");
		}
	}

	@Test
	void whoDoesNotWantAnAnswerGetsNone() throws IOException {
		try (Socket clear = connect("amp"); Socket socket = begin(clear)) {
			socket.getOutputStream().write(new AmpBox(Map.of(AmpBox.COMMAND, "Ping", "text", "x")).toBytes());

			assertThat(ask(socket, Map.of(AmpBox.COMMAND, "Ping", AmpBox.ASK, "2", "text", "y")).values())
				.isEqualTo(Map.of(AmpBox.ANSWER, "2", "pong", "y"));
		}
	}

	@Test
	void whatIsNoBoxEndsTheConnection() throws IOException {
		try (Socket clear = connect("amp"); Socket socket = begin(clear)) {
			say(socket, "GET / HTTP/1.0\r\n\r\n");

			assertThat(socket.getInputStream().read()).isEqualTo(-1);
		}
	}

}

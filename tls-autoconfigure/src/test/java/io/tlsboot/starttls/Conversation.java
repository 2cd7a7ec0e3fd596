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

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks what one side answers to the other. In its texts, {@code ~} ends a line.
 */
final class Conversation {

	private Conversation() {
	}

	static void serverAnswers(String protocol, String request, String reply) {
		DialogueRun server = DialogueRun.server(protocol);
		assertThat(server.say(lines(request))).isEqualTo(lines(reply));
		assertThat(server.left()).isEmpty();
	}

	static void serverRefusesWhateverItsPolicy(String protocol, String request, String reply) {
		DialogueRun server = DialogueRun.server(protocol, Settings.optional());
		assertThat(server.say(lines(request))).isEqualTo(lines(reply));
		assertThat(server.goesOn()).isTrue();
	}

	static void serverHandsOver(String protocol, String request) {
		DialogueRun server = DialogueRun.server(protocol, Settings.optional());
		server.say(lines(request));
		assertThat(server.last().next()).isEqualTo(Step.Next.DONE);
		assertThat(server.leftText()).isEqualTo(lines(request));
	}

	static void serverGivesUp(String protocol, String request, String reply) {
		DialogueRun server = DialogueRun.server(protocol);
		assertThat(server.say(lines(request))).isEqualTo(lines(reply));
		assertThat(server.last().reason()).isEqualTo(FailureReason.STARTTLS_MALFORMED);
	}

	static void clientFindsWrong(String protocol, String server, FailureReason reason, String detail) {
		DialogueRun client = DialogueRun.client(protocol);
		client.say(lines(server));
		assertThat(client.last().reason()).isEqualTo(reason);
		assertThat(client.last().detail()).contains(detail).hasSizeLessThan(220);
	}

	static DialogueRun clientUpgrades(String protocol, String server, String sent) {
		DialogueRun client = DialogueRun.client(protocol);
		String begun = client.takeText();
		assertThat(begun + client.say(lines(server))).isEqualTo(lines(sent));
		assertThat(client.last().next()).isEqualTo(Step.Next.UPGRADE);
		assertThat(client.left()).isEmpty();
		return client;
	}

	static void clientIsDone(DialogueRun client, String asked, String server) {
		assertThat(client.secure()).isEqualTo(lines(asked));
		assertThat(client.greeting()).isEmpty();
		client.say(lines(server));
		assertThat(client.last().next()).isEqualTo(Step.Next.DONE);
		assertThat(client.greeting()).isEqualTo(lines(server));
	}

	static void clientFailsAfterTheHandshake(DialogueRun client, String server) {
		client.secure();
		client.say(lines(server));
		assertThat(client.last().next()).isEqualTo(Step.Next.FAIL);
	}

	static void clientListensToSoMuchOnly(String protocol, String begun, String endless) {
		DialogueRun client = DialogueRun.client(protocol);
		client.say(lines(begun));
		for (int count = 0; client.goesOn() && count < 200; count++) {
			client.say(lines(endless));
		}
		assertThat(client.last().reason()).isEqualTo(FailureReason.STARTTLS_MALFORMED);
		assertThat(client.last().detail()).isEqualTo("an answer of the server has more than 100 lines");
		DialogueRun longLine = DialogueRun.client(protocol);
		longLine.say("a".repeat(9000));
		assertThat(longLine.last().detail()).isEqualTo("a line has more than 8192 octets");
	}

	static void backendSwallows(String protocol, String greeting) {
		StartTlsDialogue dialogue = StartTlsProtocols.with(List.of())
			.get(protocol)
			.backend(StartTlsServerSettings.DEFAULTS);
		assertThat(dialogue).isNotNull();
		DialogueRun backend = new DialogueRun(dialogue);
		if (backend.goesOn()) {
			backend.say(lines(greeting) + "next\r\n");
		}
		assertThat(backend.last().next()).isEqualTo(Step.Next.DONE);
		assertThat(backend.leftText()).isEqualTo(greeting.isEmpty() ? "" : "next\r\n");
		assertThat(backend.takeSent()).isEmpty();
	}

	static void backendFails(String protocol, String greeting) {
		StartTlsDialogue dialogue = StartTlsProtocols.with(List.of())
			.get(protocol)
			.backend(StartTlsServerSettings.DEFAULTS);
		assertThat(dialogue).isNotNull();
		DialogueRun backend = new DialogueRun(dialogue);
		backend.say(lines(greeting));
		assertThat(backend.last().next()).isEqualTo(Step.Next.FAIL);
	}

	static String lines(String text) {
		return text.isEmpty() ? "" : text.replace("~", "\r\n") + "\r\n";
	}

}

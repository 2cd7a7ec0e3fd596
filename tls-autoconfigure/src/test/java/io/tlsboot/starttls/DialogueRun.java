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

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs a dialogue in memory, as a driver does on a connection.
 */
final class DialogueRun {

	private final StartTlsDialogue dialogue;

	private final List<String> steps = new ArrayList<>();

	private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

	private byte[] left = {};

	private Step last = Step.more();

	DialogueRun(StartTlsDialogue dialogue) {
		this.dialogue = dialogue;
		happened(dialogue.begin());
	}

	static DialogueRun server(String protocol, StartTlsServerSettings settings) {
		return new DialogueRun(StartTlsProtocols.with(List.of()).get(protocol).server(settings));
	}

	static DialogueRun server(String protocol) {
		return server(protocol, StartTlsServerSettings.DEFAULTS);
	}

	static DialogueRun client(String protocol) {
		return new DialogueRun(
				StartTlsProtocols.with(List.of()).get(protocol).client(StartTlsClientSettings.of("server.example")));
	}

	/**
	 * Let the dialogue have what its peer sends; it is kept if the dialogue has ended.
	 */
	void receive(byte[] bytes) {
		byte[] joined = Arrays.copyOf(this.left, this.left.length + bytes.length);
		System.arraycopy(bytes, 0, joined, this.left.length, bytes.length);
		ByteBuffer buffer = ByteBuffer.wrap(joined).asReadOnlyBuffer();
		int before = -1;
		while (goesOn() && buffer.hasRemaining() && buffer.position() != before) {
			before = buffer.position();
			happened(this.dialogue.received(buffer));
		}
		this.left = Arrays.copyOfRange(joined, buffer.position(), joined.length);
	}

	/**
	 * Say something to the dialogue.
	 * @return what it answers
	 */
	String say(String text) {
		this.sent.reset();
		receive(text.getBytes(StandardCharsets.ISO_8859_1));
		return this.sent.toString(StandardCharsets.ISO_8859_1);
	}

	/**
	 * Go on after the handshake.
	 * @return what the dialogue says then
	 */
	String secure() {
		this.sent.reset();
		happened(this.dialogue.secured(null));
		return this.sent.toString(StandardCharsets.ISO_8859_1);
	}

	/** Return what was sent since this was asked last. */
	byte[] takeSent() {
		byte[] bytes = this.sent.toByteArray();
		this.sent.reset();
		return bytes;
	}

	String takeText() {
		return new String(takeSent(), StandardCharsets.ISO_8859_1);
	}

	boolean goesOn() {
		return this.last.next() == Step.Next.CONTINUE;
	}

	boolean upgrades() {
		return this.last.next() == Step.Next.UPGRADE || this.last.next() == Step.Next.UPGRADE_BEGUN;
	}

	StartTlsDialogue dialogue() {
		return this.dialogue;
	}

	Step last() {
		return this.last;
	}

	/** Return what was received and not taken. */
	byte[] left() {
		return this.left;
	}

	String leftText() {
		return new String(this.left, StandardCharsets.ISO_8859_1);
	}

	/** Return every step that was more than to wait, with what was sent. */
	List<String> steps() {
		return this.steps;
	}

	String greeting() {
		return new String(this.dialogue.greeting(), StandardCharsets.ISO_8859_1);
	}

	private void happened(Step step) {
		this.last = step;
		byte[] bytes = new byte[step.bytes().remaining()];
		step.bytes().get(bytes);
		this.sent.writeBytes(bytes);
		if (bytes.length > 0 || step.next() != Step.Next.CONTINUE) {
			this.steps.add("%s %s %s".formatted(step, step.detail(), new String(bytes, StandardCharsets.ISO_8859_1)));
		}
	}

}

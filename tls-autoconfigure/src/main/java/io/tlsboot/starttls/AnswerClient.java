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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.tlsboot.trust.PeerText;
import org.jspecify.annotations.Nullable;

/**
 * A client that is greeted, asks what the server can do, asks for TLS and, since all of
 * that is void after the handshake, asks again what the server can do. An answer has at
 * most 100 lines.
 */
abstract class AnswerClient extends LineDialogue {

	private static final int MOST_LINES = 100;

	private static final int LONGEST_DETAIL = 100;

	private final List<String> lines = new ArrayList<>();

	private State state = State.GREETING;

	private String greeting = "";

	AnswerClient(StartTlsClientSettings settings) {
		super(settings.maxLineLength());
	}

	/**
	 * Return whether a line can follow.
	 * @param line the line
	 * @param before the lines of the answer so far
	 * @return whether it belongs to the answer
	 */
	abstract boolean fits(String line, List<String> before);

	/**
	 * Return whether an answer ends with a line that fits.
	 * @param line the line
	 * @param before the lines of the answer so far
	 * @return whether it is the last
	 */
	abstract boolean last(String line, List<String> before);

	/**
	 * Go on after an answer.
	 * @param awaited what was awaited
	 * @param answer the lines of the answer, at least one
	 * @return what to do
	 */
	abstract Step answer(State awaited, List<String> answer);

	/**
	 * Return what is said after the handshake.
	 * @return the command that asks what the server can do, or nothing if the server says
	 * it unasked
	 */
	abstract String again();

	final State awaited() {
		return this.state;
	}

	final Step ask(State awaited, String command) {
		this.state = awaited;
		return command.isEmpty() ? Step.more() : Step.send(command + "\r\n");
	}

	final void announced(List<String> answer) {
		this.greeting = String.join("\r\n", answer) + "\r\n";
	}

	/**
	 * Return a sentence about an answer.
	 * @param answer the answer
	 * @param question what was asked
	 * @param expected what would be right
	 * @return the sentence
	 */
	final String said(List<String> answer, String question, String expected) {
		return "the server answers '%s' to %s (expected: %s)"
			.formatted(PeerText.line(String.join(" / ", answer), LONGEST_DETAIL), question, expected);
	}

	@Override
	protected final Step line(String line) {
		if (this.lines.size() == MOST_LINES) {
			return Step.fail("an answer of the server has more than %d lines".formatted(MOST_LINES));
		}
		List<String> before = List.copyOf(this.lines);
		if (!fits(line, before)) {
			return Step.fail("the server says '%s', which is no line of an answer"
				.formatted(PeerText.line(line, LONGEST_DETAIL)));
		}
		this.lines.add(line);
		if (!last(line, before)) {
			return Step.more();
		}
		List<String> answer = List.copyOf(this.lines);
		this.lines.clear();
		return answer(this.state, answer);
	}

	@Override
	public final Step secured(@Nullable String applicationProtocol) {
		this.lines.clear();
		this.greeting = "";
		return ask(State.SECURED, again());
	}

	@Override
	public final byte[] greeting() {
		return this.greeting.getBytes(StandardCharsets.ISO_8859_1);
	}

	/**
	 * What is awaited.
	 */
	enum State {

		/** The first words of the server. */
		GREETING,

		/** What the server can do. */
		CAPABILITIES,

		/** Whether the server goes over to TLS. */
		START,

		/** What the server can do, after the handshake. */
		SECURED

	}

}

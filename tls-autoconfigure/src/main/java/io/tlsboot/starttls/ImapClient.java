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
import java.util.Locale;

/**
 * The client of IMAP: asks for the capabilities, for TLS, and for the capabilities again,
 * since those from before must be discarded (RFC 9051, section 6.2.1). What the greeting
 * announces is not believed but asked for.
 * <p>
 * A greeting of PREAUTH says that the client is logged in already, after which it cannot
 * ask for TLS: that is the same as not to offer it, whoever has said so.
 */
final class ImapClient extends AnswerClient {

	private static final String CAPABILITY = "CAPABILITY";

	private static final String START_TLS = "STARTTLS";

	ImapClient(StartTlsClientSettings settings) {
		super(settings);
	}

	@Override
	boolean fits(String line, List<String> before) {
		if (awaited() == State.GREETING) {
			return line.startsWith("* ");
		}
		return (line.startsWith("* ") && !word(line).equals("BYE")) || tagged(line);
	}

	@Override
	boolean last(String line, List<String> before) {
		return awaited() == State.GREETING || tagged(line);
	}

	@Override
	String again() {
		return command(State.SECURED, CAPABILITY);
	}

	@Override
	Step answer(State awaited, List<String> answer) {
		String word = word(answer.get(answer.size() - 1));
		boolean completed = word.equals("OK");
		return switch (awaited) {
			case GREETING -> switch (word) {
				case "OK" -> ask(State.CAPABILITIES, command(State.CAPABILITIES, CAPABILITY));
				case "PREAUTH" -> Step.notOffered(said(answer, "the connection", "OK, since PREAUTH rules out TLS"));
				default -> Step.fail(said(answer, "the connection", "OK"));
			};
			case CAPABILITIES -> {
				announced(answer);
				if (!completed) {
					yield Step.fail(said(answer, CAPABILITY, "OK"));
				}
				yield answer.stream().anyMatch(ImapClient::offers) ? ask(State.START, command(State.START, START_TLS))
						: Step.notOffered(said(answer, CAPABILITY, START_TLS));
			}
			case START -> completed ? Step.upgrade() : Step.refused(said(answer, START_TLS, "OK"));
			case SECURED -> {
				announced(answer);
				yield completed ? Step.done() : Step.fail(said(answer, CAPABILITY + " after the handshake", "OK"));
			}
		};
	}

	private static boolean offers(String line) {
		return line.startsWith("* ") && word(line).equals(CAPABILITY)
				&& List.of(line.toUpperCase(Locale.ROOT).split(" +")).contains(START_TLS);
	}

	private boolean tagged(String line) {
		return line.startsWith(tag(awaited()) + " ");
	}

	// A tag for each command, so that no answer is taken for that to another.
	private static String tag(State state) {
		return switch (state) {
			case GREETING -> "a0";
			case CAPABILITIES -> "a1";
			case START -> "a2";
			case SECURED -> "a3";
		};
	}

	private static String command(State state, String command) {
		return tag(state) + " " + command;
	}

	private static String word(String line) {
		return line.split(" +", 3)[1].toUpperCase(Locale.ROOT);
	}

}

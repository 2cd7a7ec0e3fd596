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
 * The client of IRC: asks for the capabilities, for TLS if {@code tls} is one of them,
 * and for the capabilities again (IRCv3, {@code tls} 3.1 and capability negotiation).
 * Registration, which waits as long as capabilities are negotiated, goes on after that:
 * the negotiation is ended together with the second question, and anew by whoever
 * negotiates then. What a server says beside the answers is passed over.
 * <p>
 * Where the connection goes on in clear instead, the negotiation has begun and not ended:
 * whoever uses the connection goes on with it, or sends {@code CAP END}, without which no
 * registration completes.
 */
final class IrcClient extends AnswerClient {

	private static final String LIST = "CAP LS 302";

	private static final String START_TLS = "STARTTLS";

	private static final List<String> UNKNOWN = List.of("410", "421", "451");

	IrcClient(StartTlsClientSettings settings) {
		super(settings);
	}

	@Override
	public Step begin() {
		return ask(State.CAPABILITIES, LIST);
	}

	@Override
	boolean fits(String line, List<String> before) {
		return true;
	}

	@Override
	boolean last(String line, List<String> before) {
		String command = command(line);
		if (command.equals("ERROR") || UNKNOWN.contains(command)) {
			return true;
		}
		if (awaited() == State.START) {
			return command.equals("670") || command.equals("691");
		}
		String[] words = words(line);
		return listed(line) && !(words.length > 3 && words[3].equals("*"));
	}

	@Override
	String again() {
		return LIST + "\r\nCAP END";
	}

	@Override
	Step answer(State awaited, List<String> answer) {
		String last = answer.get(answer.size() - 1);
		List<String> end = List.of(last);
		if (command(last).equals("ERROR")) {
			return Step.fail(said(end, "the connection", "no error"));
		}
		if (awaited == State.START) {
			return command(last).equals("670") ? Step.upgrade() : Step.refused(said(end, START_TLS, "670"));
		}
		List<String> lists = answer.stream().filter(IrcClient::listed).toList();
		announced(listed(last) ? lists : end);
		if (awaited == State.SECURED) {
			return listed(last) ? Step.done() : Step.fail(said(end, LIST + " after the handshake", "CAP LS"));
		}
		return lists.stream().anyMatch(IrcClient::offers) ? ask(State.START, START_TLS)
				: Step.notOffered(said(listed(last) ? lists : end, LIST, "tls"));
	}

	private static boolean listed(String line) {
		String[] words = words(line);
		return words[0].equalsIgnoreCase("CAP") && words.length > 2 && words[2].equalsIgnoreCase("LS");
	}

	// CAP * LS [*] :multi-prefix tls
	private static boolean offers(String line) {
		String[] words = IrcMessage.of(line).strip().split(" +", 4);
		return words.length > 3 && List.of(words[3].toLowerCase(Locale.ROOT).split("[ :]+")).contains("tls");
	}

	private static String command(String line) {
		return words(line)[0].toUpperCase(Locale.ROOT);
	}

	private static String[] words(String line) {
		return IrcMessage.of(line).strip().split(" +", 5);
	}

}

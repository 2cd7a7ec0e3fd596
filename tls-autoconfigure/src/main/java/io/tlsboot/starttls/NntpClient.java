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
 * The client of NNTP: asks for the capabilities, for TLS, and for the capabilities again
 * (RFC 4642, section 2.2.2). A server that knows no CAPABILITIES does not offer TLS.
 */
final class NntpClient extends AnswerClient {

	private static final String CAPABILITIES = "CAPABILITIES";

	private static final String LIST = "101";

	private static final String START_TLS = "STARTTLS";

	NntpClient(StartTlsClientSettings settings) {
		super(settings);
	}

	@Override
	boolean fits(String line, List<String> before) {
		return !before.isEmpty() || Reply.isLastLine(line);
	}

	// Only the lines of a list go on (RFC 3977, section 3.2).
	@Override
	boolean last(String line, List<String> before) {
		return before.isEmpty() ? !line.startsWith(LIST) : line.equals(".");
	}

	@Override
	String again() {
		return CAPABILITIES;
	}

	@Override
	Step answer(State awaited, List<String> answer) {
		String code = new Reply(answer).code();
		return switch (awaited) {
			case GREETING -> (code.equals("200") || code.equals("201")) ? ask(State.CAPABILITIES, CAPABILITIES)
					: Step.fail(said(answer, "the connection", "200 or 201"));
			case CAPABILITIES -> {
				announced(answer);
				if (!code.equals(LIST) && !code.startsWith("5")) {
					yield Step.fail(said(answer, CAPABILITIES, LIST));
				}
				boolean offered = code.equals(LIST) && answer.stream().skip(1).anyMatch(NntpClient::offers);
				yield offered ? ask(State.START, START_TLS) : Step.notOffered(said(answer, CAPABILITIES, START_TLS));
			}
			case START -> code.equals("382") ? Step.upgrade() : Step.refused(said(answer, START_TLS, "382"));
			case SECURED -> {
				announced(answer);
				yield code.equals(LIST) ? Step.done()
						: Step.fail(said(answer, CAPABILITIES + " after the handshake", LIST));
			}
		};
	}

	private static boolean offers(String line) {
		return line.strip().split("\\s", 2)[0].toUpperCase(Locale.ROOT).equals(START_TLS);
	}

}

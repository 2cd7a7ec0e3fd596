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
import java.util.regex.Pattern;

/**
 * The client of ManageSieve: reads the capabilities in the greeting, asks for TLS, and
 * reads the capabilities that the server says again by itself (RFC 5804, section 2.2). A
 * server that says a string as a literal is not understood.
 */
final class SieveClient extends AnswerClient {

	private static final Pattern STATUS = Pattern.compile("(?i)(OK|NO|BYE)( .*)?", Pattern.DOTALL);

	private static final Pattern LITERAL = Pattern.compile(".*\\{[0-9]+\\+?\\} *", Pattern.DOTALL);

	private static final String START_TLS = "STARTTLS";

	SieveClient(StartTlsClientSettings settings) {
		super(settings);
	}

	@Override
	boolean fits(String line, List<String> before) {
		boolean capability = line.startsWith("\"") && awaited() != State.START;
		return (capability || STATUS.matcher(line).matches()) && !LITERAL.matcher(line).matches();
	}

	@Override
	boolean last(String line, List<String> before) {
		return STATUS.matcher(line).matches();
	}

	@Override
	String again() {
		return "";
	}

	@Override
	Step answer(State awaited, List<String> answer) {
		String status = answer.get(answer.size() - 1).split(" ", 2)[0].toUpperCase(Locale.ROOT);
		boolean good = status.equals("OK");
		return switch (awaited) {
			case GREETING, CAPABILITIES -> {
				announced(answer);
				if (!good) {
					yield Step.fail(said(answer, "the connection", "OK"));
				}
				yield answer.stream().anyMatch((line) -> line.strip().equalsIgnoreCase("\"" + START_TLS + "\""))
						? ask(State.START, START_TLS) : Step.notOffered(said(answer, "the connection", START_TLS));
			}
			case START -> good ? Step.upgrade() : Step.refused(said(answer, START_TLS, "OK"));
			case SECURED -> {
				announced(answer);
				yield good ? Step.done() : Step.fail(said(answer, "the handshake", "OK"));
			}
		};
	}

}

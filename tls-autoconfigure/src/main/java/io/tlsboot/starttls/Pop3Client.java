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

/**
 * The client of POP3: asks for the capabilities, for TLS, and for the capabilities again
 * (RFC 2595, section 4; RFC 2449, section 5). A server that knows no CAPA does not offer
 * TLS.
 */
final class Pop3Client extends AnswerClient {

	private static final String CAPA = "CAPA";

	private static final String STLS = "STLS";

	private static final String OK = "+OK";

	private static final String ERROR = "-ERR";

	Pop3Client(StartTlsClientSettings settings) {
		super(settings);
	}

	@Override
	boolean fits(String line, List<String> before) {
		return !before.isEmpty() || is(line, OK) || is(line, ERROR);
	}

	@Override
	boolean last(String line, List<String> before) {
		if (before.isEmpty()) {
			return awaited() == State.GREETING || awaited() == State.START || is(line, ERROR);
		}
		return line.equals(".");
	}

	@Override
	String again() {
		return CAPA;
	}

	@Override
	Step answer(State awaited, List<String> answer) {
		boolean good = is(answer.get(0), OK);
		return switch (awaited) {
			case GREETING -> good ? ask(State.CAPABILITIES, CAPA) : Step.fail(said(answer, "the connection", OK));
			case CAPABILITIES -> {
				announced(answer);
				boolean offered = good && answer.stream().anyMatch((line) -> line.strip().equalsIgnoreCase(STLS));
				yield offered ? ask(State.START, STLS) : Step.notOffered(said(answer, CAPA, STLS));
			}
			case START -> good ? Step.upgrade() : Step.refused(said(answer, STLS, OK));
			case SECURED -> {
				announced(answer);
				yield good ? Step.done() : Step.fail(said(answer, CAPA + " after the handshake", OK));
			}
		};
	}

	private static boolean is(String line, String status) {
		return line.equals(status) || line.startsWith(status + " ");
	}

}

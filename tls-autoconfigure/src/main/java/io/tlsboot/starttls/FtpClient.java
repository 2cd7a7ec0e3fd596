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
 * The client of FTP: asks for the features, for TLS, and for the features again (RFC
 * 4217, section 4; RFC 2389, section 3). Nothing requires a server to know FEAT: if it
 * does not, TLS is asked for all the same, and a server that does not know that either
 * does not offer it.
 */
final class FtpClient extends ReplyClient {

	private static final String FEAT = "FEAT";

	private static final String AUTH = "AUTH TLS";

	private static final List<String> UNKNOWN = List.of("500", "502", "504");

	private boolean delayed;

	private boolean offered;

	FtpClient(StartTlsClientSettings settings) {
		super(settings);
	}

	// RFC 959, section 4.2: lines between the first and the last may have no code.
	@Override
	boolean fits(String line, List<String> before) {
		return !before.isEmpty() || Reply.isLine(line);
	}

	@Override
	boolean last(String line, List<String> before) {
		return Reply.isLastLine(line) && (before.isEmpty() || line.startsWith(new Reply(before).code()));
	}

	@Override
	String again() {
		return FEAT;
	}

	@Override
	Step reply(State awaited, Reply reply) {
		String code = reply.code();
		return switch (awaited) {
			case GREETING -> greeting(reply);
			case CAPABILITIES -> features(reply);
			case START -> {
				if (code.equals("234")) {
					yield Step.upgrade();
				}
				String detail = said(reply.lines(), AUTH, "234");
				yield (!this.offered && UNKNOWN.contains(code)) ? Step.notOffered(detail) : Step.refused(detail);
			}
			case SECURED -> {
				announced(reply.lines());
				yield (code.startsWith("2") || code.startsWith("5")) ? Step.done()
						: Step.fail(said(reply.lines(), FEAT + " after the handshake", "211"));
			}
		};
	}

	private Step greeting(Reply reply) {
		if (reply.code().equals("120") && !this.delayed) {
			this.delayed = true;
			return Step.more();
		}
		return reply.code().equals("220") ? ask(State.CAPABILITIES, FEAT)
				: Step.fail(said(reply.lines(), "the connection", "220"));
	}

	private Step features(Reply reply) {
		announced(reply.lines());
		this.offered = reply.code().equals("211") && reply.lines().stream().anyMatch(FtpClient::offers);
		if (this.offered || reply.code().startsWith("5")) {
			return ask(State.START, AUTH);
		}
		return reply.code().startsWith("2") ? Step.notOffered(said(reply.lines(), FEAT, AUTH))
				: Step.fail(said(reply.lines(), FEAT, "211"));
	}

	// Seen: "AUTH TLS", "AUTH TLS;SSL;", "AUTH SSL;TLS;TLS-C;TLS-P;"
	private static boolean offers(String line) {
		String feature = line.replaceFirst("^211[- ]", "").strip().toUpperCase(Locale.ROOT);
		List<String> words = List.of(feature.split("[ ;,]+"));
		return !words.isEmpty() && words.get(0).equals("AUTH") && (words.contains("TLS") || words.contains("TLS-C"));
	}

}

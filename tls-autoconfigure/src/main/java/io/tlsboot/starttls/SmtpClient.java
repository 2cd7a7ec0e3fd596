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

/**
 * The client: greets, looks for STARTTLS, asks for it, and greets again after the
 * handshake, since what it knew of the server is void then (RFC 3207, section 4.2). A
 * server that does not know the greeting has no extensions, so it does not offer TLS (RFC
 * 5321, section 3.2).
 */
final class SmtpClient extends ReplyClient {

	private static final String START_TLS = "STARTTLS";

	private final String hello;

	SmtpClient(String hello, StartTlsClientSettings settings) {
		super(settings);
		this.hello = "%s %s".formatted(hello, settings.hostName());
	}

	@Override
	String again() {
		return this.hello;
	}

	@Override
	Step reply(State awaited, Reply reply) {
		String code = reply.code();
		return switch (awaited) {
			case GREETING -> code.equals("220") ? ask(State.CAPABILITIES, this.hello)
					: Step.fail(said(reply.lines(), "the connection", "220"));
			case CAPABILITIES -> hello(reply);
			case START -> code.equals("220") ? Step.upgrade() : Step.refused(said(reply.lines(), START_TLS, "220"));
			case SECURED -> {
				announced(reply.lines());
				yield code.equals("250") ? Step.done()
						: Step.fail(said(reply.lines(), this.hello + " after the handshake", "250"));
			}
		};
	}

	private Step hello(Reply reply) {
		announced(reply.lines());
		boolean known = reply.code().equals("250");
		if (!known && !reply.code().startsWith("5")) {
			return Step.fail(said(reply.lines(), this.hello, "250"));
		}
		boolean offered = known
				&& reply.texts().stream().skip(1).anyMatch((text) -> text.strip().equalsIgnoreCase(START_TLS));
		return offered ? ask(State.START, START_TLS)
				: Step.notOffered(said(reply.lines(), this.hello, "250 with " + START_TLS));
	}

}

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

import org.jspecify.annotations.Nullable;

/**
 * The client: greets, looks for STARTTLS, asks for it, and greets again after the
 * handshake, since what it knew of the server is void then (RFC 3207, section 4.2).
 */
final class SmtpClient extends ReplyDialogue {

	private final String hello;

	private State state = State.GREETING;

	private String greeting = "";

	SmtpClient(String hello, StartTlsClientSettings settings) {
		super(settings.maxLineLength());
		this.hello = "%s %s\r\n".formatted(hello, settings.hostName());
	}

	@Override
	Step reply(Reply reply) {
		return switch (this.state) {
			case GREETING -> {
				this.state = State.HELLO;
				yield reply.code().equals("220") ? Step.send(this.hello)
						: Step.fail("the server greets with '%s' (expected: 220)".formatted(reply));
			}
			case HELLO -> hello(reply);
			case READY -> reply.code().equals("220") ? Step.upgrade()
					: Step.refused("the server answers '%s' to STARTTLS (expected: 220)".formatted(reply));
			case SECURED -> {
				this.greeting = reply.raw();
				yield reply.code().equals("250") ? Step.done()
						: Step.fail("the server answers '%s' to its second greeting (expected: 250)".formatted(reply));
			}
		};
	}

	private Step hello(Reply reply) {
		this.greeting = reply.raw();
		if (!reply.code().equals("250")
				|| reply.texts().stream().skip(1).noneMatch((text) -> text.strip().equalsIgnoreCase("STARTTLS"))) {
			return Step.notOffered("the server answers '%s' to the greeting".formatted(reply));
		}
		this.state = State.READY;
		return Step.send("STARTTLS\r\n");
	}

	@Override
	public Step secured(@Nullable String applicationProtocol) {
		this.greeting = "";
		this.state = State.SECURED;
		return Step.send(this.hello);
	}

	@Override
	public byte[] greeting() {
		return this.greeting.getBytes(StandardCharsets.ISO_8859_1);
	}

	/**
	 * What is awaited.
	 */
	private enum State {

		GREETING, HELLO, READY, SECURED

	}

}

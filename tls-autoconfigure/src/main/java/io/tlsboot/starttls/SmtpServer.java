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

import java.util.Locale;

/**
 * The server before the switch (RFC 3207, section 4): every command but EHLO, STARTTLS,
 * NOOP and QUIT is answered with 530.
 */
final class SmtpServer extends LineDialogue {

	private final String protocol;

	private final String hello;

	private final StartTlsServerSettings settings;

	SmtpServer(String protocol, String hello, StartTlsServerSettings settings) {
		super(settings.maxLineLength());
		this.protocol = protocol;
		this.hello = hello;
		this.settings = settings;
	}

	@Override
	public Step begin() {
		return Step.send("220 %s %s\r\n".formatted(this.settings.hostName(),
				this.settings.greetingOr(this.protocol.equals("smtp") ? "ESMTP" : "LMTP")));
	}

	@Override
	protected Step line(String line) {
		String[] words = line.strip().split(" +", 2);
		String command = words[0].toUpperCase(Locale.ROOT);
		if (command.equals(this.hello)) {
			return hello();
		}
		return switch (command) {
			case "STARTTLS" -> (words.length == 1)
					? Step.upgrade("220 2.0.0 %s\r\n".formatted(this.settings.readyTextOr("Ready to start TLS")))
					: Step.send("501 5.5.4 STARTTLS has no parameters\r\n");
			case "NOOP" -> Step.send("250 2.0.0 OK\r\n");
			case "QUIT" -> Step.close("221 2.0.0 %s closing\r\n".formatted(this.settings.hostName()));
			default ->
				(this.settings.requireTls() || command.equals("AUTH"))
						? Step.send("530 5.7.0 %s\r\n"
							.formatted(this.settings.requiredTextOr("Must issue a STARTTLS command first")))
						: handOver();
		};
	}

	private Step hello() {
		StringBuilder reply = new StringBuilder();
		reply.append("250-").append(this.settings.hostName()).append("\r\n");
		this.settings.capabilities().forEach((capability) -> reply.append("250-").append(capability).append("\r\n"));
		return Step.send(reply.append("250 STARTTLS\r\n").toString());
	}

	@Override
	protected Step tooLong(String detail) {
		return Step.fail(detail, "500 5.5.6 Line too long\r\n");
	}

}

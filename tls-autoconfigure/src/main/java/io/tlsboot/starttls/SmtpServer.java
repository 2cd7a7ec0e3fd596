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
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The server before the switch: every command but EHLO, STARTTLS, NOOP and QUIT is
 * answered with 530 (RFC 3207, section 4), HELO too, after which no client could ask for
 * TLS. LMTP has LHLO instead, and must not accept the two others (RFC 2033, section 4.1).
 */
final class SmtpServer extends CommandServer {

	private final String protocol;

	private final String hello;

	SmtpServer(String protocol, String hello, StartTlsServerSettings settings) {
		super(settings, Set.of("AUTH"));
		this.protocol = protocol;
		this.hello = hello;
	}

	@Override
	public Step begin() {
		return reply("220 %s %s".formatted(settings().hostName(),
				settings().greetingOr(this.protocol.equals("smtp") ? "ESMTP" : "LMTP")));
	}

	@Override
	@Nullable Step answer(String command, String argument) {
		if (command.equals(this.hello)) {
			return argument.isEmpty() ? reply("501 Syntax: %s hostname".formatted(this.hello)) : hello();
		}
		return switch (command) {
			case "STARTTLS" -> argument.isEmpty()
					? Step.upgrade("220 2.0.0 %s\r\n".formatted(settings().readyTextOr("Ready to start TLS")))
					: reply("501 5.5.4 STARTTLS has no parameters");
			case "NOOP" -> reply("250 2.0.0 OK");
			case "QUIT" -> Step.close("221 2.0.0 %s closing\r\n".formatted(settings().hostName()));
			case "EHLO", "HELO" ->
				this.protocol.equals("lmtp") ? reply("500 Syntax: %s hostname".formatted(this.hello)) : null;
			default -> null;
		};
	}

	// RFC 2034, section 4: its codes are announced, and not used in this reply.
	private Step hello() {
		StringBuilder reply = new StringBuilder();
		reply.append("250-").append(settings().hostName()).append("\r\n");
		List<String> capabilities = Capabilities.of(settings(), "ENHANCEDSTATUSCODES", "STARTTLS");
		int last = capabilities.size() - 1;
		for (int index = 0; index <= last; index++) {
			reply.append((index == last) ? "250 " : "250-").append(capabilities.get(index)).append("\r\n");
		}
		return Step.send(reply.toString());
	}

	@Override
	String refusal(String command, boolean credentials) {
		return "530 5.7.0 " + settings().requiredTextOr("Must issue a STARTTLS command first");
	}

	@Override
	protected Step tooLong(String detail) {
		return Step.fail(detail, "500 5.5.2 Line too long\r\n");
	}

}

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

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The server of NNTP before the switch: answers CAPABILITIES, STARTTLS and QUIT, and
 * everything else with 483, which asks for a secured connection (RFC 4642, section 2.2;
 * RFC 3977, section 3.2.1).
 */
final class NntpServer extends CommandServer {

	NntpServer(StartTlsServerSettings settings) {
		super(settings, Set.of("AUTHINFO"));
	}

	@Override
	public Step begin() {
		return reply("200 %s %s".formatted(settings().hostName(), settings().greetingOr("NNTP server ready")));
	}

	@Override
	@Nullable Step answer(String command, String argument) {
		return switch (command) {
			case "CAPABILITIES" ->
				Step.send("101 Capability list:\r\n" + Capabilities.dotted(settings(), "VERSION 2", "STARTTLS"));
			case "STARTTLS" -> argument.isEmpty()
					? Step.upgrade("382 %s\r\n".formatted(settings().readyTextOr("Continue with TLS negotiation")))
					: reply("501 STARTTLS has no parameters");
			case "QUIT" -> Step.close("205 %s closing\r\n".formatted(settings().hostName()));
			default -> null;
		};
	}

	@Override
	String refusal(String command, boolean credentials) {
		return "483 " + settings().requiredTextOr("Must issue a STARTTLS command first");
	}

	@Override
	protected Step tooLong(String detail) {
		return Step.fail(detail, "501 Line too long\r\n");
	}

}

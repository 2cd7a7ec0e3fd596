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
 * The server of POP3 before the switch: answers CAPA, STLS and QUIT (RFC 2595, section
 * 4). What is refused has no code, since POP3 has none for it.
 */
final class Pop3Server extends CommandServer {

	Pop3Server(StartTlsServerSettings settings) {
		super(settings, Set.of("USER", "PASS", "APOP", "AUTH"));
	}

	@Override
	public Step begin() {
		return reply("+OK " + settings().greetingOr(settings().hostName() + " ready"));
	}

	@Override
	@Nullable Step answer(String command, String argument) {
		return switch (command) {
			case "CAPA" -> Step.send("+OK Capability list follows\r\n" + Capabilities.dotted(settings(), "STLS"));
			case "STLS" -> argument.isEmpty()
					? Step.upgrade("+OK %s\r\n".formatted(settings().readyTextOr("Begin TLS negotiation")))
					: reply("-ERR STLS has no parameters");
			case "QUIT" -> Step.close("+OK %s closing\r\n".formatted(settings().hostName()));
			default -> null;
		};
	}

	@Override
	String refusal(String command, boolean credentials) {
		return "-ERR " + settings().requiredTextOr("Must issue a STLS command first");
	}

	@Override
	protected Step tooLong(String detail) {
		return Step.fail(detail, "-ERR Line too long\r\n");
	}

}

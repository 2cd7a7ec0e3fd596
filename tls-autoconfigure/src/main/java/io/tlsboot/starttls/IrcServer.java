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
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The server of IRC before the switch: answers STARTTLS with 670 and announces
 * {@code tls} as a capability (IRCv3, {@code tls} 3.1), answers CAP, PING and QUIT, and
 * everything else with 451, which it has for clients that are not registered (RFC 2812,
 * section 5.2). It says nothing first, unless it has a greeting.
 */
final class IrcServer extends CommandServer {

	private static final Pattern COMMAND = Pattern.compile("[A-Z]{1,20}");

	IrcServer(StartTlsServerSettings settings) {
		super(settings, Set.of("PASS", "AUTHENTICATE", "OPER"));
	}

	@Override
	public Step begin() {
		String greeting = settings().greeting();
		return (greeting != null) ? say("NOTICE * :" + greeting) : Step.more();
	}

	@Override
	protected Step line(String line) {
		String message = IrcMessage.of(line).strip();
		return message.isEmpty() ? Step.more() : super.line(message);
	}

	@Override
	@Nullable Step answer(String command, String argument) {
		return switch (command) {
			case "STARTTLS" -> Step.upgrade(":%s 670 * :%s\r\n".formatted(settings().hostName(),
					settings().readyTextOr("STARTTLS successful, proceed with TLS handshake")));
			case "CAP" -> capabilities(argument.split(" +", 2));
			case "PING" -> argument.isEmpty() ? say("409 * :No origin specified")
					: say("PONG %s %s".formatted(settings().hostName(), argument));
			case "QUIT" -> Step.close("ERROR :Closing link\r\n");
			default -> null;
		};
	}

	private Step capabilities(String[] words) {
		String rest = (words.length > 1) ? words[1] : "";
		return switch (words[0].toUpperCase(Locale.ROOT)) {
			case "LS" -> say("CAP * LS :" + String.join(" ", Capabilities.of(settings(), "tls")));
			case "LIST" -> say("CAP * LIST :");
			case "REQ" -> say("CAP * NAK :" + (rest.startsWith(":") ? rest.substring(1) : rest));
			case "END" -> Step.more();
			default -> say("410 * * :Invalid CAP command");
		};
	}

	private Step say(String message) {
		return reply(":%s %s".formatted(settings().hostName(), message));
	}

	@Override
	String refusal(String command, boolean credentials) {
		return ":%s 451 * %s :%s".formatted(settings().hostName(), COMMAND.matcher(command).matches() ? command : "*",
				settings().requiredTextOr("Must issue a STARTTLS command first"));
	}

	@Override
	protected Step tooLong(String detail) {
		return Step.fail(detail, "ERROR :Line too long\r\n");
	}

}

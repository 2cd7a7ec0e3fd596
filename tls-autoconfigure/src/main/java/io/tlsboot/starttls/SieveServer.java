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
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The server of ManageSieve before the switch: says its capabilities, among which there
 * is no mechanism to log in, and answers CAPABILITY, NOOP, LOGOUT and STARTTLS (RFC 5804,
 * sections 1.7 and 2).
 * <p>
 * After the handshake a server says its capabilities again without being asked (section
 * 2.2). They have the form of its greeting, and are those of whoever gets the secured
 * connection: a handler, or the backend that the connection is forwarded to, greets.
 * <p>
 * A client never waits before it sends a literal (section 1.2), which would be taken for
 * commands: a client that sends one before the switch is told BYE, unless it is handed
 * over together with its command.
 */
final class SieveServer extends CommandServer {

	private static final String[] OWN = { "\"IMPLEMENTATION\" \"ManageSieve\"", "\"SIEVE\" \"\"", "\"SASL\" \"\"",
			"\"STARTTLS\"", "\"VERSION\" \"1.0\"" };

	private static final Pattern LITERAL = Pattern.compile(".*\\{[0-9]+\\+?\\} *", Pattern.DOTALL);

	private static final Pattern STRING = Pattern.compile("\"([^\"\\\\]|\\\\[\"\\\\])*\"");

	SieveServer(StartTlsServerSettings settings) {
		super(settings, Set.of("AUTHENTICATE"));
	}

	@Override
	public Step begin() {
		return capabilities(settings().greetingOr(settings().hostName() + " ready"));
	}

	@Override
	protected Step line(String line) {
		Step step = super.line(line);
		return (step.next() == Step.Next.CONTINUE && LITERAL.matcher(line).matches())
				? Step.fail("a literal is sent before TLS", "BYE " + quote(requiredText()) + "\r\n") : step;
	}

	@Override
	@Nullable Step answer(String command, String argument) {
		return switch (command) {
			case "NOOP" -> noop(argument);
			case "CAPABILITY", "LOGOUT", "STARTTLS" ->
				argument.isEmpty() ? answer(command) : reply("NO " + quote(command + " has no parameters"));
			default -> null;
		};
	}

	private Step answer(String command) {
		return switch (command) {
			case "CAPABILITY" -> capabilities("CAPABILITY completed");
			case "LOGOUT" -> Step.close("OK \"LOGOUT completed\"\r\n");
			default -> Step.upgrade("OK %s\r\n".formatted(quote(settings().readyTextOr("Begin TLS negotiation now"))));
		};
	}

	private Step noop(String argument) {
		if (argument.isEmpty()) {
			return reply("OK \"NOOP completed\"");
		}
		return STRING.matcher(argument).matches() ? reply("OK (TAG %s) \"NOOP completed\"".formatted(argument))
				: reply("NO \"Expected a string\"");
	}

	private Step capabilities(String text) {
		return Step.send(Capabilities.of(settings(), OWN)
			.stream()
			.collect(Collectors.joining("\r\n", "", "\r\nOK " + quote(text) + "\r\n")));
	}

	@Override
	String refusal(String command, boolean credentials) {
		return (credentials ? "NO (ENCRYPT-NEEDED) " : "NO ") + quote(requiredText());
	}

	private String requiredText() {
		return settings().requiredTextOr("Must issue a STARTTLS command first");
	}

	private static String quote(String text) {
		return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
	}

	@Override
	protected Step tooLong(String detail) {
		return Step.fail(detail, "BYE \"Line too long\"\r\n");
	}

}

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The server of IMAP before the switch: answers CAPABILITY, NOOP, LOGOUT and STARTTLS,
 * and announces LOGINDISABLED (RFC 9051, sections 6.1 and 6.2; RFC 2595, section 3).
 * Credentials are refused with the code for that (RFC 5530, section 3).
 * <p>
 * A client that says how long a literal is waits until it may send it, and is refused
 * like any other. One that does not wait ({@code {n+}}, RFC 7888) would have the literal
 * taken for commands: it is told BYE, since that was not announced, unless it is handed
 * over together with its command.
 */
final class ImapServer extends CommandServer {

	private static final Pattern COMMAND = Pattern.compile("([!-~&&[^(){%*\"\\\\+]]+) +(.*)", Pattern.DOTALL);

	private static final Pattern LITERAL_UNASKED = Pattern.compile(".*\\{[0-9]+\\+\\} *", Pattern.DOTALL);

	private String tag = "";

	ImapServer(StartTlsServerSettings settings) {
		super(settings, Set.of("LOGIN", "AUTHENTICATE"));
	}

	@Override
	public Step begin() {
		return reply("* OK [CAPABILITY %s] %s".formatted(capabilities(),
				settings().greetingOr(settings().hostName() + " ready")));
	}

	@Override
	protected Step line(String line) {
		Step step = command(line);
		return (step.next() == Step.Next.CONTINUE && LITERAL_UNASKED.matcher(line).matches())
				? Step.fail("a literal is sent without being asked for", "* BYE " + requiredText() + "\r\n") : step;
	}

	private Step command(String line) {
		Matcher command = COMMAND.matcher(line);
		if (!command.matches()) {
			return reply("* BAD Expected a tag and a command");
		}
		this.tag = command.group(1);
		return super.line(command.group(2));
	}

	@Override
	@Nullable Step answer(String command, String argument) {
		return switch (command) {
			case "CAPABILITY", "NOOP", "LOGOUT", "STARTTLS" -> argument.isEmpty() ? answer(command)
					: reply("%s BAD %s has no parameters".formatted(this.tag, command));
			default -> null;
		};
	}

	private @Nullable Step answer(String command) {
		String completed = "%s OK %s completed".formatted(this.tag, command);
		return switch (command) {
			case "CAPABILITY" -> reply("* CAPABILITY %s\r\n%s".formatted(capabilities(), completed));
			case "NOOP" -> reply(completed);
			case "LOGOUT" -> Step.close("* BYE Logging out\r\n%s\r\n".formatted(completed));
			default ->
				Step.upgrade("%s OK %s\r\n".formatted(this.tag, settings().readyTextOr("Begin TLS negotiation now")));
		};
	}

	private String capabilities() {
		return String.join(" ", Capabilities.of(settings(), "IMAP4rev1", "STARTTLS", "LOGINDISABLED"));
	}

	@Override
	String refusal(String command, boolean credentials) {
		return "%s %s %s".formatted(this.tag, credentials ? "NO [PRIVACYREQUIRED]" : "BAD", requiredText());
	}

	private String requiredText() {
		return settings().requiredTextOr("Must issue a STARTTLS command first");
	}

	@Override
	protected Step tooLong(String detail) {
		return Step.fail(detail, "* BYE Line too long\r\n");
	}

}

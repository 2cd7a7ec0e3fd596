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
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The server of FTP before the switch of its control connection: answers FEAT, AUTH TLS,
 * NOOP and QUIT. {@code TLS-C} is another name of {@code TLS}; every other mechanism is
 * not understood (RFC 4217, section 4 and appendix; RFC 2228, section 3). Everything else
 * is answered with 530, which RFC 959, section 5.4, has for a client that is not logged
 * in; that USER begins a login is why it counts as a credential.
 */
final class FtpServer extends CommandServer {

	FtpServer(StartTlsServerSettings settings) {
		super(settings, Set.of("USER", "PASS", "ACCT"));
	}

	@Override
	public Step begin() {
		return reply("220 %s %s".formatted(settings().hostName(), settings().greetingOr("FTP server ready")));
	}

	@Override
	@Nullable Step answer(String command, String argument) {
		return switch (command) {
			case "FEAT" -> Step.send(Capabilities.of(settings(), "AUTH TLS")
				.stream()
				.collect(Collectors.joining("\r\n ", "211-Features:\r\n ", "\r\n211 End\r\n")));
			case "AUTH" -> switch (argument.toUpperCase(Locale.ROOT)) {
				case "TLS", "TLS-C" ->
					Step.upgrade("234 %s\r\n".formatted(settings().readyTextOr("Begin TLS negotiation")));
				case "" -> reply("501 AUTH needs a mechanism");
				default -> reply("504 Only AUTH TLS is understood");
			};
			case "ADAT", "PBSZ", "PROT" -> reply("503 " + requiredText());
			case "NOOP" -> reply("200 OK");
			case "QUIT" -> Step.close("221 %s closing\r\n".formatted(settings().hostName()));
			default -> null;
		};
	}

	@Override
	String refusal(String command, boolean credentials) {
		return "530 " + requiredText();
	}

	private String requiredText() {
		return settings().requiredTextOr("Must issue an AUTH TLS command first");
	}

	@Override
	protected Step tooLong(String detail) {
		return Step.fail(detail, "500 Line too long\r\n");
	}

}

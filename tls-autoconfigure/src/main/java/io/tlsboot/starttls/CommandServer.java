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

import org.jspecify.annotations.Nullable;

/**
 * A server that answers commands, one on each line: a word, and what follows it after
 * spaces. What is not for the time before the switch is refused, or handed over if TLS is
 * not required; commands with credentials are refused always.
 */
abstract class CommandServer extends LineDialogue {

	private final StartTlsServerSettings settings;

	private final Set<String> credentials;

	/**
	 * Create a server.
	 * @param settings what it says of itself
	 * @param credentials the commands that have credentials, in upper case
	 */
	CommandServer(StartTlsServerSettings settings, Set<String> credentials) {
		super(settings.maxLineLength());
		this.settings = settings;
		this.credentials = credentials;
	}

	/**
	 * Answer a command.
	 * @param command the word, in upper case
	 * @param argument what follows it, without spaces around; may be empty
	 * @return what to do, or {@code null} if the command is not for the time before the
	 * switch
	 */
	abstract @Nullable Step answer(String command, String argument);

	/**
	 * Refuse a command.
	 * @param command the word, in upper case
	 * @param credentials whether it has credentials
	 * @return what to say, without the end of the line
	 */
	abstract String refusal(String command, boolean credentials);

	final StartTlsServerSettings settings() {
		return this.settings;
	}

	final Step reply(String line) {
		return Step.send(line + "\r\n");
	}

	@Override
	protected Step line(String line) {
		String text = line.stripTrailing();
		int space = text.indexOf(' ');
		String command = ((space < 0) ? text : text.substring(0, space)).toUpperCase(Locale.ROOT);
		Step step = answer(command, (space < 0) ? "" : text.substring(space).strip());
		if (step != null) {
			return step;
		}
		boolean secret = this.credentials.contains(command);
		return (secret || this.settings.requireTls()) ? reply(refusal(command, secret)) : handOver();
	}

}

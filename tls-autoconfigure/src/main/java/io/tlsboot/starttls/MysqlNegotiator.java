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

import java.security.SecureRandom;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * MySQL and MariaDB, chapter "Connection Phase" of the protocol: the server speaks first,
 * and its scramble and the numbers of the packets go on after the switch.
 */
final class MysqlNegotiator implements StartTlsNegotiator {

	private static final Pattern VERSION = Pattern.compile("[0-9]+\\.[0-9]+\\.[0-9]+.*");

	private final SecureRandom random = new SecureRandom();

	@Override
	public String protocol() {
		return "mysql";
	}

	// Clients read numbers out of the greeting.
	@Override
	public void check(StartTlsServerSettings settings) {
		String greeting = settings.greeting();
		if (greeting != null && !VERSION.matcher(greeting).matches()) {
			throw new IllegalArgumentException(
					"greeting: '%s' (expected: the version of the server, such as 8.4.0)".formatted(greeting));
		}
		Unsaid.refuse(settings.readyText(), "readyText", protocol());
		Unsaid.refuseCapabilities(settings, protocol());
	}

	@Override
	public StartTlsDialogue server(StartTlsServerSettings settings) {
		return new MysqlServer(settings, this.random);
	}

	@Override
	public StartTlsDialogue client(StartTlsClientSettings settings) {
		return new MysqlClient(settings);
	}

	// A login answers the scramble of one greeting, and the packets are numbered through:
	// what a client says to ours means nothing to a backend.
	@Override
	public @Nullable StartTlsDialogue backend(StartTlsServerSettings settings) {
		return null;
	}

}

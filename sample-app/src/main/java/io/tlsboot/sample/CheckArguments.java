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

package io.tlsboot.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import io.tlsboot.client.ServerCheck;
import io.tlsboot.trust.TrustRoot;
import io.tlsboot.trust.TrustRootException;
import io.tlsboot.trust.TrustSource;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;

/**
 * The arguments of the command {@code check}.
 */
final class CheckArguments {

	private static final int HTTPS = 443;

	private @Nullable String server;

	private Duration timeout = ServerCheck.DEFAULT_TIME_LIMIT;

	private final List<TrustRoot> roots = new ArrayList<>();

	private CheckArguments() {
	}

	/**
	 * Parse the arguments.
	 * @param args what stands behind {@code check}
	 * @return the check
	 * @throws IllegalArgumentException with a message for the user if they make no sense
	 */
	static ServerCheck parse(List<String> args) {
		CheckArguments arguments = new CheckArguments();
		Iterator<String> remaining = args.iterator();
		while (remaining.hasNext()) {
			arguments.accept(remaining.next(), remaining);
		}
		return arguments.check();
	}

	private void accept(String argument, Iterator<String> remaining) {
		switch (argument) {
			case "--trust" -> this.roots.add(trust(value(argument, remaining)));
			case "--timeout" -> this.timeout = timeout(value(argument, remaining));
			case "--starttls" -> throw new IllegalArgumentException(
					"--starttls: not yet; it comes with the support of STARTTLS in a later release");
			default -> {
				if (argument.startsWith("-")) {
					throw new IllegalArgumentException(
							"option: '%s' (expected: --trust or --timeout)".formatted(argument));
				}
				if (this.server != null) {
					throw new IllegalArgumentException(
							"server: '%s' and '%s' (expected: one)".formatted(this.server, argument));
				}
				this.server = argument;
			}
		}
	}

	private static String value(String option, Iterator<String> remaining) {
		if (!remaining.hasNext()) {
			throw new IllegalArgumentException("%s: no value".formatted(option));
		}
		return remaining.next();
	}

	private static TrustRoot trust(String file) {
		try {
			return TrustRoot.source(TrustSource.read(file, Files.readAllBytes(Path.of(file))));
		}
		catch (IOException | InvalidPathException ex) {
			throw new IllegalArgumentException(
					"--trust: '%s' cannot be read (%s)".formatted(file, ex.getClass().getSimpleName()), ex);
		}
		catch (TrustRootException ex) {
			throw new IllegalArgumentException("--trust: '%s': %s".formatted(file, ex.getMessage()), ex);
		}
	}

	private static Duration timeout(String value) {
		try {
			return DurationStyle.SIMPLE.parse(value);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("--timeout: '%s' (expected: a time such as 10s)".formatted(value), ex);
		}
	}

	private ServerCheck check() {
		if (this.server == null) {
			throw new IllegalArgumentException("server: none (expected: HOST or HOST:PORT)");
		}
		int colon = this.server.lastIndexOf(':');
		int bracket = this.server.lastIndexOf(']');
		if (bracket < 0 && this.server.indexOf(':') != colon) {
			throw new IllegalArgumentException(
					"server: '%s' (expected: an IPv6 address in brackets, as in [::1]:443)".formatted(this.server));
		}
		boolean hasPort = colon > bracket;
		String host = hasPort ? this.server.substring(0, colon) : this.server;
		int port = hasPort ? port(this.server.substring(colon + 1)) : HTTPS;
		ServerCheck check = ServerCheck.of(host, port).within(this.timeout);
		return this.roots.isEmpty() ? check : check.trusting(TrustRoot.union(this.roots));
	}

	private static int port(String value) {
		try {
			return Integer.parseInt(value);
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("port: '%s' (expected: 1 to 65535)".formatted(value), ex);
		}
	}

}

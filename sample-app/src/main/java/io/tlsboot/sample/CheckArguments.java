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
import java.util.Map;

import io.tlsboot.client.ServerCheck;
import io.tlsboot.starttls.StartTlsNegotiator;
import io.tlsboot.starttls.StartTlsProtocols;
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

	// As registered for the protocol in clear.
	private static final Map<String, Integer> PORTS = Map.ofEntries(Map.entry("smtp", 25), Map.entry("lmtp", 24),
			Map.entry("imap", 143), Map.entry("pop3", 110), Map.entry("sieve", 4190), Map.entry("nntp", 119),
			Map.entry("ftp", 21), Map.entry("ldap", 389), Map.entry("xmpp", 5222), Map.entry("xmpp-server", 5269),
			Map.entry("postgres", 5432), Map.entry("mysql", 3306), Map.entry("irc", 6667), Map.entry("telnet", 23));

	private @Nullable String server;

	private Duration timeout = ServerCheck.DEFAULT_TIME_LIMIT;

	private @Nullable StartTlsNegotiator startTls;

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
			case "--starttls" -> this.startTls = protocol(value(argument, remaining));
			default -> {
				if (argument.startsWith("-")) {
					throw new IllegalArgumentException(
							"option: '%s' (expected: --starttls, --trust or --timeout)".formatted(argument));
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

	private static StartTlsNegotiator protocol(String name) {
		try {
			return StartTlsProtocols.with(List.of()).get(name);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("--starttls: %s".formatted(ex.getMessage()), ex);
		}
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
		int port = hasPort ? port(this.server.substring(colon + 1)) : defaultPort();
		ServerCheck direct = ServerCheck.of(host, port).within(this.timeout);
		ServerCheck check = (this.startTls != null) ? direct.startingTls(this.startTls) : direct;
		return this.roots.isEmpty() ? check : check.trusting(TrustRoot.union(this.roots));
	}

	private int defaultPort() {
		if (this.startTls == null) {
			return HTTPS;
		}
		Integer port = PORTS.get(this.startTls.protocol());
		if (port == null) {
			throw new IllegalArgumentException("port: none (expected: HOST:PORT, since '%s' has no port of its own)"
				.formatted(this.startTls.protocol()));
		}
		return port;
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

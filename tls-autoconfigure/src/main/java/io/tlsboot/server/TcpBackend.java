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

package io.tlsboot.server;

import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.util.NetUtil;
import io.tlsboot.connection.Timeouts;

/**
 * A backend that is spoken to over TCP, in clear.
 *
 * @param host a host name, or an address without brackets
 * @param port the port
 * @param connectTimeout how long TCP may take to connect
 * @param proxyHeader whether the backend is told whose connection it is
 * @since 0.1.0
 */
public record TcpBackend(String host, int port, Duration connectTimeout, ProxyHeader proxyHeader) {

	/** How long TCP may take to connect. */
	public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);

	private static final int MAX_PORT = 65535;

	private static final String EXPECTED = "expected: host:port or [IPv6 address]:port";

	private static final Pattern TEXT = Pattern.compile("(?:\\[(?<six>[^]]+)]|(?<host>[^:]+)):(?<port>[0-9]{1,5})");

	// What containers are called has underscores, which no certificate could say.
	private static final Pattern NAME = Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_.-]*)");

	private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");

	/**
	 * Create a backend.
	 * @param host a host name, or an address without brackets
	 * @param port the port
	 * @param connectTimeout how long TCP may take to connect
	 * @param proxyHeader whether the backend is told whose connection it is
	 * @throws IllegalArgumentException if the host is none, or the port or the time is
	 * out of range
	 */
	public TcpBackend {
		Objects.requireNonNull(host, "'host' must not be null");
		Objects.requireNonNull(proxyHeader, "'proxyHeader' must not be null");
		if (!isHost(host)) {
			throw new IllegalArgumentException("host: '%s' (expected: a host name or an address)".formatted(host));
		}
		if (port < 1 || port > MAX_PORT) {
			throw new IllegalArgumentException("port: %d (expected: 1 to %d)".formatted(port, MAX_PORT));
		}
		Timeouts.require(connectTimeout, "connectTimeout");
	}

	private static boolean isHost(String host) {
		if (host.indexOf(':') >= 0) {
			return NetUtil.isValidIpV6Address(host);
		}
		return NUMBERS.matcher(host).matches() ? NetUtil.isValidIpV4Address(host) : NAME.matcher(host).matches();
	}

	/**
	 * Return the backend that a text names, with every default.
	 * @param text {@code host:port}, or {@code [address]:port} for an IPv6 address
	 * @return the backend
	 * @throws IllegalArgumentException if the text is neither
	 */
	public static TcpBackend parse(String text) {
		Matcher matcher = TEXT.matcher(text);
		if (!matcher.matches() || (matcher.group("six") != null && matcher.group("six").indexOf(':') < 0)) {
			throw new IllegalArgumentException("found: '%s' (%s)".formatted(text, EXPECTED));
		}
		String host = Objects.requireNonNullElse(matcher.group("six"), matcher.group("host"));
		try {
			return new TcpBackend(host, Integer.parseInt(matcher.group("port")), DEFAULT_CONNECT_TIMEOUT,
					ProxyHeader.NONE);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("found: '%s' (%s): %s".formatted(text, EXPECTED, ex.getMessage()), ex);
		}
	}

	/**
	 * Return a copy with another time.
	 * @param connectTimeout how long TCP may take to connect
	 * @return the copy
	 * @throws IllegalArgumentException if the time is out of range
	 */
	public TcpBackend withConnectTimeout(Duration connectTimeout) {
		return new TcpBackend(this.host, this.port, connectTimeout, this.proxyHeader);
	}

	/**
	 * Return a copy with another header.
	 * @param proxyHeader whether the backend is told whose connection it is
	 * @return the copy
	 */
	public TcpBackend withProxyHeader(ProxyHeader proxyHeader) {
		return new TcpBackend(this.host, this.port, this.connectTimeout, proxyHeader);
	}

	/**
	 * Return the backend as {@link #parse} reads it.
	 * @return the text
	 */
	@Override
	public String toString() {
		return ((this.host.indexOf(':') >= 0) ? "[%s]:%d" : "%s:%d").formatted(this.host, this.port);
	}

}

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

package io.tlsboot.client;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;

/**
 * A proxy that a client connects through. It gets the name of the server and looks it up
 * itself, and then passes bytes on; TLS is between the client and the server. Without
 * credentials, and for every host, unless told otherwise. The password is in no text of
 * ours. Immutable.
 *
 * @since 0.1.0
 */
public final class ClientProxy {

	private static final int MAX_PORT = 65535;

	// What containers are called has underscores.
	private static final Pattern NAME = Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_][A-Za-z0-9_.-]*");

	// RFC 1929, section 2: each has a length of one octet.
	private static final int MAX_OCTETS = 255;

	private final Type type;

	private final String host;

	private final int port;

	private final @Nullable String username;

	private final @Nullable String password;

	private final List<String> nonProxyHosts;

	private final Pattern direct;

	private ClientProxy(Type type, String host, int port, @Nullable String username, @Nullable String password,
			Collection<String> nonProxyHosts) {
		this.type = Objects.requireNonNull(type, "'type' must not be null");
		this.host = Objects.requireNonNull(host, "'host' must not be null");
		this.port = port;
		this.username = username;
		this.password = password;
		this.nonProxyHosts = List.copyOf(nonProxyHosts);
		this.direct = Pattern.compile(
				this.nonProxyHosts.stream().map(ClientProxy::expression).collect(Collectors.joining("|")),
				Pattern.CASE_INSENSITIVE);
	}

	private static String expression(String pattern) {
		return Pattern.quote(pattern).replace("*", "\\E.*\\Q");
	}

	/**
	 * Return a proxy for every host, without credentials.
	 * @param type what it speaks
	 * @param host its host name or address
	 * @param port its port
	 * @return the proxy
	 * @throws IllegalArgumentException if the host is none or the port is out of range
	 */
	public static ClientProxy of(Type type, String host, int port) {
		if ((host.indexOf(':') >= 0) ? !NetUtil.isValidIpV6Address(host) : !NAME.matcher(host).matches()) {
			throw new IllegalArgumentException("host: '%s' (expected: a host name or an address)".formatted(host));
		}
		if (port < 1 || port > MAX_PORT) {
			throw new IllegalArgumentException("port: %d (expected: 1 to %d)".formatted(port, MAX_PORT));
		}
		return new ClientProxy(type, host, port, null, null, List.of());
	}

	/**
	 * Return a copy that presents credentials. They are sent to the proxy in clear.
	 * @param username the user: not empty; without a colon for {@link Type#HTTP} (RFC
	 * 7617, section 2); at most 255 characters, of ASCII and none of control, for the
	 * others
	 * @param password the password, {@code null} for {@link Type#SOCKS4}, which knows
	 * none, and required otherwise
	 * @return the copy
	 * @throws IllegalArgumentException if they cannot be sent
	 */
	public ClientProxy withCredentials(String username, @Nullable String password) {
		if (username.isEmpty()) {
			throw new IllegalArgumentException("username: it is empty (expected: a name)");
		}
		if (this.type == Type.SOCKS4 && password != null) {
			throw new IllegalArgumentException("password: SOCKS4 knows none (expected: none, or another type)");
		}
		if (this.type != Type.SOCKS4 && password == null) {
			throw new IllegalArgumentException("password: it is missing beside a username");
		}
		if (this.type == Type.HTTP) {
			if (username.indexOf(':') >= 0) {
				throw new IllegalArgumentException("username: it has a colon, which HTTP cannot send");
			}
		}
		else {
			requireSendable(username, "username");
			requireSendable((password != null) ? password : "-", "password");
		}
		return new ClientProxy(this.type, this.host, this.port, username, password, this.nonProxyHosts);
	}

	// What Netty writes of SOCKS is ASCII; anything else would become a question mark.
	private static void requireSendable(String text, String what) {
		boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(text)
				&& text.chars().noneMatch(Character::isISOControl);
		if (!ascii || text.isEmpty() || text.length() > MAX_OCTETS) {
			throw new IllegalArgumentException(
					"%s: SOCKS cannot send it (expected: 1 to %d printable characters of ASCII)".formatted(what,
							MAX_OCTETS));
		}
	}

	/**
	 * Return a copy that some hosts are connected to without.
	 * @param patterns host names or addresses as the client names them, in any letters,
	 * in which a star stands for any characters, such as {@code *.example.com}
	 * @return the copy
	 * @throws IllegalArgumentException if one is empty
	 */
	public ClientProxy withNonProxyHosts(Collection<String> patterns) {
		if (patterns.stream().anyMatch(String::isBlank)) {
			throw new IllegalArgumentException("nonProxyHosts: one is empty (expected: host names, such as '*.test')");
		}
		return new ClientProxy(this.type, this.host, this.port, this.username, this.password, patterns);
	}

	/**
	 * Tell whether a host is connected to through this proxy.
	 * @param host the host name or address
	 * @return whether it is
	 */
	public boolean isFor(String host) {
		return this.nonProxyHosts.isEmpty() || !this.direct.matcher(host).matches();
	}

	/**
	 * Return what the proxy speaks.
	 * @return the type
	 */
	public Type type() {
		return this.type;
	}

	/**
	 * Return where the proxy is.
	 * @return its host name or address
	 */
	public String host() {
		return this.host;
	}

	/**
	 * Return the port.
	 * @return the port
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Return the user.
	 * @return the name, or empty if there are no credentials
	 */
	public Optional<String> username() {
		return Optional.ofNullable(this.username);
	}

	@Nullable String password() {
		return this.password;
	}

	/**
	 * Return the hosts that are connected to without.
	 * @return the patterns
	 */
	public List<String> nonProxyHosts() {
		return this.nonProxyHosts;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof ClientProxy that && this.type == that.type && this.host.equals(that.host)
				&& this.port == that.port && Objects.equals(this.username, that.username)
				&& Objects.equals(this.password, that.password) && this.nonProxyHosts.equals(that.nonProxyHosts);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.type, this.host, this.port, this.username, this.password, this.nonProxyHosts);
	}

	/**
	 * Return where the proxy is, without the credentials.
	 * @return for example {@code socks5://proxy.example.com:1080}
	 */
	@Override
	public String toString() {
		String literal = (this.host.indexOf(':') >= 0) ? "[" + this.host + "]" : this.host;
		return "%s://%s:%d".formatted(this.type.name().toLowerCase(Locale.ROOT), literal, this.port);
	}

	/**
	 * What a proxy speaks.
	 */
	public enum Type {

		/** HTTP, with the method CONNECT (RFC 9110, section 9.3.6). */
		HTTP,

		/** SOCKS 4a: names, and addresses of IPv4. */
		SOCKS4,

		/** SOCKS 5 (RFC 1928). */
		SOCKS5

	}

}

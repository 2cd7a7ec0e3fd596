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

import java.time.Duration;
import java.util.Objects;

import io.netty.util.NetUtil;
import io.tlsboot.connection.Timeouts;
import org.jspecify.annotations.Nullable;

/**
 * Where a client connects to and whom it expects there. {@link #of} gives every default.
 *
 * @param name the name of the client
 * @param host the host name or address to connect to
 * @param port the port
 * @param serverName whom the server's certificate must name; sent as server name unless
 * it is an address
 * @param connectTimeout how long TCP may take to connect
 * @param handshakeTimeout how long the handshake may take after that
 * @param idleTimeout how long a connection may be idle after its handshake, {@code null}
 * for ever
 * @param bindAddress the local IP address to connect from, {@code null} for the one that
 * the operating system chooses
 * @param connectRetries how often it is tried again when the host is not found or TCP
 * does not connect, after 0.1 s at first, then twice as long each time, up to 2 s; never
 * what fails later
 * @param proxy the proxy that is connected through, {@code null} for none
 * @since 0.1.0
 */
public record ClientSettings(String name, String host, int port, String serverName, Duration connectTimeout,
		Duration handshakeTimeout, @Nullable Duration idleTimeout, @Nullable String bindAddress, int connectRetries,
		@Nullable ClientProxy proxy) {

	/** How long TCP may take to connect. */
	public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);

	/** How long the handshake may take. */
	public static final Duration DEFAULT_HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

	/** The largest number of retries. */
	public static final int MAX_CONNECT_RETRIES = 10;

	private static final int MAX_PORT = 65535;

	/**
	 * Create settings.
	 * @param name the name of the client
	 * @param host the host name or address to connect to
	 * @param port the port
	 * @param serverName whom the server's certificate must name
	 * @param connectTimeout how long TCP may take to connect
	 * @param handshakeTimeout how long the handshake may take after that
	 * @param idleTimeout how long a connection may be idle after its handshake,
	 * {@code null} for ever
	 * @param bindAddress the local IP address to connect from, {@code null} for any
	 * @param connectRetries how often it is tried again, 0 to
	 * {@value #MAX_CONNECT_RETRIES}
	 * @param proxy the proxy that is connected through, {@code null} for none
	 * @throws IllegalArgumentException if the port, a time or the number of retries is
	 * out of range, the local address is none, or the proxy cannot connect to the host
	 */
	public ClientSettings {
		Objects.requireNonNull(name, "'name' must not be null");
		Objects.requireNonNull(host, "'host' must not be null");
		Objects.requireNonNull(serverName, "'serverName' must not be null");
		if (port < 1 || port > MAX_PORT) {
			throw new IllegalArgumentException("port: %d (expected: 1 to %d)".formatted(port, MAX_PORT));
		}
		Timeouts.require(connectTimeout, "connectTimeout");
		Timeouts.require(handshakeTimeout, "handshakeTimeout");
		if (idleTimeout != null) {
			Timeouts.require(idleTimeout, "idleTimeout");
		}
		// A name would have to be looked up, each time and on an event loop.
		if (bindAddress != null && !NetUtil.isValidIpV4Address(bindAddress)
				&& !NetUtil.isValidIpV6Address(bindAddress)) {
			throw new IllegalArgumentException(
					"bindAddress: '%s' (expected: an IP address of this machine)".formatted(bindAddress));
		}
		if (connectRetries < 0 || connectRetries > MAX_CONNECT_RETRIES) {
			throw new IllegalArgumentException(
					"connectRetries: %d (expected: 0 to %d)".formatted(connectRetries, MAX_CONNECT_RETRIES));
		}
		if (proxy != null && proxy.type() == ClientProxy.Type.SOCKS4 && NetUtil.isValidIpV6Address(host)
				&& proxy.isFor(host)) {
			throw new IllegalArgumentException(
					"proxy: SOCKS4 knows no IPv6 addresses such as '%s' (expected: another type)".formatted(host));
		}
	}

	/**
	 * Return settings with every default, whose server must be the host itself.
	 * @param name the name of the client
	 * @param host the host name or address to connect to
	 * @param port the port
	 * @return the settings
	 */
	public static ClientSettings of(String name, String host, int port) {
		return new ClientSettings(name, host, port, host, DEFAULT_CONNECT_TIMEOUT, DEFAULT_HANDSHAKE_TIMEOUT, null,
				null, 0, null);
	}

	/**
	 * Return a copy that expects another name than the host's.
	 * @param serverName whom the server's certificate must name
	 * @return the copy
	 */
	public ClientSettings withServerName(String serverName) {
		return new ClientSettings(this.name, this.host, this.port, serverName, this.connectTimeout,
				this.handshakeTimeout, this.idleTimeout, this.bindAddress, this.connectRetries, this.proxy);
	}

	/**
	 * Return a copy that gives TCP another time.
	 * @param connectTimeout how long TCP may take to connect
	 * @return the copy
	 * @throws IllegalArgumentException if it is out of range
	 */
	public ClientSettings withConnectTimeout(Duration connectTimeout) {
		return new ClientSettings(this.name, this.host, this.port, this.serverName, connectTimeout,
				this.handshakeTimeout, this.idleTimeout, this.bindAddress, this.connectRetries, this.proxy);
	}

	/**
	 * Return a copy that gives the handshake another time.
	 * @param handshakeTimeout how long the handshake may take
	 * @return the copy
	 * @throws IllegalArgumentException if it is out of range
	 */
	public ClientSettings withHandshakeTimeout(Duration handshakeTimeout) {
		return new ClientSettings(this.name, this.host, this.port, this.serverName, this.connectTimeout,
				handshakeTimeout, this.idleTimeout, this.bindAddress, this.connectRetries, this.proxy);
	}

	/**
	 * Return a copy that ends connections on which nothing is received or sent.
	 * @param idleTimeout how long they may be idle, {@code null} for ever
	 * @return the copy
	 * @throws IllegalArgumentException if it is out of range
	 */
	public ClientSettings withIdleTimeout(@Nullable Duration idleTimeout) {
		return new ClientSettings(this.name, this.host, this.port, this.serverName, this.connectTimeout,
				this.handshakeTimeout, idleTimeout, this.bindAddress, this.connectRetries, this.proxy);
	}

	/**
	 * Return a copy that connects from one address.
	 * @param bindAddress the local IP address, {@code null} for any
	 * @return the copy
	 * @throws IllegalArgumentException if it is no IP address
	 */
	public ClientSettings withBindAddress(@Nullable String bindAddress) {
		return new ClientSettings(this.name, this.host, this.port, this.serverName, this.connectTimeout,
				this.handshakeTimeout, this.idleTimeout, bindAddress, this.connectRetries, this.proxy);
	}

	/**
	 * Return a copy that tries again when the host is not found or TCP does not connect.
	 * @param connectRetries how often, 0 to {@value #MAX_CONNECT_RETRIES}
	 * @return the copy
	 * @throws IllegalArgumentException if it is out of range
	 */
	public ClientSettings withConnectRetries(int connectRetries) {
		return new ClientSettings(this.name, this.host, this.port, this.serverName, this.connectTimeout,
				this.handshakeTimeout, this.idleTimeout, this.bindAddress, connectRetries, this.proxy);
	}

	/**
	 * Return a copy that connects through a proxy.
	 * @param proxy the proxy, {@code null} for none
	 * @return the copy
	 * @throws IllegalArgumentException if it cannot connect to the host
	 */
	public ClientSettings withProxy(@Nullable ClientProxy proxy) {
		return new ClientSettings(this.name, this.host, this.port, this.serverName, this.connectTimeout,
				this.handshakeTimeout, this.idleTimeout, this.bindAddress, this.connectRetries, proxy);
	}

}

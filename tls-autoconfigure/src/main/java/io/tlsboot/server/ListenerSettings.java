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

import io.tlsboot.connection.Timeouts;
import org.jspecify.annotations.Nullable;

/**
 * Where and how a listener listens. {@link #of} gives every default.
 *
 * @param name the name of the listener
 * @param mode whether connections begin with a handshake
 * @param address the local address or host name to bind to, {@code null} for every
 * address
 * @param port the local port, 0 for any free one
 * @param backlog how many connections may wait to be accepted; the operating system may
 * allow fewer
 * @param handshakeTimeout how long a client may take for its handshake
 * @param idleTimeout how long a connection may be idle after its handshake, {@code null}
 * for ever
 * @param limits how many connections there are at the same time
 * @param transport how it talks to the operating system
 * @param reusePort whether other listeners, of this process or another one of the same
 * user, may listen on the same port (SO_REUSEPORT); the operating system distributes the
 * connections
 * @param proxies who connects instead of the clients
 * @since 0.1.0
 */
public record ListenerSettings(String name, Mode mode, @Nullable String address, int port, int backlog,
		Duration handshakeTimeout, @Nullable Duration idleTimeout, ConnectionLimits limits, Transport transport,
		boolean reusePort, InboundProxies proxies) {

	/** As many as Linux allows by itself. */
	public static final int DEFAULT_BACKLOG = 4096;

	/** A silent client holds a connection no longer than this. */
	public static final Duration DEFAULT_HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

	private static final int MAX_PORT = 65535;

	/**
	 * Create settings.
	 * @param name the name of the listener
	 * @param mode whether connections begin with a handshake
	 * @param address the local address or host name to bind to, {@code null} for every
	 * address
	 * @param port the local port, 0 for any free one
	 * @param backlog how many connections may wait to be accepted
	 * @param handshakeTimeout how long a client may take for its handshake
	 * @param idleTimeout how long a connection may be idle after its handshake,
	 * {@code null} for ever
	 * @param limits how many connections there are at the same time
	 * @param transport how it talks to the operating system
	 * @param reusePort whether others may listen on the same port
	 * @param proxies who connects instead of the clients
	 * @throws IllegalArgumentException if a number or the time is out of range
	 */
	public ListenerSettings {
		Objects.requireNonNull(name, "'name' must not be null");
		Objects.requireNonNull(mode, "'mode' must not be null");
		Objects.requireNonNull(limits, "'limits' must not be null");
		Objects.requireNonNull(transport, "'transport' must not be null");
		Objects.requireNonNull(proxies, "'proxies' must not be null");
		if (port < 0 || port > MAX_PORT) {
			throw new IllegalArgumentException("port: %d (expected: 0 to %d)".formatted(port, MAX_PORT));
		}
		if (backlog < 1) {
			throw new IllegalArgumentException("backlog: %d (expected: at least 1)".formatted(backlog));
		}
		Timeouts.require(handshakeTimeout, "handshakeTimeout");
		if (idleTimeout != null) {
			Timeouts.require(idleTimeout, "idleTimeout");
		}
	}

	/**
	 * Return settings with every default: on every address.
	 * @param name the name of the listener
	 * @param mode whether connections begin with a handshake
	 * @param port the local port, 0 for any free one
	 * @return the settings
	 * @throws IllegalArgumentException if the port is out of range
	 */
	public static ListenerSettings of(String name, Mode mode, int port) {
		return new ListenerSettings(name, mode, null, port, DEFAULT_BACKLOG, DEFAULT_HANDSHAKE_TIMEOUT, null,
				ConnectionLimits.DEFAULT, Transport.AUTO, false, InboundProxies.NONE);
	}

	/**
	 * Return a copy that listens on one address.
	 * @param address the local address or host name to bind to, {@code null} for every
	 * address
	 * @return the copy
	 */
	public ListenerSettings withAddress(@Nullable String address) {
		return new ListenerSettings(this.name, this.mode, address, this.port, this.backlog, this.handshakeTimeout,
				this.idleTimeout, this.limits, this.transport, this.reusePort, this.proxies);
	}

	/**
	 * Return a copy on which another number of connections may wait.
	 * @param backlog how many may wait to be accepted
	 * @return the copy
	 * @throws IllegalArgumentException if it is less than 1
	 */
	public ListenerSettings withBacklog(int backlog) {
		return new ListenerSettings(this.name, this.mode, this.address, this.port, backlog, this.handshakeTimeout,
				this.idleTimeout, this.limits, this.transport, this.reusePort, this.proxies);
	}

	/**
	 * Return a copy that gives clients another time.
	 * @param handshakeTimeout how long a client may take for its handshake
	 * @return the copy
	 * @throws IllegalArgumentException if it is out of range
	 */
	public ListenerSettings withHandshakeTimeout(Duration handshakeTimeout) {
		return new ListenerSettings(this.name, this.mode, this.address, this.port, this.backlog, handshakeTimeout,
				this.idleTimeout, this.limits, this.transport, this.reusePort, this.proxies);
	}

	/**
	 * Return a copy that ends connections on which nothing is received or sent.
	 * @param idleTimeout how long they may be idle, {@code null} for ever
	 * @return the copy
	 * @throws IllegalArgumentException if it is out of range
	 */
	public ListenerSettings withIdleTimeout(@Nullable Duration idleTimeout) {
		return new ListenerSettings(this.name, this.mode, this.address, this.port, this.backlog, this.handshakeTimeout,
				idleTimeout, this.limits, this.transport, this.reusePort, this.proxies);
	}

	/**
	 * Return a copy with other limits.
	 * @param limits how many connections there are at the same time
	 * @return the copy
	 */
	public ListenerSettings withLimits(ConnectionLimits limits) {
		return new ListenerSettings(this.name, this.mode, this.address, this.port, this.backlog, this.handshakeTimeout,
				this.idleTimeout, limits, this.transport, this.reusePort, this.proxies);
	}

	/**
	 * Return a copy with another transport.
	 * @param transport how it talks to the operating system
	 * @return the copy
	 */
	public ListenerSettings withTransport(Transport transport) {
		return new ListenerSettings(this.name, this.mode, this.address, this.port, this.backlog, this.handshakeTimeout,
				this.idleTimeout, this.limits, transport, this.reusePort, this.proxies);
	}

	/**
	 * Return a copy that shares its port, or does not.
	 * @param reusePort whether others may listen on the same port
	 * @return the copy
	 */
	public ListenerSettings withReusePort(boolean reusePort) {
		return new ListenerSettings(this.name, this.mode, this.address, this.port, this.backlog, this.handshakeTimeout,
				this.idleTimeout, this.limits, this.transport, reusePort, this.proxies);
	}

	/**
	 * Return a copy behind proxies.
	 * @param proxies who connects instead of the clients
	 * @return the copy
	 */
	public ListenerSettings withProxies(InboundProxies proxies) {
		return new ListenerSettings(this.name, this.mode, this.address, this.port, this.backlog, this.handshakeTimeout,
				this.idleTimeout, this.limits, this.transport, this.reusePort, proxies);
	}

	/**
	 * Return the address for people.
	 * @return the address, {@code *} for every address
	 */
	public String addressOrAny() {
		return (this.address != null) ? this.address : "*";
	}

	/**
	 * How connections begin.
	 */
	public enum Mode {

		/** With a TLS handshake. */
		TLS,

		/** In clear, and then they go over to TLS. */
		STARTTLS,

		/** In clear, and they stay so. */
		PLAIN

	}

}

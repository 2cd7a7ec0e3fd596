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

package io.tlsboot.ledger;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The settings of a listener or client. What the side does not have is {@code null}.
 *
 * @param handshakeTimeout how long the handshake may take
 * @param idleTimeout how long a connection may be idle; {@code null} for ever
 * @param backlog how many connections may wait to be accepted
 * @param maxConnections how many may be open
 * @param maxConcurrentHandshakes how many may be in their handshake; {@code null} for any
 * number
 * @param reusePort whether others may listen on the same port
 * @param proxyProtocol which header of the PROXY protocol connections begin with
 * @param proxyProtocolFrom who sends it
 * @param forwardTo the backend; {@code null} where a handler serves the connections
 * @param forwardConnectTimeout how long TCP may take to connect to a backend in clear
 * @param forwardProxyProtocol which header a backend in clear gets
 * @param connectTimeout how long TCP may take to connect
 * @param connectRetries how often it is tried again
 * @param bindAddress the local address to connect from; {@code null} for any
 * @param proxy the proxy that is connected through; {@code null} for none
 * @param startTls how connections go over to TLS; {@code null} without a protocol
 * @since 0.1.0
 */
public record SettingsDescriptor(Duration handshakeTimeout, @Nullable Duration idleTimeout, @Nullable Integer backlog,
		@Nullable Integer maxConnections, @Nullable Integer maxConcurrentHandshakes, @Nullable Boolean reusePort,
		@Nullable String proxyProtocol, @Nullable List<String> proxyProtocolFrom, @Nullable String forwardTo,
		@Nullable Duration forwardConnectTimeout, @Nullable String forwardProxyProtocol,
		@Nullable Duration connectTimeout, @Nullable Integer connectRetries, @Nullable String bindAddress,
		@Nullable ProxyDescriptor proxy, @Nullable StartTlsDescriptor startTls) {

	/**
	 * A proxy that a client connects through.
	 *
	 * @param type what it speaks
	 * @param host its host name or address
	 * @param port its port
	 * @param authenticated whether credentials are presented
	 * @param nonProxyHosts the hosts that are connected to without
	 */
	public record ProxyDescriptor(String type, String host, int port, boolean authenticated,
			List<String> nonProxyHosts) {

	}

	/**
	 * A dialogue that leads to TLS.
	 *
	 * @param protocol its protocol
	 * @param requireTls whether a listener refuses clients that do not go over;
	 * {@code null} for a client
	 * @param tlsPolicy what a client does where TLS is not offered; {@code null} for a
	 * listener
	 * @param hostName by which name we call ourselves
	 * @param timeout how long it may take
	 * @param maxLineLength how long a line may be, in octets
	 * @param maxMessages how many messages a client may send; {@code null} for a client
	 */
	public record StartTlsDescriptor(String protocol, @Nullable Boolean requireTls, @Nullable String tlsPolicy,
			String hostName, Duration timeout, int maxLineLength, @Nullable Integer maxMessages) {

	}

}

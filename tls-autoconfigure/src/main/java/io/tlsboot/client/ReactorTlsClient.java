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
import java.util.Optional;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.HandshakeListener;
import io.tlsboot.connection.IdleTimeout;
import io.tlsboot.connection.SecurePipeline;
import io.tlsboot.connection.ServerContexts;
import io.tlsboot.connection.TlsConnection;
import io.tlsboot.connection.TlsUpgrade;
import io.tlsboot.engine.TlsContext;
import io.tlsboot.engine.TlsContextSource;
import io.tlsboot.starttls.ClientStartTls;
import io.tlsboot.starttls.StartTlsPhase;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.tcp.TcpClient;

/**
 * A client on Reactor Netty's TCP client, one connection each time.
 */
final class ReactorTlsClient implements TlsClient {

	private final ClientSettings settings;

	private final TlsContextSource contexts;

	private final HandshakeListener handshakes;

	private final Endpoint endpoint;

	private final ClientRoute route;

	private final TcpClient tcp;

	private final boolean late;

	private final @Nullable ClientStartTls dialogue;

	private final TlsUpgrade upgrade;

	private volatile boolean closed;

	ReactorTlsClient(ClientSettings settings, TlsContextSource contexts, HandshakeListener handshakes) {
		this(settings, contexts, handshakes, TcpClient.newConnection());
	}

	ReactorTlsClient(ClientSettings settings, TlsContextSource contexts, HandshakeListener handshakes,
			TcpClient transport) {
		this(settings, contexts, handshakes, transport, false, null);
	}

	/**
	 * Create a client.
	 * @param settings where to connect to
	 * @param contexts the options
	 * @param handshakes hears of the handshakes
	 * @param transport opens the connections
	 * @param late whether they begin in clear
	 * @param dialogue leads to TLS then, or {@code null} if the user does it
	 */
	ReactorTlsClient(ClientSettings settings, TlsContextSource contexts, HandshakeListener handshakes,
			TcpClient transport, boolean late, @Nullable ClientStartTls dialogue) {
		this.settings = settings;
		this.contexts = contexts;
		this.handshakes = handshakes;
		this.endpoint = new Endpoint(Endpoint.Side.CLIENT, settings.name());
		this.route = ClientRoute.of(settings);
		this.late = late;
		this.dialogue = dialogue;
		this.upgrade = TlsUpgrade.client(this::secured, this.endpoint, handshakes, settings.handshakeTimeout());
		this.tcp = this.route.apply(transport)
			.host(settings.host())
			.port(settings.port())
			.doOnChannelInit((observer, channel, remote) -> secure(channel));
	}

	private ServerContexts.Secured secured(ByteBufAllocator allocator) {
		TlsContextSource.Handler handler = this.contexts.newHandler(allocator);
		return new ServerContexts.Secured(handler.handler(), handler.generation());
	}

	@Override
	public void secure(Channel channel) {
		ClientStartTls begun = this.dialogue;
		if (begun != null) {
			SecurePipeline.beginWith(channel, StartTlsPhase.NAME, begun.begin(this.upgrade));
			return;
		}
		if (this.late) {
			this.upgrade.offer(channel);
			SecurePipeline.waitForProxy(channel);
			return;
		}
		TlsContextSource.Handler secured = this.contexts.newHandler(channel.alloc());
		secured.handler().setHandshakeTimeoutMillis(this.settings.handshakeTimeout().toMillis());
		SecurePipeline.secure(channel, secured.handler(), secured.generation(), this.endpoint, this.handshakes);
	}

	@Override
	public ClientSettings settings() {
		return this.settings;
	}

	@Override
	public ClientMode mode() {
		return this.late ? ClientMode.STARTTLS : ClientMode.TLS;
	}

	@Override
	public Optional<ClientStartTls> startTls() {
		return Optional.ofNullable(this.dialogue);
	}

	@Override
	public Mono<TlsConnection> connect() {
		return this.route.reach(Mono.defer(this::open)).map(this::view);
	}

	private TlsConnection view(Connection connection) {
		Duration idleTimeout = this.settings.idleTimeout();
		if (idleTimeout != null) {
			IdleTimeout.watch(connection.channel(), idleTimeout);
		}
		return TlsConnection.of(connection);
	}

	private Mono<? extends Connection> open() {
		return this.closed ? Mono.error(new IllegalStateException("%s is closed".formatted(this.endpoint)))
				: this.tcp.connect();
	}

	@Override
	public TlsContext context() {
		return this.contexts.current();
	}

	@Override
	public void close() {
		this.closed = true;
		this.contexts.close();
	}

	@Override
	public String toString() {
		return "%s to %s:%d".formatted(this.endpoint, this.settings.host(), this.settings.port());
	}

}

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

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.HandshakeListener;
import io.tlsboot.connection.IdleTimeout;
import io.tlsboot.connection.TlsHandler;
import io.tlsboot.connection.TlsUpgrade;
import io.tlsboot.engine.TlsContext;
import io.tlsboot.engine.TlsContextSource;
import io.tlsboot.options.ApplicationProtocols;
import io.tlsboot.starttls.ServerStartTls;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.NettyInbound;
import reactor.netty.NettyOutbound;
import reactor.netty.tcp.TcpServer;

/**
 * A listener: accepts connections, secures them and gives each to its handler. Starting
 * and stopping are idempotent; a stopped listener can be started again.
 *
 * @since 0.1.0
 */
public final class Listener implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(Listener.class);

	private static final Duration BIND_TIMEOUT = Duration.ofSeconds(30);

	private static final Duration CLOSE_NOTIFY_TIMEOUT = Duration.ofSeconds(1);

	// More than it takes to flush close_notify and to wait for the answer.
	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(4);

	private static final String PROXY_HEADER = "tlsboot.proxyHeaderReader";

	private final ListenerSettings settings;

	private final @Nullable ServerNames names;

	private final ConnectionStart start;

	private final @Nullable ServerStartTls dialogue;

	private final TlsHandler handler;

	private final HandshakeListener handshakes;

	private final Endpoint endpoint;

	private final Admission admission;

	private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

	private final HandlerRuns runs;

	private volatile @Nullable DisposableServer server;

	private boolean closed;

	private Listener(ListenerSettings settings, @Nullable ServerNames names, ConnectionStart start,
			@Nullable ServerStartTls dialogue, TlsHandler handler, HandshakeListener handshakes) {
		this.settings = settings;
		this.names = names;
		this.start = start;
		this.dialogue = dialogue;
		this.handler = handler;
		this.handshakes = Objects.requireNonNull(handshakes, "'handshakes' must not be null");
		this.endpoint = endpoint(settings);
		this.runs = new HandlerRuns(handler, this.endpoint);
		this.admission = new Admission(settings, this.endpoint, handshakes);
	}

	/**
	 * Create a listener that serves every client with the same options.
	 * @param settings where to listen, with mode {@link ListenerSettings.Mode#TLS}
	 * @param contexts the options; closed together with the listener
	 * @param handler serves the connections
	 * @param handshakes hears of the handshakes
	 * @return a listener that does not listen yet
	 * @throws IllegalArgumentException if an application protocol of the handler is none
	 * @throws io.tlsboot.engine.EngineException if the engine cannot honour the options
	 * together with these
	 */
	public static Listener tls(ListenerSettings settings, TlsContextSource contexts, TlsHandler handler,
			HandshakeListener handshakes) {
		return tls(settings, ServerNames.any(contexts), handler, handshakes);
	}

	/**
	 * Create a listener whose connections begin with a handshake.
	 * @param settings where to listen, with mode {@link ListenerSettings.Mode#TLS}
	 * @param names the options, by the name that a client asks for; closed together with
	 * the listener
	 * @param handler serves the connections; its application protocols come before those
	 * of all options
	 * @param handshakes hears of the handshakes
	 * @return a listener that does not listen yet
	 * @throws IllegalArgumentException if an application protocol of the handler is none
	 * @throws io.tlsboot.engine.EngineException if an engine cannot honour options
	 * together with these
	 */
	public static Listener tls(ListenerSettings settings, ServerNames names, TlsHandler handler,
			HandshakeListener handshakes) {
		requireMode(settings, ListenerSettings.Mode.TLS);
		ServerNames served = served(names, handler, List.of());
		return new Listener(settings, served, ConnectionStart.tls(served, endpoint(settings), handshakes), null,
				handler, handshakes);
	}

	/**
	 * Create a listener whose connections begin in clear and go over to TLS.
	 * @param settings where to listen, with mode {@link ListenerSettings.Mode#STARTTLS}
	 * @param names the options, by the name that a client asks for; closed together with
	 * the listener
	 * @param dialogue leads to TLS before the handler gets the connection, or
	 * {@code null} if the handler gets it in clear and goes over itself
	 * @param handler serves the connections; its application protocols come before those
	 * of the dialogue, and these before those of all options
	 * @param handshakes hears of the handshakes
	 * @return a listener that does not listen yet
	 * @throws IllegalArgumentException if an application protocol of the handler is none
	 * @throws io.tlsboot.engine.EngineException if an engine cannot honour options
	 * together with these
	 */
	public static Listener startTls(ListenerSettings settings, ServerNames names, @Nullable ServerStartTls dialogue,
			TlsHandler handler, HandshakeListener handshakes) {
		requireMode(settings, ListenerSettings.Mode.STARTTLS);
		ServerNames served = served(names, handler, (dialogue != null) ? dialogue.applicationProtocols() : List.of());
		TlsUpgrade upgrade = TlsUpgrade.server(served, endpoint(settings), handshakes, settings.handshakeTimeout());
		return new Listener(settings, served,
				(dialogue != null) ? ConnectionStart.dialogue(dialogue, upgrade) : ConnectionStart.upgradable(upgrade),
				dialogue, handler, handshakes);
	}

	private static ServerNames served(ServerNames names, TlsHandler handler, List<String> others) {
		Objects.requireNonNull(names, "'names' must not be null");
		Objects.requireNonNull(handler, "'handler' must not be null");
		try {
			ApplicationProtocols spoken = ApplicationProtocols.of(handler.applicationProtocols());
			return names.wanting(ApplicationProtocols.of(others).after(spoken));
		}
		catch (RuntimeException ex) {
			names.close();
			throw ex;
		}
	}

	private static Endpoint endpoint(ListenerSettings settings) {
		return new Endpoint(Endpoint.Side.SERVER, settings.name());
	}

	/**
	 * Create a listener whose connections stay in clear.
	 * @param settings where to listen, with mode {@link ListenerSettings.Mode#PLAIN}
	 * @param handler serves the connections
	 * @param handshakes hears of the connections that are refused
	 * @return a listener that does not listen yet
	 */
	public static Listener plain(ListenerSettings settings, TlsHandler handler, HandshakeListener handshakes) {
		requireMode(settings, ListenerSettings.Mode.PLAIN);
		return new Listener(settings, null, ConnectionStart.PLAIN, null, handler, handshakes);
	}

	private static void requireMode(ListenerSettings settings, ListenerSettings.Mode mode) {
		if (settings.mode() != mode) {
			throw new IllegalArgumentException("mode: %s (expected: %s)".formatted(settings.mode(), mode));
		}
	}

	/**
	 * Start listening. Blocks until the port is bound.
	 * @throws ListenerStartException if the address cannot be bound
	 */
	public synchronized void start() {
		if (this.closed) {
			throw new IllegalStateException("%s is closed".formatted(this.endpoint));
		}
		if (this.server != null) {
			return;
		}
		Transport transport = transport();
		requireUsable(transport);
		String address = this.settings.address();
		int port = this.settings.port();
		TcpServer tcp = Loops.use(TcpServer.create(), this.settings.transport())
			.bindAddress(() -> (address != null) ? new InetSocketAddress(address, port) : new InetSocketAddress(port))
			.option(ChannelOption.SO_BACKLOG, this.settings.backlog())
			.doOnBound((listening) -> this.admission.guard(listening.channel()))
			.doOnChannelInit((observer, channel, remote) -> initialize(channel))
			.handle(this::serve);
		if (this.settings.reusePort()) {
			tcp = tcp.option(Loops.reusePort(transport), true);
		}
		try {
			this.server = tcp.bindNow(BIND_TIMEOUT);
		}
		catch (RuntimeException ex) {
			throw new ListenerStartException(this.settings, ex);
		}
	}

	private void requireUsable(Transport transport) {
		String unavailability = transport.unavailability();
		if (unavailability != null) {
			throw new ListenerStartException(this.settings, new IllegalStateException(
					"the transport %s cannot be used: %s".formatted(transport.code(), unavailability)));
		}
		if (this.settings.reusePort() && !transport.canReusePort()) {
			throw new ListenerStartException(this.settings,
					new IllegalStateException("the transport %s cannot share a port here".formatted(transport.code())));
		}
	}

	private void initialize(Channel channel) {
		this.connections.add(channel);
		InboundProxies proxies = this.settings.proxies();
		if (proxies.isExpected()) {
			channel.pipeline()
				.addFirst(PROXY_HEADER, new ProxyHeaderReader(proxies.protocol(), this.endpoint, this.handshakes,
						this.settings.handshakeTimeout(), this.start::prepare));
		}
		else {
			this.start.prepare(channel, this.settings.handshakeTimeout());
		}
	}

	private Publisher<Void> serve(NettyInbound inbound, NettyOutbound outbound) {
		Connection connection = (Connection) inbound;
		Duration idleTimeout = this.settings.idleTimeout();
		if (idleTimeout != null) {
			IdleTimeout.watch(connection.channel(), idleTimeout);
		}
		return this.runs.serve(connection);
	}

	/**
	 * Stop listening, let open connections finish, then close what is left in order.
	 * Blocks until all are gone; never call it on an event loop.
	 * @param grace how long open connections may go on
	 */
	public synchronized void stop(Duration grace) {
		DisposableServer running = this.server;
		if (running == null) {
			return;
		}
		this.server = null;
		long deadline = System.nanoTime() + grace.toNanos();
		running.disposeNow(CLOSE_TIMEOUT);
		if (!this.connections.newCloseFuture().awaitUninterruptibly(grace.toMillis(), TimeUnit.MILLISECONDS)) {
			logger.info("%s: %d connections are still open after %s and are closed".formatted(this.endpoint,
					this.connections.size(), grace));
			closeAll();
		}
		this.runs.finish(deadline - System.nanoTime());
	}

	// In order, but a peer that does not answer is not waited for.
	private void closeAll() {
		for (Channel channel : this.connections) {
			SslHandler secured = channel.pipeline().get(SslHandler.class);
			if (secured != null) {
				secured.setCloseNotifyFlushTimeoutMillis(CLOSE_NOTIFY_TIMEOUT.toMillis());
				secured.setCloseNotifyReadTimeoutMillis(CLOSE_NOTIFY_TIMEOUT.toMillis());
			}
		}
		if (!this.connections.close().awaitUninterruptibly(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
			this.connections.forEach((channel) -> channel.eventLoop().execute(() -> channel.unsafe().closeForcibly()));
			this.connections.newCloseFuture().awaitUninterruptibly(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	/**
	 * Tell whether this listener listens.
	 * @return whether it does
	 */
	public boolean isRunning() {
		return this.server != null;
	}

	/**
	 * Return the settings.
	 * @return the settings
	 */
	public ListenerSettings settings() {
		return this.settings;
	}

	/**
	 * Return how this listener talks to the operating system.
	 * @return the transport in use, never {@link Transport#AUTO}
	 */
	public Transport transport() {
		DisposableServer running = this.server;
		return (running != null) ? Loops.of(running.channel().getClass()) : this.settings.transport().resolve();
	}

	/**
	 * Return the port that is listened on.
	 * @return the port, or -1 while this listener does not listen
	 */
	public int port() {
		DisposableServer running = this.server;
		return (running != null) ? ((InetSocketAddress) running.address()).getPort() : -1;
	}

	/**
	 * Return how many connections are open.
	 * @return the number, handshakes in progress included
	 */
	public int openConnections() {
		return this.connections.size();
	}

	/**
	 * Return what new connections are secured with whose client asks for no name that has
	 * options of its own.
	 * @return the context, or empty on a plain listener
	 */
	public Optional<TlsContext> context() {
		return Optional.ofNullable(this.names).map(ServerNames::context);
	}

	/**
	 * Return by which names clients can ask for options of their own.
	 * @return the names, or empty on a plain listener
	 */
	public Optional<ServerNames> serverNames() {
		return Optional.ofNullable(this.names);
	}

	/**
	 * Return the dialogue that leads to TLS.
	 * @return the dialogue, or empty if there is none, or the handler's
	 */
	public Optional<ServerStartTls> startTls() {
		return Optional.ofNullable(this.dialogue);
	}

	/**
	 * Return what forwards the connections.
	 * @return the forwarder, or empty if another handler serves them
	 */
	public Optional<Forwarder> forwarder() {
		return (this.handler instanceof Forwarder forwarder) ? Optional.of(forwarder) : Optional.empty();
	}

	/**
	 * Stop at once and give the native memory back. Cannot be started again.
	 */
	@Override
	public synchronized void close() {
		this.closed = true;
		stop(Duration.ZERO);
		if (this.names != null) {
			this.names.close();
		}
	}

}

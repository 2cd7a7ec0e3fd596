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

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

import io.netty.channel.ChannelOption;
import io.tlsboot.connection.LogQuota;
import io.tlsboot.connection.TlsConnection;
import io.tlsboot.connection.TlsHandler;
import io.tlsboot.starttls.StartTlsDialogue;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.tcp.TcpClient;

/**
 * Forwards the bytes of each connection to a backend and back. Each connection has one of
 * its own at the backend. Whoever does not read stops whoever sends. When one side ends,
 * what it sent is delivered and the other side is ended in order; when one side breaks
 * off, so is the other.
 *
 * @since 0.1.0
 */
public final class Forwarder implements TlsHandler {

	private static final Log logger = LogFactory.getLog(Forwarder.class);

	private static final String CLIENT = "client://";

	private final String listener;

	private final String target;

	private final @Nullable TcpBackend tcp;

	private final Mono<TlsConnection> connections;

	private final ProxyHeader proxyHeader;

	private final Supplier<StartTlsDialogue> dialogues;

	private final LogQuota quota = new LogQuota();

	private Forwarder(String listener, String target, @Nullable TcpBackend tcp, Mono<TlsConnection> connections,
			ProxyHeader proxyHeader, Supplier<StartTlsDialogue> dialogues) {
		this.listener = Objects.requireNonNull(listener, "'listener' must not be null");
		this.target = target;
		this.tcp = tcp;
		this.connections = connections;
		this.proxyHeader = proxyHeader;
		this.dialogues = dialogues;
	}

	/**
	 * Forward to a backend in clear.
	 * @param listener the name of the listener, for log lines
	 * @param backend where to
	 * @return the handler of that listener
	 */
	public static Forwarder toTcp(String listener, TcpBackend backend) {
		Mono<TlsConnection> connections = TcpClient.newConnection()
			.host(backend.host())
			.port(backend.port())
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(backend.connectTimeout().toMillis()))
			.connect()
			.map(TlsConnection::of);
		return new Forwarder(listener, backend.toString(), backend, connections, backend.proxyHeader(),
				() -> StartTlsDialogue.SILENT);
	}

	/**
	 * Forward to a backend that a client connects to.
	 * @param listener the name of the listener, for log lines
	 * @param client the name of the client, for log lines
	 * @param connections opens a connection at each subscription
	 * @return the handler of that listener
	 */
	public static Forwarder toClient(String listener, String client, Mono<TlsConnection> connections) {
		Objects.requireNonNull(connections, "'connections' must not be null");
		return new Forwarder(listener, CLIENT + client, null, connections, ProxyHeader.NONE,
				() -> StartTlsDialogue.SILENT);
	}

	/**
	 * Return a forwarder that speaks to each backend before it forwards, so that the
	 * backend gets to where a client is that has gone over to TLS.
	 * @param dialogues begins a dialogue for each connection
	 * @return the copy
	 */
	public Forwarder speaking(Supplier<StartTlsDialogue> dialogues) {
		Objects.requireNonNull(dialogues, "'dialogues' must not be null");
		return new Forwarder(this.listener, this.target, this.tcp, this.connections, this.proxyHeader, dialogues);
	}

	/**
	 * Return where connections are forwarded to, as {@code forward-to} says it.
	 * @return {@code host:port}, or {@code client://} and the name of the client
	 */
	public String target() {
		return this.target;
	}

	/**
	 * Return the backend in clear.
	 * @return the backend, or empty if a client connects to it
	 */
	public Optional<TcpBackend> tcp() {
		return Optional.ofNullable(this.tcp);
	}

	private String backend() {
		return (this.tcp != null) ? this.target
				: "of the client '%s'".formatted(this.target.substring(CLIENT.length()));
	}

	@Override
	public Publisher<Void> handle(TlsConnection client) {
		Forwarding forwarding = new Forwarding(client, this.proxyHeader, this.dialogues);
		// Not cancelled when the client goes away: a connection that came about in that
		// moment would belong to nobody.
		this.connections.subscribe(
				(backend) -> forwarding.start(backend, (failure) -> warn("cannot be used", failure, forwarding)),
				(failure) -> {
					warn("cannot be reached", failure, forwarding);
					forwarding.refuse();
				});
		return forwarding.done();
	}

	private void warn(String problem, Throwable failure, Forwarding forwarding) {
		OptionalLong leftOut = this.quota.acquire();
		if (leftOut.isPresent()) {
			String reason = Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getSimpleName());
			logger.warn("listener '%s': the backend %s %s, the connection with %s is closed: %s%s".formatted(
					this.listener, backend(), problem, forwarding.remoteAddress(), reason.replaceAll("\\R", " "),
					LogQuota.suffix(leftOut.getAsLong())));
		}
	}

	@Override
	public String toString() {
		return "forwards to the backend " + backend();
	}

}

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

package io.tlsboot.http;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.Function;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.tlsboot.client.ClientRoute;
import io.tlsboot.client.ClientSettings;
import io.tlsboot.client.TlsClient;
import io.tlsboot.client.TlsClients;
import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.HandshakeListener;
import io.tlsboot.connection.SecurePipeline;
import io.tlsboot.engine.TlsContextSource;
import io.tlsboot.options.ApplicationProtocols;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * HTTP clients of Reactor Netty over clients and options, with all of what these say:
 * verification by name, ALPN and so HTTP/2, groups, engine, resumption; handshakes are
 * told of like all others. For Spring's {@code RestClient} and {@code WebClient}, by
 * {@code ReactorClientHttpRequestFactory} and {@code ReactorClientHttpConnector}.
 * <p>
 * They speak HTTP/2 where {@code h2} is among the acceptable protocols, HTTP/1.1 where
 * {@code http/1.1} is or where there are none. They never speak in clear: a URI with
 * {@code http} fails. Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class TlsHttpClients implements AutoCloseable {

	private final TlsClients clients;

	private final Function<String, TlsContextSource> contexts;

	private final HandshakeListener handshakes;

	private final Map<String, HttpClient> byClient = new ConcurrentHashMap<>();

	private final Map<String, HttpClient> byOptions = new ConcurrentHashMap<>();

	private final Map<String, TlsContextSource> opened = new ConcurrentHashMap<>();

	private final Queue<ConnectionProvider> pools = new ConcurrentLinkedQueue<>();

	private volatile boolean closed;

	/**
	 * Create a look-up.
	 * @param clients the clients by name
	 * @param contexts binds options, by name, to any server; may throw
	 * @param handshakes hears of the handshakes
	 */
	public TlsHttpClients(TlsClients clients, Function<String, TlsContextSource> contexts,
			HandshakeListener handshakes) {
		this.clients = Objects.requireNonNull(clients, "'clients' must not be null");
		this.contexts = Objects.requireNonNull(contexts, "'contexts' must not be null");
		this.handshakes = Objects.requireNonNull(handshakes, "'handshakes' must not be null");
	}

	/**
	 * Return an HTTP client of the server of a client, to which paths are relative.
	 * Whatever a request's URI says, the server must be the client's own.
	 * @param name the name of the client
	 * @return the HTTP client, the same each time
	 * @throws IllegalArgumentException if there is no such client, or it speaks another
	 * protocol than HTTP
	 */
	public HttpClient forClient(String name) {
		return this.byClient.computeIfAbsent(name, (key) -> of(this.clients.get(key)));
	}

	private HttpClient of(TlsClient client) {
		ClientSettings settings = client.settings();
		ClientRoute route = ClientRoute.of(settings);
		HttpClient http = route
			.apply(secured(pooled(settings), client.context().generation().options().acceptableProtocols(),
					(channel, remote) -> client.secure(channel)))
			.baseUrl("https://%s:%d".formatted(literal(settings.host()), settings.port()))
			.mapConnect(route::reach);
		return settings.serverName().equals(settings.host()) ? http : http.headers((headers) -> headers
			.set(HttpHeaderNames.HOST, "%s:%d".formatted(literal(settings.serverName()), settings.port())));
	}

	/**
	 * Return an HTTP client of any server, which must be the one that the URI names.
	 * @param name the name of the options
	 * @return the HTTP client, the same each time
	 * @throws IllegalStateException if it is asked for the first time on an event loop
	 * @throws IllegalArgumentException if there are no such options, or they are for
	 * another protocol than HTTP
	 */
	public HttpClient forOptions(String name) {
		if (!this.byOptions.containsKey(name) && Schedulers.isInNonBlockingThread()) {
			throw new IllegalStateException(
					"the client of the options '%s' is made at its first use, which takes time: ".formatted(name)
							+ "ask for it where beans are made, not on an event loop");
		}
		return this.byOptions.computeIfAbsent(name, this::ofOptions);
	}

	private HttpClient ofOptions(String name) {
		if (this.closed) {
			throw new IllegalStateException("the HTTP clients are closed");
		}
		TlsContextSource source = this.contexts.apply(name);
		try {
			Endpoint endpoint = new Endpoint(Endpoint.Side.CLIENT, "http:" + name);
			HttpClient http = secured(HttpClient.create(),
					source.current().generation().options().acceptableProtocols(),
					(channel, remote) -> secure(channel, remote, source, endpoint));
			this.opened.put(name, source);
			return http;
		}
		catch (RuntimeException ex) {
			source.close();
			throw ex;
		}
	}

	private void secure(Channel channel, SocketAddress remote, TlsContextSource source, Endpoint endpoint) {
		if (!(remote instanceof InetSocketAddress address)) {
			throw new IllegalStateException("%s: it is not known which server is expected".formatted(endpoint));
		}
		TlsContextSource.Handler secured = source.newHandler(channel.alloc(), address.getHostString());
		secured.handler().setHandshakeTimeoutMillis(ClientSettings.DEFAULT_HANDSHAKE_TIMEOUT.toMillis());
		SecurePipeline.secure(channel, secured.handler(), secured.generation(), endpoint, this.handshakes);
	}

	private HttpClient pooled(ClientSettings settings) {
		Duration idleTimeout = settings.idleTimeout();
		if (idleTimeout == null) {
			return HttpClient.create();
		}
		ConnectionProvider pool = ConnectionProvider.builder("tls-" + settings.name())
			.maxIdleTime(idleTimeout)
			.evictInBackground(idleTimeout)
			.build();
		this.pools.add(pool);
		return HttpClient.create(pool);
	}

	private static HttpClient secured(HttpClient http, ApplicationProtocols protocols,
			BiConsumer<Channel, SocketAddress> securing) {
		return http.secure(Placeholder.provider(true))
			.protocol(HttpProtocols.of(protocols))
			.doOnChannelInit((observer, channel, remote) -> {
				try {
					Placeholder.remove(channel);
					securing.accept(channel, Objects.requireNonNull(remote));
				}
				catch (RuntimeException ex) {
					channel.pipeline().addFirst(new Refusal(ex));
				}
			});
	}

	private static String literal(String host) {
		return (host.indexOf(':') >= 0) ? "[" + host + "]" : host;
	}

	/**
	 * Give the native memory of {@link #forOptions} back. Open connections go on.
	 */
	@Override
	public void close() {
		this.closed = true;
		this.pools.forEach(ConnectionProvider::dispose);
		this.opened.values().forEach(TlsContextSource::close);
	}

}

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

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;

import io.netty.channel.ChannelOption;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.transport.ClientTransport;
import reactor.netty.transport.ProxyProvider;
import reactor.util.retry.Retry;

/**
 * How the connections of a client come about, up to the moment when TLS begins: time,
 * local address, proxy, and how often they are tried.
 *
 * @since 0.1.0
 */
public final class ClientRoute {

	private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);

	private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(2);

	private final ClientSettings settings;

	private final @Nullable ClientProxy proxy;

	private ClientRoute(ClientSettings settings) {
		this.settings = settings;
		ClientProxy configured = settings.proxy();
		// Reactor Netty would leave the look-up out for hosts without the proxy too.
		this.proxy = (configured != null && configured.isFor(settings.host())) ? configured : null;
	}

	/**
	 * Return the route that settings describe.
	 * @param settings the settings
	 * @return the route
	 */
	public static ClientRoute of(ClientSettings settings) {
		return new ClientRoute(Objects.requireNonNull(settings, "'settings' must not be null"));
	}

	/**
	 * Let a transport of Reactor Netty take this route.
	 * @param <T> the type of the transport
	 * @param transport the transport
	 * @return a copy that does
	 */
	public <T extends ClientTransport<T, ?>> T apply(T transport) {
		T timed = transport.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectTimeoutMillis());
		String local = this.settings.bindAddress();
		T bound = (local != null) ? timed.bindAddress(() -> new InetSocketAddress(local, 0)) : timed;
		ClientProxy through = this.proxy;
		return (through != null) ? bound.proxy((spec) -> describe(through, spec)) : bound;
	}

	private int connectTimeoutMillis() {
		return Math.toIntExact(this.settings.connectTimeout().toMillis());
	}

	private void describe(ClientProxy through, ProxyProvider.TypeSpec spec) {
		ProxyProvider.Builder builder = spec.type(ProxyProvider.Proxy.valueOf(through.type().name()))
			.host(through.host())
			.port(through.port())
			.connectTimeoutMillis(connectTimeoutMillis());
		through.username().ifPresent(builder::username);
		String password = through.password();
		if (password != null) {
			builder.password((username) -> password);
		}
	}

	/**
	 * Try as often as the settings say, and tell failures of the proxy as such. What is
	 * tried again is that the host is not found or TCP does not connect; never what
	 * happens after that, and never what a proxy answers.
	 * @param <C> the type of the connection
	 * @param connecting tries once, at each subscription
	 * @return tries until there is a connection, or the last failure
	 */
	public <C> Mono<C> reach(Mono<C> connecting) {
		ClientProxy through = this.proxy;
		Mono<C> once = (through != null) ? found(through).then(connecting) : connecting;
		Mono<C> reaching = (this.settings.connectRetries() > 0) ? once.retryWhen(retry()) : once;
		return (through != null) ? reaching.onErrorMap(ClientRoute::isUnconnected, (failure) -> told(failure, through))
				: reaching;
	}

	private Retry retry() {
		return Retry.backoff(this.settings.connectRetries(), FIRST_BACKOFF)
			.maxBackoff(LONGEST_BACKOFF)
			.filter((failure) -> isUnconnected(failure) && !(failure instanceof ProxyConnectException))
			.onRetryExhaustedThrow((spec, signal) -> signal.failure());
	}

	// Reactor Netty looks the proxy up on the thread that subscribes, which may be an
	// event loop.
	private static Mono<Void> found(ClientProxy through) {
		String host = through.host();
		if (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)) {
			return Mono.empty();
		}
		return Mono.fromCallable(() -> InetAddress.getByName(host)).subscribeOn(Schedulers.boundedElastic()).then();
	}

	private static boolean isUnconnected(Throwable failure) {
		return failure instanceof ConnectException || failure instanceof NoRouteToHostException
				|| failure instanceof UnknownHostException;
	}

	private ConnectException told(Throwable failure, ClientProxy through) {
		String message = (failure instanceof UnknownHostException) ? "it is not found (%s)"
				: (failure instanceof ProxyConnectException) ? "it opens no connection (%s)"
						: "it cannot be reached (%s)";
		ConnectException told = new ConnectException(
				"client '%s': no connection to %s:%d through the proxy %s: %s".formatted(this.settings.name(),
						this.settings.host(), this.settings.port(), through, message.formatted(failure.getMessage())));
		told.initCause(failure);
		return told;
	}

}

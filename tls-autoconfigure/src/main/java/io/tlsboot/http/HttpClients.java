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

import java.net.SocketAddress;

import io.netty.channel.Channel;
import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.HandshakeListener;
import io.tlsboot.connection.HandshakeObserver;
import org.jspecify.annotations.Nullable;
import reactor.netty.ChannelPipelineConfigurer;
import reactor.netty.ConnectionObserver;
import reactor.netty.http.client.HttpClient;

/**
 * Observes HTTP clients of Reactor Netty that are secured by others.
 *
 * @since 0.1.0
 */
public final class HttpClients {

	/** How all of them are called together. */
	public static final String NAME = "http-client";

	private static final Endpoint ENDPOINT = new Endpoint(Endpoint.Side.CLIENT, NAME);

	private HttpClients() {
	}

	/**
	 * Return a client of which handshakes are told, but where it is secured by
	 * {@link TlsHttpClients}, which tell of them already.
	 * @param client the client
	 * @param handshakes hears of the handshakes
	 * @return the observed client
	 */
	public static HttpClient observe(HttpClient client, HandshakeListener handshakes) {
		return client.doOnChannelInit(new Observing(handshakes));
	}

	/**
	 * Has a channel observed. Equal for equal listeners: Reactor Netty keeps a pool of
	 * connections for each configurer that differs.
	 *
	 * @param handshakes hears of the handshakes
	 */
	private record Observing(HandshakeListener handshakes) implements ChannelPipelineConfigurer {

		@Override
		public void onChannelInit(ConnectionObserver observer, Channel channel, @Nullable SocketAddress remote) {
			HandshakeObserver.observe(channel, ENDPOINT, this.handshakes);
		}

	}

}

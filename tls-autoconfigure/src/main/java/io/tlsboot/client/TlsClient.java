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

import java.util.Optional;
import java.util.function.UnaryOperator;

import io.netty.channel.Channel;
import io.tlsboot.connection.HandshakeListener;
import io.tlsboot.connection.TlsConnection;
import io.tlsboot.engine.TlsContext;
import io.tlsboot.engine.TlsContextSource;
import io.tlsboot.starttls.ClientStartTls;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.tcp.TcpClient;

/**
 * Opens verified connections to one server. Safe for use by several threads.
 *
 * @since 0.1.0
 */
public interface TlsClient extends AutoCloseable {

	/**
	 * Return the settings.
	 * @return the settings
	 */
	ClientSettings settings();

	/**
	 * Open a connection.
	 * @return completes on an event loop when the handshake is done and the server is
	 * verified; fails with a {@link io.tlsboot.connection.HandshakeException} that says
	 * why, or with an {@link java.io.IOException} if TCP does not connect. Each
	 * subscription opens a connection of its own, which the subscriber closes.
	 */
	Mono<TlsConnection> connect();

	/**
	 * Secure a channel that somebody else opens to the server, which is not active yet.
	 * To be called in its initializer; the handshake is verified, timed and told of as
	 * those of {@link #connect()} are.
	 * @param channel the channel
	 * @throws IllegalStateException if this client is closed
	 */
	void secure(Channel channel);

	/**
	 * Return how connections begin.
	 * @return the mode
	 */
	ClientMode mode();

	/**
	 * Return the dialogue in clear that connections begin with.
	 * @return the dialogue; empty where there is none, or whoever uses the connection
	 * goes over to TLS
	 */
	Optional<ClientStartTls> startTls();

	/**
	 * Return what new connections are secured with.
	 * @return the context
	 */
	TlsContext context();

	/**
	 * Give the native memory back. Open connections go on; no new one can be opened.
	 */
	@Override
	void close();

	/**
	 * Create a client whose connections begin in clear and go over to TLS.
	 * @param settings where to connect to
	 * @param contexts the options, bound to the settings' server name; closed together
	 * with the client
	 * @param dialogue leads to TLS, or {@code null} if whoever uses a connection gets it
	 * in clear and goes over by {@link TlsConnection#startTls()}
	 * @param handshakes hears of the handshakes
	 * @return the client
	 */
	static TlsClient startTls(ClientSettings settings, TlsContextSource contexts, @Nullable ClientStartTls dialogue,
			HandshakeListener handshakes) {
		return new ReactorTlsClient(settings, contexts, handshakes, TcpClient.newConnection(), true, dialogue);
	}

	/**
	 * Put something around the connecting of a client.
	 * @param client the client; closed together with the one that is returned
	 * @param decorator is given what {@link #connect()} returns, and returns it in the
	 * end
	 * @return a client that is the same but for this
	 */
	static TlsClient connectingThrough(TlsClient client, UnaryOperator<Mono<TlsConnection>> decorator) {
		return new DecoratedTlsClient(client, decorator);
	}

	/**
	 * Tell whether a client was made here, so that nobody knows it by a type of its own.
	 * @param client the client
	 * @return whether it was
	 */
	static boolean isMadeHere(TlsClient client) {
		return client instanceof ReactorTlsClient || client instanceof DecoratedTlsClient;
	}

	/**
	 * Create a client.
	 * @param settings where to connect to
	 * @param contexts the options, bound to the settings' server name; closed together
	 * with the client
	 * @param handshakes hears of the handshakes
	 * @return the client
	 */
	static TlsClient of(ClientSettings settings, TlsContextSource contexts, HandshakeListener handshakes) {
		return new ReactorTlsClient(settings, contexts, handshakes);
	}

}

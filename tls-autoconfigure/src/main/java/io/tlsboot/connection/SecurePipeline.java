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

package io.tlsboot.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.OpenSslSession;
import io.netty.handler.ssl.SslHandler;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.options.ApplicationProtocols;
import io.tlsboot.options.Generation;
import io.tlsboot.options.ProtocolNegotiationSupport;
import reactor.netty.NettyPipeline;

/**
 * Puts TLS between the network and everything else of a new channel. What stands behind
 * it becomes active only when the handshake is done.
 *
 * @since 0.1.0
 */
public final class SecurePipeline {

	private static final String GATE = "tlsboot.handshakeGate";

	private static final String TAP = "tlsboot.keyExchangeTap";

	private static final String OVERLAP = "tlsboot.protocolOverlapCheck";

	private SecurePipeline() {
	}

	/**
	 * Secure a channel that is not active yet. Called in its initializer.
	 * @param channel the channel
	 * @param handler the engine's handler for this connection
	 * @param generation the options that it was made from
	 * @param endpoint the listener or client
	 * @param listener hears how the handshake ends
	 */
	public static void secure(Channel channel, SslHandler handler, Generation generation, Endpoint endpoint,
			HandshakeListener listener) {
		ChannelPipeline pipeline = channel.pipeline();
		boolean boringSsl = handler.engine().getSession() instanceof OpenSslSession;
		KeyExchangeTap tap = boringSsl ? null : new KeyExchangeTap(endpoint.side());
		HandshakeGate gate = new HandshakeGate(handler, tap, generation, endpoint, listener);
		pipeline.addFirst(GATE, gate);
		pipeline.addFirst(NettyPipeline.SslHandler, handler);
		if (tap != null) {
			pipeline.addFirst(TAP, tap);
		}
		ApplicationProtocols acceptable = generation.options().acceptableProtocols();
		boolean chooses = endpoint.side() == Side.SERVER
				&& generation.options().protocolNegotiation().contains(ProtocolNegotiationSupport.ALPN);
		if (boringSsl && chooses && !acceptable.isEmpty()) {
			pipeline.addFirst(OVERLAP, new ProtocolOverlapCheck(acceptable.names(), gate));
		}
	}

}

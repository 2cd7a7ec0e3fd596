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

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.connection.HandshakeFailure;
import io.tlsboot.connection.HandshakeListener;

/**
 * Decides about each accepted connection before anything is built for it. Stands first in
 * the pipeline of the listening channel, whose one event loop accepts all connections;
 * slots are given back on the event loops of the connections.
 */
@Sharable
final class Admission extends ChannelInboundHandlerAdapter {

	private final InboundProxies proxies;

	private final Slots connections;

	private final Slots handshakes;

	private final Endpoint endpoint;

	private final HandshakeListener listener;

	Admission(ListenerSettings settings, Endpoint endpoint, HandshakeListener listener) {
		this.proxies = settings.proxies();
		this.connections = new Slots(settings.limits().maxConnections());
		this.handshakes = new Slots(settings.limits().maxConcurrentHandshakes());
		this.endpoint = endpoint;
		this.listener = listener;
	}

	/**
	 * Begin to decide. Called on the event loop of the listening channel, before it
	 * accepts.
	 * @param listening the listening channel
	 */
	void guard(Channel listening) {
		listening.pipeline().addFirst(this);
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		Channel accepted = (Channel) message;
		if (!this.proxies.admits(accepted.remoteAddress())) {
			refuse(accepted, FailureReason.UNTRUSTED_PROXY, "it is none of the proxies");
			return;
		}
		if (!this.connections.take()) {
			refuse(accepted, FailureReason.TOO_MANY_CONNECTIONS,
					"the listener has %d connections".formatted(this.connections.limit()));
			return;
		}
		if (!this.handshakes.take()) {
			this.connections.giveBack();
			refuse(accepted, FailureReason.TOO_MANY_HANDSHAKES,
					"the listener has %d handshakes in progress".formatted(this.handshakes.limit()));
			return;
		}
		accepted.closeFuture().addListener((closed) -> this.connections.giveBack());
		if (this.handshakes.isLimited()) {
			HandshakeSlot slot = new HandshakeSlot(this.handshakes);
			accepted.closeFuture().addListener(slot);
			accepted.pipeline().addLast(slot);
		}
		context.fireChannelRead(accepted);
	}

	private void refuse(Channel accepted, FailureReason reason, String detail) {
		this.listener.failed(this.endpoint,
				new HandshakeFailure(reason, detail, accepted.remoteAddress(), Duration.ZERO));
		try {
			// By RST: the client learns it at once, and no socket is left in TIME_WAIT.
			accepted.config().setOption(ChannelOption.SO_LINGER, 0);
		}
		catch (ChannelException ex) {
			// It is gone already.
		}
		accepted.unsafe().closeForcibly();
	}

}

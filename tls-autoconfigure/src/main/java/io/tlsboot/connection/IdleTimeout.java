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

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.tlsboot.connection.ConnectionLostException.Reason;
import reactor.netty.NettyPipeline;

/**
 * Ends a connection on which nothing has been received or sent for a while. A large
 * message that a slow peer takes bit by bit counts as being sent.
 *
 * @since 0.1.0
 */
public final class IdleTimeout extends IdleStateHandler {

	private static final String NAME = "tlsboot.idleTimeout";

	private final Duration timeout;

	private boolean told;

	private IdleTimeout(Duration timeout) {
		super(true, 0, 0, timeout.toMillis(), TimeUnit.MILLISECONDS);
		this.timeout = timeout;
	}

	/**
	 * Watch a connection from now on. Called on its event loop, after the handshake.
	 * @param channel the connection's channel
	 * @param timeout how long it may be idle
	 */
	public static void watch(Channel channel, Duration timeout) {
		channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, NAME, new IdleTimeout(timeout));
	}

	@Override
	protected void channelIdle(ChannelHandlerContext context, IdleStateEvent event) {
		if (!this.told) {
			this.told = true;
			context.fireExceptionCaught(new ConnectionLostException(Reason.IDLE_TIMEOUT,
					"the connection was idle for %s".formatted(this.timeout), null));
			context.channel().close();
		}
	}

}

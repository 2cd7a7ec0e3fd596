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

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;

/**
 * Ends a connection in clear with an answer that arrives.
 *
 * @since 0.1.0
 */
public final class LastWords {

	// Longer than it takes a client to read an answer and to close.
	private static final long PATIENCE_MILLIS = 1000;

	private LastWords() {
	}

	/**
	 * Send an answer, then close. Called on the event loop. What the peer goes on sending
	 * must be dropped by the handler, and read as long as the channel is open: closed
	 * with data unread, TCP would throw the answer away. A peer that does not take it and
	 * close is not waited for longer than a second.
	 * @param context the handler
	 * @param answer what is sent; released by this
	 */
	public static void send(ChannelHandlerContext context, ByteBuf answer) {
		Future<?> limit = context.executor()
			.schedule((Runnable) context::close, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
		context.channel().closeFuture().addListener((closed) -> limit.cancel(false));
		context.writeAndFlush(answer).addListener((written) -> {
			if (context.channel() instanceof DuplexChannel duplex) {
				duplex.shutdownOutput();
			}
		});
		context.read();
	}

}

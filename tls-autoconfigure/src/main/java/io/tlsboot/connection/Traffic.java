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

import java.util.concurrent.atomic.LongAdder;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/**
 * Counts bytes on the wire: all that goes through the connections of an endpoint from the
 * first byte of TLS on, records and handshakes as they are sent. Safe for use by several
 * threads.
 *
 * @since 0.1.0
 */
public final class Traffic {

	private final LongAdder received = new LongAdder();

	private final LongAdder sent = new LongAdder();

	private final ChannelHandler handler = new Counter();

	/**
	 * Return how many bytes came in.
	 * @return the number
	 */
	public long received() {
		return this.received.sum();
	}

	/**
	 * Return how many bytes went out.
	 * @return the number
	 */
	public long sent() {
		return this.sent.sum();
	}

	/**
	 * Return what stands next to the network.
	 * @return the same for all connections
	 */
	ChannelHandler handler() {
		return this.handler;
	}

	/**
	 * Counts and changes nothing.
	 */
	@ChannelHandler.Sharable
	private final class Counter extends ChannelDuplexHandler {

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) {
			if (message instanceof ByteBuf bytes) {
				Traffic.this.received.add(bytes.readableBytes());
			}
			context.fireChannelRead(message);
		}

		@Override
		public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
			if (message instanceof ByteBuf bytes) {
				Traffic.this.sent.add(bytes.readableBytes());
			}
			context.write(message, promise);
		}

	}

}

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

import java.io.ByteArrayOutputStream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.options.NamedGroup;
import org.jspecify.annotations.Nullable;

/**
 * Learns the group of the key exchange, and whether a session is resumed, from the
 * server's first flight, which is in the clear. For the JDK's engine, which does not
 * tell; it stands between the network and the engine during the handshake and changes
 * nothing.
 */
final class KeyExchangeTap extends ChannelDuplexHandler {

	private final Side side;

	private final ByteArrayOutputStream flight = new ByteArrayOutputStream(512);

	private @Nullable NamedGroup group;

	private boolean resumed;

	private boolean done;

	KeyExchangeTap(Side side) {
		this.side = side;
	}

	@Nullable NamedGroup group() {
		return this.group;
	}

	boolean resumed() {
		return this.resumed;
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
		if (this.side == Side.CLIENT) {
			look(message);
		}
		super.channelRead(context, message);
	}

	@Override
	public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
		if (this.side == Side.SERVER) {
			look(message);
		}
		super.write(context, message, promise);
	}

	private void look(Object message) {
		if (this.done || !(message instanceof ByteBuf buffer)) {
			return;
		}
		byte[] bytes = new byte[buffer.readableBytes()];
		buffer.getBytes(buffer.readerIndex(), bytes);
		this.flight.writeBytes(bytes);
		ServerFlight parsed = ServerFlight.parse(this.flight.toByteArray());
		this.group = parsed.group();
		this.resumed = parsed.resumed();
		if (parsed.complete()) {
			this.done = true;
			this.flight.reset();
		}
	}

}

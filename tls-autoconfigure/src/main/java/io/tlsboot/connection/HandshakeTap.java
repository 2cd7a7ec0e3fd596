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
import java.util.OptionalInt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.tlsboot.connection.Endpoint.Side;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the network and the engine during the handshake and changes nothing.
 * Learns what no engine tells: the alerts in the clear, and, from the server's first
 * flight where the engine does not tell it, the group of the key exchange, the signature
 * scheme and whether a session is resumed.
 */
final class HandshakeTap extends ChannelDuplexHandler {

	private final Side side;

	private final AlertWatch inbound = new AlertWatch();

	private final AlertWatch outbound = new AlertWatch();

	private @Nullable ByteArrayOutputStream flight;

	private ServerFlight learnt = ServerFlight.UNDECIDED;

	/**
	 * Create a tap.
	 * @param side who we are
	 * @param reading whether the server's first flight is read
	 */
	HandshakeTap(Side side, boolean reading) {
		this.side = side;
		this.flight = reading ? new ByteArrayOutputStream(512) : null;
	}

	ServerFlight learnt() {
		return this.learnt;
	}

	OptionalInt received() {
		return this.inbound.description();
	}

	OptionalInt sent() {
		return this.outbound.description();
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
		look(message, this.inbound, Side.CLIENT);
		super.channelRead(context, message);
	}

	@Override
	public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
		look(message, this.outbound, Side.SERVER);
		super.write(context, message, promise);
	}

	private void look(Object message, AlertWatch alerts, Side reader) {
		if (!(message instanceof ByteBuf bytes)) {
			return;
		}
		alerts.look(bytes);
		ByteArrayOutputStream collected = this.flight;
		if (collected == null || reader != this.side) {
			return;
		}
		byte[] more = new byte[bytes.readableBytes()];
		bytes.getBytes(bytes.readerIndex(), more);
		collected.writeBytes(more);
		this.learnt = ServerFlight.parse(collected.toByteArray());
		if (this.learnt.complete()) {
			this.flight = null;
		}
	}

}

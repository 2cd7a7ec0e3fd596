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
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

import javax.net.ssl.SSLHandshakeException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Refuses a client that offers application protocols of which none is ours, with the
 * alert no_application_protocol (RFC 7301, section 3.2). For BoringSSL, which through
 * Netty goes on without any. Stands between the network and the engine, looks at the
 * ClientHello, and leaves.
 */
final class ProtocolOverlapCheck extends ChannelInboundHandlerAdapter {

	// A fatal alert, in the clear since no key is known yet (RFC 8446, section 6).
	private static final byte[] ALERT = { 21, 3, 3, 0, 2, 2, 120 };

	private static final int MOST_CHARACTERS = 200;

	private final List<String> acceptable;

	private final HandshakeGate gate;

	private final ByteArrayOutputStream beginning = new ByteArrayOutputStream(0);

	private boolean refused;

	ProtocolOverlapCheck(List<String> acceptable, HandshakeGate gate) {
		this.acceptable = acceptable;
		this.gate = gate;
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (this.refused || !(message instanceof ByteBuf buffer)) {
			release(context, message);
			return;
		}
		ClientHello hello = parse(buffer);
		if (hello.protocols().isEmpty() || !Collections.disjoint(hello.protocols(), this.acceptable)) {
			// Until the ClientHello is whole the engine cannot answer it either.
			context.fireChannelRead(message);
			if (hello.complete()) {
				context.pipeline().remove(this);
			}
			return;
		}
		buffer.release();
		this.refused = true;
		this.gate.refuse(context.pipeline(),
				new SSLHandshakeException(
						"No matching application layer protocol: the client offers %s (acceptable: %s)"
							.formatted(printable(hello.protocols()), this.acceptable)));
		context.writeAndFlush(Unpooled.wrappedBuffer(ALERT)).addListener(ChannelFutureListener.CLOSE);
	}

	private void release(ChannelHandlerContext context, Object message) {
		if (this.refused && message instanceof ByteBuf buffer) {
			buffer.release();
		}
		else {
			context.fireChannelRead(message);
		}
	}

	// Most come in one piece, which is not copied.
	private ClientHello parse(ByteBuf buffer) {
		if (this.beginning.size() == 0) {
			ClientHello hello = ClientHello.parse(buffer.nioBuffer());
			if (hello.complete()) {
				return hello;
			}
		}
		byte[] bytes = new byte[buffer.readableBytes()];
		buffer.getBytes(buffer.readerIndex(), bytes);
		this.beginning.writeBytes(bytes);
		return ClientHello.parse(ByteBuffer.wrap(this.beginning.toByteArray()));
	}

	// A peer chose these octets, and they go into a log.
	private static String printable(List<String> protocols) {
		String text = protocols.stream()
			.map((protocol) -> protocol.replaceAll("[^\\x21-\\x7e]", "?"))
			.collect(Collectors.joining(", ", "[", "]"));
		return (text.length() > MOST_CHARACTERS) ? text.substring(0, MOST_CHARACTERS) + "..." : text;
	}

}

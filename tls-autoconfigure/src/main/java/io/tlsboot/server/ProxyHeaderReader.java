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

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.ReferenceCountUtil;
import io.tlsboot.connection.Addresses;
import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.connection.HandshakeFailure;
import io.tlsboot.connection.HandshakeListener;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header of the PROXY protocol that a connection begins with. Until it has
 * come, nothing else of the channel is active; then this handler leaves, and what came
 * behind the header goes to whoever stands first.
 */
final class ProxyHeaderReader extends ChannelInboundHandlerAdapter {

	private final ProxyProtocol accepted;

	private final Endpoint endpoint;

	private final HandshakeListener listener;

	private final Duration timeout;

	private final BiConsumer<Channel, Duration> next;

	private long began;

	private @Nullable Future<?> timer;

	private @Nullable ByteBuf received;

	private boolean done;

	/**
	 * Create a reader for one connection.
	 * @param accepted which versions may come
	 * @param endpoint the listener
	 * @param listener hears when no good header comes
	 * @param timeout how long header and handshake may take together
	 * @param next makes the channel ready for what follows, in the time that is left
	 */
	ProxyHeaderReader(ProxyProtocol accepted, Endpoint endpoint, HandshakeListener listener, Duration timeout,
			BiConsumer<Channel, Duration> next) {
		this.accepted = accepted;
		this.endpoint = endpoint;
		this.listener = listener;
		this.timeout = timeout;
		this.next = next;
	}

	@Override
	public void channelActive(ChannelHandlerContext context) {
		this.began = System.nanoTime();
		this.timer = context.executor()
			.schedule(() -> fail(context, FailureReason.PROXY_HEADER, "the PROXY header did not come in time"),
					this.timeout.toMillis(), TimeUnit.MILLISECONDS);
		// Reactor Netty reads on demand only, and nobody behind can ask yet.
		context.read();
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (this.done || !(message instanceof ByteBuf bytes)) {
			ReferenceCountUtil.release(message);
			return;
		}
		ByteBuf before = this.received;
		ByteBuf all = (before != null) ? ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(context.alloc(), before, bytes)
				: bytes;
		this.received = all;
		if (!all.isReadable()) {
			return;
		}
		ProxyPreamble header;
		try {
			header = ProxyPreamble.read(all, this.accepted);
		}
		catch (IllegalArgumentException ex) {
			fail(context, FailureReason.PROXY_HEADER, String.valueOf(ex.getMessage()));
			return;
		}
		if (header != null) {
			goOn(context, header, all);
		}
	}

	private void goOn(ChannelHandlerContext context, ProxyPreamble header, ByteBuf bytes) {
		this.done = true;
		this.received = null;
		Channel channel = context.channel();
		InetSocketAddress source = header.source();
		InetSocketAddress destination = header.destination();
		if (source != null && destination != null) {
			Addresses.set(channel, source, destination);
		}
		ChannelPipeline pipeline = context.pipeline();
		pipeline.remove(this);
		Duration left = this.timeout.minusNanos(System.nanoTime() - this.began);
		this.next.accept(channel, (left.toMillis() > 0) ? left : Duration.ofMillis(1));
		pipeline.fireChannelActive();
		bytes.skipBytes(header.length());
		if (bytes.isReadable()) {
			pipeline.fireChannelRead(bytes);
		}
		else {
			bytes.release();
		}
		pipeline.fireChannelReadComplete();
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		if (!this.done) {
			context.read();
		}
	}

	private void fail(ChannelHandlerContext context, FailureReason reason, String detail) {
		if (this.done) {
			return;
		}
		this.done = true;
		release();
		this.listener.failed(this.endpoint, new HandshakeFailure(reason, detail, context.channel().remoteAddress(),
				Duration.ofNanos(System.nanoTime() - this.began)));
		context.close();
	}

	private void release() {
		ReferenceCountUtil.release(this.received);
		this.received = null;
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		fail(context, FailureReason.RESET, "the connection went away before its PROXY header");
		context.fireChannelInactive();
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		fail(context, (cause instanceof IOException) ? FailureReason.RESET : FailureReason.OTHER,
				String.valueOf(cause.getMessage()));
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext context) {
		Future<?> running = this.timer;
		if (running != null) {
			running.cancel(false);
		}
		release();
	}

}

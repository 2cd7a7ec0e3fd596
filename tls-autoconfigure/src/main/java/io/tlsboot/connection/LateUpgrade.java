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

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.PendingWriteQueue;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;

/**
 * Takes a connection that is in use over to TLS. What was written before is sent in
 * clear, what is written from now on is held back and sent secured. Stands first in the
 * pipeline and, when TLS is put in front, behind that; leaves when the handshake is done.
 */
final class LateUpgrade extends ChannelDuplexHandler {

	private static final String NAME = "tlsboot.lateUpgrade";

	private final TlsUpgrade upgrade;

	private final Inbox inbox;

	private final MonoSink<NegotiatedSession> result;

	private final long began = System.nanoTime();

	private @Nullable PendingWriteQueue held;

	private @Nullable ByteBuf received;

	private boolean turned;

	private boolean done;

	private LateUpgrade(TlsUpgrade upgrade, Inbox inbox, MonoSink<NegotiatedSession> result) {
		this.upgrade = upgrade;
		this.inbox = inbox;
		this.result = result;
	}

	/**
	 * Begin. Called on the event loop.
	 * @param channel the connection
	 * @param upgrade how it goes over
	 * @param inbox what is not read yet
	 * @param result hears how it ends
	 */
	static void begin(Channel channel, TlsUpgrade upgrade, Inbox inbox, MonoSink<NegotiatedSession> result) {
		LateUpgrade late = new LateUpgrade(upgrade, inbox, result);
		inbox.pause();
		channel.pipeline().addFirst(NAME, late);
		ChannelHandlerContext context = channel.pipeline().context(late);
		late.held = new PendingWriteQueue(context);
		// Its turn comes when all that was written before is on its way.
		context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener((flushed) -> {
			if (flushed.isSuccess()) {
				late.turn(context);
			}
			else {
				late.fail(upgrade.failed(channel, FailureReason.RESET,
						"the connection went away before what was said in clear was sent",
						Duration.ofNanos(System.nanoTime() - late.began)));
			}
		});
	}

	private void turn(ChannelHandlerContext context) {
		// In the order in which it was received.
		ByteBuf unread = merge(context,
				merge(context, InboundStream.takeBack(context.channel()), this.inbox.takeUnread()), this.received);
		this.received = null;
		this.turned = true;
		HandshakeException refused = this.upgrade.begin(context, unread, true);
		if (refused != null) {
			fail(refused);
			abort(context.channel());
			return;
		}
	}

	private static @Nullable ByteBuf merge(ChannelHandlerContext context, @Nullable ByteBuf first,
			@Nullable ByteBuf second) {
		if (first == null || second == null) {
			return (first != null) ? first : second;
		}
		return ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(context.alloc(), first, second);
	}

	private static void abort(Channel channel) {
		channel.config().setOption(ChannelOption.SO_LINGER, 0);
		channel.unsafe().close(channel.voidPromise());
	}

	@Override
	public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
		PendingWriteQueue writes = this.held;
		if (writes != null) {
			writes.add(message, promise);
		}
		else {
			context.write(message, promise);
		}
	}

	@Override
	public void flush(ChannelHandlerContext context) {
		if (this.held == null) {
			context.flush();
		}
	}

	// Before the switch: what it is shows when it is its turn.
	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (this.turned || !(message instanceof ByteBuf bytes)) {
			context.fireChannelRead(message);
			return;
		}
		this.received = merge(context, this.received, bytes);
	}

	@Override
	public void channelActive(ChannelHandlerContext context) {
		// What stands behind is active already.
		this.done = true;
		NegotiatedSession session = context.channel().attr(ReactorTlsConnection.SESSION).get();
		PendingWriteQueue writes = this.held;
		this.held = null;
		if (writes != null) {
			// Not before: a server has nothing to secure it with until the client has
			// spoken.
			writes.removeAndWriteAll();
			context.flush();
		}
		context.pipeline().remove(this);
		this.inbox.resume();
		this.result.success(session);
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		if (cause instanceof HandshakeException failure) {
			fail(failure);
		}
		else {
			context.fireExceptionCaught(cause);
		}
	}

	private void fail(HandshakeException failure) {
		if (this.done) {
			return;
		}
		this.done = true;
		PendingWriteQueue writes = this.held;
		this.held = null;
		if (writes != null) {
			writes.removeAndFailAll(failure);
		}
		this.inbox.fail(failure);
		this.inbox.resume();
		this.result.error(failure);
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		if (!this.done) {
			fail(this.upgrade.failed(context.channel(), FailureReason.RESET,
					"the connection went away before the switch to TLS",
					Duration.ofNanos(System.nanoTime() - this.began)));
		}
		context.fireChannelInactive();
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext context) {
		ReferenceCountUtil.release(this.received);
		this.received = null;
	}

}

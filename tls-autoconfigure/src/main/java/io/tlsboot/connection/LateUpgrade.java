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
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.PendingWriteQueue;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;
import reactor.netty.NettyPipeline;

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

	private @Nullable Future<?> limit;

	private @Nullable HandshakeException failure;

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
		ChannelHandlerContext context = late.install(channel.pipeline());
		late.held = new PendingWriteQueue(context);
		late.limit = context.executor()
			.schedule(
					() -> late.refuse(context, FailureReason.TIMEOUT,
							"what was said in clear was not sent within %s".formatted(upgrade.timeout())),
					upgrade.timeout().toMillis(), TimeUnit.MILLISECONDS);
		// Its turn comes when all that was written before is on its way.
		context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener((flushed) -> {
			if (flushed.isSuccess()) {
				late.turn(context);
			}
			else {
				late.refuse(context, FailureReason.RESET,
						"the connection went away before what was said in clear was sent");
			}
		});
	}

	// Behind the handler of Reactor Netty for a proxy, if there is one.
	private ChannelHandlerContext install(ChannelPipeline pipeline) {
		ChannelHandlerContext proxy = pipeline.context(NettyPipeline.ProxyHandler);
		if (proxy != null) {
			pipeline.addAfter(proxy.name(), NAME, this);
		}
		else {
			pipeline.addFirst(NAME, this);
		}
		return pipeline.context(this);
	}

	private void turn(ChannelHandlerContext context) {
		if (this.done) {
			return;
		}
		cancelLimit();
		this.turned = true;
		HandshakeException refused;
		try {
			ByteBuf waiting = this.inbox.takeUnread();
			// In the order in which it was received.
			ByteBuf unread = merge(context, merge(context, InboundStream.takeBack(context.channel()), waiting),
					this.received);
			this.received = null;
			refused = this.upgrade.begin(context, unread, true);
		}
		catch (RuntimeException ex) {
			refuse(context, FailureReason.OTHER, "the upgrade cannot begin: " + ex.getMessage());
			return;
		}
		if (refused != null) {
			Channels.abort(context.channel());
			fail(refused);
		}
	}

	private void refuse(ChannelHandlerContext context, FailureReason reason, String detail) {
		if (!this.done) {
			HandshakeException refused = this.upgrade.failed(context.channel(), reason, detail,
					Duration.ofNanos(System.nanoTime() - this.began));
			// First: who hears of the failure closes the connection in order.
			Channels.abort(context.channel());
			fail(refused);
		}
	}

	private void cancelLimit() {
		Future<?> running = this.limit;
		if (running != null) {
			running.cancel(false);
		}
	}

	private static @Nullable ByteBuf merge(ChannelHandlerContext context, @Nullable ByteBuf first,
			@Nullable ByteBuf second) {
		if (first == null || second == null) {
			return (first != null) ? first : second;
		}
		return ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(context.alloc(), first, second);
	}

	@Override
	public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
		PendingWriteQueue writes = this.held;
		if (writes != null) {
			writes.add(message, promise);
		}
		else if (this.failure != null) {
			// It was to be secured. The connection may still be open, for an alert.
			ReferenceCountUtil.release(message);
			promise.tryFailure(this.failure);
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
		if (this.inbox.hasUnread()) {
			refuse(context, FailureReason.PLAINTEXT_AFTER_STARTTLS, "something in clear came past the switch to TLS");
			return;
		}
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
		if (cause instanceof HandshakeException told) {
			fail(told);
		}
		else {
			context.fireExceptionCaught(cause);
		}
	}

	private void fail(HandshakeException cause) {
		if (this.done) {
			return;
		}
		this.done = true;
		this.failure = cause;
		cancelLimit();
		PendingWriteQueue writes = this.held;
		this.held = null;
		if (writes != null) {
			writes.removeAndFailAll(cause);
		}
		this.inbox.fail(cause);
		this.inbox.resume();
		this.result.error(cause);
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		refuse(context, FailureReason.RESET, "the connection went away before the switch to TLS");
		context.fireChannelInactive();
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext context) {
		ReferenceCountUtil.release(this.received);
		this.received = null;
	}

}

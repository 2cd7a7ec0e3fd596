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

import java.nio.channels.ClosedChannelException;
import java.time.Duration;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.proxy.ProxyConnectionEvent;
import io.netty.handler.ssl.OpenSslSession;
import io.netty.handler.ssl.SniCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.tlsboot.connection.Endpoint.Side;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * Tells of the handshakes of a channel that somebody else secures, and leaves the channel
 * when there is nothing more to tell. On a server it takes what a peer does wrong in its
 * handshake out of the way, since nobody behind it could do more than log it; a client's
 * caller learns it as before.
 *
 * @since 0.1.0
 */
public final class HandshakeObserver extends ChannelInboundHandlerAdapter {

	private static final String OBSERVER = "tlsboot.handshakeObserver";

	private final HandshakeTap tap;

	private final Endpoint endpoint;

	private final HandshakeListener listener;

	private long began;

	private boolean told;

	private @Nullable String serverName;

	private @Nullable Verdict verdict;

	private @Nullable Throwable failure;

	private HandshakeObserver(HandshakeTap tap, Endpoint endpoint, HandshakeListener listener) {
		this.tap = tap;
		this.endpoint = endpoint;
		this.listener = listener;
	}

	/**
	 * Observe a channel of Reactor Netty, which is not active yet. Nothing happens where
	 * it is in clear, or secured by a listener or client of ours, which tells of it
	 * itself. Called in the channel's initializer.
	 * @param channel the channel
	 * @param endpoint how the server or client is called
	 * @param listener hears how the handshake ends
	 */
	public static void observe(Channel channel, Endpoint endpoint, HandshakeListener listener) {
		ChannelPipeline pipeline = channel.pipeline();
		ChannelHandler security = pipeline.get(NettyPipeline.SslHandler);
		if (security == null || SecurePipeline.isSecured(pipeline)) {
			return;
		}
		boolean boringSsl = security instanceof SslHandler handler
				&& handler.engine().getSession() instanceof OpenSslSession;
		HandshakeTap tap = new HandshakeTap(endpoint.side(), !boringSsl);
		pipeline.addBefore(NettyPipeline.SslHandler, null, tap);
		pipeline.addAfter(NettyPipeline.SslHandler, OBSERVER, new HandshakeObserver(tap, endpoint, listener));
	}

	/**
	 * Tell whether a class stands on the way of each handshake that is told of.
	 * @param className the name of the class
	 * @return whether it does
	 */
	public static boolean isTap(String className) {
		return className.equals(HandshakeTap.class.getName());
	}

	@Override
	public void channelActive(ChannelHandlerContext context) {
		if (context.pipeline().get(NettyPipeline.ProxyHandler) == null) {
			begin();
		}
		context.fireChannelActive();
	}

	private void begin() {
		this.began = System.nanoTime();
		this.listener.began(this.endpoint);
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		if (event instanceof ProxyConnectionEvent && !isBegun()) {
			begin();
		}
		else if (event instanceof SniCompletionEvent asked) {
			this.serverName = asked.hostname();
			if (!asked.isSuccess() && isBegun() && !this.told) {
				// As after a client that sends nothing: nobody closes with a reason.
				failSoon(context, asked.cause());
			}
		}
		else if (event instanceof SslHandshakeCompletionEvent completion && isBegun() && !this.told) {
			if (completion.isSuccess()) {
				succeed(context);
			}
			else {
				failSoon(context, completion.cause());
				if (isServer()) {
					return;
				}
			}
		}
		context.fireUserEventTriggered(event);
	}

	private boolean isBegun() {
		return this.began != 0;
	}

	private boolean isServer() {
		return this.endpoint.side() == Side.SERVER;
	}

	private void succeed(ChannelHandlerContext context) {
		SslHandler handler = context.pipeline().get(SslHandler.class);
		NegotiatedSession session = new SessionReader(handler, this.tap, null, this.endpoint.side(), this.serverName)
			.read();
		this.told = true;
		this.listener.ended(this.endpoint);
		// Nobody knows whether a client of others was asked for a certificate.
		this.verdict = Verdict.of(this.endpoint,
				new HandshakeSuccess(session, Addresses.remote(context.channel()), sinceBegin(), null), true,
				this.listener, context.channel());
		context.pipeline().remove(this.tap);
		if (this.verdict != null) {
			this.verdict.await(context);
		}
		else {
			context.pipeline().remove(this);
		}
	}

	private Duration sinceBegin() {
		return Duration.ofNanos(System.nanoTime() - this.began);
	}

	// The engine's alert is written next: what is told then knows of it.
	private void failSoon(ChannelHandlerContext context, Throwable cause) {
		if (this.failure == null) {
			this.failure = cause;
			context.executor().execute(() -> fail(context, cause));
		}
	}

	private void fail(ChannelHandlerContext context, Throwable cause) {
		if (this.told || !isBegun()) {
			return;
		}
		this.told = true;
		this.failure = (this.failure != null) ? this.failure : cause;
		Throwable first = unwrapped(this.failure);
		SslHandler handler = context.pipeline().get(SslHandler.class);
		FailureReader reader = new FailureReader((handler != null) ? handler.engine() : null, this.tap, null,
				this.endpoint.side(), null, false);
		FailureReason reason = reader.reason(first);
		this.listener.ended(this.endpoint);
		this.listener.failed(this.endpoint, new HandshakeFailure(reason, FailureReader.detail(first),
				Addresses.remote(context.channel()), sinceBegin(), askedFor(handler), reader.alert(reason, first)));
	}

	private static Throwable unwrapped(Throwable cause) {
		return (cause instanceof DecoderException && cause.getCause() != null) ? cause.getCause() : cause;
	}

	private @Nullable String askedFor(@Nullable SslHandler handler) {
		return (!isServer() && handler != null) ? handler.engine().getPeerHost() : this.serverName;
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (this.verdict != null) {
			this.verdict.accepted();
			context.pipeline().remove(this);
		}
		context.fireChannelRead(message);
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		if (this.verdict != null) {
			this.verdict.accepted();
		}
		fail(context, closed(context));
		context.fireChannelInactive();
	}

	// The engine writes its first message before it tells that the channel is active:
	// where that fails already, its event came before the handshake had begun here.
	private static Throwable closed(ChannelHandlerContext context) {
		SslHandler handler = context.pipeline().get(SslHandler.class);
		Throwable cause = (handler != null) ? handler.handshakeFuture().cause() : null;
		return (cause != null) ? cause : new ClosedChannelException();
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		if (this.verdict != null) {
			this.verdict.broken(unwrapped(cause));
		}
		if (!isBegun() || this.verdict != null) {
			context.fireExceptionCaught(cause);
			return;
		}
		// The decoder throws the failure once more, after its event.
		boolean known = this.failure != null;
		fail(context, cause);
		if (!isServer() && !known) {
			context.fireExceptionCaught(cause);
		}
		context.close();
	}

}

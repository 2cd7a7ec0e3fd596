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

import javax.net.ssl.SSLHandshakeException;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.options.Generation;
import io.tlsboot.trust.CertificateRequests;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a channel from becoming active before its handshake is done, and tells once how
 * the handshake ended. Stands directly behind the {@link SslHandler} and leaves when it
 * has nothing more to do.
 */
final class HandshakeGate extends ChannelInboundHandlerAdapter {

	private static final Log logger = LogFactory.getLog(HandshakeGate.class);

	private static final String END_OF_STREAM = "tlsboot.endOfStream";

	private final SslHandler handler;

	private final HandshakeTap tap;

	private final Generation generation;

	private final @Nullable String serverName;

	private final @Nullable ClientOffer offer;

	private final Endpoint endpoint;

	private final HandshakeListener listener;

	private final boolean late;

	private long began;

	private boolean failed;

	private boolean succeeded;

	// Failed, and not told yet.
	private @Nullable Throwable untold;

	/**
	 * Create a gate for one connection.
	 * @param handler the engine's handler
	 * @param tap stands in front of it
	 * @param generation the options
	 * @param serverName the name that the client asked for, on a server
	 * @param offer what the client offered, on a server
	 * @param endpoint the listener or client
	 * @param listener hears how the handshake ends
	 * @param began when the handshake began, or 0 if it begins when the channel becomes
	 * active
	 * @param late whether the connection was in clear before
	 */
	HandshakeGate(SslHandler handler, HandshakeTap tap, Generation generation, @Nullable String serverName,
			@Nullable ClientOffer offer, Endpoint endpoint, HandshakeListener listener, long began, boolean late) {
		this.handler = handler;
		this.tap = tap;
		this.generation = generation;
		this.serverName = serverName;
		this.offer = offer;
		this.endpoint = endpoint;
		this.listener = listener;
		this.began = began;
		this.late = late;
	}

	@Override
	public void channelActive(ChannelHandlerContext context) {
		if (!isBegun()) {
			this.listener.began(this.endpoint);
		}
		this.began = System.nanoTime();
		// Reactor Netty reads on demand only, and nobody behind the gate can ask yet.
		context.read();
	}

	// The engine writes its first message before it tells that the channel is active:
	// where that fails already, as on a connection that was reset at once, its event came
	// before the handshake had begun here.
	@Override
	public void channelInactive(ChannelHandlerContext context) {
		if (isBegun()) {
			Throwable cause = this.handler.handshakeFuture().cause();
			fail(context, (cause != null) ? cause : new ClosedChannelException());
		}
		context.fireChannelInactive();
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		context.fireChannelReadComplete();
		if (!this.failed) {
			context.read();
		}
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		if (event instanceof SslHandshakeCompletionEvent completion) {
			if (completion.isSuccess() && !this.failed) {
				succeed(context);
			}
			else if (!completion.isSuccess() && isBegun()) {
				failSoon(context, completion.cause());
			}
		}
		context.fireUserEventTriggered(event);
	}

	private void succeed(ChannelHandlerContext context) {
		Duration duration = sinceBegin();
		NegotiatedSession session = new SessionReader(this.handler, this.tap, this.generation, this.endpoint.side(),
				this.serverName)
			.read();
		if (isForeign(session)) {
			fail(context, new SSLHandshakeException(
					"No matching application layer protocol: the client chose one that was not offered"));
			context.close();
			return;
		}
		context.pipeline().remove(this.tap);
		boolean asked = CertificateRequests.isAsked(this.handler.engine());
		if (!this.generation.options().resumption().enabled()) {
			// JSSE would keep it all the same.
			this.handler.engine().getSession().invalidate();
		}
		context.channel().attr(ReactorTlsConnection.SESSION).set(session);
		HandshakeSuccess success = new HandshakeSuccess(session, Addresses.remote(context.channel()), duration,
				this.offer);
		// Whatever a listener throws, it is told once.
		this.succeeded = true;
		this.listener.ended(this.endpoint);
		Verdict verdict = Verdict.of(this.endpoint, success, asked, this.listener, context.channel());
		context.pipeline().replace(this, END_OF_STREAM, new EndOfStream(this.handler, verdict));
		context.fireChannelActive();
	}

	private Duration sinceBegin() {
		return Duration.ofNanos(System.nanoTime() - this.began);
	}

	// A proxy may fail before: that is no handshake.
	private boolean isBegun() {
		return this.began != 0;
	}

	// The engine's alert is written next, and then the decoder throws the failure once
	// more: what is told then knows of the alert.
	private void failSoon(ChannelHandlerContext context, Throwable cause) {
		if (this.failed || this.untold != null) {
			return;
		}
		this.untold = cause;
		context.executor().execute(() -> fail(context, cause));
	}

	private void fail(ChannelHandlerContext context, Throwable cause) {
		if (this.failed || this.succeeded) {
			return;
		}
		this.failed = true;
		Throwable first = (this.untold != null) ? this.untold : cause;
		Throwable told = (first instanceof DecoderException && first.getCause() != null) ? first.getCause() : first;
		FailureReader reader = new FailureReader(this.handler.engine(), this.tap, this.generation.options(),
				this.endpoint.side(), this.offer, this.late);
		FailureReason reason = reader.reason(told);
		HandshakeFailure failure = new HandshakeFailure(reason, FailureReader.detail(told),
				Addresses.remote(context.channel()), sinceBegin(), askedFor(), reader.alert(reason, told));
		if (logger.isDebugEnabled()) {
			logger.debug("%s: handshake with %s failed".formatted(this.endpoint, failure.remoteAddress()), told);
		}
		this.listener.ended(this.endpoint);
		this.listener.failed(this.endpoint, failure);
		if (this.endpoint.side() == Side.CLIENT || this.late) {
			// Whoever waits for the connection learns it from here.
			context.fireExceptionCaught(new HandshakeException(this.endpoint, failure, told));
		}
	}

	private @Nullable String askedFor() {
		return (this.endpoint.side() == Side.CLIENT) ? this.handler.engine().getPeerHost() : this.serverName;
	}

	// Under NPN the client has the last word, and BoringSSL does not look at it.
	private boolean isForeign(NegotiatedSession session) {
		return session.applicationProtocol()
			.filter((protocol) -> !this.generation.options().acceptableProtocols().names().contains(protocol))
			.isPresent();
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		if (!isBegun()) {
			context.fireExceptionCaught(cause);
			return;
		}
		// The decoder throws the failure once more, after its event.
		if (!this.failed) {
			boolean closing = this.untold != null;
			fail(context, cause);
			if (!closing) {
				context.close();
			}
		}
	}

}

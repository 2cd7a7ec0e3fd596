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

import javax.net.ssl.SSLException;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.internal.tcnative.SSL;
import io.tlsboot.connection.ConnectionLostException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Tells how a secured connection ends, once: in order, cut off, or broken. Stands behind
 * the {@link SslHandler} when the handshake is done.
 */
final class EndOfStream extends ChannelDuplexHandler {

	private final SslHandler handler;

	private final @Nullable Verdict verdict;

	private boolean closing;

	private boolean told;

	EndOfStream(SslHandler handler, @Nullable Verdict verdict) {
		this.handler = handler;
		this.verdict = verdict;
	}

	@Override
	public void handlerAdded(ChannelHandlerContext context) {
		if (this.verdict != null) {
			this.verdict.await(context);
		}
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext context) {
		accepted();
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		accepted();
		context.fireChannelRead(message);
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		accepted();
		context.fireChannelInactive();
	}

	private void accepted() {
		if (this.verdict != null) {
			this.verdict.accepted();
		}
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		if (this.handler.engine() instanceof ReferenceCountedOpenSslEngine engine) {
			ask(context, engine);
		}
		context.fireChannelReadComplete();
	}

	// After a record that it cannot decrypt, BoringSSL through Netty sends its alert and
	// says nothing: it has stopped reading, and there was no close_notify.
	private void ask(ChannelHandlerContext context, ReferenceCountedOpenSslEngine engine) {
		long pointer = engine.sslPointer();
		if (!this.told && !this.closing && pointer != 0 && !engine.isInboundDone()
				&& (SSL.getShutdown(pointer) & SSL.SSL_RECEIVED_SHUTDOWN) != 0) {
			breakOff(context, new SSLException("a record cannot be decrypted"));
		}
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		Throwable told = (cause instanceof DecoderException && cause.getCause() != null) ? cause.getCause() : cause;
		if (told instanceof SSLException) {
			breakOff(context, told);
		}
		else if (!this.told) {
			this.told = true;
			context.fireExceptionCaught(cause);
		}
	}

	private void breakOff(ChannelHandlerContext context, Throwable cause) {
		HandshakeException refused = (this.verdict != null) ? this.verdict.broken(cause) : null;
		tell(context, new ConnectionLostException(Reason.BROKEN_RECORD,
				"the connection broke: %s".formatted(cause.getMessage()), (refused != null) ? refused : cause));
		this.closing = true;
		// In front of the engine, which would wait for an answer of the peer.
		context.pipeline().firstContext().close();
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		if (event instanceof SslCloseCompletionEvent closed && !closed.isSuccess() && !this.closing) {
			tell(context, new ConnectionLostException(Reason.TRUNCATED,
					"the connection was cut off: it ended without close_notify", closed.cause()));
		}
		context.fireUserEventTriggered(event);
	}

	private void tell(ChannelHandlerContext context, ConnectionLostException end) {
		if (!this.told) {
			this.told = true;
			context.fireExceptionCaught(end);
		}
	}

	@Override
	public void close(ChannelHandlerContext context, ChannelPromise promise) {
		this.closing = true;
		context.close(promise);
	}

}

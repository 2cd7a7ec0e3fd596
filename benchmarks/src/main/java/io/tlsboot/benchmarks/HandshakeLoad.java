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

package io.tlsboot.benchmarks;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

import javax.net.ssl.SSLSession;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.OpenSslSession;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import org.jspecify.annotations.Nullable;

/**
 * Shakes hands with a server that closes afterwards, as fast as it can, on a few
 * connections at a time.
 */
final class HandshakeLoad {

	private static final int CONNECTIONS = 16;

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final ClientSide client;

	private final int port;

	HandshakeLoad(ClientSide client, int port) {
		this.client = client;
		this.port = port;
	}

	/**
	 * Shake hands for a while.
	 * @param turn how long
	 * @return how often
	 * @throws IllegalStateException if a handshake fails: a failed one is cheap, and
	 * would look like a fast one
	 */
	long run(Duration turn) {
		return take(turn).handshakes.sum();
	}

	/**
	 * Tell what is negotiated.
	 * @return version, cipher suite, group and application protocol
	 */
	String negotiated() {
		return String.valueOf(take(Duration.ofMillis(1)).negotiated.get());
	}

	private Turn take(Duration turn) {
		Turn taken = new Turn(System.nanoTime() + turn.toNanos());
		Bootstrap bootstrap = this.client.to(this.port, taken);
		for (int connection = 0; connection < CONNECTIONS; connection++) {
			taken.connect(bootstrap);
		}
		taken.finish(turn.plus(PATIENCE));
		return taken;
	}

	@Sharable
	private static final class Turn extends ChannelInboundHandlerAdapter {

		private final long end;

		private final CountDownLatch busy = new CountDownLatch(CONNECTIONS);

		private final LongAdder handshakes = new LongAdder();

		private final AtomicReference<@Nullable String> negotiated = new AtomicReference<>();

		private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

		private Turn(long end) {
			this.end = end;
		}

		private void connect(Bootstrap bootstrap) {
			ChannelFuture connection = bootstrap.connect();
			connection.addListener((connected) -> {
				if (!connected.isSuccess()) {
					this.failure.compareAndSet(null, connected.cause());
				}
			});
			connection.channel().closeFuture().addListener((closed) -> {
				if (System.nanoTime() < this.end && this.failure.get() == null) {
					connect(bootstrap);
				}
				else {
					this.busy.countDown();
				}
			});
		}

		@Override
		public void userEventTriggered(ChannelHandlerContext context, Object event) {
			if (event instanceof SslHandshakeCompletionEvent completion) {
				if (completion.isSuccess()) {
					succeeded(context);
				}
				else {
					this.failure.compareAndSet(null, completion.cause());
				}
			}
			else if (event instanceof SslCloseCompletionEvent) {
				context.close();
			}
		}

		private void succeeded(ChannelHandlerContext context) {
			this.handshakes.increment();
			if (this.negotiated.get() == null) {
				SslHandler handler = context.pipeline().get(SslHandler.class);
				SSLSession session = handler.engine().getSession();
				this.negotiated.set("%s %s %s %s".formatted(session.getProtocol(), session.getCipherSuite(),
						((OpenSslSession) session).getNamedGroup(), handler.applicationProtocol()));
			}
		}

		@Override
		public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
			// What fails a handshake is in its event.
			context.close();
		}

		private void finish(Duration patience) {
			try {
				if (!this.busy.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
					throw new IllegalStateException("connections hang");
				}
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			Throwable cause = this.failure.get();
			if (cause != null) {
				throw new IllegalStateException("a handshake failed", cause);
			}
		}

	}

}

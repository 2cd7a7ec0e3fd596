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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLSession;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;

/**
 * Sends to a server that echoes, as fast as the echo comes back, on a few connections
 * that stay open between the turns.
 */
final class EchoLoad implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final List<Pump> pumps = new ArrayList<>();

	EchoLoad(ClientSide client, int port, Shape shape) {
		for (int connection = 0; connection < shape.connections(); connection++) {
			Pump pump = new Pump(shape);
			this.pumps.add(pump);
			client.to(port, pump).connect().syncUninterruptibly();
		}
	}

	/**
	 * Send for a while.
	 * @param turn how long
	 * @return how many bytes came back
	 */
	long run(Duration turn) {
		long end = System.nanoTime() + turn.toNanos();
		List<CompletableFuture<Long>> echoes = this.pumps.stream().map((pump) -> pump.start(end)).toList();
		try {
			long bytes = 0;
			for (CompletableFuture<Long> echo : echoes) {
				bytes += echo.get(turn.plus(PATIENCE).toMillis(), TimeUnit.MILLISECONDS);
			}
			return bytes;
		}
		catch (InterruptedException | ExecutionException | TimeoutException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Tell what is negotiated.
	 * @return version and cipher suite
	 */
	String negotiated() {
		return this.pumps.get(0).negotiated();
	}

	@Override
	public void close() {
		this.pumps.forEach(Pump::close);
	}

	/**
	 * How it sends.
	 *
	 * @param connections on how many connections
	 * @param chunk how many bytes at a time
	 * @param window how many bytes are on their way on each connection at most: keeps
	 * both ends busy, and spares the bare echo, which reads without a bound, from filling
	 * the memory
	 */
	record Shape(int connections, int chunk, int window) {

		private static final int BULK_CHUNK = 16 * 1024;

		/**
		 * As much as the server can take.
		 * @param connections on how many connections
		 * @return the shape
		 */
		static Shape bulk(int connections) {
			return new Shape(connections, BULK_CHUNK, 16 * BULK_CHUNK);
		}

		/**
		 * One request at a time on each connection, whose answer is waited for.
		 * @param connections on how many connections
		 * @param bytes the size of a request
		 * @return the shape
		 */
		static Shape requests(int connections, int bytes) {
			return new Shape(connections, bytes, bytes);
		}

	}

	private static final class Pump extends ChannelInboundHandlerAdapter {

		private final Shape shape;

		private final ByteBuf chunk;

		private final CompletableFuture<ChannelHandlerContext> opened = new CompletableFuture<>();

		// From here on for the event loop alone.

		private CompletableFuture<Long> done = new CompletableFuture<>();

		private long end;

		private long echoed;

		private int missing;

		private Pump(Shape shape) {
			this.shape = shape;
			this.chunk = Unpooled.directBuffer(shape.chunk()).writeZero(shape.chunk());
		}

		@Override
		public void channelActive(ChannelHandlerContext context) {
			this.opened.complete(context);
		}

		private CompletableFuture<Long> start(long turnEnd) {
			CompletableFuture<Long> turn = new CompletableFuture<>();
			ChannelHandlerContext context = this.opened.join();
			context.executor().execute(() -> {
				this.done = turn;
				this.end = turnEnd;
				this.echoed = 0;
				send(context);
			});
			return turn;
		}

		private void send(ChannelHandlerContext context) {
			if (System.nanoTime() < this.end) {
				while (this.missing + this.shape.chunk() <= this.shape.window()) {
					this.missing += this.shape.chunk();
					context.write(this.chunk.retainedDuplicate(), context.voidPromise());
				}
				context.flush();
			}
			else if (this.missing == 0) {
				this.done.complete(this.echoed);
			}
		}

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) {
			int bytes = ((ByteBuf) message).readableBytes();
			ReferenceCountUtil.release(message);
			this.missing -= bytes;
			this.echoed += bytes;
		}

		@Override
		public void channelReadComplete(ChannelHandlerContext context) {
			send(context);
		}

		@Override
		public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
			this.done.completeExceptionally(cause);
			context.close();
		}

		private String negotiated() {
			SslHandler handler = this.opened.join().pipeline().get(SslHandler.class);
			handler.handshakeFuture().syncUninterruptibly();
			SSLSession session = handler.engine().getSession();
			return "%s %s".formatted(session.getProtocol(), session.getCipherSuite());
		}

		private void close() {
			this.opened.join().close().syncUninterruptibly();
			this.chunk.release();
		}

	}

}

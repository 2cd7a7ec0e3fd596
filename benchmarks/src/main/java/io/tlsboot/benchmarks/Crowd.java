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

import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.util.ReferenceCountUtil;

/**
 * Connections to a server that echoes. They stay open, and send nothing unless asked to.
 * For one thread.
 */
final class Crowd implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	// An address has no more than about 28,000 ports on Linux.
	private static final int CONNECTIONS_PER_ADDRESS = 10_000;

	private static final int MESSAGE = 32;

	private final ClientSide client;

	private final int port;

	private final List<Guest> guests = new ArrayList<>();

	Crowd(ClientSide client, int port) {
		this.client = client;
		this.port = port;
	}

	/**
	 * Let more come, and wait until each is in or not.
	 * @param count how many
	 * @param atOnce how many at the same time
	 * @return how they fared
	 */
	Arrival admit(int count, int atOnce) {
		Semaphore places = new Semaphore(atOnce);
		List<Guest> arriving = new ArrayList<>();
		long began = System.nanoTime();
		for (int number = 0; number < count; number++) {
			acquire(places, 1);
			Guest guest = new Guest();
			guest.arrived.whenComplete((in, failure) -> places.release());
			guest.connect(bootstrap(guest));
			arriving.add(guest);
			this.guests.add(guest);
		}
		acquire(places, atOnce);
		Duration took = Duration.ofNanos(System.nanoTime() - began);
		return new Arrival(count, (int) arriving.stream().filter(Guest::isIn).count(),
				(int) arriving.stream().filter(Guest::isRefused).count(), took);
	}

	private Bootstrap bootstrap(Guest guest) {
		// Reset at the end: else tens of thousands of sockets stay in TIME_WAIT.
		Bootstrap bootstrap = this.client.to(this.port, guest).option(ChannelOption.SO_LINGER, 0);
		int address = this.guests.size() / CONNECTIONS_PER_ADDRESS;
		return (address != 0) ? bootstrap.localAddress(new InetSocketAddress("127.0.0.%d".formatted(address + 1), 0))
				: bootstrap;
	}

	private static void acquire(Semaphore places, int count) {
		try {
			if (!places.tryAcquire(count, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
				throw new IllegalStateException("connections hang");
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Count those that are still there.
	 * @return how many are open
	 */
	int present() {
		return (int) this.guests.stream().filter(Guest::isPresent).count();
	}

	/**
	 * Have some of them say something.
	 * @param sample how many
	 * @return how many were answered
	 */
	int echoes(int sample) {
		List<CompletableFuture<Void>> answers = new ArrayList<>();
		for (int number = 0; number < sample; number++) {
			answers.add(this.guests.get((int) ((long) number * this.guests.size() / sample)).speak());
		}
		return (int) answers.stream().filter(Crowd::isAnswered).count();
	}

	private static boolean isAnswered(CompletableFuture<Void> answer) {
		try {
			answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
			return true;
		}
		catch (ExecutionException | TimeoutException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.guests.stream().map(Guest::leave).toList().forEach(ChannelFuture::syncUninterruptibly);
	}

	/**
	 * How connections fared.
	 *
	 * @param count how many there were
	 * @param in how many completed their handshake
	 * @param refused how many the server broke off; the others had no answer in time
	 * @param took how long until the last of them was in or not
	 */
	record Arrival(int count, int in, int refused, Duration took) {

	}

	private static final class Guest extends ChannelInboundHandlerAdapter {

		private final CompletableFuture<Channel> arrived = new CompletableFuture<>();

		private final CompletableFuture<Void> answered = new CompletableFuture<>();

		private volatile boolean unanswered;

		// Set before any other thread sees the guest.
		private Channel channel;

		private int missing;

		@SuppressWarnings("NullAway.Init")
		private Guest() {
		}

		private void connect(Bootstrap bootstrap) {
			ChannelFuture connection = bootstrap.connect();
			this.channel = connection.channel();
			connection.addListener((connected) -> {
				if (!connected.isSuccess()) {
					this.unanswered = isLocal(connected.cause());
					fail(connected.cause());
				}
			});
			this.channel.closeFuture()
				.addListener((closed) -> fail(new IllegalStateException("the connection is closed")));
		}

		private static boolean isLocal(Throwable cause) {
			return cause instanceof BindException || cause instanceof ConnectTimeoutException;
		}

		private void fail(Throwable cause) {
			this.arrived.completeExceptionally(cause);
			this.answered.completeExceptionally(cause);
		}

		@Override
		public void userEventTriggered(ChannelHandlerContext context, Object event) {
			if (event instanceof SslHandshakeCompletionEvent completion) {
				if (completion.isSuccess()) {
					this.arrived.complete(context.channel());
				}
				else {
					this.unanswered = completion.cause() instanceof SslHandshakeTimeoutException;
					fail(completion.cause());
				}
			}
		}

		@Override
		public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
			// The handshake, or the end of the connection, says it.
			context.close();
		}

		private boolean isIn() {
			return !this.arrived.isCompletedExceptionally();
		}

		private boolean isRefused() {
			return !isIn() && !this.unanswered;
		}

		private boolean isPresent() {
			return isIn() && this.channel.isActive();
		}

		private CompletableFuture<Void> speak() {
			this.channel.eventLoop().execute(() -> {
				this.missing = MESSAGE;
				this.channel.writeAndFlush(this.channel.alloc().buffer(MESSAGE).writeZero(MESSAGE));
			});
			return this.answered;
		}

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) {
			this.missing -= ((ByteBuf) message).readableBytes();
			ReferenceCountUtil.release(message);
			if (this.missing == 0) {
				this.answered.complete(null);
			}
		}

		private ChannelFuture leave() {
			this.channel.close();
			return this.channel.closeFuture();
		}

	}

}

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

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.FastThreadLocalThread;
import reactor.core.scheduler.NonBlocking;
import reactor.netty.resources.LoopResources;

/**
 * Event loops of epoll, for where Reactor Netty prefers another native transport. One
 * group for all listeners, made when the first one needs it.
 */
final class EpollLoops implements LoopResources {

	private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(LoopResources.DEFAULT_IO_WORKER_COUNT,
			new Threads(), EpollIoHandler.newFactory());

	private EpollLoops() {
	}

	static EpollLoops get() {
		return Holder.LOOPS;
	}

	@Override
	public EventLoopGroup onServer(boolean useNative) {
		return this.group;
	}

	@Override
	public <C extends Channel> C onChannel(Class<C> channelType, EventLoopGroup group) {
		return channelType
			.cast(channelType.equals(ServerSocketChannel.class) ? new EpollServerSocketChannel() : socket(channelType));
	}

	private static Channel socket(Class<?> channelType) {
		if (!channelType.equals(SocketChannel.class)) {
			throw new IllegalArgumentException("channel type: %s (expected: TCP)".formatted(channelType));
		}
		return new EpollSocketChannel();
	}

	@Override
	public <C extends Channel> Class<? extends C> onChannelClass(Class<C> channelType, EventLoopGroup group) {
		return (channelType.equals(ServerSocketChannel.class) ? EpollServerSocketChannel.class
				: EpollSocketChannel.class)
			.asSubclass(channelType);
	}

	/**
	 * Makes threads that do not keep the JVM alive, and that Reactor lets nobody block.
	 */
	private static final class Threads implements ThreadFactory {

		private final AtomicInteger made = new AtomicInteger();

		@Override
		public Thread newThread(Runnable task) {
			Thread thread = new LoopThread(task, "tls-epoll-" + this.made.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		}

	}

	/**
	 * A thread of an event loop.
	 */
	private static final class LoopThread extends FastThreadLocalThread implements NonBlocking {

		LoopThread(Runnable task, String name) {
			super(task, name);
		}

	}

	/**
	 * Makes them late.
	 */
	private static final class Holder {

		private static final EpollLoops LOOPS = new EpollLoops();

	}

}

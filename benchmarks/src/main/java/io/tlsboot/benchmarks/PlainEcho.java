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

import java.net.InetSocketAddress;
import java.time.Duration;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.ServerSocketChannel;
import reactor.netty.resources.LoopResources;

/**
 * A backend that echoes in clear: bare Netty, on threads of its own.
 */
final class PlainEcho implements Server {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final LoopResources threads = LoopResources.create("benchmark-backend", 1, 2, true, false);

	private final Channel channel;

	PlainEcho() {
		this.channel = new ServerBootstrap().group(this.threads.onServer(LoopResources.DEFAULT_NATIVE))
			.channel(this.threads.onChannelClass(ServerSocketChannel.class,
					this.threads.onServer(LoopResources.DEFAULT_NATIVE)))
			.childHandler(new ChannelInitializer<>() {

				@Override
				protected void initChannel(Channel connection) {
					connection.pipeline().addLast(Service.ECHO.forBareNetty().get());
				}

			})
			.bind(LOOPBACK, 0)
			.syncUninterruptibly()
			.channel();
	}

	@Override
	public int port() {
		return ((InetSocketAddress) this.channel.localAddress()).getPort();
	}

	@Override
	public void close() {
		this.channel.close().syncUninterruptibly();
		this.threads.disposeLater(Duration.ZERO, TIMEOUT).block();
	}

}

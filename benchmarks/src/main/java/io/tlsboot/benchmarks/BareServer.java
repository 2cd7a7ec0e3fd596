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

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.tlsboot.options.CertificateOptions;

/**
 * Bare Netty, on the threads of our listeners.
 */
final class BareServer implements Server {

	private final BareContext context;

	private final Channel channel;

	private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

	BareServer(CertificateOptions options, Service service) {
		this.context = new BareContext(options);
		this.channel = new ServerBootstrap().group(ServerThreads.acceptors(), ServerThreads.workers())
			.channel(ServerThreads.resources().onChannelClass(ServerSocketChannel.class, ServerThreads.workers()))
			.childHandler(new ChannelInitializer<>() {

				@Override
				protected void initChannel(Channel connection) {
					BareServer.this.connections.add(connection);
					connection.pipeline().addLast(secure(connection), service.forBareNetty().get());
				}

			})
			.bind(LOOPBACK, 0)
			.syncUninterruptibly()
			.channel();
	}

	private SslHandler secure(Channel connection) {
		SslHandler handler = this.context.netty().newHandler(connection.alloc());
		this.context.configure(handler);
		return handler;
	}

	@Override
	public int port() {
		return ((InetSocketAddress) this.channel.localAddress()).getPort();
	}

	@Override
	public void close() {
		this.channel.close().syncUninterruptibly();
		this.connections.close().awaitUninterruptibly();
		this.context.close();
	}

}

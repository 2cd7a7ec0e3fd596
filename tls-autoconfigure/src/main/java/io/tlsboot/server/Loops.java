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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.unix.UnixChannelOption;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpResources;
import reactor.netty.tcp.TcpServer;

/**
 * The event loops of a transport. They are Reactor Netty's own, which all its servers and
 * clients share, unless epoll is wanted where it prefers another.
 */
final class Loops {

	private Loops() {
	}

	/**
	 * Have a server use a transport.
	 * @param server the server
	 * @param transport the transport, which must be available
	 * @return the server
	 */
	static TcpServer use(TcpServer server, Transport transport) {
		return switch (transport) {
			case AUTO -> server;
			case NIO -> server.runOn(TcpResources.get(), false);
			case EPOLL -> server.runOn((preferred() == transport) ? TcpResources.get() : EpollLoops.get(), true);
			case KQUEUE, IO_URING -> server.runOn(TcpResources.get(), true);
		};
	}

	/**
	 * Return what Reactor Netty takes.
	 * @return not {@link Transport#AUTO}
	 */
	static Transport automatic() {
		return of(LoopResources.DEFAULT_NATIVE);
	}

	/**
	 * Return the native transport that Reactor Netty prefers.
	 * @return not {@link Transport#AUTO}; {@link Transport#NIO} if there is none
	 */
	static Transport preferred() {
		return of(true);
	}

	private static Transport of(boolean useNative) {
		LoopResources loops = TcpResources.get();
		return of(loops.onChannelClass(ServerSocketChannel.class, loops.onServerSelect(useNative)));
	}

	/**
	 * Return the transport of a channel.
	 * @param type its class
	 * @return not {@link Transport#AUTO}
	 */
	static Transport of(Class<? extends Channel> type) {
		String name = type.getSimpleName();
		if (name.startsWith("Epoll")) {
			return Transport.EPOLL;
		}
		if (name.startsWith("KQueue")) {
			return Transport.KQUEUE;
		}
		return name.startsWith("Nio") ? Transport.NIO : Transport.IO_URING;
	}

	static boolean canReusePort(Transport transport) {
		if (transport != Transport.NIO) {
			return true;
		}
		try (java.nio.channels.ServerSocketChannel channel = java.nio.channels.ServerSocketChannel.open()) {
			return channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static ChannelOption<Boolean> reusePort(Transport transport) {
		return (transport != Transport.NIO) ? UnixChannelOption.SO_REUSEPORT
				: NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT);
	}

}

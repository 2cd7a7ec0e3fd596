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

import java.util.function.BiFunction;
import java.util.function.Supplier;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.tlsboot.connection.TlsHandler;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.NettyInbound;
import reactor.netty.NettyOutbound;

/**
 * What a server does with a connection.
 *
 * @param forReactorNetty for Reactor Netty, and our listener
 * @param forBareNetty makes the handler of one connection for bare Netty
 */
record Service(BiFunction<NettyInbound, NettyOutbound, Publisher<Void>> forReactorNetty,
		Supplier<ChannelHandler> forBareNetty) {

	/** Closes it when the handshake is done. */
	static final Service CLOSE = new Service((in, out) -> Mono.empty(), Closer::new);

	/** Sends back what comes. */
	static final Service ECHO = new Service((in, out) -> out.send(in.receive().retain()), Echo::new);

	TlsHandler forListener() {
		return (connection) -> this.forReactorNetty.apply(connection.inbound(), connection.outbound());
	}

	private static final class Closer extends ChannelInboundHandlerAdapter {

		@Override
		public void userEventTriggered(ChannelHandlerContext context, Object event) {
			if (event instanceof SslHandshakeCompletionEvent) {
				context.close();
			}
		}

	}

	private static final class Echo extends ChannelInboundHandlerAdapter {

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) {
			context.write(message, context.voidPromise());
		}

		@Override
		public void channelReadComplete(ChannelHandlerContext context) {
			context.flush();
		}

		@Override
		public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
			context.close();
		}

	}

}

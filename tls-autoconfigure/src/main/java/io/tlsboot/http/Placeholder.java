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

package io.tlsboot.http;

import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.SslContext;
import reactor.netty.NettyPipeline;
import reactor.netty.tcp.SslProvider;

/**
 * What tells Reactor Netty that a connection is secured, so that it sets up HTTP/2. It
 * secures nothing: its handler waits for a ClientHello that never comes, until
 * {@link #remove} takes it away in favour of our own pipeline.
 */
final class Placeholder extends SslContext {

	private final boolean client;

	private Placeholder(boolean client) {
		this.client = client;
	}

	static SslProvider provider(boolean client) {
		return SslProvider.builder()
			.sslContext(new Placeholder(client))
			.setSniAsyncMappings((name, promise) -> promise.setFailure(refusal()))
			.build();
	}

	/**
	 * Take the placeholder out of a new channel.
	 * @param channel the channel
	 * @throws IllegalStateException if it is not there, because the channel is in clear
	 * or secured by somebody else
	 */
	static void remove(Channel channel) {
		ChannelPipeline pipeline = channel.pipeline();
		ChannelHandler handler = pipeline.get(NettyPipeline.SslHandler);
		if (!(handler instanceof AbstractSniHandler)) {
			throw new IllegalStateException((handler != null)
					? "this client or server is secured by its options, and may not be secured by anything else"
					: "this client or server is secured by its options, and does not speak in clear: use https");
		}
		pipeline.remove(handler);
		if (pipeline.get(NettyPipeline.SslReader) != null) {
			pipeline.remove(NettyPipeline.SslReader);
		}
	}

	private static IllegalStateException refusal() {
		return new IllegalStateException("a placeholder secures nothing");
	}

	@Override
	public boolean isClient() {
		return this.client;
	}

	@Override
	public List<String> cipherSuites() {
		return List.of();
	}

	@Override
	@SuppressWarnings("deprecation")
	public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
		return List::of;
	}

	@Override
	public SSLEngine newEngine(ByteBufAllocator allocator) {
		throw refusal();
	}

	@Override
	public SSLEngine newEngine(ByteBufAllocator allocator, String host, int port) {
		throw refusal();
	}

	@Override
	public SSLSessionContext sessionContext() {
		throw refusal();
	}

}

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
import java.util.List;

import javax.net.ssl.SSLException;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.ReferenceCountUtil;
import io.tlsboot.options.TlsVersion;
import reactor.netty.resources.LoopResources;

/**
 * The same client for all servers: bare Netty with BoringSSL, without resumption. It
 * accepts any certificate, since it must cost as little as possible.
 */
final class ClientSide implements AutoCloseable {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	// Longer than that of the servers: when one of these gives up, it should be told.
	private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(30);

	private final LoopResources threads = LoopResources.create("benchmark-client", 1, 2, true, false);

	private final SslContext context;

	ClientSide(TlsVersion version, List<String> groups, List<String> protocols) {
		SslContextBuilder builder = SslContextBuilder.forClient()
			.sslProvider(SslProvider.OPENSSL_REFCNT)
			.endpointIdentificationAlgorithm(null)
			.trustManager(InsecureTrustManagerFactory.INSTANCE)
			.protocols(version.protocolName())
			.option(OpenSslContextOption.GROUPS, groups.toArray(String[]::new));
		if (!protocols.isEmpty()) {
			builder.applicationProtocolConfig(Protocols.of(protocols));
		}
		try {
			this.context = builder.build();
		}
		catch (SSLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Prepare connections.
	 * @param port the server's port
	 * @param handler serves a connection behind the engine; one for all of them
	 * @return what connects
	 */
	Bootstrap to(int port, ChannelHandler handler) {
		EventLoopGroup group = this.threads.onClient(LoopResources.DEFAULT_NATIVE);
		return new Bootstrap().group(group)
			.channel(this.threads.onChannelClass(SocketChannel.class, group))
			.remoteAddress(Server.LOOPBACK, port)
			.handler(new ChannelInitializer<>() {

				@Override
				protected void initChannel(Channel connection) {
					SslHandler secure = ClientSide.this.context.newHandler(connection.alloc());
					secure.setHandshakeTimeoutMillis(HANDSHAKE_TIMEOUT.toMillis());
					connection.pipeline().addLast(secure, handler);
				}

			});
	}

	@Override
	public void close() {
		this.threads.disposeLater(Duration.ZERO, TIMEOUT).block();
		ReferenceCountUtil.release(this.context);
	}

}

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

package io.tlsboot.connection;

import java.net.SocketAddress;
import java.util.Optional;

import io.netty.util.AttributeKey;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.NettyInbound;
import reactor.netty.NettyOutbound;

/**
 * A view of a connection of Reactor Netty.
 *
 * @param connection the connection
 * @param inbound its inbound
 * @param outbound its outbound
 */
record ReactorTlsConnection(Connection connection, NettyInbound inbound,
		NettyOutbound outbound) implements TlsConnection {

	static final AttributeKey<NegotiatedSession> SESSION = AttributeKey.valueOf(NegotiatedSession.class, "session");

	@Override
	public Optional<NegotiatedSession> session() {
		return Optional.ofNullable(this.connection.channel().attr(SESSION).get());
	}

	@Override
	public @Nullable SocketAddress remoteAddress() {
		return this.connection.channel().remoteAddress();
	}

	@Override
	public Mono<Void> close() {
		this.connection.dispose();
		return this.connection.onDispose();
	}

}

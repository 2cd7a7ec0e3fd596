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

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.NettyInbound;
import reactor.netty.NettyOutbound;

/**
 * An open connection, as a handler or the user of a client sees it.
 *
 * @since 0.1.0
 */
public interface TlsConnection {

	/**
	 * Return what the peer sends.
	 * @return the inbound of Reactor Netty
	 */
	NettyInbound inbound();

	/**
	 * Return where to send to the peer.
	 * @return the outbound of Reactor Netty
	 */
	NettyOutbound outbound();

	/**
	 * Return what was negotiated.
	 * @return the session, or empty on a plain connection
	 */
	Optional<NegotiatedSession> session();

	/**
	 * Return the peer's address.
	 * @return the address, or {@code null} if the connection is gone
	 */
	@Nullable SocketAddress remoteAddress();

	/**
	 * Close in order: what was written is flushed, close_notify is sent (RFC 8446,
	 * section 6.1), then TCP is closed. Begins at once; closing again has no effect.
	 * @return completes when the connection is gone
	 */
	Mono<Void> close();

	/**
	 * Return a view of a connection of Reactor Netty.
	 * @param connection the connection
	 * @param inbound its inbound
	 * @param outbound its outbound
	 * @return the view
	 */
	static TlsConnection of(Connection connection, NettyInbound inbound, NettyOutbound outbound) {
		return new ReactorTlsConnection(connection, inbound, outbound);
	}

}

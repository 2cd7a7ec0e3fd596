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

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Objects;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the two ends of a connection: those of TCP, unless a proxy that is trusted
 * has named others.
 *
 * @since 0.1.0
 */
public final class Addresses {

	private static final AttributeKey<Addresses> NAMED = AttributeKey.valueOf(Addresses.class, "named");

	private final InetSocketAddress remote;

	private final InetSocketAddress local;

	private Addresses(InetSocketAddress remote, InetSocketAddress local) {
		this.remote = Objects.requireNonNull(remote, "'remote' must not be null");
		this.local = Objects.requireNonNull(local, "'local' must not be null");
	}

	/**
	 * Take what a proxy says of a connection.
	 * @param channel the connection with the proxy
	 * @param remote the client's address
	 * @param local the address that the client has connected to
	 */
	public static void set(Channel channel, InetSocketAddress remote, InetSocketAddress local) {
		channel.attr(NAMED).set(new Addresses(remote, local));
	}

	/**
	 * Return the peer's address.
	 * @param channel the connection
	 * @return the address, or {@code null} if the connection is gone
	 */
	public static @Nullable SocketAddress remote(Channel channel) {
		Addresses named = named(channel);
		return (named != null) ? named.remote : channel.remoteAddress();
	}

	/**
	 * Return the address that the peer has connected to.
	 * @param channel the connection
	 * @return the address, or {@code null} if the connection is gone
	 */
	public static @Nullable SocketAddress local(Channel channel) {
		Addresses named = named(channel);
		return (named != null) ? named.local : channel.localAddress();
	}

	// Asked by attr alone, each channel would get an attribute.
	private static @Nullable Addresses named(Channel channel) {
		return channel.hasAttr(NAMED) ? channel.attr(NAMED).get() : null;
	}

}

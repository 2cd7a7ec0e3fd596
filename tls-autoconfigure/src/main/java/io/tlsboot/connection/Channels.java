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

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;

/**
 * The channels of connections.
 *
 * @since 0.1.0
 */
public final class Channels {

	private Channels() {
	}

	/**
	 * Return the channel of a connection.
	 * @param connection any connection
	 * @return its channel
	 */
	public static Channel of(TlsConnection connection) {
		AtomicReference<Channel> channel = new AtomicReference<>();
		connection.inbound().withConnection((reactor) -> channel.set(reactor.channel()));
		return Objects.requireNonNull(channel.get());
	}

	/**
	 * Break a connection off by RST: nothing of what was written and not sent goes out,
	 * and no close_notify. Called on its event loop.
	 * @param channel the connection
	 */
	public static void abort(Channel channel) {
		try {
			channel.config().setOption(ChannelOption.SO_LINGER, 0);
		}
		catch (ChannelException ex) {
			// It is gone already.
		}
		// Not through the engine, whose close_notify would say that all is well.
		channel.unsafe().close(channel.voidPromise());
	}

}

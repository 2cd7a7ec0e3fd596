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

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.tlsboot.connection.EventLoops;

/**
 * How a side of a forwarded connection is told that the other one is gone.
 */
final class ChannelEnd {

	// Longer than any answer to close_notify or FIN takes.
	private static final long PATIENCE_SECONDS = 5;

	private ChannelEnd() {
	}

	/**
	 * Say that nothing more comes, by close_notify or FIN, and give the peer some seconds
	 * to close the connection: closed from here at once, with data of the peer unread,
	 * TCP would throw away what was written.
	 * @param channel the side; everything for it has been written
	 */
	static void inOrder(Channel channel) {
		EventLoops.execute(channel.eventLoop(), () -> {
			if (!channel.isActive()) {
				return;
			}
			SslHandler secured = channel.pipeline().get(SslHandler.class);
			if (secured != null) {
				secured.closeOutbound();
			}
			else if (channel instanceof DuplexChannel duplex) {
				duplex.shutdownOutput();
			}
			Future<?> limit = channel.eventLoop()
				.schedule((Runnable) channel::close, PATIENCE_SECONDS, TimeUnit.SECONDS);
			channel.closeFuture().addListener((closed) -> limit.cancel(false));
		});
	}

	/**
	 * Break off: what the other side sent is not complete, and must not look as if it
	 * were. With TLS, the missing close_notify says so (RFC 8446, section 6.1); in clear,
	 * only RST can.
	 * @param channel the side; everything for it has been written
	 */
	static void abort(Channel channel) {
		EventLoops.execute(channel.eventLoop(), () -> {
			if (channel.isActive()) {
				if (channel.pipeline().get(SslHandler.class) == null) {
					channel.config().setOption(ChannelOption.SO_LINGER, 0);
				}
				channel.unsafe().close(channel.newPromise());
			}
		});
	}

}

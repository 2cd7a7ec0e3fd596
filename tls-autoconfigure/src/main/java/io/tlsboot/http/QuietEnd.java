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

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.tlsboot.connection.ConnectionLostException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Keeps to itself that a connection of a server was cut off or broke: many clients of
 * HTTP end without close_notify, HTTP says itself where a message ends, and nobody behind
 * would do more than log it with its trace. That the connection is gone is told in any
 * case.
 */
@Sharable
final class QuietEnd extends ChannelInboundHandlerAdapter {

	static final QuietEnd INSTANCE = new QuietEnd();

	private static final Log logger = LogFactory.getLog(QuietEnd.class);

	private QuietEnd() {
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		if (cause instanceof ConnectionLostException) {
			logger.debug(context.channel(), cause);
			return;
		}
		context.fireExceptionCaught(cause);
	}

}

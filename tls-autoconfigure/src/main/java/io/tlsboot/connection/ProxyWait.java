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

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.proxy.ProxyConnectionEvent;

/**
 * Lets TLS begin when the proxy has connected to the server. Netty's handlers of proxies
 * let it begin at once and hold back what it says, so that its time would run, and what
 * the proxy does wrong would look like a failed handshake.
 */
final class ProxyWait extends ChannelInboundHandlerAdapter {

	@Override
	public void channelActive(ChannelHandlerContext context) {
		// Told when the proxy has connected.
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		context.fireUserEventTriggered(event);
		if (event instanceof ProxyConnectionEvent) {
			context.fireChannelActive();
			context.pipeline().remove(this);
		}
	}

}

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

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Gives a slot back when the handshake of a connection is over: what stands behind it
 * becomes active when it has succeeded, and in every other case the connection is closed.
 */
final class HandshakeSlot extends ChannelInboundHandlerAdapter implements ChannelFutureListener {

	private final Slots slots;

	private boolean given;

	HandshakeSlot(Slots slots) {
		this.slots = slots;
	}

	@Override
	public void channelActive(ChannelHandlerContext context) {
		giveBack();
		context.fireChannelActive();
		context.pipeline().remove(this);
	}

	@Override
	public void operationComplete(ChannelFuture closed) {
		giveBack();
	}

	private void giveBack() {
		if (!this.given) {
			this.given = true;
			this.slots.giveBack();
		}
	}

}

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

import java.time.Duration;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.OpenSslSession;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.tlsboot.options.Generation;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * Puts TLS between the network and everything else of a new channel. What stands behind
 * it becomes active only when the handshake is done.
 *
 * @since 0.1.0
 */
public final class SecurePipeline {

	private static final String GATE = "tlsboot.handshakeGate";

	private static final String TAP = "tlsboot.handshakeTap";

	private static final String TRAFFIC = "tlsboot.traffic";

	private static final String PROXY_WAIT = "tlsboot.proxyWait";

	private static final String FIRST_FLIGHT = "tlsboot.firstFlight";

	private SecurePipeline() {
	}

	/**
	 * Secure a channel of a client, which is not active yet, behind the handler of
	 * Reactor Netty for a proxy, if there is one. Called in its initializer.
	 * @param channel the channel
	 * @param handler the engine's handler for this connection
	 * @param generation the options that it was made from
	 * @param endpoint the client
	 * @param listener hears how the handshake ends
	 */
	public static void secure(Channel channel, SslHandler handler, Generation generation, Endpoint endpoint,
			HandshakeListener listener) {
		ChannelPipeline pipeline = channel.pipeline();
		ChannelHandlerContext proxy = pipeline.context(NettyPipeline.ProxyHandler);
		if (proxy != null) {
			secureBehind(proxy, new ServerContexts.Secured(handler, generation), null, endpoint, listener, 0, false);
			pipeline.addAfter(proxy.name(), PROXY_WAIT, new ProxyWait());
			return;
		}
		HandshakeTap tap = tap(handler, endpoint);
		pipeline.addFirst(GATE, new HandshakeGate(handler, tap, generation, null, null, endpoint, listener, 0, false));
		pipeline.addFirst(NettyPipeline.SslHandler, handler);
		pipeline.addFirst(TAP, tap);
		countTraffic(pipeline, endpoint, listener);
	}

	/**
	 * Let a channel of a client, which is not active yet, begin with a handler that is
	 * put in front of everything but the handler of Reactor Netty for a proxy. Called in
	 * its initializer.
	 * @param channel the channel
	 * @param name the name of the handler
	 * @param handler the handler
	 */
	public static void beginWith(Channel channel, String name, ChannelHandler handler) {
		ChannelPipeline pipeline = channel.pipeline();
		ChannelHandlerContext proxy = pipeline.context(NettyPipeline.ProxyHandler);
		if (proxy == null) {
			pipeline.addFirst(name, handler);
			return;
		}
		pipeline.addAfter(proxy.name(), name, handler);
		pipeline.addAfter(proxy.name(), PROXY_WAIT, new ProxyWait());
	}

	/**
	 * Let a channel of a client become active when the handler of Reactor Netty for a
	 * proxy has connected, if there is one. Called in its initializer.
	 * @param channel the channel
	 */
	public static void waitForProxy(Channel channel) {
		ChannelHandlerContext proxy = channel.pipeline().context(NettyPipeline.ProxyHandler);
		if (proxy != null) {
			channel.pipeline().addAfter(proxy.name(), PROXY_WAIT, new ProxyWait());
		}
	}

	/**
	 * Secure a channel that a listener accepted and that is not active yet. Called in its
	 * initializer.
	 * @param channel the channel
	 * @param contexts chooses the engine's handler, when the client has said which name
	 * it wants
	 * @param endpoint the listener
	 * @param listener hears how the handshake ends
	 * @param timeout how long the handshake may take
	 */
	public static void accept(Channel channel, ServerContexts contexts, Endpoint endpoint, HandshakeListener listener,
			Duration timeout) {
		channel.pipeline().addFirst(FIRST_FLIGHT, new FirstFlight(contexts, endpoint, listener, timeout, false));
	}

	/**
	 * Begin with a client's first message on a channel that was in clear until now.
	 * @param context in front of this handler
	 * @param flight reads the first message
	 * @param begun what was received of it already, or {@code null}
	 */
	static void beginServer(ChannelHandlerContext context, FirstFlight flight, @Nullable ByteBuf begun) {
		context.pipeline().addBefore(context.name(), FIRST_FLIGHT, flight);
		ChannelHandlerContext first = context.pipeline().context(flight);
		flight.channelActive(first);
		if (begun != null && begun.isReadable()) {
			flight.channelRead(first, begun);
			flight.channelReadComplete(first);
		}
		else {
			ReferenceCountUtil.release(begun);
		}
	}

	/**
	 * Begin a client's handshake on a channel that was in clear until now.
	 * @param context in front of this handler
	 * @param secured what it is secured with
	 * @param endpoint the client
	 * @param listener hears how the handshake ends
	 */
	static void beginClient(ChannelHandlerContext context, ServerContexts.Secured secured, Endpoint endpoint,
			HandshakeListener listener) {
		ChannelPipeline pipeline = context.pipeline();
		HandshakeTap tap = tap(secured.handler(), endpoint);
		listener.began(endpoint);
		pipeline.addBefore(context.name(), GATE, new HandshakeGate(secured.handler(), tap, secured.generation(), null,
				null, endpoint, listener, System.nanoTime(), true));
		pipeline.addBefore(GATE, TAP, tap);
		countTraffic(pipeline, endpoint, listener);
		// Begins at once, since the channel is active.
		pipeline.addBefore(GATE, NettyPipeline.SslHandler, secured.handler());
		pipeline.context(GATE).read();
	}

	/**
	 * Secure an active channel.
	 * @param context behind this handler
	 * @param secured what it is secured with
	 * @param hello the client's first message, or {@code null} on the client's side
	 * @param endpoint the listener
	 * @param listener hears how the handshake ends
	 * @param began when the handshake began
	 * @param late whether the channel was in clear before
	 */
	static void secureBehind(ChannelHandlerContext context, ServerContexts.Secured secured, @Nullable ClientHello hello,
			Endpoint endpoint, HandshakeListener listener, long began, boolean late) {
		ChannelPipeline pipeline = context.pipeline();
		HandshakeTap tap = tap(secured.handler(), endpoint);
		pipeline.addAfter(context.name(), GATE,
				new HandshakeGate(secured.handler(), tap, secured.generation(),
						(hello != null) ? hello.serverName() : null, (hello != null) ? hello.offer() : null, endpoint,
						listener, began, late));
		pipeline.addAfter(context.name(), NettyPipeline.SslHandler, secured.handler());
		pipeline.addAfter(context.name(), TAP, tap);
		countTraffic(pipeline, endpoint, listener);
	}

	private static void countTraffic(ChannelPipeline pipeline, Endpoint endpoint, HandshakeListener listener) {
		Traffic traffic = listener.traffic(endpoint);
		if (traffic != null) {
			pipeline.addBefore(TAP, TRAFFIC, traffic.handler());
		}
	}

	/**
	 * Tell whether a channel of a client is secured by us.
	 * @param pipeline its pipeline
	 * @return whether it is
	 */
	static boolean isSecured(ChannelPipeline pipeline) {
		return pipeline.get(GATE) != null;
	}

	private static HandshakeTap tap(SslHandler handler, Endpoint endpoint) {
		boolean boringSsl = handler.engine().getSession() instanceof OpenSslSession;
		return new HandshakeTap(endpoint.side(), !boringSsl);
	}

}

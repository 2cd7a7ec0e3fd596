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

package io.tlsboot.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

import javax.net.ssl.SSLSession;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import io.tlsboot.engine.ContextSettings;
import io.tlsboot.engine.TlsContext;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.Generation;

/**
 * A handshake between two handlers without a network.
 */
public final class MemoryHandshake implements AutoCloseable {

	private final EmbeddedChannel client;

	private final EmbeddedChannel server;

	private byte[] clientFlight = new byte[0];

	private byte[] serverFlight = new byte[0];

	private MemoryHandshake(EmbeddedChannel client, EmbeddedChannel server) {
		this.client = client;
		this.server = server;
	}

	/**
	 * Make a handshake and return both ends of it.
	 */
	public static MemoryHandshake between(CertificateOptions client, String serverName, CertificateOptions server) {
		try (TlsContext clients = TlsContext.forClient(serverName, new Generation("client", 1, client),
				ContextSettings.of(Clock.systemUTC()));
				TlsContext servers = TlsContext.forServer(new Generation("server", 1, server),
						ContextSettings.of(Clock.systemUTC()))) {
			return between(clients, servers);
		}
	}

	public static MemoryHandshake between(TlsContext client, TlsContext server) {
		EmbeddedChannel serverChannel = new EmbeddedChannel();
		serverChannel.pipeline().addLast(server.newHandler(serverChannel.alloc()));
		EmbeddedChannel clientChannel = new EmbeddedChannel();
		clientChannel.pipeline().addLast(client.newHandler(clientChannel.alloc()));
		MemoryHandshake handshake = new MemoryHandshake(clientChannel, serverChannel);
		handshake.clientFlight = move(clientChannel, serverChannel);
		handshake.serverFlight = move(serverChannel, clientChannel);
		handshake.pump();
		return handshake;
	}

	// A flight each way at a time, until neither side has more to say.
	private void pump() {
		boolean moved = true;
		while (moved) {
			moved = move(this.client, this.server).length > 0;
			moved |= move(this.server, this.client).length > 0;
		}
	}

	private static byte[] move(EmbeddedChannel from, EmbeddedChannel to) {
		ByteArrayOutputStream moved = new ByteArrayOutputStream();
		for (ByteBuf flight = from.readOutbound(); flight != null; flight = from.readOutbound()) {
			moved.writeBytes(ByteBufUtil.getBytes(flight));
			to.writeInbound(flight);
		}
		return moved.toByteArray();
	}

	/**
	 * Return what the client sent first.
	 */
	public byte[] clientFlight() {
		return this.clientFlight.clone();
	}

	/**
	 * Return what the server sent first.
	 */
	public byte[] serverFlight() {
		return this.serverFlight.clone();
	}

	/**
	 * Send a text from one end to the other and return what arrives.
	 */
	public String send(String text) {
		this.client.writeOutbound(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
		pump();
		ByteBuf received = this.server.readInbound();
		try {
			return received.toString(StandardCharsets.UTF_8);
		}
		finally {
			received.release();
		}
	}

	public SSLSession clientSession() {
		return this.client.pipeline().get(SslHandler.class).engine().getSession();
	}

	public SSLSession serverSession() {
		return this.server.pipeline().get(SslHandler.class).engine().getSession();
	}

	@Override
	public void close() {
		// Each end holds its context until it has heard the other one's farewell.
		this.client.close();
		this.server.close();
		pump();
		this.client.finishAndReleaseAll();
		this.server.finishAndReleaseAll();
	}

}

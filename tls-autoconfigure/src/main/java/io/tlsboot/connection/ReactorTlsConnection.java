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
import java.nio.charset.Charset;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.AttributeKey;
import io.tlsboot.connection.ConnectionLostException.Reason;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.Connection;
import reactor.netty.NettyInbound;
import reactor.netty.NettyOutbound;

/**
 * A connection of Reactor Netty, read through an {@link Inbox}.
 */
final class ReactorTlsConnection implements TlsConnection, NettyInbound {

	static final AttributeKey<NegotiatedSession> SESSION = AttributeKey.valueOf(NegotiatedSession.class, "session");

	private static final AttributeKey<byte[]> GREETING = AttributeKey.valueOf(ReactorTlsConnection.class, "greeting");

	private final Connection connection;

	private final Channel channel;

	private final Inbox inbox;

	// Asked now: the channel forgets it when the peer goes away.
	private final @Nullable SocketAddress remoteAddress;

	private boolean upgraded;

	ReactorTlsConnection(Connection connection) {
		this.connection = connection;
		this.channel = connection.channel();
		this.remoteAddress = Addresses.remote(this.channel);
		this.inbox = new Inbox(this.channel);
		connection.inbound().receiveObject().subscribe(this.inbox);
	}

	@Override
	public NettyInbound inbound() {
		return this;
	}

	@Override
	public ByteBufFlux receive() {
		return ByteBufFlux.fromInbound(receiveObject(), this.channel.alloc());
	}

	@Override
	public Flux<?> receiveObject() {
		return this.inbox.messages();
	}

	@Override
	public NettyInbound withConnection(Consumer<? super Connection> consumer) {
		consumer.accept(this.connection);
		return this;
	}

	@Override
	public Flux<String> lines(int maxLength, Charset charset) {
		return this.inbox.lines(maxLength, charset);
	}

	@Override
	public NettyOutbound outbound() {
		return this.connection.outbound();
	}

	@Override
	public Optional<NegotiatedSession> session() {
		return Optional.ofNullable(this.channel.attr(SESSION).get());
	}

	@Override
	public @Nullable SocketAddress remoteAddress() {
		return this.remoteAddress;
	}

	@Override
	public byte[] greeting() {
		byte[] greeting = this.channel.hasAttr(GREETING) ? this.channel.attr(GREETING).get() : null;
		return (greeting != null) ? greeting.clone() : new byte[0];
	}

	@Override
	public Mono<NegotiatedSession> startTls() {
		return Mono.defer(() -> {
			TlsUpgrade upgrade = TlsUpgrade.offered(this.channel);
			return (upgrade != null) ? startTls(upgrade) : Mono.error(new IllegalStateException(
					"nothing says with which options the connection goes over to TLS (expected: a listener or client with mode 'starttls', or startTls with an upgrade)"));
		});
	}

	@Override
	public Mono<NegotiatedSession> startTls(TlsUpgrade upgrade) {
		Objects.requireNonNull(upgrade, "'upgrade' must not be null");
		return Mono.create((sink) -> EventLoops.execute(eventLoop(), () -> {
			String obstacle = obstacle();
			if (obstacle != null) {
				sink.error(new IllegalStateException(obstacle));
				return;
			}
			this.upgraded = true;
			LateUpgrade.begin(this.channel, upgrade, this.inbox, sink);
		}));
	}

	private @Nullable String obstacle() {
		if (this.upgraded || session().isPresent()) {
			return "the connection has gone over to TLS already";
		}
		if (!this.channel.isActive()) {
			return "the connection is gone";
		}
		return this.inbox.isAwaited()
				? "somebody waits for more in clear (expected: lines taken one by one, by lines(n).next() or concatMap)"
				: null;
	}

	@Override
	public Mono<Void> close() {
		dropUnread();
		this.channel.close();
		return this.connection.onDispose();
	}

	@Override
	public void abort() {
		EventLoops.execute(eventLoop(), () -> {
			if (this.channel.isActive()) {
				this.inbox.fail(new ConnectionLostException(Reason.ABORTED, "the connection was aborted here", null));
				Channels.abort(this.channel);
			}
		});
	}

	/**
	 * Abort, unless the connection has ended already and is being closed.
	 */
	void abortUnlessEnded() {
		EventLoops.execute(eventLoop(), () -> {
			if (!this.inbox.isEnded()) {
				abort();
			}
		});
	}

	/**
	 * Tell whether the end of the connection is of interest to whoever serves it.
	 * @return whether somebody reads, has read to the end, or could still read
	 */
	boolean isRead() {
		return this.inbox.isRead();
	}

	/**
	 * Drop what comes while nobody reads.
	 */
	void dropUnread() {
		EventLoops.execute(eventLoop(), this.inbox::dropUnread);
	}

	/**
	 * Set what the server introduced itself with.
	 * @param channel the connection
	 * @param greeting the bytes
	 */
	static void setGreeting(Channel channel, byte[] greeting) {
		if (greeting.length > 0) {
			channel.attr(GREETING).set(greeting.clone());
		}
	}

	EventLoop eventLoop() {
		return this.channel.eventLoop();
	}

	@Override
	public String toString() {
		return "connection with %s (%s)".formatted(this.remoteAddress,
				session().map(NegotiatedSession::toString).orElse("plain"));
	}

}

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
import java.util.Objects;
import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * How an open connection in clear goes over to TLS: in which role, with what, and who
 * hears of it. Made once for all connections of an endpoint; safe for use by several
 * threads.
 *
 * @since 0.1.0
 */
public final class TlsUpgrade {

	// RFC 8446, section 5.1.
	private static final int HANDSHAKE = 22;

	private static final AttributeKey<Boolean> TOLD = AttributeKey.valueOf(TlsUpgrade.class, "told");

	private static final AttributeKey<TlsUpgrade> UPGRADE = AttributeKey.valueOf(TlsUpgrade.class, "upgrade");

	private final @Nullable ServerContexts server;

	private final @Nullable Function<ByteBufAllocator, ServerContexts.Secured> client;

	private final Endpoint endpoint;

	private final HandshakeListener listener;

	private final Duration timeout;

	private TlsUpgrade(@Nullable ServerContexts server,
			@Nullable Function<ByteBufAllocator, ServerContexts.Secured> client, Endpoint endpoint,
			HandshakeListener listener, Duration timeout) {
		this.server = server;
		this.client = client;
		this.endpoint = Objects.requireNonNull(endpoint, "'endpoint' must not be null");
		this.listener = Objects.requireNonNull(listener, "'listener' must not be null");
		Timeouts.require(timeout, "timeout");
		this.timeout = timeout;
	}

	/**
	 * Go over as the server of TLS, whoever opened the connection.
	 * @param contexts chooses what a connection is secured with
	 * @param endpoint in whose name the handshake is told
	 * @param listener hears how the handshake ends
	 * @param timeout how long the handshake may take
	 * @return the upgrade
	 * @throws IllegalArgumentException if the time is out of range
	 */
	public static TlsUpgrade server(ServerContexts contexts, Endpoint endpoint, HandshakeListener listener,
			Duration timeout) {
		return new TlsUpgrade(Objects.requireNonNull(contexts, "'contexts' must not be null"), null, endpoint, listener,
				timeout);
	}

	/**
	 * Go over as the client of TLS, whoever opened the connection.
	 * @param contexts makes what one connection is secured with, on its event loop
	 * @param endpoint in whose name the handshake is told
	 * @param listener hears how the handshake ends
	 * @param timeout how long the handshake may take
	 * @return the upgrade
	 * @throws IllegalArgumentException if the time is out of range
	 */
	public static TlsUpgrade client(Function<ByteBufAllocator, ServerContexts.Secured> contexts, Endpoint endpoint,
			HandshakeListener listener, Duration timeout) {
		return new TlsUpgrade(null, Objects.requireNonNull(contexts, "'contexts' must not be null"), endpoint, listener,
				timeout);
	}

	/**
	 * Make this what {@link TlsConnection#startTls()} does on a connection.
	 * @param channel the connection, which nobody has seen yet
	 */
	public void offer(Channel channel) {
		channel.attr(UPGRADE).set(this);
	}

	static @Nullable TlsUpgrade offered(Channel channel) {
		return channel.hasAttr(UPGRADE) ? channel.attr(UPGRADE).get() : null;
	}

	/**
	 * Return what was negotiated for a connection.
	 * @param channel the connection, whose handshake is done
	 * @return the session
	 */
	public static NegotiatedSession session(Channel channel) {
		return Objects.requireNonNull(channel.attr(ReactorTlsConnection.SESSION).get());
	}

	/**
	 * Set what {@link TlsConnection#greeting()} returns.
	 * @param channel the connection
	 * @param greeting how the server introduced itself
	 */
	public static void greeted(Channel channel, byte[] greeting) {
		ReactorTlsConnection.setGreeting(channel, greeting);
	}

	/**
	 * Return how long a handshake may take.
	 * @return the time
	 */
	Duration timeout() {
		return this.timeout;
	}

	/**
	 * Return in whose name handshakes are told.
	 * @return the endpoint
	 */
	public Endpoint endpoint() {
		return this.endpoint;
	}

	/**
	 * Begin the handshake. Called on the event loop, when everything that was said in
	 * clear is written. What was received in clear and was read by nobody is not accepted
	 * but for the beginning of the handshake: it is never handed on (CVE-2011-0411). When
	 * the handshake is done, the handler becomes active (again); when it fails, the
	 * handler gets a {@link HandshakeException}, and the connection is closed.
	 * @param context the handler in front of which TLS is put
	 * @param unread what was received in clear and was read by nobody; released by this
	 * @param begun whether that may be the beginning of a client's handshake
	 * @return {@code null}, or why the handshake does not begin; that is told already,
	 * and the connection is to be aborted
	 */
	public @Nullable HandshakeException begin(ChannelHandlerContext context, @Nullable ByteBuf unread, boolean begun) {
		if (unread != null && unread.isReadable() && !(begun && this.server != null && isHandshake(unread))) {
			int count = unread.readableBytes();
			unread.release();
			return failed(context.channel(), FailureReason.PLAINTEXT_AFTER_STARTTLS,
					"%d bytes in clear were not read before the switch to TLS".formatted(count), Duration.ZERO);
		}
		ServerContexts contexts = this.server;
		if (contexts != null) {
			FirstFlight flight = new FirstFlight(contexts, this.endpoint, once(context.channel()), this.timeout, true);
			SecurePipeline.beginServer(context, flight, unread);
			return null;
		}
		ReferenceCountUtil.release(unread);
		ServerContexts.Secured secured = Objects.requireNonNull(this.client).apply(context.alloc());
		secured.handler().setHandshakeTimeoutMillis(this.timeout.toMillis());
		SecurePipeline.beginClient(context, secured, this.endpoint, once(context.channel()));
		return null;
	}

	private static boolean isHandshake(ByteBuf bytes) {
		return bytes.getUnsignedByte(bytes.readerIndex()) == HANDSHAKE;
	}

	// Whatever goes wrong around a handshake, it is told once.
	private HandshakeListener once(Channel channel) {
		return new HandshakeListener() {

			private boolean good;

			@Override
			public void began(Endpoint endpoint) {
				TlsUpgrade.this.listener.began(endpoint);
			}

			@Override
			public void ended(Endpoint endpoint) {
				TlsUpgrade.this.listener.ended(endpoint);
			}

			@Override
			public void succeeded(Endpoint endpoint, HandshakeSuccess success) {
				if (isFirst(channel)) {
					this.good = true;
					TlsUpgrade.this.listener.succeeded(endpoint, success);
				}
			}

			@Override
			public void closed(Endpoint endpoint) {
				if (this.good) {
					TlsUpgrade.this.listener.closed(endpoint);
				}
			}

			@Override
			public @Nullable Traffic traffic(Endpoint endpoint) {
				return TlsUpgrade.this.listener.traffic(endpoint);
			}

			@Override
			public void failed(Endpoint endpoint, HandshakeFailure failure) {
				if (isFirst(channel)) {
					TlsUpgrade.this.listener.failed(endpoint, failure);
				}
			}

		};
	}

	private static boolean isFirst(Channel channel) {
		return channel.attr(TOLD).getAndSet(Boolean.TRUE) == null;
	}

	/**
	 * Tell that it does not come to a handshake, unless one was told of already.
	 * @param channel the connection
	 * @param reason why
	 * @param detail what was found, for people
	 * @param duration how long it took
	 * @return the failure for whoever waits
	 */
	public HandshakeException failed(Channel channel, FailureReason reason, String detail, Duration duration) {
		HandshakeFailure failure = new HandshakeFailure(reason, detail, Addresses.remote(channel), duration);
		if (isFirst(channel)) {
			this.listener.failed(this.endpoint, failure);
		}
		return new HandshakeException(this.endpoint, failure, null);
	}

	@Override
	public String toString() {
		return "upgrade of %s as %s".formatted(this.endpoint, (this.server != null) ? "server" : "client");
	}

}

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

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.connection.TlsAlert.Direction;
import io.tlsboot.options.TlsVersion;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a handshake that succeeded, when that is sure. Under TLS 1.3 a client is done
 * before the server has looked at its certificate (RFC 8446, section 4.4.2.4): where it
 * was asked for one, the server's first data says that it was accepted, an alert before
 * it that it was not.
 */
final class Verdict {

	// Much more than the server takes to look at a certificate.
	private static final long WAIT_MILLIS = 5000;

	private final Endpoint endpoint;

	private final HandshakeSuccess success;

	private final HandshakeListener listener;

	private final Channel channel;

	private boolean given;

	private @Nullable Future<?> timer;

	private Verdict(Endpoint endpoint, HandshakeSuccess success, HandshakeListener listener, Channel channel) {
		this.endpoint = endpoint;
		this.success = success;
		this.listener = listener;
		this.channel = channel;
	}

	/**
	 * Tell of a success, at once if it is sure.
	 * @param endpoint the listener or client
	 * @param success what came of the handshake
	 * @param asked whether a certificate was asked for
	 * @param listener hears of it, and of the end of the connection
	 * @param channel the connection
	 * @return what is still to come, or {@code null} if it is told
	 */
	static @Nullable Verdict of(Endpoint endpoint, HandshakeSuccess success, boolean asked, HandshakeListener listener,
			Channel channel) {
		Verdict verdict = new Verdict(endpoint, success, listener, channel);
		if (asked && endpoint.side() == Side.CLIENT && success.session().version() == TlsVersion.TLSv1_3) {
			return verdict;
		}
		verdict.accepted();
		return null;
	}

	void await(ChannelHandlerContext context) {
		this.timer = context.executor().schedule(this::accepted, WAIT_MILLIS, TimeUnit.MILLISECONDS);
	}

	/**
	 * The server has accepted, or did not say otherwise.
	 */
	void accepted() {
		if (isFirst()) {
			this.channel.closeFuture().addListener((closed) -> this.listener.closed(this.endpoint));
			this.listener.succeeded(this.endpoint, this.success);
		}
	}

	/**
	 * The connection broke.
	 * @param cause what the engine threw
	 * @return the failure of the handshake, or {@code null} if it was no alert of the
	 * server
	 */
	@Nullable HandshakeException broken(Throwable cause) {
		if (this.given || FailureReasons.of(cause) != FailureReason.PEER_ALERT) {
			accepted();
			return null;
		}
		isFirst();
		TlsAlert alert = FailureReasons.alert(cause)
			.stream()
			.mapToObj((code) -> new TlsAlert(code, Direction.RECEIVED))
			.findFirst()
			.orElse(null);
		HandshakeFailure failure = new HandshakeFailure(FailureReason.PEER_ALERT, FailureReader.detail(cause),
				this.success.remoteAddress(), this.success.duration(), this.success.session().serverName().orElse(null),
				alert);
		this.listener.failed(this.endpoint, failure);
		return new HandshakeException(this.endpoint, failure, cause);
	}

	private boolean isFirst() {
		Future<?> running = this.timer;
		if (running != null) {
			running.cancel(false);
		}
		boolean first = !this.given;
		this.given = true;
		return first;
	}

}

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
import java.time.Duration;
import java.util.Objects;

import io.tlsboot.trust.PeerText;
import org.jspecify.annotations.Nullable;

/**
 * A handshake that failed.
 *
 * @param reason why
 * @param detail what the engine or the check of the certificate said; what the peer had a
 * hand in is cut to a line of limited length
 * @param remoteAddress the peer, or {@code null} if it is gone
 * @param duration how long it took
 * @param serverName the name that the client asked for, cut to a line of limited length,
 * or {@code null} if it asked for none or it did not come to that; untrusted input of the
 * peer on a server
 * @param alert the alert that ended it, or {@code null} if none is known: after the keys
 * have changed, what we send is not visible
 * @since 0.1.0
 */
public record HandshakeFailure(FailureReason reason, String detail, @Nullable SocketAddress remoteAddress,
		Duration duration, @Nullable String serverName, @Nullable TlsAlert alert) {

	private static final int MAX_DETAIL = 300;

	private static final int MAX_SERVER_NAME = 255;

	/**
	 * Create a failure.
	 * @param reason why
	 * @param detail what was said
	 * @param remoteAddress the peer, or {@code null} if it is gone
	 * @param duration how long it took
	 * @param serverName the name that the client asked for, or {@code null}
	 * @param alert the alert that ended it, or {@code null}
	 */
	public HandshakeFailure {
		Objects.requireNonNull(reason, "'reason' must not be null");
		Objects.requireNonNull(duration, "'duration' must not be null");
		detail = PeerText.line(detail, MAX_DETAIL);
		serverName = (serverName != null) ? PeerText.line(serverName, MAX_SERVER_NAME) : null;
	}

	/**
	 * Create a failure that no alert ended and that did not come to a server name.
	 * @param reason why
	 * @param detail what was said
	 * @param remoteAddress the peer, or {@code null} if it is gone
	 * @param duration how long it took
	 */
	public HandshakeFailure(FailureReason reason, String detail, @Nullable SocketAddress remoteAddress,
			Duration duration) {
		this(reason, detail, remoteAddress, duration, null, null);
	}

}

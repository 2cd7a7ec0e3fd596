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

import org.jspecify.annotations.Nullable;

/**
 * A handshake that succeeded.
 *
 * @param session what was negotiated
 * @param remoteAddress the peer, or {@code null} if it is gone
 * @param duration how long it took
 * @param offer what the client had offered; {@code null} on the client's side
 * @since 0.1.0
 */
public record HandshakeSuccess(NegotiatedSession session, @Nullable SocketAddress remoteAddress, Duration duration,
		@Nullable ClientOffer offer) {

	/**
	 * Create a success.
	 * @param session what was negotiated
	 * @param remoteAddress the peer, or {@code null} if it is gone
	 * @param duration how long it took
	 * @param offer what the client had offered; {@code null} on the client's side
	 */
	public HandshakeSuccess {
		Objects.requireNonNull(session, "'session' must not be null");
		Objects.requireNonNull(duration, "'duration' must not be null");
	}

}

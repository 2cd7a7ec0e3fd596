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

package io.tlsboot.ledger;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.HandshakeFailure;
import io.tlsboot.connection.TlsAlert;
import org.jspecify.annotations.Nullable;

/**
 * A handshake that failed, or a connection that was refused before it. What the peer had
 * a hand in is cut to lines of limited length; it is no label.
 *
 * @param time when it was over
 * @param endpoint the name of the listener or client
 * @param side {@code server} or {@code client}
 * @param reason why, see {@link io.tlsboot.connection.FailureReason}
 * @param alert the name of the alert that ended it; {@code null} if none is known
 * @param alertCode its number; {@code null} if none is known
 * @param alertDirection whether it was {@code sent} or {@code received}; {@code null} if
 * none is known
 * @param detail what was found
 * @param remedy what to do
 * @param serverName the name that was asked for; {@code null} if there was none
 * @param peer the address of the peer; {@code null} if it is gone
 * @param duration how long it took
 * @since 0.1.0
 */
public record FailureRecord(Instant time, String endpoint, String side, String reason, @Nullable String alert,
		@Nullable Integer alertCode, @Nullable String alertDirection, String detail, String remedy,
		@Nullable String serverName, @Nullable String peer, Duration duration) {

	static FailureRecord of(Instant time, Endpoint endpoint, HandshakeFailure failure) {
		TlsAlert alert = failure.alert();
		return new FailureRecord(time, endpoint.name(), endpoint.side().code(), failure.reason().code(),
				(alert != null) ? alert.description() : null, (alert != null) ? alert.code() : null,
				(alert != null) ? alert.direction().code() : null, failure.detail(), failure.reason().remedy(),
				failure.serverName(), text(failure.remoteAddress()), failure.duration());
	}

	static @Nullable String text(@Nullable SocketAddress address) {
		if (address instanceof InetSocketAddress inet && inet.getAddress() != null) {
			// Without a name, which would have to be looked up.
			return "%s:%d".formatted(literal(inet.getAddress()), inet.getPort());
		}
		return Objects.toString(address, null);
	}

	private static String literal(InetAddress address) {
		return (address instanceof Inet6Address) ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
	}

}

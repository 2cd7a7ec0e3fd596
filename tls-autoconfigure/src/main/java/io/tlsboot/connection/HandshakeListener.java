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

import org.jspecify.annotations.Nullable;

/**
 * Hears of each handshake once. Called on the event loop of the connection: it must not
 * block and should not throw.
 *
 * @since 0.1.0
 */
public interface HandshakeListener {

	/**
	 * A handshake began. Of a connection that is refused before, only the failure is
	 * told.
	 * @param endpoint the listener or client
	 */
	default void began(Endpoint endpoint) {
	}

	/**
	 * A handshake that had begun is over, one way or the other. Told directly before the
	 * way.
	 * @param endpoint the listener or client
	 */
	default void ended(Endpoint endpoint) {
	}

	/**
	 * A handshake succeeded. Under TLS 1.3 a client that was asked for its certificate is
	 * told so when the server's first data has come, or some time has passed without a
	 * refusal (RFC 8446, section 4.4.2.4: the server may refuse it afterwards).
	 * @param endpoint the listener or client
	 * @param success what came of it
	 */
	void succeeded(Endpoint endpoint, HandshakeSuccess success);

	/**
	 * A handshake failed, or the connection was refused before it.
	 * @param endpoint the listener or client
	 * @param failure why
	 */
	void failed(Endpoint endpoint, HandshakeFailure failure);

	/**
	 * A connection is closed whose handshake succeeded. Told once for each of these,
	 * after the success.
	 * @param endpoint the listener or client
	 */
	default void closed(Endpoint endpoint) {
	}

	/**
	 * Return what counts the bytes of a connection that is about to be secured. Asked of
	 * whoever hears of the handshakes of an endpoint first, once for each connection.
	 * @param endpoint the listener or client
	 * @return the counters, or {@code null} if nobody counts
	 */
	default @Nullable Traffic traffic(Endpoint endpoint) {
		return null;
	}

}

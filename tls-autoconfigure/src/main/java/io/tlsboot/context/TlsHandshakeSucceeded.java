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

package io.tlsboot.context;

import java.util.Objects;

import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.HandshakeSuccess;

/**
 * Application event: a handshake succeeded. Off by default; published on a thread of its
 * own, never on an event loop, shortly after it happened. Where listeners of the event
 * are too slow, some are dropped.
 *
 * @param endpoint the listener or client
 * @param handshake what came of it
 * @since 0.1.0
 */
public record TlsHandshakeSucceeded(Endpoint endpoint, HandshakeSuccess handshake) {

	/**
	 * Create an event.
	 * @param endpoint the listener or client
	 * @param handshake what came of it
	 */
	public TlsHandshakeSucceeded {
		Objects.requireNonNull(endpoint, "'endpoint' must not be null");
		Objects.requireNonNull(handshake, "'handshake' must not be null");
	}

}

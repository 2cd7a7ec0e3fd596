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

/**
 * Hears of each handshake once. Called on the event loop of the connection: it must not
 * block and should not throw.
 *
 * @since 0.1.0
 */
public interface HandshakeListener {

	/**
	 * A handshake succeeded.
	 * @param endpoint the listener or client
	 * @param session what was negotiated
	 * @param duration how long it took
	 */
	void succeeded(Endpoint endpoint, NegotiatedSession session, Duration duration);

	/**
	 * A handshake failed, or the connection was refused before it.
	 * @param endpoint the listener or client
	 * @param failure why
	 */
	void failed(Endpoint endpoint, HandshakeFailure failure);

}

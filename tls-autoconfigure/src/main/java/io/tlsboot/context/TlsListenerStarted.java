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

/**
 * Application event: a listener has bound its port and accepts connections. Published
 * once for each start, on the thread that starts the application, in the order of the
 * configuration. A listener of the event that throws fails the start.
 *
 * @param listener the name of the listener
 * @param address where it listens, {@code *} for every address
 * @param port the port that it has bound
 * @since 0.1.0
 */
public record TlsListenerStarted(String listener, String address, int port) {

	/**
	 * Create an event.
	 * @param listener the name of the listener
	 * @param address where it listens, {@code *} for every address
	 * @param port the port that it has bound
	 */
	public TlsListenerStarted {
		Objects.requireNonNull(listener, "'listener' must not be null");
		Objects.requireNonNull(address, "'address' must not be null");
	}

}

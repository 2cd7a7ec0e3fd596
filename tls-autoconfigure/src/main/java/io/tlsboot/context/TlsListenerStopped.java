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
 * Application event: a listener has given its port back, and its last connection is
 * closed. Published once for each {@link TlsListenerStarted}, in the order of the
 * configuration, also when the start of a later listener fails.
 *
 * @param listener the name of the listener
 * @param address where it listened, {@code *} for every address
 * @param port the port that it had bound
 * @since 0.1.0
 */
public record TlsListenerStopped(String listener, String address, int port) {

	/**
	 * Create an event.
	 * @param listener the name of the listener
	 * @param address where it listened, {@code *} for every address
	 * @param port the port that it had bound
	 */
	public TlsListenerStopped {
		Objects.requireNonNull(listener, "'listener' must not be null");
		Objects.requireNonNull(address, "'address' must not be null");
	}

}

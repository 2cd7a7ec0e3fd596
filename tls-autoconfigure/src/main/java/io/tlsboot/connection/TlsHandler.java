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

import java.util.List;

import org.reactivestreams.Publisher;

/**
 * Serves the connections of a listener. The same handler serves plain and TLS
 * connections.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TlsHandler {

	/**
	 * Serve one connection. Called on its event loop, so it must not block, and on a TLS
	 * listener only after the handshake.
	 * @param connection the connection
	 * @return ends when the handler is done with the connection, which is then closed in
	 * order; an error aborts it, so that the peer does not take what it got for all
	 */
	Publisher<Void> handle(TlsConnection connection);

	/**
	 * Return the application protocols that this handler speaks. A TLS listener wants
	 * them more than those of its options, which follow; asked for once, when the
	 * listener is made, and of no effect in clear.
	 * @return the names, most wanted first, each of 1 to 255 octets in UTF-8 (RFC 7301,
	 * section 3.1); none by default
	 */
	default List<String> applicationProtocols() {
		return List.of();
	}

}

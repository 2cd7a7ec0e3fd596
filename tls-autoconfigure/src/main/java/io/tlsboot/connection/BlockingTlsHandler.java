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

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Serves the connections of a listener in the blocking style: each has a thread of its
 * own while it is served.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface BlockingTlsHandler {

	/**
	 * Serve one connection. Called on a thread that may block, on a TLS listener only
	 * after the handshake. The thread is interrupted when the listener is stopped and its
	 * time for open connections is over.
	 * @param connection the connection, which is closed in order when this returns, and
	 * aborted when this throws; its inbound must not be read by other means than the
	 * stream
	 * @param input what the peer sends. Ends when the peer has closed in order, and
	 * throws a {@link ConnectionLostException} when it has not.
	 * @param output where to send to the peer; each write returns when it has been given
	 * to the network, nothing is held back
	 * @throws Exception if the connection cannot be served
	 */
	void handle(TlsConnection connection, InputStream input, OutputStream output) throws Exception;

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

	/**
	 * Return this handler in the other style.
	 * @param executor runs this handler, once for each connection
	 * @return a handler that never blocks the event loop
	 */
	default TlsHandler on(Executor executor) {
		return new BlockingStyle(this, executor);
	}

}

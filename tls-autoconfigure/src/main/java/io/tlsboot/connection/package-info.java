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

/**
 * One connection: what a handler sees of it, what was negotiated for it, and why there is
 * none.
 * <p>
 * {@link io.tlsboot.connection.SecurePipeline} puts TLS into a channel, for listeners and
 * clients alike; a listener reads the client's first message itself and asks
 * {@link io.tlsboot.connection.ServerContexts} for what to secure it with. A
 * {@link io.tlsboot.connection.TlsHandler} gets a
 * {@link io.tlsboot.connection.TlsConnection} once the handshake is done, never before;
 * the same handler serves a plain connection. What the peer sends waits in an inbox until
 * it is asked for, whoever asks and whenever; a {@link io.tlsboot.connection.HandlerRun}
 * leaves a handler time to work it up. A {@link io.tlsboot.connection.BlockingTlsHandler}
 * has streams instead. Each handshake, good or bad, is told once to a
 * {@link io.tlsboot.connection.HandshakeListener}: as a
 * {@link io.tlsboot.connection.NegotiatedSession} or as a
 * {@link io.tlsboot.connection.HandshakeFailure}. A connection that ends other than in
 * order ends with a {@link io.tlsboot.connection.ConnectionLostException}.
 */
@NullMarked
package io.tlsboot.connection;

import org.jspecify.annotations.NullMarked;

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
 * STARTTLS: a dialogue in clear that ends in TLS, for every protocol that has one.
 * <p>
 * A {@link io.tlsboot.starttls.StartTlsNegotiator} knows one protocol. For each
 * connection it makes a {@link io.tlsboot.starttls.StartTlsDialogue}, a pure state
 * machine: bytes come in, and a {@link io.tlsboot.starttls.Step} goes out, which says
 * what to send and what happens next. It knows neither Netty nor threads. A driver drives
 * it on a channel that nobody behind it has seen active yet; what stands behind becomes
 * active when the dialogue is done, so a handler gets a secured connection at the start
 * of its protocol.
 * <p>
 * It is proof against injection by construction (CVE-2011-0411 and its kin). A dialogue
 * takes one message at a time, so that nothing is read ahead; the driver owns the bytes
 * that are not taken, and at the switch looks at them itself: the beginning of a TLS
 * handshake goes to the engine where the protocol lets a client send it early, and
 * anything else ends the connection with
 * {@link io.tlsboot.connection.FailureReason#PLAINTEXT_AFTER_STARTTLS}. No dialogue can
 * hand bytes from before the switch to anybody after it.
 */
@NullMarked
package io.tlsboot.starttls;

import org.jspecify.annotations.NullMarked;

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

package io.tlsboot.starttls;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Knows how one protocol goes over from clear to TLS, on both sides. A bean of this type
 * adds a protocol: configuration names it by {@link #protocol()}. Immutable; safe for use
 * by several threads.
 *
 * @since 0.1.0
 */
public interface StartTlsNegotiator {

	/**
	 * Return the name of the protocol, by which configuration names it.
	 * @return lower-case letters, digits and hyphens, for example {@code smtp}
	 */
	String protocol();

	/**
	 * Begin a dialogue as the server of a connection. Called once for each, on its event
	 * loop: it must not block.
	 * @param settings what the listener says of itself
	 * @return a new dialogue
	 */
	StartTlsDialogue server(StartTlsServerSettings settings);

	/**
	 * Begin a dialogue as the client of a connection. Called once for each, on its event
	 * loop: it must not block.
	 * @param settings what the client says of itself
	 * @return a new dialogue
	 */
	StartTlsDialogue client(StartTlsClientSettings settings);

	/**
	 * Begin the dialogue with a backend in clear that the connections of a listener are
	 * forwarded to, which brings it to where a client is after its handshake: what the
	 * client has seen already, such as a greeting, is swallowed.
	 * @param settings what the listener says of itself
	 * @return a new dialogue that must not ask for TLS, or {@code null} if connections
	 * cannot be forwarded; by default one that says and swallows nothing
	 */
	default @Nullable StartTlsDialogue backend(StartTlsServerSettings settings) {
		return StartTlsDialogue.SILENT;
	}

	/**
	 * Return the application protocols of TLS that a listener speaks for this protocol
	 * (RFC 7301), before those of its options.
	 * @return the names, most wanted first; none by default
	 */
	default List<String> applicationProtocols() {
		return List.of();
	}

	/**
	 * Check what a listener is to say of itself, where the protocol has rules of its own.
	 * Called at start. By default, everything is accepted.
	 * @param settings the settings
	 * @throws IllegalArgumentException if the protocol cannot say it; the message names
	 * what was found and what is expected
	 */
	default void check(StartTlsServerSettings settings) {
	}

}

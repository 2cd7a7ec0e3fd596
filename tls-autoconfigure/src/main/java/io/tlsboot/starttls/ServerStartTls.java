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

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.tlsboot.connection.Timeouts;
import io.tlsboot.connection.TlsUpgrade;
import org.jspecify.annotations.Nullable;

/**
 * How the connections of one listener begin: with a dialogue. Immutable; safe for use by
 * several threads.
 *
 * @param negotiator knows the protocol
 * @param settings what the listener says of itself
 * @param timeout how long a client may take before it goes over to TLS
 * @since 0.1.0
 */
public record ServerStartTls(StartTlsNegotiator negotiator, StartTlsServerSettings settings, Duration timeout) {

	/** How long a client may take: more than a person who types the commands needs. */
	public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

	/**
	 * Create a beginning.
	 * @param negotiator knows the protocol
	 * @param settings what the listener says of itself
	 * @param timeout how long a client may take before it goes over to TLS
	 * @throws IllegalArgumentException if the protocol cannot say that, or the time is
	 * out of range
	 */
	public ServerStartTls {
		Objects.requireNonNull(negotiator, "'negotiator' must not be null");
		Objects.requireNonNull(settings, "'settings' must not be null");
		Timeouts.require(timeout, "timeout");
		negotiator.check(settings);
	}

	/**
	 * Return the application protocols of TLS that the listener speaks.
	 * @return the names, most wanted first
	 */
	public List<String> applicationProtocols() {
		return this.negotiator.applicationProtocols();
	}

	/**
	 * Begin with a connection.
	 * @param upgrade how it goes over to TLS
	 * @return the driver, to be put in front of everything that must not see it before
	 */
	public StartTlsPhase begin(TlsUpgrade upgrade) {
		DialogueLimits limits = new DialogueLimits(this.settings.maxLineLength(), this.settings.maxMessages(),
				this.timeout);
		return new StartTlsPhase(this.negotiator.server(this.settings), upgrade, limits,
				() -> !this.settings.requireTls());
	}

	/**
	 * Begin with a backend in clear.
	 * @return the dialogue, or {@code null} if connections cannot be forwarded
	 */
	public @Nullable StartTlsDialogue backend() {
		return this.negotiator.backend(this.settings);
	}

}

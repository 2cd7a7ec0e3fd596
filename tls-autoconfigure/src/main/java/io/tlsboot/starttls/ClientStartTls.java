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
import java.util.Objects;

import io.tlsboot.connection.Timeouts;
import io.tlsboot.connection.TlsUpgrade;

/**
 * How the connections of one client begin: with a dialogue, and what the policy says
 * where that does not lead to TLS. Remembers that there was TLS. Safe for use by several
 * threads.
 *
 * @since 0.1.0
 */
public final class ClientStartTls {

	/** How long a dialogue may take. */
	public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

	private final StartTlsNegotiator negotiator;

	private final StartTlsClientSettings settings;

	private final TlsPolicy policy;

	private final Duration timeout;

	private volatile boolean seen;

	/**
	 * Create a beginning.
	 * @param negotiator knows the protocol
	 * @param settings what the client says of itself
	 * @param policy what happens where there is no TLS
	 * @param timeout how long the dialogue may take before the handshake, and again after
	 * it
	 * @throws IllegalArgumentException if the time is out of range
	 */
	public ClientStartTls(StartTlsNegotiator negotiator, StartTlsClientSettings settings, TlsPolicy policy,
			Duration timeout) {
		this.negotiator = Objects.requireNonNull(negotiator, "'negotiator' must not be null");
		this.settings = Objects.requireNonNull(settings, "'settings' must not be null");
		this.policy = Objects.requireNonNull(policy, "'policy' must not be null");
		Timeouts.require(timeout, "timeout");
		this.timeout = timeout;
	}

	/**
	 * Return what is said.
	 * @return the settings
	 */
	public StartTlsClientSettings settings() {
		return this.settings;
	}

	/**
	 * Return how long the dialogue may take.
	 * @return the time
	 */
	public Duration timeout() {
		return this.timeout;
	}

	/**
	 * Return the protocol.
	 * @return its name
	 */
	public String protocol() {
		return this.negotiator.protocol();
	}

	/**
	 * Return the policy.
	 * @return what happens where there is no TLS
	 */
	public TlsPolicy policy() {
		return this.policy;
	}

	/**
	 * Begin with a connection.
	 * @param upgrade how it goes over to TLS
	 * @return the driver, to be put in front of everything that must not see it before
	 */
	public StartTlsPhase begin(TlsUpgrade upgrade) {
		DialogueLimits limits = new DialogueLimits(this.settings.maxLineLength(),
				StartTlsServerSettings.LARGEST_MAX_MESSAGES, this.timeout);
		return new StartTlsPhase(this.negotiator.client(this.settings), upgrade, limits, new ClearPolicy() {

			@Override
			public boolean acceptsClear() {
				return ClientStartTls.this.acceptsClear();
			}

			@Override
			public void secured() {
				ClientStartTls.this.seen = true;
			}

		});
	}

	private boolean acceptsClear() {
		return switch (this.policy) {
			case REQUIRE -> false;
			case OPPORTUNISTIC -> true;
			case OPPORTUNISTIC_REMEMBER -> !this.seen;
		};
	}

}

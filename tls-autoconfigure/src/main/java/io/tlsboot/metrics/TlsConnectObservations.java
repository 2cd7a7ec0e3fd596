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

package io.tlsboot.metrics;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.tlsboot.connection.TlsConnection;
import reactor.core.publisher.Mono;

/**
 * Observes how clients connect: the observation {@value #NAME}, from the subscription
 * until the connection is open, secured unless it goes over to TLS later, or cannot be
 * opened. Its parent is the one in the context of Reactor, or else the current one of the
 * thread that subscribes. Its keys have few values, none of which a peer chooses. Safe
 * for use by several threads.
 *
 * @since 0.1.0
 */
public final class TlsConnectObservations {

	static final String NAME = "tls.connect";

	// As in Micrometer's ObservationThreadLocalAccessor, whose library may be missing.
	private static final String PARENT = "micrometer.observation";

	private final ObservationRegistry registry;

	/**
	 * Create observations.
	 * @param registry hears of them
	 */
	public TlsConnectObservations(ObservationRegistry registry) {
		this.registry = registry;
	}

	/**
	 * Observe a connection.
	 * @param client the name of the client
	 * @param connecting opens the connection
	 * @return the same, observed at each subscription
	 */
	public Mono<TlsConnection> observe(String client, Mono<TlsConnection> connecting) {
		return Mono.deferContextual((context) -> {
			if (this.registry.isNoop()) {
				return connecting;
			}
			ConnectObservation observation = ConnectObservation.start(client, this.registry,
					context.<Observation>getOrDefault(PARENT, null));
			if (observation == null) {
				return connecting;
			}
			return connecting.doOnSuccess(observation::succeeded)
				.doOnError(observation::failed)
				.doOnCancel(observation::cancelled)
				.contextWrite((inner) -> inner.put(PARENT, observation.observation()));
		});
	}

}

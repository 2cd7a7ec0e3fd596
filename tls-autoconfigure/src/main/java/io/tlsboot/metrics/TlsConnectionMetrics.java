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

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.HandshakeFailure;
import io.tlsboot.connection.HandshakeListener;
import io.tlsboot.connection.HandshakeSuccess;
import io.tlsboot.ledger.Ledger;

/**
 * Shows what goes on now: handshakes in progress, open connections and bytes on the wire,
 * by endpoint. Those that are known have their meters from the start, others from their
 * first handshake on. Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class TlsConnectionMetrics implements MeterBinder, HandshakeListener {

	static final String IN_PROGRESS = "tls.handshakes.in.progress";

	static final String ACTIVE = "tls.connections.active";

	static final String TRAFFIC = "tls.traffic";

	private final Ledger ledger;

	private final Set<Endpoint> endpoints = ConcurrentHashMap.newKeySet();

	private final List<MeterRegistry> registries = new ArrayList<>();

	/**
	 * Create meters.
	 * @param ledger what they read
	 * @param endpoints the listeners and clients that are known
	 */
	public TlsConnectionMetrics(Ledger ledger, Collection<Endpoint> endpoints) {
		this.ledger = ledger;
		this.endpoints.addAll(endpoints);
	}

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		this.registries.add(registry);
		this.endpoints.forEach((endpoint) -> register(registry, endpoint));
	}

	@Override
	public void began(Endpoint endpoint) {
		if (!this.endpoints.contains(endpoint)) {
			add(endpoint);
		}
	}

	private synchronized void add(Endpoint endpoint) {
		if (this.endpoints.add(endpoint)) {
			this.registries.forEach((registry) -> register(registry, endpoint));
		}
	}

	@Override
	public void succeeded(Endpoint endpoint, HandshakeSuccess success) {
		// The ledger counts it.
	}

	@Override
	public void failed(Endpoint endpoint, HandshakeFailure failure) {
		// The ledger counts it.
	}

	private void register(MeterRegistry registry, Endpoint endpoint) {
		Gauge.builder(IN_PROGRESS, this.ledger, (counts) -> counts.handshakesInProgress(endpoint))
			.description("Handshakes that have begun and are not over")
			.baseUnit("handshakes")
			.tags(EndpointTags.of(endpoint))
			.register(registry);
		Gauge.builder(ACTIVE, this.ledger, (counts) -> counts.openConnections(endpoint))
			.description("Open connections whose handshake succeeded")
			.baseUnit(BaseUnits.CONNECTIONS)
			.tags(EndpointTags.of(endpoint))
			.register(registry);
		traffic(registry, endpoint, "received", (counts) -> counts.bytesReceived(endpoint));
		traffic(registry, endpoint, "sent", (counts) -> counts.bytesSent(endpoint));
	}

	private void traffic(MeterRegistry registry, Endpoint endpoint, String direction, ToDoubleFunction<Ledger> bytes) {
		FunctionCounter.builder(TRAFFIC, this.ledger, bytes)
			.description("Bytes on the wire from the first byte of TLS on")
			.baseUnit(BaseUnits.BYTES)
			.tags(EndpointTags.of(endpoint).and("direction", direction))
			.register(registry);
	}

}

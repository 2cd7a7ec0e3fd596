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

package io.tlsboot.ledger;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.tlsboot.client.ClientSettings;
import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.engine.Engine;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.server.Listener;
import io.tlsboot.server.ListenerSettings;
import io.tlsboot.server.ServerNames;

/**
 * Describes the listeners and clients as they are at the moment of asking.
 *
 * @since 0.1.0
 */
public final class Inventory {

	private final Supplier<Collection<Listener>> listeners;

	private final Supplier<Collection<TlsClient>> clients;

	private final Ledger ledger;

	/**
	 * Create an inventory.
	 * @param listeners the listeners there are
	 * @param clients the clients there are
	 * @param ledger their handshakes
	 */
	public Inventory(Supplier<Collection<Listener>> listeners, Supplier<Collection<TlsClient>> clients, Ledger ledger) {
		this.listeners = listeners;
		this.clients = clients;
		this.ledger = ledger;
	}

	/**
	 * Describe everything.
	 * @return the overview
	 */
	public Overview overview() {
		Map<String, EndpointDescriptor> listening = new LinkedHashMap<>();
		this.listeners.get().forEach((listener) -> listening.put(listener.settings().name(), describe(listener)));
		Map<String, EndpointDescriptor> connecting = new LinkedHashMap<>();
		this.clients.get().forEach((client) -> connecting.put(client.settings().name(), describe(client)));
		Engine engine = Engine.of(EngineChoice.AUTO);
		return new Overview(new Overview.EngineDescriptor(engine.name().toLowerCase(Locale.ROOT), engine.version(),
				Engine.unavailability()), listening, connecting, this.ledger.total());
	}

	/**
	 * Describe what goes by a name.
	 * @param name the name of a listener or client
	 * @return the descriptors, or empty if there is no such thing
	 */
	public Optional<Overview.Named> named(String name) {
		Stream<EndpointDescriptor> listening = this.listeners.get()
			.stream()
			.filter((listener) -> listener.settings().name().equals(name))
			.map(this::describe);
		Stream<EndpointDescriptor> connecting = this.clients.get()
			.stream()
			.filter((client) -> client.settings().name().equals(name))
			.map(this::describe);
		Overview.Named found = new Overview.Named(name, Stream.concat(listening, connecting).toList());
		return found.endpoints().isEmpty() ? Optional.empty() : Optional.of(found);
	}

	private EndpointDescriptor describe(Listener listener) {
		ListenerSettings settings = listener.settings();
		return new EndpointDescriptor(settings.name(), "server", settings.mode().name().toLowerCase(Locale.ROOT),
				settings.addressOrAny(), listener.isRunning() ? listener.port() : settings.port(), listener.isRunning(),
				listener.transport().code(), listener.openConnections(), null,
				listener.context().map(PolicyDescriptor::ofListener).orElse(null),
				listener.serverNames().map(Inventory::describe).orElse(null),
				listener.serverNames().map(ServerNames::isStrict).orElse(null),
				this.ledger.of(new Endpoint(Side.SERVER, settings.name())));
	}

	private static Map<String, PolicyDescriptor> describe(ServerNames names) {
		Map<String, PolicyDescriptor> policies = new LinkedHashMap<>();
		names.contexts().forEach((name, context) -> policies.put(name, PolicyDescriptor.ofListener(context)));
		return policies;
	}

	private EndpointDescriptor describe(TlsClient client) {
		ClientSettings settings = client.settings();
		return new EndpointDescriptor(settings.name(), "client", "tls", settings.host(), settings.port(), null, null,
				null, settings.serverName(), PolicyDescriptor.ofClient(client.context()), null, null,
				this.ledger.of(new Endpoint(Side.CLIENT, settings.name())));
	}

}

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

import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.engine.Engine;
import io.tlsboot.lint.Finding;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.server.Listener;
import org.jspecify.annotations.Nullable;

/**
 * Describes the listeners, clients and options as they are at the moment of asking.
 *
 * @since 0.1.0
 */
public final class Inventory {

	private final Supplier<Collection<Listener>> listeners;

	private final Supplier<Collection<TlsClient>> clients;

	private final Ledger ledger;

	private final Catalog catalog;

	private final Reports reports;

	private final Clock clock;

	/**
	 * Create an inventory that knows of no configuration.
	 * @param listeners the listeners there are
	 * @param clients the clients there are
	 * @param ledger their handshakes
	 */
	public Inventory(Supplier<Collection<Listener>> listeners, Supplier<Collection<TlsClient>> clients, Ledger ledger) {
		this(listeners, clients, ledger, Catalog.EMPTY, Reports.NONE, Clock.systemUTC());
	}

	/**
	 * Create an inventory.
	 * @param listeners the listeners there are
	 * @param clients the clients there are
	 * @param ledger their handshakes
	 * @param catalog what is configured
	 * @param reports what else is known
	 * @param clock by which certificates are judged
	 */
	public Inventory(Supplier<Collection<Listener>> listeners, Supplier<Collection<TlsClient>> clients, Ledger ledger,
			Catalog catalog, Reports reports, Clock clock) {
		this.listeners = listeners;
		this.clients = clients;
		this.ledger = ledger;
		this.catalog = catalog;
		this.reports = reports;
		this.clock = clock;
	}

	/**
	 * Describe everything, without the last handshakes.
	 * @return the overview
	 */
	public Overview overview() {
		return overview(false, false);
	}

	/**
	 * Describe everything.
	 * @param failures whether to add the last failures
	 * @param sessions whether to add the last handshakes that succeeded
	 * @return the overview
	 */
	public Overview overview(boolean failures, boolean sessions) {
		EndpointDescriber describer = describer();
		Map<String, EndpointDescriptor> connecting = new LinkedHashMap<>();
		this.clients.get().forEach((client) -> connecting.put(client.settings().name(), describer.describe(client)));
		Map<String, OptionsDescriptor> options = new LinkedHashMap<>();
		this.catalog.options().forEach((name) -> options.put(name, options(name)));
		HandshakeCounts total = this.ledger.total();
		return new Overview(engine(), listeners(), connecting, options, others(null), total,
				ReasonDescriptor.of(total.failures().keySet()), failures ? this.ledger.failures() : null,
				sessions ? this.ledger.sessions() : null, this.reports.findings(), this.reports.jvm().counts());
	}

	/**
	 * Describe what goes by a name, without the last handshakes.
	 * @param name the name of a listener or client, or of options
	 * @return the descriptors, or empty if there is no such thing
	 */
	public Optional<Overview.Named> named(String name) {
		return named(name, false, false);
	}

	/**
	 * Describe what goes by a name.
	 * @param name the name of a listener or client, or of options
	 * @param failures whether to add its last failures
	 * @param sessions whether to add its last handshakes that succeeded
	 * @return the descriptors, or empty if there is no such thing
	 */
	public Optional<Overview.Named> named(String name, boolean failures, boolean sessions) {
		EndpointDescriber describer = describer();
		List<EndpointDescriptor> endpoints = Stream
			.concat(this.listeners.get()
				.stream()
				.filter((listener) -> listener.settings().name().equals(name))
				.map(describer::describe),
					this.clients.get()
						.stream()
						.filter((client) -> client.settings().name().equals(name))
						.map(describer::describe))
			.toList();
		OptionsDescriptor options = this.catalog.options().contains(name) ? options(name) : null;
		List<OtherDescriptor> others = others(name);
		if (endpoints.isEmpty() && options == null && others.isEmpty()) {
			return Optional.empty();
		}
		Set<String> reasons = new HashSet<>();
		endpoints.forEach((endpoint) -> reasons.addAll(endpoint.handshakes().failures().keySet()));
		others.forEach((other) -> reasons.addAll(other.handshakes().failures().keySet()));
		return Optional.of(new Overview.Named(name, endpoints, options, others, ReasonDescriptor.of(reasons),
				failures ? this.ledger.failures().stream().filter((one) -> one.endpoint().equals(name)).toList() : null,
				sessions ? this.ledger.sessions().stream().filter((one) -> one.endpoint().equals(name)).toList() : null,
				findings(name, endpoints)));
	}

	private List<Finding> findings(String name, List<EndpointDescriptor> endpoints) {
		Set<String> concerned = new HashSet<>();
		concerned.add(name);
		endpoints.forEach((endpoint) -> {
			Stream<PolicyDescriptor> policies = Stream.concat(Stream.ofNullable(endpoint.tls()),
					Stream.ofNullable(endpoint.serverNames()).flatMap((names) -> names.values().stream()));
			policies.forEach((policy) -> concerned.add(policy.options()));
		});
		return this.reports.findings()
			.stream()
			.filter((finding) -> concerned.stream().anyMatch((one) -> finding.where().contains("'" + one + "'")))
			.toList();
	}

	/**
	 * Describe the listeners alone.
	 * @return the listeners by name
	 */
	public Map<String, EndpointDescriptor> listeners() {
		EndpointDescriber describer = describer();
		Map<String, EndpointDescriptor> listening = new LinkedHashMap<>();
		this.listeners.get()
			.forEach((listener) -> listening.put(listener.settings().name(), describer.describe(listener)));
		return listening;
	}

	/**
	 * Describe the engine that {@code engine: auto} takes.
	 * @return the engine
	 */
	public Overview.EngineDescriptor engine() {
		Engine engine = Engine.of(EngineChoice.AUTO);
		return new Overview.EngineDescriptor(engine.name().toLowerCase(Locale.ROOT), engine.version(),
				Engine.unavailability());
	}

	private EndpointDescriber describer() {
		return new EndpointDescriber(this.ledger, this.catalog, this.reports.reportOnly(), this.clock.instant());
	}

	private OptionsDescriptor options(String name) {
		Set<String> users = new TreeSet<>();
		this.listeners.get().forEach((listener) -> {
			listener.context()
				.filter((context) -> context.generation().name().equals(name))
				.ifPresent((context) -> users.add("listener '%s'".formatted(listener.settings().name())));
			listener.serverNames().ifPresent((names) -> names.contexts().forEach((served, context) -> {
				if (context.generation().name().equals(name)) {
					users.add("listener '%s' for the name '%s'".formatted(listener.settings().name(), served));
				}
			}));
		});
		this.clients.get()
			.stream()
			.filter((client) -> client.context().generation().name().equals(name))
			.forEach((client) -> users.add("client '%s'".formatted(client.settings().name())));
		users.addAll(this.catalog.users(name));
		return new OptionsDescriptor(name, List.copyOf(users),
				this.catalog.generation(name)
					.map(new PolicyDescriber(this.catalog, this.clock.instant())::ofOptions)
					.orElse(null),
				this.reports.reloads().of(name).orElse(null));
	}

	// Of one name, or of every one.
	private List<OtherDescriptor> others(@Nullable String name) {
		Set<Endpoint> known = new HashSet<>();
		this.listeners.get().forEach((listener) -> known.add(new Endpoint(Side.SERVER, listener.settings().name())));
		this.clients.get().forEach((client) -> known.add(new Endpoint(Side.CLIENT, client.settings().name())));
		return this.ledger.endpoints()
			.stream()
			.filter((endpoint) -> !known.contains(endpoint) && (name == null || endpoint.name().equals(name)))
			.sorted((one, other) -> one.toString().compareTo(other.toString()))
			.map((endpoint) -> new OtherDescriptor(endpoint.name(), endpoint.side().code(), this.ledger.of(endpoint)))
			.toList();
	}

}

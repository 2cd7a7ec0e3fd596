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

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.tlsboot.client.ClientSettings;
import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.ledger.Catalog.Kind;
import io.tlsboot.server.Listener;
import io.tlsboot.server.ListenerSettings;
import io.tlsboot.server.ServerNames;

/**
 * Describes listeners and clients.
 */
final class EndpointDescriber {

	private final Ledger ledger;

	private final Catalog catalog;

	private final ReportOnly reportOnly;

	private final PolicyDescriber policies;

	EndpointDescriber(Ledger ledger, Catalog catalog, ReportOnly reportOnly, Instant now) {
		this.reportOnly = reportOnly;
		this.ledger = ledger;
		this.catalog = catalog;
		this.policies = new PolicyDescriber(catalog, now);
	}

	EndpointDescriptor describe(Listener listener) {
		ListenerSettings settings = listener.settings();
		return new EndpointDescriptor(settings.name(), "server", settings.mode().name().toLowerCase(Locale.ROOT),
				settings.addressOrAny(), listener.isRunning() ? listener.port() : settings.port(), listener.isRunning(),
				listener.transport().code(), listener.openConnections(), null, SettingsDescriber.of(listener),
				listener.context().map(this.policies::ofListener).orElse(null),
				listener.serverNames().map(this::describe).orElse(null),
				listener.serverNames().map(ServerNames::isStrict).orElse(null),
				this.ledger.of(new Endpoint(Side.SERVER, settings.name())),
				this.reportOnly.of(new Endpoint(Side.SERVER, settings.name())),
				this.catalog.origins(Kind.LISTENER, settings.name()));
	}

	private Map<String, PolicyDescriptor> describe(ServerNames names) {
		Map<String, PolicyDescriptor> described = new LinkedHashMap<>();
		names.contexts().forEach((name, context) -> described.put(name, this.policies.ofListener(context)));
		return described;
	}

	EndpointDescriptor describe(TlsClient client) {
		ClientSettings settings = client.settings();
		return new EndpointDescriptor(settings.name(), "client", client.mode().name().toLowerCase(Locale.ROOT),
				settings.host(), settings.port(), null, null, null, settings.serverName(), SettingsDescriber.of(client),
				this.policies.ofClient(client.context()), null, null,
				this.ledger.of(new Endpoint(Side.CLIENT, settings.name())),
				this.reportOnly.of(new Endpoint(Side.CLIENT, settings.name())),
				this.catalog.origins(Kind.CLIENT, settings.name()));
	}

}

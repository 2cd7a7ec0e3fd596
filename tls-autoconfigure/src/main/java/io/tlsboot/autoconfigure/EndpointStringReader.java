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

package io.tlsboot.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import io.tlsboot.client.ClientMode;
import io.tlsboot.client.ClientSettings;
import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.HandshakeListener;
import io.tlsboot.context.ListenerDefinition;
import io.tlsboot.endpoint.ClientEndpoint;
import io.tlsboot.endpoint.EndpointStringException;
import io.tlsboot.endpoint.ServerEndpoint;
import io.tlsboot.engine.ContextSettings;
import io.tlsboot.engine.EngineException;
import io.tlsboot.engine.TlsContextSource;
import io.tlsboot.ledger.OptionsInUse;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.OptionsSource;
import io.tlsboot.server.Forwarder;
import io.tlsboot.server.ListenerSettings;
import io.tlsboot.server.ServerNames;
import io.tlsboot.trust.TrustRoot;
import io.tlsboot.trust.TrustRootException;
import org.jspecify.annotations.Nullable;

/**
 * Turns {@code tls.listeners.*.endpoint} and {@code tls.clients.*.endpoint} into
 * listeners and clients.
 */
final class EndpointStringReader {

	static final String KEY = "endpoint";

	private final PropertyOrigins origins;

	private final AcceptanceReader acceptance;

	private final ClientRouteReader routes;

	private final HandshakeListener handshakes;

	private final ContextSettings settings;

	private final OptionsInUse inUse;

	EndpointStringReader(PropertyOrigins origins, AcceptanceReader acceptance, ClientRouteReader routes,
			HandshakeListener handshakes, ContextSettings settings, OptionsInUse inUse) {
		this.origins = origins;
		this.acceptance = acceptance;
		this.routes = routes;
		this.handshakes = handshakes;
		this.settings = settings;
		this.inUse = inUse;
	}

	/**
	 * Read a listener.
	 * @param prefix the properties of the listener
	 * @param name its name
	 * @param configured what is configured
	 * @param text its endpoint string
	 * @param forwarder serves its connections, or {@code null} if a handler bean does
	 * @param names adds the server names that have options of their own
	 * @return the definition
	 * @throws TlsConfigurationException if it cannot be used
	 */
	ListenerDefinition listener(String prefix, String name, TlsProperties.Listener configured, String text,
			@Nullable Forwarder forwarder, Function<TlsContextSource, ServerNames> names) {
		Map<String, @Nullable Object> others = new LinkedHashMap<>();
		others.put("address", configured.getAddress());
		others.put("port", configured.getPort());
		others.put("backlog", configured.getBacklog());
		others.put("options", configured.getOptions());
		requireAlone(prefix, others);
		if (configured.getMode() != ListenerSettings.Mode.TLS) {
			throw this.origins.refuse(prefix + ".mode",
					"the mode of the listener is not 'tls', and %s speaks TLS".formatted(describe(prefix)),
					"Remove the mode, or write address and port instead of an endpoint string.", null);
		}
		ServerEndpoint endpoint = parsed(prefix, () -> ServerEndpoint.parse(text));
		ListenerSettings listening = this.acceptance.read(name, configured,
				this.origins.checked(prefix + ".handshake-timeout",
						() -> endpoint.settings(name).withHandshakeTimeout(configured.getHandshakeTimeout())));
		warnOfMaterial(prefix, endpoint.options());
		OptionsSource source = source(prefix, endpoint.options());
		TlsContextSource contexts = bound(prefix, () -> TlsContextSource.forServer(source, this.settings));
		return new ListenerDefinition(listening, names.apply(contexts), null, forwarder);
	}

	/**
	 * Read a client.
	 * @param prefix the properties of the client
	 * @param name its name
	 * @param configured what is configured
	 * @param text its endpoint string
	 * @return a new client
	 * @throws TlsConfigurationException if it cannot be used
	 */
	TlsClient client(String prefix, String name, TlsProperties.Client configured, String text) {
		Map<String, @Nullable Object> others = new LinkedHashMap<>();
		others.put("host", configured.getHost());
		others.put("port", configured.getPort());
		others.put("server-name", configured.getServerName());
		others.put("options", configured.getOptions());
		others.put("connect-timeout", configured.getConnectTimeout());
		others.put("bind-address", configured.getBindAddress());
		requireAlone(prefix, others);
		if (configured.getMode() != ClientMode.TLS) {
			throw this.origins.refuse(prefix + ".mode",
					"the mode of the client is not 'tls', and %s speaks TLS".formatted(describe(prefix)),
					"Remove the mode, or write host and port instead of an endpoint string.", null);
		}
		ClientEndpoint endpoint = parsed(prefix, () -> ClientEndpoint.parse(text));
		ClientSettings connecting = this.origins.checked(prefix + ".handshake-timeout",
				() -> endpoint.settings(name).withHandshakeTimeout(configured.getHandshakeTimeout()));
		ClientSettings settings = this.routes.read(name, configured, connecting);
		warnOfMaterial(prefix, endpoint.options());
		OptionsSource source = source(prefix, endpoint.options());
		TlsContextSource contexts = bound(prefix,
				() -> TlsContextSource.forClient(endpoint.serverName(), source, this.settings));
		TrustRootReader.report("The client '%s'".formatted(name), describe(prefix),
				endpoint.options().trustRoot().orElseGet(TrustRoot::platform));
		return TlsClient.of(settings, contexts, this.handshakes);
	}

	private void requireAlone(String prefix, Map<String, @Nullable Object> others) {
		others.forEach((key, value) -> {
			if (value != null) {
				throw this.origins.refuse("%s.%s".formatted(prefix, key),
						"it is set beside %s, and they are mutually exclusive".formatted(describe(prefix)),
						"Remove one of them: an endpoint string says all of this.", null);
			}
		});
	}

	private <T> T parsed(String prefix, Supplier<T> parsing) {
		try {
			return parsing.get();
		}
		catch (EndpointStringException ex) {
			throw this.origins.refuse(property(prefix), "%s: %s".formatted(ex.argument(), ex.problem()), ex.action(),
					ex);
		}
	}

	private void warnOfMaterial(String prefix, CertificateOptions options) {
		options.identity()
			.ifPresent((identity) -> IdentityReader.warnOfMaterial(describe(prefix) + " names", identity,
					this.settings.clock().instant()));
	}

	// The options have no name of their own; theirs cannot be that of others.
	private OptionsSource source(String prefix, CertificateOptions options) {
		OptionsSource source = OptionsSource.fixed(property(prefix), options);
		this.inUse.add(source);
		return source;
	}

	private TlsContextSource bound(String prefix, Supplier<TlsContextSource> binding) {
		try {
			return binding.get();
		}
		catch (EngineException ex) {
			throw this.origins.refuse(property(prefix),
					"the endpoint string cannot be used: %s".formatted(ex.getMessage()), ex.action(), ex);
		}
		catch (TrustRootException ex) {
			throw this.origins.refuse(property(prefix), String.valueOf(ex.getMessage()), TrustRootReader.MACHINE_ACTION,
					ex);
		}
	}

	private String describe(String prefix) {
		return this.origins.describe(property(prefix));
	}

	private static String property(String prefix) {
		return "%s.%s".formatted(prefix, KEY);
	}

}

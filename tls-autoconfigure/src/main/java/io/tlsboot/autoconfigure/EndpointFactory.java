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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.tlsboot.client.ClientMode;
import io.tlsboot.client.ClientSettings;
import io.tlsboot.client.TlsClient;
import io.tlsboot.client.TlsClients;
import io.tlsboot.connection.HandshakeListener;
import io.tlsboot.context.BlockingThreads;
import io.tlsboot.context.ListenerDefinition;
import io.tlsboot.engine.ContextSettings;
import io.tlsboot.engine.EngineException;
import io.tlsboot.engine.TlsContextSource;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.OptionsSource;
import io.tlsboot.server.Forwarder;
import io.tlsboot.server.ListenerSettings;
import io.tlsboot.server.ServerNames;
import io.tlsboot.starttls.ClientStartTls;
import io.tlsboot.starttls.ServerStartTls;
import io.tlsboot.starttls.StartTlsProtocols;
import io.tlsboot.trust.ServiceIdentity;
import io.tlsboot.trust.TrustRoot;
import io.tlsboot.trust.TrustRootException;
import org.jspecify.annotations.Nullable;

/**
 * Turns {@code tls.listeners.*} and {@code tls.clients.*} into listeners and clients.
 */
final class EndpointFactory {

	private static final String LISTENERS = "tls.listeners";

	private static final String CLIENTS = "tls.clients";

	private final TlsProperties properties;

	private final OptionsRegistry options;

	private final PropertyOrigins origins;

	private final HandshakeListener handshakes;

	private final ContextSettings settings;

	private final AcceptanceReader acceptance;

	private final ClientRouteReader routes;

	private final EndpointStringReader strings;

	private final StartTlsReader dialogues;

	EndpointFactory(TlsProperties properties, OptionsRegistry options, PropertyOrigins origins,
			HandshakeListener handshakes, ContextSettings settings, StartTlsProtocols protocols) {
		this.properties = properties;
		this.options = options;
		this.origins = origins;
		this.handshakes = handshakes;
		this.settings = settings;
		this.acceptance = new AcceptanceReader(origins);
		this.routes = new ClientRouteReader(origins);
		this.dialogues = new StartTlsReader(origins, protocols);
		this.strings = new EndpointStringReader(origins, this.acceptance, this.routes, handshakes, settings,
				options.inUse());
	}

	/**
	 * Return all listeners.
	 * @param clients the clients that listeners may forward to
	 * @return the definitions in the order of the configuration
	 * @throws TlsConfigurationException if one cannot be used
	 */
	List<ListenerDefinition> listeners(TlsClients clients) {
		ForwardReader forwards = new ForwardReader(this.origins, clients);
		List<ListenerDefinition> definitions = new ArrayList<>();
		try {
			this.properties.getListeners()
				.forEach((name, listener) -> definitions.add(listener(name, listener, forwards)));
			return definitions;
		}
		catch (RuntimeException ex) {
			definitions.stream().map(ListenerDefinition::names).forEach(EndpointFactory::close);
			throw ex;
		}
	}

	private static void close(@Nullable ServerNames names) {
		if (names != null) {
			names.close();
		}
	}

	private ListenerDefinition listener(String name, TlsProperties.Listener configured, ForwardReader forwards) {
		ServerStartTls dialogue = this.dialogues.listener(name, configured);
		Forwarder forwarder = this.dialogues.speaking(name, configured, dialogue, forwards.read(name, configured));
		String endpoint = configured.getEndpoint();
		if (endpoint != null) {
			return this.strings.listener(PropertyOrigins.name(LISTENERS, name), name, configured, endpoint, forwarder,
					(contexts) -> serverNames(name, configured, contexts));
		}
		int port = require(configured.getPort(), PropertyOrigins.name(LISTENERS, name, "port"),
				"Set the port to listen on, 0 for any free one.");
		Integer backlog = configured.getBacklog();
		ListenerSettings listening = this.origins.checked(PropertyOrigins.name(LISTENERS, name),
				() -> ListenerSettings.of(name, configured.getMode(), port)
					.withAddress(configured.getAddress())
					.withHandshakeTimeout(configured.getHandshakeTimeout()));
		ListenerSettings queued = (backlog != null) ? this.origins.checked(
				PropertyOrigins.name(LISTENERS, name, "backlog"), () -> listening.withBacklog(backlog)) : listening;
		ListenerSettings settings = this.acceptance.read(name, configured, queued);
		if (settings.mode() == ListenerSettings.Mode.PLAIN) {
			refuseTls(name, "options", configured.getOptions() != null);
			refuseTls(name, "server-names", !configured.getServerNames().isEmpty());
			refuseTls(name, "strict-server-name", configured.isStrictServerName());
			return new ListenerDefinition(settings, null, null, forwarder);
		}
		String property = PropertyOrigins.name(LISTENERS, name, "options");
		return new ListenerDefinition(settings,
				serverNames(name, configured, served(configured.getOptions(), property)), dialogue, forwarder);
	}

	private void refuseTls(String listener, String key, boolean set) {
		if (set) {
			throw this.origins.refuse(PropertyOrigins.name(LISTENERS, listener, key),
					"'%s' is set on a listener whose mode is 'plain'".formatted(key),
					"Remove '%s', or the mode.".formatted(key), null);
		}
	}

	private ServerNames serverNames(String listener, TlsProperties.Listener configured, TlsContextSource others) {
		String prefix = PropertyOrigins.name(LISTENERS, listener, "server-names");
		ServerNames names = ServerNames.any(others);
		try {
			if (configured.isStrictServerName() && configured.getServerNames().isEmpty()) {
				throw this.origins.refuse(PropertyOrigins.name(LISTENERS, listener, "strict-server-name"),
						"no server names are configured, so every client would be refused",
						"Configure the names below '%s', or remove 'strict-server-name'.".formatted(prefix), null);
			}
			for (Map.Entry<String, TlsProperties.ServerName> entry : configured.getServerNames().entrySet()) {
				String property = PropertyOrigins.name(prefix, entry.getKey());
				String name = this.origins.checked(property, () -> ServerNames.normalize(entry.getKey()));
				if (names.names().contains(name)) {
					throw this.origins.refuse(property, "the server name '%s' is given twice".formatted(name),
							"Remove one of them.", null);
				}
				names = names.with(name, served(entry.getValue().getOptions(), property + ".options"));
			}
			return names.withStrict(configured.isStrictServerName());
		}
		catch (RuntimeException ex) {
			names.close();
			throw ex;
		}
	}

	private TlsContextSource served(@Nullable String options, String property) {
		OptionsSource source = this.options.referred(options, property);
		return bound(property, source, () -> TlsContextSource.forServer(source, this.settings));
	}

	/**
	 * Return the client with a name.
	 * @param name the name
	 * @return a new client
	 * @throws TlsConfigurationException if it cannot be used
	 */
	TlsClient client(String name) {
		TlsProperties.Client configured = this.properties.getClients().get(name);
		if (configured == null) {
			throw new IllegalArgumentException(
					"client: '%s' (expected: one of %s)".formatted(name, this.properties.getClients().keySet()));
		}
		String endpoint = configured.getEndpoint();
		if (endpoint != null) {
			this.dialogues.client(name, configured, "localhost");
			return this.strings.client(PropertyOrigins.name(CLIENTS, name), name, configured, endpoint);
		}
		String host = require(configured.getHost(), PropertyOrigins.name(CLIENTS, name, "host"),
				"Set the host to connect to.");
		int port = require(configured.getPort(), PropertyOrigins.name(CLIENTS, name, "port"),
				"Set the port to connect to.");
		String serverName = (configured.getServerName() != null) ? configured.getServerName() : host;
		this.origins.checked(
				PropertyOrigins.name(CLIENTS, name, (configured.getServerName() != null) ? "server-name" : "host"),
				() -> ServiceIdentity.of(serverName));
		ClientStartTls dialogue = this.dialogues.client(name, configured, serverName);
		ClientSettings connecting = this.origins.checked(PropertyOrigins.name(CLIENTS, name),
				() -> ClientSettings.of(name, host, port)
					.withServerName(serverName)
					.withConnectTimeout(Objects.requireNonNullElse(configured.getConnectTimeout(),
							ClientSettings.DEFAULT_CONNECT_TIMEOUT))
					.withHandshakeTimeout(configured.getHandshakeTimeout()));
		ClientSettings local = this.origins.checked(PropertyOrigins.name(CLIENTS, name, "bind-address"),
				() -> connecting.withBindAddress(configured.getBindAddress()));
		ClientSettings settings = this.routes.read(name, configured, local);
		String property = PropertyOrigins.name(CLIENTS, name, "options");
		OptionsSource source = this.options.referred(configured.getOptions(), property);
		TlsContextSource contexts = bound(property, source,
				() -> TlsContextSource.forClient(serverName, source, this.settings));
		CertificateOptions bound = source.current().options();
		if (bound.trustRoot().isEmpty() && !bound.isVerificationInsecurelySkipped()) {
			TrustRootReader.report("The client '%s'".formatted(name),
					this.origins.describe(OptionsFiles.property(source.current().name(), TrustRootReader.KEY)),
					TrustRoot.platform());
		}
		return (configured.getMode() == ClientMode.STARTTLS)
				? TlsClient.startTls(settings, contexts, dialogue, this.handshakes)
				: TlsClient.of(settings, contexts, this.handshakes);
	}

	/**
	 * Bind options for HTTP clients of any server.
	 * @param name the name of the options
	 * @return their contexts
	 * @throws IllegalArgumentException if there are no such options
	 * @throws TlsConfigurationException if they cannot be used
	 */
	TlsContextSource anyServer(String name) {
		OptionsSource source = known(name);
		this.options.use(name, "HTTP clients");
		return bound(PropertyOrigins.name(OptionsFiles.PREFIX, name), source,
				() -> TlsContextSource.forAnyServer(source, this.settings));
	}

	private OptionsSource known(String name) {
		if (!name.equals(OptionsRegistry.DEFAULT) && !this.options.names().contains(name)) {
			throw new IllegalArgumentException(
					"options: '%s' (expected: one of %s)".formatted(name, this.options.names()));
		}
		return this.options.get(name);
	}

	/**
	 * Bind options for connections that a handler takes over to TLS as the server.
	 * @param name the name of the options
	 * @return their contexts
	 * @throws IllegalArgumentException if there are no such options
	 * @throws TlsConfigurationException if they cannot be used
	 */
	TlsContextSource upgradeServer(String name) {
		OptionsSource source = known(name);
		this.options.use(name, "upgrades as the server");
		return bound(PropertyOrigins.name(OptionsFiles.PREFIX, name), source,
				() -> TlsContextSource.forServer(source, this.settings));
	}

	/**
	 * Bind options for connections that somebody takes over to TLS as the client.
	 * @param name the name of the options
	 * @param serverName whom the server's certificate must name
	 * @return their contexts
	 * @throws IllegalArgumentException if there are no such options, or that is no name
	 * @throws TlsConfigurationException if they cannot be used
	 */
	TlsContextSource upgradeClient(String name, String serverName) {
		ServiceIdentity.of(serverName);
		OptionsSource source = known(name);
		this.options.use(name, "upgrades as the client");
		return bound(PropertyOrigins.name(OptionsFiles.PREFIX, name), source,
				() -> TlsContextSource.forClient(serverName, source, this.settings));
	}

	/**
	 * Bind the options of Spring Boot's web server.
	 * @param name the name of the options
	 * @param property the property that names them
	 * @param mapping derives what is served from the options
	 * @return their contexts
	 * @throws TlsConfigurationException if they cannot be used
	 */
	TlsContextSource webServer(String name, String property, UnaryOperator<CertificateOptions> mapping) {
		OptionsSource source = this.options.get(name).map(mapping);
		this.options.use(name, property);
		return bound(property, source, () -> TlsContextSource.forServer(source, this.settings));
	}

	private TlsContextSource bound(String property, OptionsSource source, Supplier<TlsContextSource> binding) {
		try {
			return binding.get();
		}
		catch (EngineException ex) {
			String name = source.current().name();
			throw this.origins.refuse(ex.option().map((option) -> OptionsFiles.property(name, option)).orElse(property),
					"the options '%s' cannot be used: %s".formatted(name, ex.getMessage()), ex.action(), ex);
		}
		catch (TrustRootException ex) {
			String name = source.current().name();
			throw this.origins.refuse(OptionsFiles.property(name, TrustRootReader.KEY), String.valueOf(ex.getMessage()),
					TrustRootReader.MACHINE_ACTION, ex);
		}
	}

	private <T> T require(@Nullable T value, String property, String action) {
		if (value == null) {
			throw this.origins.refuse(property, "it is required and not set", action, null);
		}
		return value;
	}

	/**
	 * Return the threads of blocking handlers.
	 * @return new threads
	 * @throws TlsConfigurationException if their number is out of range
	 */
	BlockingThreads blockingThreads() {
		return this.origins.checked("tls.blocking-threads",
				() -> BlockingThreads.of(this.properties.getBlockingThreads()));
	}

	/**
	 * How long open connections may go on when the application stops: nearly what Spring
	 * Boot gives each phase, so that there is time left to close them in order.
	 * @param phase what Spring Boot gives each phase
	 * @return the time
	 */
	static Duration grace(Duration phase) {
		return phase.multipliedBy(4).dividedBy(5);
	}

}

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

import io.tlsboot.client.ClientMode;
import io.tlsboot.server.Forwarder;
import io.tlsboot.server.ListenerSettings;
import io.tlsboot.starttls.ClientStartTls;
import io.tlsboot.starttls.ServerStartTls;
import io.tlsboot.starttls.StartTlsClientSettings;
import io.tlsboot.starttls.StartTlsDialogue;
import io.tlsboot.starttls.StartTlsNegotiator;
import io.tlsboot.starttls.StartTlsProtocols;
import io.tlsboot.starttls.StartTlsServerSettings;
import io.tlsboot.starttls.TlsPolicy;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Turns what {@code tls.listeners.*} and {@code tls.clients.*} say of STARTTLS into
 * dialogues.
 */
final class StartTlsReader {

	private static final Log logger = LogFactory.getLog(StartTlsReader.class);

	private static final String LISTENERS = "tls.listeners";

	private static final String CLIENTS = "tls.clients";

	private static final String PROTOCOL = "protocol";

	private static final String GROUP = "starttls";

	private final PropertyOrigins origins;

	private final StartTlsProtocols protocols;

	StartTlsReader(PropertyOrigins origins, StartTlsProtocols protocols) {
		this.origins = origins;
		this.protocols = protocols;
	}

	/**
	 * Return the dialogue of a listener.
	 * @param name its name
	 * @param configured its properties
	 * @return the dialogue, or {@code null} if it has none
	 * @throws TlsConfigurationException if it cannot go over to TLS as it is configured
	 */
	@Nullable ServerStartTls listener(String name, TlsProperties.Listener configured) {
		StartTlsProperties.Listener said = configured.getStarttls();
		String protocol = configured.getProtocol();
		if (configured.getMode() != ListenerSettings.Mode.STARTTLS || protocol == null) {
			Map<String, Boolean> others = new LinkedHashMap<>();
			others.put("require-tls", !configured.isRequireTls());
			others.put(GROUP, isSet(LISTENERS, name));
			refuseOthers(LISTENERS, name, protocol, configured.getMode() == ListenerSettings.Mode.STARTTLS, others);
			return null;
		}
		StartTlsNegotiator negotiator = negotiator(LISTENERS, name, protocol);
		if (!configured.isRequireTls()) {
			logger.warn("The listener '%s' serves clients in clear: %s".formatted(name,
					this.origins.describe(PropertyOrigins.name(LISTENERS, name, "require-tls"))));
		}
		String prefix = PropertyOrigins.name(LISTENERS, name, GROUP);
		StartTlsServerSettings settings = this.origins.checked(prefix,
				() -> new StartTlsServerSettings(configured.isRequireTls(), said.getHostName(), said.getGreeting(),
						said.getCapabilities(), said.getReadyText(), said.getRequiredText(), said.getMaxLineLength(),
						said.getMaxMessages()));
		return this.origins.checked(prefix, () -> new ServerStartTls(negotiator, settings, said.getTimeout()));
	}

	/**
	 * Let what forwards speak to its backends.
	 * @param name the name of the listener
	 * @param configured its properties
	 * @param dialogue its dialogue, or {@code null} if it has none
	 * @param forwarder what forwards, or {@code null} if the listener does not forward
	 * @return what forwards
	 * @throws TlsConfigurationException if connections of the protocol cannot be
	 * forwarded
	 */
	@Nullable Forwarder speaking(String name, TlsProperties.Listener configured, @Nullable ServerStartTls dialogue,
			@Nullable Forwarder forwarder) {
		if (forwarder == null || configured.getMode() != ListenerSettings.Mode.STARTTLS) {
			return forwarder;
		}
		if (dialogue == null) {
			throw this.origins.refuse(PropertyOrigins.name(LISTENERS, name, "forward-to"),
					"a listener with mode 'starttls' forwards, and nothing says how its clients go over to TLS",
					"Set 'protocol'.", null);
		}
		if (!configured.isRequireTls()) {
			throw this.origins.refuse(PropertyOrigins.name(LISTENERS, name, "require-tls"),
					"clients that stay in clear would be forwarded in the middle of their dialogue",
					"Remove 'require-tls', or let a handler serve the listener.", null);
		}
		if (dialogue.backend() == null) {
			throw this.origins.refuse(PropertyOrigins.name(LISTENERS, name, "forward-to"),
					"connections of the protocol '%s' cannot be forwarded".formatted(configured.getProtocol()),
					"Remove 'forward-to', and let a handler serve the listener.", null);
		}
		return forwarder.speaking(() -> backend(dialogue));
	}

	private static StartTlsDialogue backend(ServerStartTls dialogue) {
		StartTlsDialogue backend = dialogue.backend();
		return (backend != null) ? backend : StartTlsDialogue.SILENT;
	}

	/**
	 * Return the dialogue of a client.
	 * @param name its name
	 * @param configured its properties
	 * @param serverName whom it wants to speak to
	 * @return the dialogue, or {@code null} if it has none
	 * @throws TlsConfigurationException if it cannot go over to TLS as it is configured
	 */
	@Nullable ClientStartTls client(String name, TlsProperties.Client configured, String serverName) {
		StartTlsProperties.Client said = configured.getStarttls();
		String protocol = configured.getProtocol();
		if (configured.getMode() != ClientMode.STARTTLS || protocol == null) {
			Map<String, Boolean> others = new LinkedHashMap<>();
			others.put("tls-policy", configured.getTlsPolicy() != TlsPolicy.REQUIRE);
			others.put(GROUP, isSet(CLIENTS, name));
			refuseOthers(CLIENTS, name, protocol, configured.getMode() == ClientMode.STARTTLS, others);
			return null;
		}
		StartTlsNegotiator negotiator = negotiator(CLIENTS, name, protocol);
		if (configured.getTlsPolicy() != TlsPolicy.REQUIRE) {
			logger.warn("The client '%s' goes on in clear where a server does not offer TLS: %s".formatted(name,
					this.origins.describe(PropertyOrigins.name(CLIENTS, name, "tls-policy"))));
		}
		String prefix = PropertyOrigins.name(CLIENTS, name, GROUP);
		StartTlsClientSettings settings = this.origins.checked(prefix,
				() -> new StartTlsClientSettings(said.getHostName(), serverName, said.getMaxLineLength()));
		return this.origins.checked(prefix,
				() -> new ClientStartTls(negotiator, settings, configured.getTlsPolicy(), said.getTimeout()));
	}

	private StartTlsNegotiator negotiator(String map, String name, String protocol) {
		return this.origins.checked(PropertyOrigins.name(map, name, PROTOCOL), () -> this.protocols.get(protocol));
	}

	private boolean isSet(String map, String name) {
		return this.origins.find(PropertyOrigins.name(map, name, GROUP)) != null;
	}

	private void refuseOthers(String map, String name, @Nullable String protocol, boolean late,
			Map<String, Boolean> others) {
		if (protocol != null) {
			throw this.origins.refuse(PropertyOrigins.name(map, name, PROTOCOL),
					"'%s' is set, and the mode is not 'starttls'".formatted(PROTOCOL),
					"Set 'mode: starttls', or remove '%s'.".formatted(PROTOCOL), null);
		}
		others.forEach((key, set) -> {
			if (set) {
				throw this.origins.refuse(PropertyOrigins.name(map, name, key),
						late ? "'%s' is set without 'protocol'".formatted(key)
								: "'%s' is set, and the mode is not 'starttls'".formatted(key),
						late ? "Set 'protocol', or remove '%s'.".formatted(key)
								: "Set 'mode: starttls' and 'protocol', or remove '%s'.".formatted(key),
						null);
			}
		});
	}

}

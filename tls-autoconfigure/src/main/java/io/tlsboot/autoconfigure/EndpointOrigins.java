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

import java.util.Map;
import java.util.TreeMap;

/**
 * Where the values of listeners and clients were written.
 */
final class EndpointOrigins {

	private static final Map<String, String> BOTH = Map.of("mode", "mode", "handshakeTimeout", "handshake-timeout",
			"idleTimeout", "idle-timeout", "startTls", "starttls");

	private static final Map<String, String> LISTENER = Map.ofEntries(Map.entry("transport", "transport"),
			Map.entry("serverNames", "server-names"), Map.entry("strictServerName", "strict-server-name"),
			Map.entry("maxConnections", "max-connections"),
			Map.entry("maxConcurrentHandshakes", "max-concurrent-handshakes"), Map.entry("reusePort", "reuse-port"),
			Map.entry("proxyProtocol", "proxy-protocol"), Map.entry("proxyProtocolFrom", "proxy-protocol-from"),
			Map.entry("forwardTo", "forward-to"), Map.entry("forwardConnectTimeout", "forward-connect-timeout"),
			Map.entry("forwardProxyProtocol", "forward-proxy-protocol"));

	// By the names of fields, the keywords of endpoint strings.
	private static final Map<String, String> SAID_OF_LISTENERS = Map.of("address", "interface", "port", "port",
			"backlog", "backlog");

	private static final Map<String, String> SAID_OF_CLIENTS = Map.of("address", "host", "port", "port", "serverName",
			"hostname", "connectTimeout", "timeout", "bindAddress", "bindAddress");

	private final TlsProperties properties;

	private final OriginTexts texts;

	EndpointOrigins(TlsProperties properties, OriginTexts texts) {
		this.properties = properties;
		this.texts = texts;
	}

	Map<String, String> ofListener(String name) {
		String prefix = PropertyOrigins.name("tls.listeners", name);
		TlsProperties.Listener configured = this.properties.getListeners().get(name);
		if (configured == null) {
			return Map.of();
		}
		Map<String, String> origins = new TreeMap<>();
		origins.put("address", this.texts.findOrDefault(prefix, "address"));
		origins.put("port", this.texts.findOrDefault(prefix, "port"));
		origins.put("tls", this.texts.findOrDefault(prefix, "options"));
		origins.put("backlog", this.texts.findOrDefault(prefix, "backlog"));
		BOTH.forEach((field, key) -> origins.put(field, this.texts.findOrDefault(prefix, key)));
		LISTENER.forEach((field, key) -> origins.put(field, this.texts.findOrDefault(prefix, key)));
		origins.put("startTls", this.texts.findOrDefault(prefix, "protocol", "require-tls", "starttls"));
		String endpoint = this.texts.find(prefix, EndpointStringReader.KEY);
		if (endpoint != null) {
			putSaid(origins, endpoint, EndpointArguments.of(configured), SAID_OF_LISTENERS);
		}
		return origins;
	}

	Map<String, String> ofClient(String name) {
		String prefix = PropertyOrigins.name("tls.clients", name);
		TlsProperties.Client configured = this.properties.getClients().get(name);
		if (configured == null) {
			return Map.of();
		}
		Map<String, String> origins = new TreeMap<>();
		origins.put("address", this.texts.findOrDefault(prefix, "host"));
		origins.put("port", this.texts.findOrDefault(prefix, "port"));
		origins.put("serverName", this.texts.findOrDefault(prefix, "server-name"));
		origins.put("tls", this.texts.findOrDefault(prefix, "options"));
		origins.put("connectTimeout", this.texts.findOrDefault(prefix, "connect-timeout"));
		origins.put("bindAddress", this.texts.findOrDefault(prefix, "bind-address"));
		BOTH.forEach((field, key) -> origins.put(field, this.texts.findOrDefault(prefix, key)));
		origins.put("connectRetries", this.texts.findOrDefault(prefix, "connect-retries"));
		origins.put("proxy", this.texts.findOrDefault(prefix, "proxy"));
		origins.put("startTls", this.texts.findOrDefault(prefix, "protocol", "tls-policy", "starttls"));
		String endpoint = this.texts.find(prefix, EndpointStringReader.KEY);
		String host = (endpoint != null) ? endpoint : this.texts.find(prefix, "host");
		if (host != null && this.texts.find(prefix, "server-name") == null) {
			origins.put("serverName", "implied by " + host);
		}
		if (endpoint != null) {
			putSaid(origins, endpoint, EndpointArguments.of(configured), SAID_OF_CLIENTS);
		}
		return origins;
	}

	// Nothing of this can be set beside an endpoint string.
	private static void putSaid(Map<String, String> origins, String endpoint, Map<String, String> arguments,
			Map<String, String> fields) {
		// They have no name of their own, but that of the string.
		origins.put("tls", endpoint);
		fields.forEach((field, keyword) -> {
			if (arguments.containsKey(keyword)) {
				origins.put(field, endpoint);
			}
		});
	}

}

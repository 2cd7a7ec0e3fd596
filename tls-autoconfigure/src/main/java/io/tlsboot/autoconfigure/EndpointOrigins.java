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

import org.jspecify.annotations.Nullable;

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

	private final OriginTexts texts;

	EndpointOrigins(OriginTexts texts) {
		this.texts = texts;
	}

	Map<String, String> ofListener(String name) {
		String prefix = PropertyOrigins.name("tls.listeners", name);
		String endpoint = this.texts.find(prefix, EndpointStringReader.KEY);
		Map<String, String> origins = new TreeMap<>();
		putOf(endpoint, prefix, origins, "address", "address");
		putOf(endpoint, prefix, origins, "port", "port");
		putOf(endpoint, prefix, origins, "tls", "options");
		putOf(endpoint, prefix, origins, "backlog", "backlog");
		BOTH.forEach((field, key) -> origins.put(field, this.texts.findOrDefault(prefix, key)));
		LISTENER.forEach((field, key) -> origins.put(field, this.texts.findOrDefault(prefix, key)));
		origins.put("startTls", this.texts.findOrDefault(prefix, "protocol", "require-tls", "starttls"));
		return origins;
	}

	Map<String, String> ofClient(String name) {
		String prefix = PropertyOrigins.name("tls.clients", name);
		String endpoint = this.texts.find(prefix, EndpointStringReader.KEY);
		Map<String, String> origins = new TreeMap<>();
		putOf(endpoint, prefix, origins, "address", "host");
		putOf(endpoint, prefix, origins, "port", "port");
		putOf(endpoint, prefix, origins, "serverName", "server-name");
		putOf(endpoint, prefix, origins, "tls", "options");
		putOf(endpoint, prefix, origins, "connectTimeout", "connect-timeout");
		putOf(endpoint, prefix, origins, "bindAddress", "bind-address");
		BOTH.forEach((field, key) -> origins.put(field, this.texts.findOrDefault(prefix, key)));
		origins.put("connectRetries", this.texts.findOrDefault(prefix, "connect-retries"));
		origins.put("proxy", this.texts.findOrDefault(prefix, "proxy"));
		origins.put("startTls", this.texts.findOrDefault(prefix, "protocol", "tls-policy", "starttls"));
		String host = this.texts.find(prefix, "host");
		if (host != null && this.texts.find(prefix, "server-name") == null) {
			origins.put("serverName", "implied by " + host);
		}
		return origins;
	}

	// An endpoint string says all of this.
	private void putOf(@Nullable String endpoint, String prefix, Map<String, String> origins, String field,
			String key) {
		origins.put(field, (endpoint != null) ? endpoint : this.texts.findOrDefault(prefix, key));
	}

}

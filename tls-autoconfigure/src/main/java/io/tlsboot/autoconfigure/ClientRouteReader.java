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

import java.util.List;

import io.tlsboot.client.ClientProxy;
import io.tlsboot.client.ClientSettings;
import org.jspecify.annotations.Nullable;

/**
 * Reads how clients connect, whether their server is in keys or in an endpoint string:
 * idle time, retries, proxy.
 */
final class ClientRouteReader {

	private static final String TYPE = "type";

	private static final String USERNAME = "username";

	private final PropertyOrigins origins;

	ClientRouteReader(PropertyOrigins origins) {
		this.origins = origins;
	}

	/**
	 * Take over what is configured.
	 * @param name the name of the client
	 * @param configured its properties
	 * @param settings its settings so far
	 * @return the settings with these
	 * @throws TlsConfigurationException if a value cannot be used
	 */
	ClientSettings read(String name, TlsProperties.Client configured, ClientSettings settings) {
		String prefix = PropertyOrigins.name("tls.clients", name);
		ClientSettings ending = this.origins.checked(prefix + ".idle-timeout",
				() -> settings.withIdleTimeout(configured.getIdleTimeout()));
		ClientSettings trying = this.origins.checked(prefix + ".connect-retries",
				() -> ending.withConnectRetries(configured.getConnectRetries()));
		ClientProxy proxy = proxy(prefix, configured.getProxy());
		return this.origins.checked(key(prefix, TYPE), () -> trying.withProxy(proxy));
	}

	private @Nullable ClientProxy proxy(String prefix, TlsProperties.Proxy configured) {
		if (isUnset(configured)) {
			return null;
		}
		ClientProxy.Type type = require(configured.getType(), key(prefix, TYPE),
				"Set what the proxy speaks: 'http', 'socks4' or 'socks5'.");
		String host = require(configured.getHost(), key(prefix, "host"), "Set the host of the proxy.");
		int port = require(configured.getPort(), key(prefix, "port"), "Set the port of the proxy.");
		this.origins.checked(key(prefix, "host"), () -> ClientProxy.of(type, host, 1));
		ClientProxy anybody = this.origins.checked(key(prefix, "port"), () -> ClientProxy.of(type, host, port));
		String username = configured.getUsername();
		String password = configured.getPassword();
		if (username == null && password != null) {
			throw this.origins.refuse(key(prefix, "password"), "it has no effect without 'username'",
					"Remove it, or set 'username'.", null);
		}
		ClientProxy known = (username != null)
				? this.origins.checked(key(prefix, USERNAME), () -> anybody.withCredentials(username, password))
				: anybody;
		List<String> direct = configured.getNonProxyHosts();
		return this.origins.checked(key(prefix, "non-proxy-hosts"), () -> known.withNonProxyHosts(direct));
	}

	private static boolean isUnset(TlsProperties.Proxy configured) {
		return configured.getType() == null && configured.getHost() == null && configured.getPort() == null
				&& configured.getUsername() == null && configured.getPassword() == null
				&& configured.getNonProxyHosts().isEmpty();
	}

	private static String key(String prefix, String key) {
		return "%s.proxy.%s".formatted(prefix, key);
	}

	private <T> T require(@Nullable T value, String property, String action) {
		if (value == null) {
			throw this.origins.refuse(property, "it is required with a proxy and not set", action, null);
		}
		return value;
	}

}

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

package io.tlsboot.client;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The clients by name. Immutable.
 *
 * @since 0.1.0
 */
public final class TlsClients {

	private final Map<String, TlsClient> clients = new LinkedHashMap<>();

	/**
	 * Create a look-up.
	 * @param clients the clients, each with a name of its own
	 */
	public TlsClients(Collection<TlsClient> clients) {
		clients.forEach((client) -> this.clients.put(client.settings().name(), client));
	}

	/**
	 * Return the client with a name.
	 * @param name the name
	 * @return the client
	 * @throws IllegalArgumentException if there is none
	 */
	public TlsClient get(String name) {
		TlsClient client = this.clients.get(name);
		if (client == null) {
			throw new IllegalArgumentException("client: '%s' (expected: one of %s)".formatted(name, names()));
		}
		return client;
	}

	/**
	 * Return the names.
	 * @return the names in the order of the configuration
	 */
	public Set<String> names() {
		return Collections.unmodifiableSet(this.clients.keySet());
	}

	/**
	 * Return all clients.
	 * @return the clients in the order of the configuration
	 */
	public Collection<TlsClient> all() {
		return Collections.unmodifiableCollection(this.clients.values());
	}

}

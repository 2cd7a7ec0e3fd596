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

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import io.tlsboot.client.TlsClients;
import io.tlsboot.context.TlsListeners;
import io.tlsboot.engine.TlsContext;
import io.tlsboot.options.Generation;

/**
 * All options that are in use: those with a name, and those of endpoint strings.
 */
final class UsedOptions {

	private final OptionsRegistry options;

	private final TlsListeners listeners;

	private final TlsClients clients;

	UsedOptions(OptionsRegistry options, TlsListeners listeners, TlsClients clients) {
		this.options = options;
		this.listeners = listeners;
		this.clients = clients;
	}

	/**
	 * Return what is in use now.
	 * @return the current generations, each once
	 */
	Collection<Generation> generations() {
		Map<String, Generation> found = new LinkedHashMap<>();
		this.options.made().forEach((generation) -> found.put(generation.name(), generation));
		this.listeners.all().forEach((listener) -> listener.context().ifPresent((context) -> add(found, context)));
		this.clients.all().forEach((client) -> add(found, client.context()));
		return found.values();
	}

	private static void add(Map<String, Generation> found, TlsContext context) {
		found.putIfAbsent(context.generation().name(), context.generation());
	}

}

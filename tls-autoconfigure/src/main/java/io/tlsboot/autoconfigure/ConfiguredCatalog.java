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

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.tlsboot.ledger.Catalog;
import io.tlsboot.options.Generation;

/**
 * Tells what the properties say, and where.
 */
final class ConfiguredCatalog implements Catalog {

	private final OptionsRegistry options;

	private final OptionsOrigins optionsOrigins;

	private final EndpointOrigins endpointOrigins;

	ConfiguredCatalog(TlsProperties properties, OptionsRegistry options, PropertyOrigins origins) {
		this.options = options;
		OriginTexts texts = new OriginTexts(origins);
		this.optionsOrigins = new OptionsOrigins(properties, options, texts);
		this.endpointOrigins = new EndpointOrigins(properties, texts);
	}

	@Override
	public Set<String> options() {
		Set<String> names = new LinkedHashSet<>(this.options.names());
		if (this.options.known(OptionsRegistry.DEFAULT).isPresent()) {
			names.add(OptionsRegistry.DEFAULT);
		}
		return names;
	}

	@Override
	public Optional<Generation> generation(String options) {
		return this.options.known(options);
	}

	@Override
	public List<String> users(String options) {
		return List.copyOf(this.options.users(options));
	}

	@Override
	public Map<String, String> origins(Kind kind, String name) {
		return switch (kind) {
			case OPTIONS -> this.optionsOrigins.of(name);
			case LISTENER -> this.endpointOrigins.ofListener(name);
			case CLIENT -> this.endpointOrigins.ofClient(name);
		};
	}

}

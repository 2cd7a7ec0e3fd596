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

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.tlsboot.options.Generation;

/**
 * The catalog of an application without a configuration.
 */
final class EmptyCatalog implements Catalog {

	@Override
	public Set<String> options() {
		return Set.of();
	}

	@Override
	public Optional<Generation> generation(String options) {
		return Optional.empty();
	}

	@Override
	public List<String> users(String options) {
		return List.of();
	}

	@Override
	public Map<String, String> origins(Kind kind, String name) {
		return Map.of();
	}

}

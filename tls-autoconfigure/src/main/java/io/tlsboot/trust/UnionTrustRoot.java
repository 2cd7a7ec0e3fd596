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

package io.tlsboot.trust;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.tlsboot.x509.Certificate;

/**
 * The anchors of several roots.
 *
 * @param roots the parts, in the order given
 */
record UnionTrustRoot(List<TrustRoot> roots) implements TrustRoot {

	@Override
	public Set<Certificate> anchors() {
		Set<Certificate> anchors = new LinkedHashSet<>();
		this.roots.forEach((root) -> anchors.addAll(root.anchors()));
		return Set.copyOf(anchors);
	}

	@Override
	public List<TrustSource> sources() {
		return this.roots.stream().flatMap((root) -> root.sources().stream()).toList();
	}

	@Override
	public List<TrustSource> namedSources() {
		return this.roots.stream().flatMap((root) -> root.namedSources().stream()).toList();
	}

	@Override
	public boolean trustsMachine() {
		return this.roots.stream().anyMatch(TrustRoot::trustsMachine);
	}

	@Override
	public String description() {
		return this.roots.stream().map(TrustRoot::description).collect(Collectors.joining(" + "));
	}

}

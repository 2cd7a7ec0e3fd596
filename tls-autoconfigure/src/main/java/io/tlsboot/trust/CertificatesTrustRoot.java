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

import java.util.List;
import java.util.Set;

import io.tlsboot.x509.Certificate;

/**
 * A fixed set of anchors.
 *
 * @param source the trusted certificates
 */
record CertificatesTrustRoot(TrustSource source) implements TrustRoot {

	@Override
	public Set<Certificate> anchors() {
		return this.source.certificates();
	}

	@Override
	public List<TrustSource> sources() {
		return List.of(this.source);
	}

	@Override
	public List<TrustSource> namedSources() {
		return this.source.machine() ? List.of() : List.of(this.source);
	}

	@Override
	public boolean trustsMachine() {
		return this.source.machine();
	}

	@Override
	public String description() {
		return count(this.source);
	}

	static String count(TrustSource source) {
		int size = source.certificates().size();
		return size + ((size == 1) ? " certificate" : " certificates");
	}

}

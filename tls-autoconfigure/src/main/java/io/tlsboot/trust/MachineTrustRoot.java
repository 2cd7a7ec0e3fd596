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
import java.util.function.Supplier;

import io.tlsboot.x509.Certificate;
import org.jspecify.annotations.Nullable;

/**
 * What this machine trusts, read once, on first use.
 */
final class MachineTrustRoot implements TrustRoot {

	static final MachineTrustRoot PLATFORM = new MachineTrustRoot("platform",
			new PlatformAnchors(System::getenv, System::getProperty, PlatformAnchors.Locations.WELL_KNOWN));

	static final MachineTrustRoot JVM = new MachineTrustRoot("jvm", new JvmAnchors(System::getProperty));

	private final String name;

	private final Supplier<TrustSource> finder;

	private volatile @Nullable TrustSource found;

	/**
	 * Create a root; nothing is read yet.
	 * @param name what users call it
	 * @param finder finds the anchors and says where
	 */
	MachineTrustRoot(String name, Supplier<TrustSource> finder) {
		this.name = name;
		this.finder = finder;
	}

	@Override
	public Set<Certificate> anchors() {
		return found().certificates();
	}

	@Override
	public List<TrustSource> sources() {
		TrustSource source = found();
		return List
			.of(new TrustSource("%s (%s)".formatted(this.name, source.description()), true, source.certificates()));
	}

	@Override
	public List<TrustSource> namedSources() {
		return List.of();
	}

	@Override
	public boolean trustsMachine() {
		return true;
	}

	@Override
	public String description() {
		TrustSource known = this.found;
		return (known != null)
				? "%s (%s: %s)".formatted(this.name, known.description(), CertificatesTrustRoot.count(known))
				: this.name;
	}

	private TrustSource found() {
		TrustSource known = this.found;
		if (known == null) {
			synchronized (this) {
				known = this.found;
				if (known == null) {
					known = this.finder.get();
					this.found = known;
				}
			}
		}
		return known;
	}

	@Override
	public String toString() {
		return description();
	}

}

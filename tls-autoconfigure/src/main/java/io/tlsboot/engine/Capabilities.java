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

package io.tlsboot.engine;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.netty.handler.ssl.OpenSsl;
import io.tlsboot.options.Cipher;
import io.tlsboot.options.NamedGroup;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.x509.KeyType;

/**
 * What an engine can honour here.
 *
 * @param versions the versions that it negotiates
 * @param keyTypes the types of keys that it signs with
 * @param groups the groups that it knows
 * @param cipherSuites the suites that it knows, of any version
 * @param features what else it can do
 * @since 0.1.0
 */
public record Capabilities(Set<TlsVersion> versions, Set<KeyType> keyTypes, Set<NamedGroup> groups,
		Set<String> cipherSuites, Set<Feature> features) {

	// Java 20 has SSLParameters.setNamedGroups, Java 27 the hybrid groups (JEP 527).
	private static final int JAVA_WITH_SELECTABLE_GROUPS = 20;

	private static final int JAVA_WITH_HYBRID_GROUPS = 27;

	/**
	 * Create a description.
	 * @param versions the versions
	 * @param keyTypes the types of keys
	 * @param groups the groups
	 * @param cipherSuites the suites
	 * @param features what else
	 */
	public Capabilities {
		versions = Set.copyOf(versions);
		keyTypes = Set.copyOf(keyTypes);
		groups = Set.copyOf(groups);
		cipherSuites = Set.copyOf(cipherSuites);
		EnumSet<Feature> some = EnumSet.noneOf(Feature.class);
		some.addAll(features);
		features = Collections.unmodifiableSet(some);
	}

	/**
	 * Tell whether the engine can do something.
	 * @param feature what
	 * @return whether it can
	 */
	public boolean has(Feature feature) {
		return this.features.contains(feature);
	}

	/**
	 * Return the suites of one version.
	 * @param version the version
	 * @return those that it knows, by their names of IANA
	 */
	public Set<String> cipherSuites(TlsVersion version) {
		return this.cipherSuites.stream()
			.filter((name) -> Cipher.of(name).filter((cipher) -> cipher.worksWith(version)).isPresent())
			.collect(Collectors.toUnmodifiableSet());
	}

	static Capabilities boringSsl() {
		EnumSet<Feature> features = EnumSet.of(Feature.SELECTABLE_GROUPS, Feature.ALPN, Feature.NPN,
				Feature.TICKET_KEYS, Feature.KEY_LOG);
		if (OpenSsl.isOcspSupported()) {
			features.add(Feature.OCSP_STAPLING);
		}
		return new Capabilities(EnumSet.range(TlsVersion.TLSv1_0, TlsVersion.TLSv1_3),
				types(KeyType::isServedByBoringSsl), EnumSet.of(NamedGroup.X25519MLKEM768, NamedGroup.X25519,
						NamedGroup.SECP256R1, NamedGroup.SECP384R1, NamedGroup.SECP521R1),
				OpenSsl.availableJavaCipherSuites(), features);
	}

	static Capabilities jdk() {
		int java = Runtime.version().feature();
		EnumSet<NamedGroup> groups = EnumSet.allOf(NamedGroup.class);
		if (java < JAVA_WITH_HYBRID_GROUPS) {
			groups.removeIf(NamedGroup::isPostQuantum);
		}
		EnumSet<Feature> features = EnumSet.of(Feature.SELECTABLE_TLS_1_3_SUITES, Feature.ALPN,
				Feature.FINITE_FIELD_DIFFIE_HELLMAN);
		if (java >= JAVA_WITH_SELECTABLE_GROUPS) {
			features.add(Feature.SELECTABLE_GROUPS);
		}
		return new Capabilities(JdkVersions.enabled(), types(KeyType::isServedByJdk), groups,
				JdkVersions.cipherSuites(), features);
	}

	private static Set<KeyType> types(Predicate<KeyType> served) {
		return EnumSet.allOf(KeyType.class).stream().filter(served).collect(Collectors.toSet());
	}

	/**
	 * Something that one engine can do and another cannot.
	 */
	public enum Feature {

		/**
		 * Options decide which groups are negotiated, and in which order; otherwise the
		 * JVM does, for all of its connections.
		 */
		SELECTABLE_GROUPS,

		/**
		 * Options decide which suites of TLS 1.3 are negotiated; otherwise it is all of
		 * them, in the engine's order.
		 */
		SELECTABLE_TLS_1_3_SUITES,

		/** Negotiates application protocols (RFC 7301). */
		ALPN,

		/** Negotiates application protocols by the predecessor of ALPN, up to TLS 1.2. */
		NPN,

		/** Exchanges keys by finite field Diffie-Hellman (DHE), in a group of ours. */
		FINITE_FIELD_DIFFIE_HELLMAN,

		/** Seals tickets with keys of ours, which are rotated. */
		TICKET_KEYS,

		/** Sends a response of OCSP that it is given for a connection (RFC 6066). */
		OCSP_STAPLING,

		/** Tells the secrets of connections, for {@link KeyLog}. */
		KEY_LOG

	}

}

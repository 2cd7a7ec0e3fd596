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

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.netty.handler.ssl.OpenSsl;
import io.tlsboot.options.NamedGroup;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.x509.KeyType;

/**
 * What an engine can honour here.
 *
 * @param versions the versions that it negotiates
 * @param keyTypes the types of keys that it signs with
 * @param groups the groups that it knows
 * @param groupsSelectable whether options decide which of them are negotiated, and in
 * which order; otherwise the JVM does, for all of its connections
 * @param cipherSuites the suites that it knows
 * @param tls13SuitesSelectable whether options decide which suites of TLS 1.3 are
 * negotiated; otherwise it is all of them, in the engine's order
 * @since 0.1.0
 */
public record Capabilities(Set<TlsVersion> versions, Set<KeyType> keyTypes, Set<NamedGroup> groups,
		boolean groupsSelectable, Set<String> cipherSuites, boolean tls13SuitesSelectable) {

	// Java 20 has SSLParameters.setNamedGroups, Java 27 the hybrid groups (JEP 527).
	private static final int JAVA_WITH_SELECTABLE_GROUPS = 20;

	private static final int JAVA_WITH_HYBRID_GROUPS = 27;

	/**
	 * Create a description.
	 * @param versions the versions
	 * @param keyTypes the types of keys
	 * @param groups the groups
	 * @param groupsSelectable whether options decide about the groups
	 * @param cipherSuites the suites
	 * @param tls13SuitesSelectable whether options decide about those of TLS 1.3
	 */
	public Capabilities {
		versions = Set.copyOf(versions);
		keyTypes = Set.copyOf(keyTypes);
		groups = Set.copyOf(groups);
		cipherSuites = Set.copyOf(cipherSuites);
	}

	static Capabilities boringSsl() {
		return new Capabilities(EnumSet.range(TlsVersion.TLSv1_0, TlsVersion.TLSv1_3),
				types(KeyType::isServedByBoringSsl), EnumSet.of(NamedGroup.X25519MLKEM768, NamedGroup.X25519,
						NamedGroup.SECP256R1, NamedGroup.SECP384R1, NamedGroup.SECP521R1),
				true, OpenSsl.availableJavaCipherSuites(), false);
	}

	static Capabilities jdk() {
		int java = Runtime.version().feature();
		EnumSet<NamedGroup> groups = EnumSet.allOf(NamedGroup.class);
		if (java < JAVA_WITH_HYBRID_GROUPS) {
			groups.removeIf(NamedGroup::isPostQuantum);
		}
		return new Capabilities(JdkVersions.enabled(), types(KeyType::isServedByJdk), groups,
				java >= JAVA_WITH_SELECTABLE_GROUPS, JdkVersions.cipherSuites(), true);
	}

	private static Set<KeyType> types(Predicate<KeyType> served) {
		return EnumSet.allOf(KeyType.class).stream().filter(served).collect(Collectors.toSet());
	}

}

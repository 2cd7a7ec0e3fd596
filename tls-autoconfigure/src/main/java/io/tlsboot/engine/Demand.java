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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.tlsboot.engine.Capabilities.Feature;
import io.tlsboot.options.AcceptableCiphers;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.Cipher;
import io.tlsboot.options.DiffieHellmanParameters;
import io.tlsboot.options.NamedGroup;
import io.tlsboot.options.PostQuantum;
import io.tlsboot.options.ProtocolNegotiationSupport;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.options.TlsVersionRange;
import io.tlsboot.x509.KeyType;

/**
 * Something that options ask of their engine. Defaults ask for nothing but a common
 * version.
 *
 * @param option the configuration key of the option
 * @param wanted what it asks for
 * @param lack tells what an engine with some capabilities lacks, if it does
 * @param alternative what the user can do, besides choosing another engine
 */
record Demand(String option, String wanted, Lack lack, String alternative) {

	private static final String POLICY = "the security property jdk.tls.disabledAlgorithms";

	/**
	 * Return all that options ask for.
	 * @param options the options
	 * @return the demands, those about the certificate first
	 */
	static List<Demand> of(CertificateOptions options) {
		List<Demand> demands = new ArrayList<>();
		options.identity()
			.map((identity) -> identity.certificate().publicKeyInfo().type())
			.ifPresent((type) -> demands.add(key(type)));
		options.versions().versions().forEach((version) -> demands.add(version(options.versions(), version)));
		demands.add(ciphers(options));
		if (options.isGroupsGiven() || options.postQuantum() != PostQuantum.PREFER) {
			demands.add(groups(options));
		}
		options.dhParameters().map((parameters) -> dhParameters(parameters, options)).ifPresent(demands::add);
		if (!options.acceptableProtocols().isEmpty()) {
			options.protocolNegotiation().forEach((mechanism) -> demands.add(protocolNegotiation(mechanism)));
		}
		return demands;
	}

	private static Demand key(KeyType type) {
		return new Demand("certificate", "a key of the type %s".formatted(type),
				(capabilities) -> capabilities.keyTypes().contains(type) ? Optional.empty()
						: Optional.of("it cannot sign with such keys"),
				"use a certificate with an EC or RSA key");
	}

	private static Demand version(TlsVersionRange range, TlsVersion version) {
		boolean old = version.compareTo(TlsVersionRange.DEFAULT.minimum()) < 0;
		boolean lowest = version == range.minimum();
		String action = (old || (lowest && version != range.maximum())) ? "raise the minimum" : "lower the maximum";
		return new Demand(verb(range, version), version.toString(),
				(capabilities) -> capabilities.versions().contains(version) ? Optional.empty()
						: Optional.of("it does not speak %s here (it speaks %s)".formatted(version,
								new TreeSet<>(capabilities.versions()))),
				JdkVersions.isForbidden(version) ? "take %s out of %s".formatted(version.protocolName(), POLICY)
						: action);
	}

	// What has most likely brought the version in, or kept its neighbour out.
	private static String verb(TlsVersionRange range, TlsVersion version) {
		TlsVersion usual = TlsVersionRange.DEFAULT.minimum();
		if (version.compareTo(usual) < 0) {
			return (range.maximum().compareTo(usual) < 0) ? "lower-maximum-security-to" : "insecurely-lower-minimum-to";
		}
		return (version == range.minimum() && version.compareTo(usual) > 0) ? "raise-minimum-to"
				: "lower-maximum-security-to";
	}

	private static Demand ciphers(CertificateOptions options) {
		AcceptableCiphers ciphers = options.acceptableCiphers();
		return new Demand("acceptable-ciphers", "the cipher suites %s".formatted(ciphers.names()),
				(capabilities) -> lack(ciphers, options.versions(), capabilities),
				"choose suites that it knows for each version");
	}

	private static Optional<String> lack(AcceptableCiphers ciphers, TlsVersionRange versions,
			Capabilities capabilities) {
		List<Cipher> known = ciphers.select(capabilities.cipherSuites())
			.stream()
			.map((name) -> Cipher.of(name).orElseThrow())
			.toList();
		for (TlsVersion version : versions.versions()) {
			if (known.stream().noneMatch((cipher) -> cipher.worksWith(version))) {
				return Optional.of("it knows none of them for %s".formatted(version));
			}
		}
		List<String> chosen = tls13(ciphers);
		boolean asItIs = chosen.equals(tls13(AcceptableCiphers.DEFAULT))
				|| (!ciphers.mentionsTls13() && !chosen.isEmpty());
		boolean applies = versions.maximum() == TlsVersion.TLSv1_3;
		return (asItIs || !applies || capabilities.has(Feature.SELECTABLE_TLS_1_3_SUITES)) ? Optional.empty()
				: Optional.of("it negotiates all suites of TLS 1.3, in its own order");
	}

	private static List<String> tls13(AcceptableCiphers ciphers) {
		return ciphers.ciphers().stream().filter(Cipher::isTls13).map(Cipher::name).toList();
	}

	private static Demand groups(CertificateOptions options) {
		return new Demand(options.isGroupsGiven() ? "groups" : "post-quantum",
				"the groups %s".formatted(options.groups().names()), (capabilities) -> lack(options, capabilities),
				"choose groups that it knows");
	}

	private static Optional<String> lack(CertificateOptions options, Capabilities capabilities) {
		Set<NamedGroup> missing = new TreeSet<>(options.groups().groups());
		missing.removeAll(capabilities.groups());
		if (!missing.isEmpty()) {
			return Optional.of("it does not know %s".formatted(missing.stream().map(NamedGroup::groupName).toList()));
		}
		boolean hasNoHybrids = capabilities.groups().stream().noneMatch(NamedGroup::isPostQuantum);
		boolean satisfied = !options.isGroupsGiven() && options.postQuantum() == PostQuantum.OFF && hasNoHybrids;
		return (capabilities.has(Feature.SELECTABLE_GROUPS) || satisfied) ? Optional.empty()
				: Optional.of("before Java 20 it takes its groups from the system property jdk.tls.namedGroups");
	}

	private static Demand dhParameters(DiffieHellmanParameters parameters, CertificateOptions options) {
		List<String> suites = options.acceptableCiphers()
			.ciphers()
			.stream()
			.filter((cipher) -> cipher.keyExchange() == Cipher.KeyExchange.DHE)
			.map(Cipher::name)
			.toList();
		return new Demand("dh-parameters", "the group %s".formatted(parameters), (capabilities) -> {
			if (!capabilities.has(Feature.FINITE_FIELD_DIFFIE_HELLMAN)) {
				return Optional.of("it has no finite field Diffie-Hellman");
			}
			return Collections.disjoint(suites, capabilities.cipherSuites())
					? Optional.of("it knows none of the suites %s".formatted(suites)) : Optional.empty();
		}, "remove the parameters: clients with elliptic curves (ECDHE) do not need them");
	}

	private static Demand protocolNegotiation(ProtocolNegotiationSupport mechanism) {
		Feature feature = (mechanism == ProtocolNegotiationSupport.NPN) ? Feature.NPN : Feature.ALPN;
		return new Demand("protocol-negotiation", mechanism.name(), needs(feature, "it does not know this mechanism"),
				"negotiate by ALPN alone");
	}

	private static Lack needs(Feature feature, String lack) {
		return (capabilities) -> capabilities.has(feature) ? Optional.empty() : Optional.of(lack);
	}

	/**
	 * What an engine lacks.
	 */
	interface Lack {

		/**
		 * Compare a demand with what there is.
		 * @param capabilities what there is
		 * @return what is missing, or empty if nothing is
		 */
		Optional<String> in(Capabilities capabilities);

	}

}

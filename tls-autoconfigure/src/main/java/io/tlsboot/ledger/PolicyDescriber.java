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

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.tlsboot.engine.Engine;
import io.tlsboot.engine.TlsContext;
import io.tlsboot.ledger.Catalog.Kind;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.ClientAuthentication;
import io.tlsboot.options.DiffieHellmanParameters;
import io.tlsboot.options.Generation;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.trust.TrustRoot;
import io.tlsboot.x509.PrivateCertificate;
import org.jspecify.annotations.Nullable;

/**
 * Describes policies.
 */
final class PolicyDescriber {

	private static final String PROTOCOLS = "applicationProtocols";

	private static final List<String> TRUST = List.of("trust", "trustSources");

	private final Catalog catalog;

	private final Instant now;

	PolicyDescriber(Catalog catalog, Instant now) {
		this.catalog = catalog;
		this.now = now;
	}

	PolicyDescriptor ofListener(TlsContext context) {
		CertificateOptions options = context.generation().options();
		ClientAuthentication authentication = options.clientAuthentication();
		Map<String, String> origins = origins(context.generation());
		if (authentication == ClientAuthentication.NONE) {
			origins.keySet().removeAll(TRUST);
		}
		return of(context.generation(), context.engine(), context.cipherSuites(), authentication,
				options.trustRoot().filter((configured) -> authentication != ClientAuthentication.NONE).orElse(null),
				origins);
	}

	PolicyDescriptor ofClient(TlsContext context) {
		CertificateOptions options = context.generation().options();
		Map<String, String> origins = origins(context.generation());
		origins.remove("clientAuthentication");
		return of(context.generation(), context.engine(), context.cipherSuites(), null,
				options.isVerificationInsecurelySkipped() ? null : options.trustRoot().orElseGet(TrustRoot::platform),
				origins);
	}

	PolicyDescriptor ofOptions(Generation generation) {
		CertificateOptions options = generation.options();
		Engine engine = Engine.of(options);
		return of(generation, engine, engine.cipherSuites(options), options.clientAuthentication(),
				options.trustRoot().orElse(null), origins(generation));
	}

	// A handler and a protocol before TLS add what they speak.
	private Map<String, String> origins(Generation generation) {
		Map<String, String> origins = new LinkedHashMap<>(this.catalog.origins(Kind.OPTIONS, generation.name()));
		Optional<Generation> configured = this.catalog.generation(generation.name());
		String base = origins.get(PROTOCOLS);
		if (base != null && configured.isPresent()
				&& !configured.get()
					.options()
					.acceptableProtocols()
					.equals(generation.options().acceptableProtocols())) {
			origins.put(PROTOCOLS, base.equals("default") ? "the handler or protocol of the listener"
					: "the handler or protocol of the listener, " + base);
		}
		return origins;
	}

	private PolicyDescriptor of(Generation generation, Engine engine, List<String> cipherSuites,
			@Nullable ClientAuthentication clientAuthentication, @Nullable TrustRoot root,
			Map<String, String> origins) {
		CertificateOptions options = generation.options();
		List<CertificateDescriptor> chain = options.identity()
			.map(PrivateCertificate::chain)
			.orElse(List.of())
			.stream()
			.map((certificate) -> CertificateDescriptor.of(certificate, this.now))
			.toList();
		return new PolicyDescriptor(generation.name(), generation.number(), code(engine),
				options.versions().versions().stream().map(TlsVersion::protocolName).toList(), cipherSuites,
				engine.groups(options), code(options.postQuantum()),
				options.dhParameters().map(PolicyDescriber::describe).orElse(null), options.resumption().enabled(),
				options.resumption().lifetime(), options.resumption().cacheSize(),
				options.acceptableProtocols().names(),
				options.protocolNegotiation().stream().map(PolicyDescriber::code).toList(),
				(clientAuthentication != null) ? code(clientAuthentication) : null,
				(root != null) ? root.description() : null,
				(root != null) ? root.sources().stream().map(TrustSourceDescriptor::of).toList() : null,
				TrustPolicyDescriptor.of(options.trustPolicy()), options.isVerificationInsecurelySkipped(),
				chain.isEmpty() ? null : chain.get(0), chain, origins);
	}

	private static String describe(DiffieHellmanParameters parameters) {
		return parameters.groupName().orElseGet(() -> "%d bits".formatted(parameters.bits()));
	}

	private static String code(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT);
	}

}

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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.tlsboot.options.AcceptableCiphers;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.Generation;
import io.tlsboot.options.PostQuantum;
import io.tlsboot.options.TlsVersionRange;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of options were written, or what implied them.
 */
final class OptionsOrigins {

	private static final String IMPLIED = "implied by ";

	private static final List<String> FIELDS = List.of("engine", "versions", "cipherSuites", "groups", "postQuantum",
			"dhParameters", "resumption", "resumptionLifetime", "resumptionCacheSize", "applicationProtocols",
			"protocolNegotiation", "clientAuthentication", "trust", "trustSources", "trustPolicy",
			"insecurelySkipsVerification", "certificate", "chain");

	private final TlsProperties properties;

	private final OptionsRegistry options;

	private final OriginTexts texts;

	OptionsOrigins(TlsProperties properties, OptionsRegistry options, OriginTexts texts) {
		this.properties = properties;
		this.options = options;
		this.texts = texts;
	}

	Map<String, String> of(String name) {
		if (name.endsWith("." + EndpointStringReader.KEY) && !this.options.names().contains(name)) {
			return ofEndpointString(name.substring(0, name.length() - EndpointStringReader.KEY.length() - 1));
		}
		Generation generation = this.options.known(name).orElse(null);
		return (generation != null) ? new Reading(name, generation.options()).read() : Map.of();
	}

	private Map<String, String> ofEndpointString(String prefix) {
		String origin = this.texts.findOrDefault(prefix, EndpointStringReader.KEY);
		Map<String, String> origins = new LinkedHashMap<>();
		FIELDS.forEach((field) -> origins.put(field, OriginTexts.DEFAULT));
		this.properties.getListeners()
			.entrySet()
			.stream()
			.filter((entry) -> PropertyOrigins.name("tls.listeners", entry.getKey()).equals(prefix))
			.forEach((entry) -> {
				// Its default is a file, too.
				origins.put("certificate", implied(origin));
				origins.put("chain", implied(origin));
				putSaid(origins, origin, EndpointArguments.of(entry.getValue()).keySet());
			});
		this.properties.getClients()
			.entrySet()
			.stream()
			.filter((entry) -> PropertyOrigins.name("tls.clients", entry.getKey()).equals(prefix))
			.forEach((entry) -> putSaid(origins, origin, EndpointArguments.of(entry.getValue()).keySet()));
		return origins;
	}

	private void putSaid(Map<String, String> origins, String origin, Set<String> keywords) {
		if (keywords.contains("privateKey") || keywords.contains("certKey") || keywords.contains("certificate")) {
			origins.put("certificate", origin);
			origins.put("chain", origin);
		}
		if (keywords.contains("extraCertChain")) {
			origins.put("chain", origin);
		}
		if (keywords.contains("dhParameters")) {
			origins.put("dhParameters", origin);
			origins.put("cipherSuites", implied(origin));
		}
		if (keywords.contains("trustRoots") || keywords.contains("caCertsDir")) {
			origins.put("trust", origin);
			origins.put("trustSources", origin);
		}
	}

	private String implied(@Nullable String origin) {
		return (origin != null) ? IMPLIED + origin : OriginTexts.DEFAULT;
	}

	/**
	 * One reading of the properties.
	 */
	private final class Reading {

		private final String prefix;

		private final CertificateOptions options;

		private final @Nullable String bundle;

		private final @Nullable String development;

		Reading(String name, CertificateOptions options) {
			this.prefix = PropertyOrigins.name(OptionsFiles.PREFIX, name);
			this.options = options;
			this.bundle = find(BundleReader.KEY);
			this.development = OptionsOrigins.this.properties.getDev().isEnabled()
					? OptionsOrigins.this.texts.find("tls.dev", "enabled") : null;
		}

		Map<String, String> read() {
			Map<String, String> origins = new LinkedHashMap<>();
			origins.put("engine", findOrDefault("engine"));
			origins.put("versions", versions());
			origins.put("cipherSuites", cipherSuites());
			origins.put("groups", findOrDefault("groups", "post-quantum"));
			origins.put("postQuantum", findOrDefault("post-quantum"));
			origins.put("dhParameters", findOrDefault("dh-parameters"));
			origins.put("resumption", findOrDefault("resumption.enabled"));
			origins.put("resumptionLifetime", findOrDefault("resumption.lifetime"));
			origins.put("resumptionCacheSize", findOrDefault("resumption.cache-size"));
			origins.put("applicationProtocols", findOrDefault("acceptable-protocols"));
			origins.put("protocolNegotiation", findOrDefault("protocol-negotiation"));
			origins.put("clientAuthentication", clientAuthentication());
			String trust = trust();
			origins.put("trust", trust);
			origins.put("trustSources", trust);
			origins.put("trustPolicy",
					findOrDefault("maximum-intermediates", "allow-partial-chain", "raise-rsa-bits-to",
							"insecurely-lower-rsa-bits-to", "insecurely-allow-sha1", "strict-trust-profile"));
			origins.put("insecurelySkipsVerification", findOrDefault("insecurely-skip-verification"));
			String certificate = certificate();
			origins.put("certificate", certificate);
			origins.put("chain",
					Optional.ofNullable(find("extra-chain"))
						.map((extra) -> "%s, %s".formatted(certificate, extra))
						.orElse(certificate));
			return origins;
		}

		private String versions() {
			String said = find("raise-minimum-to", "insecurely-lower-minimum-to", "lower-maximum-security-to");
			if (said != null) {
				return said;
			}
			if (this.options.versions().equals(TlsVersionRange.DEFAULT)) {
				return OriginTexts.DEFAULT;
			}
			// TLS 1.2 has no hybrid groups.
			String hybrid = (this.options.postQuantum() == PostQuantum.REQUIRE) ? find("post-quantum") : find("groups");
			return implied((hybrid != null) ? hybrid : this.bundle);
		}

		private String cipherSuites() {
			String said = find("acceptable-ciphers");
			if (said != null) {
				return said;
			}
			String parameters = find("dh-parameters");
			boolean usual = this.options.acceptableCiphers()
				.equals(AcceptableCiphers.forVersions(this.options.versions()));
			return usual ? OriginTexts.DEFAULT : implied((parameters != null) ? parameters : this.bundle);
		}

		private String clientAuthentication() {
			String said = find("client-auth");
			if (said != null) {
				return said;
			}
			if (this.options.trustRoot().isEmpty()) {
				return OriginTexts.DEFAULT;
			}
			return implied((find("trust-roots") != null) ? find("trust-roots")
					: (this.bundle != null) ? this.bundle : this.development);
		}

		private String trust() {
			String said = find("trust-roots");
			if (said != null || this.options.trustRoot().isEmpty()) {
				return Objects.requireNonNullElse(said, OriginTexts.DEFAULT);
			}
			return implied((this.bundle != null) ? this.bundle : this.development);
		}

		private String certificate() {
			String said = find("certificate", "private-key", "keystore.location");
			if (said != null || this.options.identity().isEmpty()) {
				return Objects.requireNonNullElse(said, OriginTexts.DEFAULT);
			}
			return implied((this.bundle != null) ? this.bundle : this.development);
		}

		private @Nullable String find(String... keys) {
			return OptionsOrigins.this.texts.find(this.prefix, keys);
		}

		private String findOrDefault(String... keys) {
			return OptionsOrigins.this.texts.findOrDefault(this.prefix, keys);
		}

	}

}

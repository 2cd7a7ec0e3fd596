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

import java.io.IOException;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.tlsboot.options.AcceptableCiphers;
import io.tlsboot.options.AcceptableGroups;
import io.tlsboot.options.ApplicationProtocols;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.DiffieHellmanParameters;
import io.tlsboot.options.ProtocolNegotiationSupport;
import io.tlsboot.options.SessionResumption;

/**
 * Reads what options say about the negotiation: protocols, suites, groups, sessions.
 */
final class ChoicesReader {

	private static final String DH_PARAMETERS = "dh-parameters";

	private static final Pattern REMOTE = Pattern.compile("(?i)(https?|ftp):");

	private final OptionsFiles files;

	ChoicesReader(OptionsFiles files) {
		this.files = files;
	}

	/**
	 * Take over what is configured.
	 * @param name the name of the options
	 * @param configured the properties
	 * @param builder collects the options
	 * @throws TlsConfigurationException if a value cannot be used
	 */
	void apply(String name, TlsProperties.Options configured, CertificateOptions.Builder builder) {
		builder.acceptableProtocols(checked(name, "acceptable-protocols",
				() -> ApplicationProtocols.of(configured.getAcceptableProtocols())));
		String ciphers = configured.getAcceptableCiphers();
		if (ciphers != null) {
			builder.acceptableCiphers(
					checked(name, "acceptable-ciphers", () -> AcceptableCiphers.fromOpenSslCipherString(ciphers)));
		}
		builder.protocolNegotiation(checked(name, "protocol-negotiation", () -> mechanisms(configured)));
		String group = configured.getDhParameters();
		if (group != null) {
			builder.dhParameters(dhParameters(name, group));
		}
		builder.postQuantum(configured.getPostQuantum());
		if (!configured.getGroups().isEmpty()) {
			AcceptableGroups groups = checked(name, "groups", () -> AcceptableGroups.of(configured.getGroups()));
			builder.groups(groups);
			// Only these two together, so that their conflict is told from others.
			checked(name, "groups",
					CertificateOptions.builder().groups(groups).postQuantum(configured.getPostQuantum())::build);
		}
		TlsProperties.Resumption resumption = configured.getResumption();
		SessionResumption sessions = SessionResumption.DEFAULT.withEnabled(resumption.isEnabled());
		SessionResumption lasting = checked(name, "resumption.lifetime",
				() -> sessions.withLifetime(resumption.getLifetime()));
		builder
			.resumption(checked(name, "resumption.cache-size", () -> lasting.withCacheSize(resumption.getCacheSize())));
	}

	private static Set<ProtocolNegotiationSupport> mechanisms(TlsProperties.Options configured) {
		if (configured.getProtocolNegotiation().isEmpty()) {
			throw new IllegalArgumentException("found: nothing (expected: 'alpn', 'npn', or both)");
		}
		return configured.getProtocolNegotiation();
	}

	/**
	 * Read Diffie-Hellman parameters.
	 * @param value the name of a group, or where they are
	 * @param locations reads them
	 * @return the parameters
	 * @throws IOException if they cannot be read
	 * @throws IllegalArgumentException if they cannot be used
	 */
	static DiffieHellmanParameters dhParameters(String value, PemLocation locations) throws IOException {
		if (REMOTE.matcher(value).lookingAt()) {
			throw new IllegalArgumentException(
					"found: %s (expected: a group's name, or parameters on this machine: the network may need TLS, which may not be used before they are known)"
						.formatted(PemLocation.describe(value)));
		}
		return DiffieHellmanParameters.of(value, locations::readBytes);
	}

	private DiffieHellmanParameters dhParameters(String name, String value) {
		try {
			return dhParameters(value, this.files.locations());
		}
		catch (IOException ex) {
			throw this.files.refuse(name, DH_PARAMETERS, ex.getMessage(),
					"Correct the location, put the file there, or name a group: %s."
						.formatted(String.join(", ", DiffieHellmanParameters.names())),
					ex);
		}
		catch (IllegalArgumentException ex) {
			throw this.files.refuse(name, DH_PARAMETERS, ex.getMessage(), "Use other parameters, or name a group.", ex);
		}
	}

	private <T> T checked(String name, String key, Supplier<T> value) {
		try {
			return value.get();
		}
		catch (IllegalArgumentException ex) {
			throw this.files.refuse(name, key, ex.getMessage(), "Correct or remove the entry.", ex);
		}
	}

}

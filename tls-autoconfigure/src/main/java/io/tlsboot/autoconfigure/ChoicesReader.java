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

import java.util.function.Supplier;

import io.tlsboot.options.AcceptableCiphers;
import io.tlsboot.options.AcceptableGroups;
import io.tlsboot.options.ApplicationProtocols;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.SessionResumption;

/**
 * Reads what options say about the negotiation: protocols, groups, sessions.
 */
final class ChoicesReader {

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

	private <T> T checked(String name, String key, Supplier<T> value) {
		try {
			return value.get();
		}
		catch (IllegalArgumentException ex) {
			throw this.files.refuse(name, key, ex.getMessage(), "Correct or remove the entry.", ex);
		}
	}

}

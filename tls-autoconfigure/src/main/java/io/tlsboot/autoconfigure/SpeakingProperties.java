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

import org.jspecify.annotations.Nullable;

/**
 * Tells which property gave options what they have.
 */
final class SpeakingProperties {

	private static final String DEVELOPMENT = "tls.dev.enabled";

	private final TlsProperties properties;

	SpeakingProperties(TlsProperties properties) {
		this.properties = properties;
	}

	/**
	 * Return the property of options.
	 * @param name the name of the options, which for those of an endpoint string is its
	 * property
	 * @param key the key below it
	 * @return the property that speaks for the key: itself, the key store, the bundle,
	 * the endpoint string or the development certificates; {@code null} where none of
	 * them gave a certificate or a trust root
	 */
	@Nullable String find(String name, String key) {
		TlsProperties.Options options = this.properties.getOptions().get(name);
		if (options == null && name.startsWith("tls.") && name.endsWith("." + EndpointStringReader.KEY)) {
			return name;
		}
		TlsProperties.Options configured = (options != null) ? options : new TlsProperties.Options();
		return switch (key) {
			case "certificate" ->
				KeystoreReader.isConfigured(configured) ? OptionsFiles.property(name, "keystore.location")
						: material(name, key, configured, !configured.getCertificate().isEmpty());
			case TrustRootReader.KEY -> material(name, key, configured, configured.getTrustRoots() != null);
			case "acceptable-ciphers" -> own(name, key, configured, configured.getAcceptableCiphers() != null);
			case "lower-maximum-security-to" ->
				own(name, key, configured, configured.getLowerMaximumSecurityTo() != null);
			default -> OptionsFiles.property(name, key);
		};
	}

	private @Nullable String material(String name, String key, TlsProperties.Options configured, boolean set) {
		if (set || configured.getBundle() != null) {
			return own(name, key, configured, set);
		}
		return this.properties.getDev().isEnabled() ? DEVELOPMENT : null;
	}

	private static String own(String name, String key, TlsProperties.Options configured, boolean set) {
		return OptionsFiles.property(name, (set || configured.getBundle() == null) ? key : BundleReader.KEY);
	}

}

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

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import io.tlsboot.bundle.BundleMaterial;
import io.tlsboot.bundle.OptionsSslBundle;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.Generation;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.options.TlsVersionRange;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;

/**
 * Reads {@code tls.options.*.bundle}, and tells the users of the options' own bundles of
 * their changes.
 */
final class BundleReader {

	static final String KEY = "bundle";

	private static final Log logger = LogFactory.getLog(OptionsRegistry.class);

	private final OptionsFiles files;

	private final Supplier<@Nullable SslBundles> bundles;

	private final Supplier<@Nullable SslBundleRegistry> registry;

	BundleReader(OptionsFiles files, Supplier<@Nullable SslBundles> bundles,
			Supplier<@Nullable SslBundleRegistry> registry) {
		this.files = files;
		this.bundles = bundles;
		this.registry = registry;
	}

	/**
	 * Read the bundle that options take their identity and trust root from.
	 * @param name the name of the options
	 * @param configured the options
	 * @param options the names of all options
	 * @return what the bundle holds, or {@code null} if the options name none
	 * @throws TlsConfigurationException if it cannot be used
	 */
	@Nullable BundleMaterial read(String name, TlsProperties.Options configured, Set<String> options) {
		String bundle = configured.getBundle();
		if (bundle == null) {
			return null;
		}
		requireAlone(name, configured);
		if (options.contains(bundle)) {
			throw this.files.refuse(name, KEY,
					"found: '%s', which is made of the options '%s'".formatted(bundle, bundle),
					"Name a bundle below spring.ssl.bundle.", null);
		}
		try {
			BundleMaterial material = BundleMaterial.of(bundle, bundles(name).getBundle(bundle));
			requireOneVoice(name, configured, material);
			return material;
		}
		catch (NoSuchSslBundleException ex) {
			List<String> known = new ArrayList<>(bundles(name).getBundleNames());
			known.removeAll(options);
			throw this.files.refuse(name, KEY, "found: '%s' (expected: one of %s)".formatted(bundle, known),
					"Correct the name, or configure the bundle below spring.ssl.bundle.", ex);
		}
		catch (IllegalArgumentException ex) {
			throw this.files.refuse(name, KEY,
					"the SSL bundle '%s' cannot be used: %s".formatted(bundle, ex.getMessage()),
					"Correct the bundle, or remove what cannot be taken over from it.", ex);
		}
	}

	private SslBundles bundles(String name) {
		SslBundles known = this.bundles.get();
		if (known == null) {
			throw this.files.refuse(name, KEY, "there are no SSL bundles in this application",
					"Do not exclude SslAutoConfiguration.", null);
		}
		return known;
	}

	private void requireAlone(String name, TlsProperties.Options configured) {
		String other = !configured.getCertificate().isEmpty() ? "certificate"
				: (configured.getPrivateKey() != null) ? "private-key" : (configured.getPrivateKeyPassword() != null)
						? "private-key-password" : KeystoreReader.isConfigured(configured) ? "keystore" : null;
		if (other != null) {
			throw this.files.refuse(name, KEY, "'%s' and 'bundle' are mutually exclusive".formatted(other),
					"Remove one of them.", null);
		}
	}

	private void requireOneVoice(String name, TlsProperties.Options configured, BundleMaterial material) {
		String verb = (configured.getRaiseMinimumTo() != null) ? "raise-minimum-to"
				: (configured.getInsecurelyLowerMinimumTo() != null) ? "insecurely-lower-minimum-to"
						: (configured.getLowerMaximumSecurityTo() != null) ? "lower-maximum-security-to" : null;
		if (verb != null && material.versions() != null) {
			throw this.files.refuse(name, verb, "the SSL bundle '%s' has enabled protocols, too: %s"
				.formatted(configured.getBundle(), material.versions()), "Remove one of them.", null);
		}
		if (configured.getAcceptableCiphers() != null && material.ciphers() != null) {
			throw this.files.refuse(name, "acceptable-ciphers",
					"the SSL bundle '%s' has ciphers, too".formatted(configured.getBundle()), "Remove one of them.",
					null);
		}
	}

	/**
	 * Take over what a bundle says about the negotiation.
	 * @param material the bundle
	 * @param builder collects the options
	 */
	static void apply(BundleMaterial material, CertificateOptions.Builder builder) {
		TlsVersionRange versions = material.versions();
		if (versions != null) {
			builder.raiseMinimumTo((versions.minimum() != TlsVersion.TLSv1_2) ? versions.minimum() : null)
				.lowerMaximumSecurityTo((versions.maximum() != TlsVersion.TLSv1_3) ? versions.maximum() : null);
		}
		if (material.ciphers() != null) {
			builder.acceptableCiphers(material.ciphers());
		}
	}

	/**
	 * Hear of the updates of the bundle that options name.
	 * @param name the name of the options
	 * @param bundle the name of the bundle
	 * @param handler called on the thread of each update
	 */
	void onUpdate(String name, String bundle, Runnable handler) {
		bundles(name).addBundleUpdateHandler(bundle, (updated) -> handler.run());
	}

	/**
	 * Have the bundle of options follow them. Calls whoever uses the bundle.
	 * @param generation their new generation
	 */
	void publish(Generation generation) {
		SslBundleRegistry known = this.registry.get();
		if (known == null) {
			return;
		}
		try {
			known.updateBundle(generation.name(), OptionsSslBundle.of(generation.options()));
		}
		catch (RuntimeException ex) {
			logger.warn("Not everybody who uses the SSL bundle '%s' took its update: %s".formatted(generation.name(),
					ex.getMessage()));
		}
	}

}

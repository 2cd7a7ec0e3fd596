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

import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

import io.tlsboot.bundle.BundleMaterial;
import io.tlsboot.engine.Engine;
import io.tlsboot.engine.EngineException;
import io.tlsboot.ledger.OptionsInUse;
import io.tlsboot.ledger.Reloads;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.Cipher;
import io.tlsboot.options.ClientAuthentication;
import io.tlsboot.options.Generation;
import io.tlsboot.options.InapplicableOptionException;
import io.tlsboot.options.MissingTrustRootException;
import io.tlsboot.options.MutuallyExclusiveException;
import io.tlsboot.options.OptionsSource;
import io.tlsboot.options.ReplaceableOptions;
import io.tlsboot.options.TlsVersionRange;
import io.tlsboot.trust.TrustPolicy;
import io.tlsboot.trust.TrustRoot;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Turns {@code tls.options.*} into options, each once, when first asked for. The options
 * named {@value #DEFAULT} are always there.
 */
final class OptionsRegistry {

	static final String DEFAULT = "default";

	private static final Log logger = LogFactory.getLog(OptionsRegistry.class);

	private final TlsProperties properties;

	private final OptionsFiles files;

	private final PropertyOrigins origins;

	private final IdentityReader identities;

	private final TrustRootReader trustRoots;

	private final ChoicesReader choices;

	private final @Nullable DevelopmentMaterial development;

	private final BundleReader bundles;

	private final Reloads reloads;

	private final Map<String, ReplaceableOptions> sources = new ConcurrentHashMap<>();

	private final OptionsInUse inUse = new OptionsInUse();

	private final Map<String, Set<String>> users = new ConcurrentHashMap<>();

	OptionsRegistry(TlsProperties properties, OptionsFiles files, PropertyOrigins origins, BundleReader bundles,
			@Nullable DevelopmentMaterial development, Clock clock, Reloads reloads) {
		this.properties = properties;
		this.files = files;
		this.bundles = bundles;
		this.reloads = reloads;
		this.origins = origins;
		this.identities = new IdentityReader(this.files, development, clock);
		this.trustRoots = new TrustRootReader(this.files, development);
		this.choices = new ChoicesReader(this.files);
		this.development = development;
	}

	/**
	 * Return the names of the options that are configured.
	 * @return the names in the order of the configuration
	 */
	Set<String> names() {
		return Collections.unmodifiableSet(this.properties.getOptions().keySet());
	}

	/**
	 * Return the options that a property refers to.
	 * @param name the value of the property, or {@code null} if it is not set
	 * @param property the property
	 * @return the source of the options
	 * @throws TlsConfigurationException if there are no such options, or they cannot be
	 * used
	 */
	OptionsSource referred(@Nullable String name, String property) {
		if (name != null && !name.equals(DEFAULT) && !names().contains(name)) {
			Set<String> known = new LinkedHashSet<>(names());
			known.add(DEFAULT);
			throw this.origins.refuse(property, "found: '%s' (expected: one of %s)".formatted(name, known),
					"Correct the name, or configure %s.".formatted(PropertyOrigins.name(OptionsFiles.PREFIX, name)),
					null);
		}
		return get((name != null) ? name : DEFAULT);
	}

	/**
	 * Return the options with a name.
	 * @param name the name, one of {@link #names()} or {@value #DEFAULT}
	 * @return the source of the options
	 * @throws TlsConfigurationException if they cannot be used
	 */
	OptionsSource get(String name) {
		ReplaceableOptions source = this.sources.get(name);
		return (source != null) ? source : create(name);
	}

	private synchronized ReplaceableOptions create(String name) {
		ReplaceableOptions known = this.sources.get(name);
		if (known != null) {
			return known;
		}
		TlsProperties.Options configured = configured(name);
		String bundle = configured.getBundle();
		if (bundle != null) {
			this.bundles.read(name, configured, names());
			// Before what counts is read: no update is missed.
			this.bundles.onUpdate(name, bundle, () -> update(name, bundle));
		}
		ReplaceableOptions source = new ReplaceableOptions(name, options(name, configured));
		this.sources.put(name, source);
		this.inUse.add(source);
		return source;
	}

	OptionsInUse inUse() {
		return this.inUse;
	}

	/**
	 * Return the options that somebody has asked for.
	 * @return their current generations, in the order of the configuration
	 */
	List<Generation> made() {
		Set<String> known = new LinkedHashSet<>(names());
		known.add(DEFAULT);
		return known.stream().map(this.sources::get).filter(Objects::nonNull).map(ReplaceableOptions::current).toList();
	}

	// Waits until they are made, if that is in progress.
	private synchronized @Nullable ReplaceableOptions made(String name) {
		return this.sources.get(name);
	}

	/**
	 * Return options as they are now.
	 * @param name their name
	 * @return the generation, or empty if nobody has asked for them yet
	 */
	Optional<Generation> known(String name) {
		return Optional.ofNullable(this.sources.get(name)).map(ReplaceableOptions::current);
	}

	/**
	 * Remember who uses options.
	 * @param name their name
	 * @param user who does, for people
	 */
	void use(String name, String user) {
		this.users.computeIfAbsent(name, (key) -> ConcurrentHashMap.newKeySet()).add(user);
	}

	/**
	 * Return who uses options, as far as that was remembered.
	 * @param name their name
	 * @return the users
	 */
	Set<String> users(String name) {
		return new TreeSet<>(this.users.getOrDefault(name, Set.of()));
	}

	private TlsProperties.Options configured(String name) {
		TlsProperties.Options configured = this.properties.getOptions().get(name);
		return (configured != null) ? configured : new TlsProperties.Options();
	}

	// On the thread of whoever updates the bundle.
	private void update(String name, String bundle) {
		ReplaceableOptions source = made(name);
		if (source == null) {
			return;
		}
		try {
			boolean replaced = replace(source, name, bundle);
			this.reloads.succeeded(name, source.current().number());
			if (replaced) {
				logger.info("The SSL bundle '%s' was updated, and with it the options '%s': generation %d"
					.formatted(bundle, name, source.current().number()));
				// Under no lock of ours: whoever uses the bundle is called.
				this.bundles.publish(source.current());
			}
		}
		catch (RuntimeException ex) {
			logger.warn("The SSL bundle '%s' was updated, but the options '%s' stay at generation %d: %s"
				.formatted(bundle, name, source.current().number(), ex.getMessage()));
			this.reloads.failed(name, source.current().number(), String.valueOf(ex.getMessage()));
		}
	}

	private boolean replace(ReplaceableOptions source, String name, String bundle) {
		synchronized (source) {
			CertificateOptions before = source.current().options();
			CertificateOptions next = options(name, configured(name));
			// Listeners would let anybody in, and clients trust the platform's
			// authorities.
			if (before.trustRoot().isPresent() && next.trustRoot().isEmpty()) {
				throw this.files.refuse(name, BundleReader.KEY,
						"the SSL bundle '%s' has lost its trusted certificates".formatted(bundle),
						"Put them back, or set '%s'.".formatted(OptionsFiles.property(name, TrustRootReader.KEY)),
						null);
			}
			return source.replace(next);
		}
	}

	private CertificateOptions options(String name, TlsProperties.Options configured) {
		BundleMaterial material = this.bundles.read(name, configured, names());
		TrustRoot bundled = (material != null && configured.getTrustRoots() == null) ? material.trustRoot() : null;
		CertificateOptions.Builder builder = CertificateOptions.builder()
			.identity(this.identities.read(name, configured, (material != null) ? material.identity() : null))
			.trustRoot((bundled != null) ? bundled : trustRoot(name, configured))
			.trustPolicy(trustPolicy(name, configured))
			.clientAuthentication(clientAuthentication(configured, bundled != null))
			.raiseMinimumTo(configured.getRaiseMinimumTo())
			.insecurelyLowerMinimumTo(configured.getInsecurelyLowerMinimumTo())
			.lowerMaximumSecurityTo(configured.getLowerMaximumSecurityTo())
			.engine(configured.getEngine());
		if (configured.isInsecurelySkipVerification()) {
			this.origins.refuseInProduction(OptionsFiles.property(name, "insecurely-skip-verification"),
					"servers are not verified under a production profile",
					"Remove the property, and name whom to trust by '%s'."
						.formatted(OptionsFiles.property(name, TrustRootReader.KEY)));
			builder.insecurelySkipVerification(true);
		}
		this.choices.apply(name, configured, builder);
		if (material != null) {
			BundleReader.apply(material, builder);
		}
		try {
			CertificateOptions options = builder.build();
			Engine.of(options);
			warnOfWeakness(name, options);
			return options;
		}
		catch (EngineException ex) {
			throw this.files.refuse(name, property(ex, configured), ex.getMessage(), ex.action(), ex);
		}
		catch (MutuallyExclusiveException ex) {
			throw this.files.refuse(name, ex.first(), ex.getMessage(), "Remove one of them.", ex);
		}
		catch (InapplicableOptionException ex) {
			throw this.files.refuse(name, ex.option(), ex.getMessage(), ex.action(), ex);
		}
		catch (MissingTrustRootException ex) {
			throw this.files.refuse(name, "client-auth", ex.getMessage(),
					"Set '%s' to the certificates that issue the clients' certificates."
						.formatted(OptionsFiles.property(name, "trust-roots")),
					ex);
		}
		catch (IllegalArgumentException ex) {
			throw this.files.refuse(name, "lower-maximum-security-to", ex.getMessage(),
					"Raise the maximum, or lower the minimum.", ex);
		}
	}

	// What development implies gives way to what is said.
	private @Nullable TrustRoot trustRoot(String name, TlsProperties.Options configured) {
		boolean implied = configured.getTrustRoots() == null;
		return (implied && configured.isInsecurelySkipVerification()) ? null : this.trustRoots.read(name, configured);
	}

	private static String property(EngineException ex, TlsProperties.Options configured) {
		String option = ex.option().orElse("engine");
		if (option.equals("certificate")) {
			return (configured.getBundle() != null) ? BundleReader.KEY
					: KeystoreReader.isConfigured(configured) ? "keystore.location" : option;
		}
		return option;
	}

	private TrustPolicy trustPolicy(String name, TlsProperties.Options configured) {
		Integer raised = configured.getRaiseRsaBitsTo();
		Integer lowered = configured.getInsecurelyLowerRsaBitsTo();
		if (raised != null && lowered != null) {
			throw this.files.refuse(name, "raise-rsa-bits-to",
					"'raise-rsa-bits-to' and 'insecurely-lower-rsa-bits-to' are mutually exclusive",
					"Remove one of them.", null);
		}
		TrustPolicy policy = TrustPolicy.DEFAULT.withAllowPartialChain(configured.isAllowPartialChain())
			.withInsecurelyAllowSha1(configured.isInsecurelyAllowSha1())
			.withStrictProfile(configured.isStrictTrustProfile());
		policy = checked(name, "maximum-intermediates", policy,
				(base) -> base.withMaximumIntermediates(configured.getMaximumIntermediates()));
		if (raised != null) {
			policy = policy.withMinimumRsaBits(Math.max(raised, TrustPolicy.DEFAULT.minimumRsaBits()));
		}
		if (lowered != null) {
			policy = checked(name, "insecurely-lower-rsa-bits-to", policy, (base) -> base.withMinimumRsaBits(lowered));
		}
		return policy;
	}

	private TrustPolicy checked(String name, String key, TrustPolicy base, UnaryOperator<TrustPolicy> change) {
		try {
			return change.apply(base);
		}
		catch (IllegalArgumentException ex) {
			throw this.files.refuse(name, key, ex.getMessage(), "Correct the number.", ex);
		}
	}

	// In development the platform is trusted too, which must not mean that anybody's
	// certificate from a public authority opens a listener.
	private @Nullable ClientAuthentication clientAuthentication(TlsProperties.Options configured, boolean trusting) {
		boolean implied = this.development != null && configured.getTrustRoots() == null && !trusting;
		return (implied && configured.getClientAuth() == null) ? ClientAuthentication.NONE : configured.getClientAuth();
	}

	private static void warnOfWeakness(String name, CertificateOptions options) {
		if (options.isVerificationInsecurelySkipped()) {
			logger
				.warn(("The options '%s' insecurely skip the verification of servers: anybody on the way can read and "
						+ "change what clients send. Never do this in production.")
					.formatted(name));
		}
		if (options.versions().minimum().compareTo(TlsVersionRange.DEFAULT.minimum()) < 0) {
			logger.warn("The options '%s' insecurely allow %s, which is known to be weak".formatted(name,
					options.versions().minimum()));
		}
		List<Cipher> weak = options.acceptableCiphers().ciphers().stream().filter(Cipher::isWeak).toList();
		if (!weak.isEmpty()) {
			logger.warn("The options '%s' accept cipher suites that are known to be weak: %s".formatted(name, weak));
		}
		TrustPolicy policy = options.trustPolicy();
		if (policy.insecurelyAllowSha1() || policy.minimumRsaBits() < TrustPolicy.DEFAULT.minimumRsaBits()) {
			logger.warn("The options '%s' insecurely accept weak certificates: RSA keys from %d bits%s".formatted(name,
					policy.minimumRsaBits(), policy.insecurelyAllowSha1() ? ", SHA-1 signatures" : ""));
		}
	}

}

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
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.tlsboot.options.ApplicationProtocols;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.ClientAuthentication;
import io.tlsboot.options.MissingTrustRootException;
import io.tlsboot.options.MutuallyExclusiveException;
import io.tlsboot.options.OptionsSource;
import io.tlsboot.options.TlsVersionRange;
import io.tlsboot.trust.TrustRoot;
import io.tlsboot.x509.Certificate;
import io.tlsboot.x509.CertificateLoadException;
import io.tlsboot.x509.CertificateVerifyException;
import io.tlsboot.x509.PrivateCertificate;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Turns {@code tls.options.*} into options, each once, when first asked for. The options
 * named {@value #DEFAULT} are always there.
 */
final class OptionsRegistry {

	static final String DEFAULT = "default";

	private static final String PREFIX = "tls.options";

	private static final String PLATFORM = "platform";

	private static final Log logger = LogFactory.getLog(OptionsRegistry.class);

	private final TlsProperties properties;

	private final PemLocation locations;

	private final PropertyOrigins origins;

	private final @Nullable DevelopmentMaterial development;

	private final Clock clock;

	private final Map<String, OptionsSource> sources = new LinkedHashMap<>();

	OptionsRegistry(TlsProperties properties, PemLocation locations, PropertyOrigins origins,
			@Nullable DevelopmentMaterial development, Clock clock) {
		this.properties = properties;
		this.locations = locations;
		this.origins = origins;
		this.development = development;
		this.clock = clock;
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
					"Correct the name, or configure %s.".formatted(PropertyOrigins.name(PREFIX, name)), null);
		}
		return get((name != null) ? name : DEFAULT);
	}

	/**
	 * Return the options with a name.
	 * @param name the name, one of {@link #names()} or {@value #DEFAULT}
	 * @return the source of the options
	 * @throws TlsConfigurationException if they cannot be used
	 */
	synchronized OptionsSource get(String name) {
		OptionsSource source = this.sources.get(name);
		if (source == null) {
			TlsProperties.Options configured = this.properties.getOptions().get(name);
			source = OptionsSource.fixed(name,
					options(name, (configured != null) ? configured : new TlsProperties.Options()));
			this.sources.put(name, source);
		}
		return source;
	}

	private CertificateOptions options(String name, TlsProperties.Options configured) {
		CertificateOptions.Builder builder = CertificateOptions.builder()
			.identity(identity(name, configured))
			.trustRoot(trustRoot(name, configured))
			.clientAuthentication(clientAuthentication(configured))
			.raiseMinimumTo(configured.getRaiseMinimumTo())
			.insecurelyLowerMinimumTo(configured.getInsecurelyLowerMinimumTo())
			.lowerMaximumSecurityTo(configured.getLowerMaximumSecurityTo())
			.engine(configured.getEngine());
		try {
			builder.acceptableProtocols(ApplicationProtocols.of(configured.getAcceptableProtocols()));
		}
		catch (IllegalArgumentException ex) {
			throw refuse(name, "acceptable-protocols", ex.getMessage(), "Correct or remove the entry.", ex);
		}
		try {
			CertificateOptions options = builder.build();
			warnOfWeakness(name, options);
			return options;
		}
		catch (MutuallyExclusiveException ex) {
			throw refuse(name, ex.first(), ex.getMessage(), "Remove one of them.", ex);
		}
		catch (MissingTrustRootException ex) {
			throw refuse(name, "client-auth", ex.getMessage(),
					"Set '%s' to the certificates that issue the clients' certificates."
						.formatted(property(name, "trust-roots")),
					ex);
		}
		catch (IllegalArgumentException ex) {
			throw refuse(name, "lower-maximum-security-to", ex.getMessage(), "Raise the maximum, or lower the minimum.",
					ex);
		}
	}

	// In development the platform is trusted too, which must not mean that anybody's
	// certificate from a public authority opens a listener.
	private @Nullable ClientAuthentication clientAuthentication(TlsProperties.Options configured) {
		boolean implied = this.development != null && configured.getTrustRoots().isEmpty();
		return (implied && configured.getClientAuth() == null) ? ClientAuthentication.NONE : configured.getClientAuth();
	}

	private @Nullable PrivateCertificate identity(String name, TlsProperties.Options configured) {
		String certificate = configured.getCertificate();
		if (certificate == null) {
			if (configured.getPrivateKey() != null) {
				throw refuse(name, "certificate", "a private key is set and its certificate is not",
						"Set the certificate, or remove '%s'.".formatted(property(name, "private-key")), null);
			}
			return (this.development != null) ? this.development.certificates().leaf() : null;
		}
		String key = (configured.getPrivateKey() != null) ? configured.getPrivateKey() : certificate;
		String keyProperty = (configured.getPrivateKey() != null) ? "private-key" : "certificate";
		String password = configured.getPrivateKeyPassword();
		try {
			PrivateCertificate identity = PrivateCertificate.loadPem(read(name, "certificate", certificate),
					read(name, keyProperty, key), (password != null) ? password.toCharArray() : null);
			warnOfMaterial(name, identity);
			return identity;
		}
		catch (CertificateLoadException ex) {
			String part = switch (ex.part()) {
				case CERTIFICATE -> "certificate";
				case PRIVATE_KEY -> keyProperty;
				case PASSWORD -> (password != null) ? "private-key-password" : keyProperty;
			};
			String where = part.equals("private-key-password") ? ""
					: " in " + PemLocation.describe(part.equals("certificate") ? certificate : key);
			throw refuse(name, part, ex.getMessage() + where, action(name, ex.part(), configured), ex);
		}
		catch (CertificateVerifyException ex) {
			throw refuse(name, keyProperty,
					"%s (key: %s, certificate: %s)".formatted(ex.getMessage(), PemLocation.describe(key),
							PemLocation.describe(certificate)),
					"Use the private key that the certificate was issued for.", ex);
		}
	}

	private String action(String name, CertificateLoadException.Part part, TlsProperties.Options configured) {
		return switch (part) {
			case CERTIFICATE -> "Use a PEM file with the certificate chain.";
			case PRIVATE_KEY -> (configured.getPrivateKey() != null) ? "Use a PEM file with one private key."
					: "Put the private key into the same file, or set '%s'.".formatted(property(name, "private-key"));
			case PASSWORD -> (configured.getPrivateKeyPassword() != null)
					? "Correct or remove '%s'.".formatted(property(name, "private-key-password"))
					: "Set '%s'.".formatted(property(name, "private-key-password"));
		};
	}

	private @Nullable TrustRoot trustRoot(String name, TlsProperties.Options configured) {
		if (configured.getTrustRoots().isEmpty()) {
			return (this.development != null) ? developmentTrust(this.development, configured) : null;
		}
		List<TrustRoot> roots = new ArrayList<>();
		int index = 0;
		for (String value : configured.getTrustRoots()) {
			String key = "trust-roots[%d]".formatted(index++);
			if (value.equals(PLATFORM)) {
				roots.add(TrustRoot.platform());
				continue;
			}
			try {
				roots.add(TrustRoot.certificates(Certificate.loadPemChain(read(name, key, value))));
			}
			catch (CertificateLoadException ex) {
				throw refuse(name, key, ex.getMessage() + " in " + PemLocation.describe(value),
						"Use a PEM file with the trusted certificates.", ex);
			}
		}
		return TrustRoot.union(roots);
	}

	private static TrustRoot developmentTrust(DevelopmentMaterial development, TlsProperties.Options configured) {
		TrustRoot authority = TrustRoot.certificates(development.certificates().authority());
		boolean asksClients = configured.getClientAuth() != null
				&& configured.getClientAuth() != ClientAuthentication.NONE;
		return asksClients ? authority : TrustRoot.union(List.of(authority, TrustRoot.platform()));
	}

	private String read(String name, String key, String value) {
		try {
			return this.locations.read(value);
		}
		catch (IOException ex) {
			throw refuse(name, key, String.valueOf(ex.getMessage()), "Correct the location, or put the file there.",
					ex);
		}
	}

	private void warnOfMaterial(String name, PrivateCertificate identity) {
		Instant now = this.clock.instant();
		for (Certificate certificate : identity.chain()) {
			if (now.isAfter(certificate.notAfter())) {
				logger.warn("The options '%s' hold a certificate that has expired on %s: '%s'. Peers will refuse it."
					.formatted(name, certificate.notAfter(), certificate.subject()));
			}
			else if (now.isBefore(certificate.notBefore())) {
				logger
					.warn("The options '%s' hold a certificate that is not valid before %s: '%s'. Peers will refuse it."
						.formatted(name, certificate.notBefore(), certificate.subject()));
			}
		}
		identity.unrelated()
			.forEach((certificate) -> logger
				.warn("The options '%s' hold a certificate that has no place in the chain and is not sent: '%s'"
					.formatted(name, certificate.subject())));
	}

	private static void warnOfWeakness(String name, CertificateOptions options) {
		if (options.versions().minimum().compareTo(TlsVersionRange.DEFAULT.minimum()) < 0) {
			logger.warn("The options '%s' insecurely allow %s, which is known to be weak".formatted(name,
					options.versions().minimum()));
		}
	}

	private static String property(String name, String key) {
		return PropertyOrigins.name(PREFIX, name, key);
	}

	private TlsConfigurationException refuse(String name, String key, @Nullable String problem, String action,
			@Nullable Throwable cause) {
		return this.origins.refuse(property(name, key), String.valueOf(problem), action, cause);
	}

}

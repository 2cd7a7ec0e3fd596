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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.tlsboot.connection.Endpoint;
import io.tlsboot.engine.EngineException;
import io.tlsboot.ledger.ReportOnly;
import io.tlsboot.ledger.StricterPolicy;
import io.tlsboot.options.AcceptableCiphers;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.ClientAuthentication;
import io.tlsboot.options.OptionsSource;
import io.tlsboot.options.PostQuantum;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.ListenerSettings;
import io.tlsboot.trust.TrustRoot;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code report-only} of options and listeners. What could report nothing is
 * refused.
 */
final class ReportOnlyReader {

	private static final Log logger = LogFactory.getLog(ReportOnlyReader.class);

	private static final String KEY = "report-only";

	private static final String LISTENERS = "tls.listeners";

	private final TlsProperties properties;

	private final OptionsRegistry options;

	private final OptionsFiles files;

	private final Clock clock;

	ReportOnlyReader(TlsProperties properties, OptionsRegistry options, OptionsFiles files, Clock clock) {
		this.properties = properties;
		this.options = options;
		this.files = files;
		this.clock = clock;
	}

	ReportOnly read() {
		Map<String, Supplier<StricterPolicy>> byOptions = new LinkedHashMap<>();
		this.properties.getOptions().forEach((name, configured) -> {
			if (isSet(configured.getReportOnly())) {
				byOptions.put(name, following(this.options.get(name), this.files, name, configured.getReportOnly()));
			}
		});
		Map<Endpoint, Map<String, Supplier<StricterPolicy>>> byEndpoint = new LinkedHashMap<>();
		this.properties.getListeners().forEach((name, configured) -> {
			if (isSet(configured.getReportOnly())) {
				byEndpoint.put(new Endpoint(Endpoint.Side.SERVER, name), listener(name, configured));
			}
		});
		return new ReportOnly(byEndpoint, byOptions);
	}

	private Map<String, Supplier<StricterPolicy>> listener(String name, TlsProperties.Listener configured) {
		OptionsFiles listeners = this.files.below(LISTENERS);
		Map<String, Supplier<StricterPolicy>> policies = new LinkedHashMap<>();
		served(name, configured).forEach((served) -> policies.put(served.current().name(),
				following(served, listeners, name, configured.getReportOnly())));
		return policies;
	}

	// A change that the report cannot follow is made all the same.
	private Supplier<StricterPolicy> following(OptionsSource source, OptionsFiles where, String name,
			TlsProperties.ReportOnly configured) {
		AtomicReference<StricterPolicy> policy = new AtomicReference<>(
				read(where, name, configured, source.current().options()));
		source.follow((next) -> () -> {
			try {
				policy.set(read(where, name, configured, next.options()));
			}
			catch (RuntimeException ex) {
				logger.warn("%s: the options '%s' have changed, and the report stays as it was: %s"
					.formatted(where.describe(name, KEY), next.name(), ex.getMessage()));
			}
		});
		return policy::get;
	}

	private static boolean isSet(TlsProperties.ReportOnly configured) {
		return configured.getRaiseMinimumTo() != null || configured.getPostQuantum() != null
				|| configured.getClientAuth() != null || configured.getAcceptableCiphers() != null
				|| configured.getTrustRoots() != null;
	}

	private List<OptionsSource> served(String listener, TlsProperties.Listener configured) {
		OptionsFiles listeners = this.files.below(LISTENERS);
		if (configured.getEndpoint() != null) {
			throw listeners.refuse(listener, KEY, "the listener has an endpoint string",
					"Configure the listener by options, and remove 'endpoint'.", null);
		}
		if (configured.getMode() == ListenerSettings.Mode.PLAIN) {
			throw listeners.refuse(listener, KEY, "it is set on a listener whose mode is 'plain'",
					"Remove '%s', or the mode.".formatted(KEY), null);
		}
		List<OptionsSource> sources = new ArrayList<>();
		sources
			.add(this.options.referred(configured.getOptions(), PropertyOrigins.name(LISTENERS, listener, "options")));
		configured.getServerNames()
			.forEach((name, served) -> sources.add(this.options.referred(served.getOptions(),
					PropertyOrigins.name(PropertyOrigins.name(LISTENERS, listener, "server-names"), name, "options"))));
		return sources;
	}

	private StricterPolicy read(OptionsFiles where, String name, TlsProperties.ReportOnly configured,
			CertificateOptions inForce) {
		Place place = new Place(where, name);
		CertificateOptions.Builder stricter = inForce.toBuilder();
		TlsVersion minimum = configured.getRaiseMinimumTo();
		if (minimum != null) {
			place.require(minimum.compareTo(inForce.versions().minimum()) > 0, "raise-minimum-to",
					"found: %s, which is the minimum already (expected: a newer version)".formatted(minimum));
			stricter.insecurelyLowerMinimumTo(null).raiseMinimumTo(minimum);
		}
		PostQuantum postQuantum = configured.getPostQuantum();
		if (postQuantum != null) {
			place.require(postQuantum == PostQuantum.REQUIRE, "post-quantum",
					"found: %s (expected: require)".formatted(postQuantum));
			place.require(inForce.postQuantum() != PostQuantum.REQUIRE, "post-quantum", "it is required already");
			stricter.insecurelyLowerMinimumTo(null).postQuantum(postQuantum);
		}
		ClientAuthentication clientAuth = configured.getClientAuth();
		if (clientAuth != null) {
			place.require(clientAuth == ClientAuthentication.NEED, "client-auth",
					"found: %s (expected: need)".formatted(clientAuth));
			place.require(inForce.clientAuthentication() == ClientAuthentication.WANT, "client-auth",
					"the options in force have client-auth '%s' (expected: want, since who is not asked does not answer)"
						.formatted(inForce.clientAuthentication()));
			stricter.clientAuthentication(clientAuth);
		}
		String ciphers = configured.getAcceptableCiphers();
		if (ciphers != null) {
			stricter.acceptableCiphers(
					place.checked("acceptable-ciphers", () -> AcceptableCiphers.fromOpenSslCipherString(ciphers)));
		}
		List<String> values = configured.getTrustRoots();
		TrustRoot roots = (values != null) ? TrustRootReader.read(where, name, KEY + ".trust-roots", values) : null;
		CertificateOptions options = place.checked(null, stricter::build);
		try {
			return new StricterPolicy(options, roots, this.clock);
		}
		catch (EngineException ex) {
			throw where.refuse(name, KEY, ex.getMessage(), ex.action(), ex);
		}
	}

	/**
	 * Where something is configured.
	 *
	 * @param files where
	 * @param name the name of the options or the listener
	 */
	private record Place(OptionsFiles files, String name) {

		void require(boolean condition, String key, String problem) {
			if (!condition) {
				throw this.files.refuse(this.name, KEY + "." + key, problem, "Correct or remove the property.", null);
			}
		}

		<T> T checked(@Nullable String key, Supplier<T> value) {
			try {
				return value.get();
			}
			catch (IllegalArgumentException ex) {
				throw this.files.refuse(this.name, (key != null) ? KEY + "." + key : KEY, ex.getMessage(),
						"Correct or remove the property.", ex);
			}
		}

	}

}

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.tlsboot.connection.Endpoint;
import io.tlsboot.ledger.ReportOnly;
import io.tlsboot.ledger.StricterPolicy;
import io.tlsboot.options.AcceptableCiphers;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.ClientAuthentication;
import io.tlsboot.options.PostQuantum;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.ListenerSettings;
import io.tlsboot.trust.TrustRoot;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code report-only} of options and listeners. What could report nothing is
 * refused.
 */
final class ReportOnlyReader {

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
		Map<String, StricterPolicy> byOptions = new LinkedHashMap<>();
		this.properties.getOptions().forEach((name, configured) -> {
			if (isSet(configured.getReportOnly())) {
				byOptions.put(name,
						read(this.files, name, configured.getReportOnly(), this.options.get(name).current().options()));
			}
		});
		Map<Endpoint, StricterPolicy> byEndpoint = new LinkedHashMap<>();
		this.properties.getListeners().forEach((name, configured) -> {
			if (isSet(configured.getReportOnly())) {
				byEndpoint.put(new Endpoint(Endpoint.Side.SERVER, name),
						read(this.files.below(LISTENERS), name, configured.getReportOnly(), served(name, configured)));
			}
		});
		return new ReportOnly(byEndpoint, byOptions);
	}

	private static boolean isSet(TlsProperties.ReportOnly configured) {
		return configured.getRaiseMinimumTo() != null || configured.getPostQuantum() != null
				|| configured.getClientAuth() != null || configured.getAcceptableCiphers() != null
				|| configured.getTrustRoots() != null;
	}

	private CertificateOptions served(String listener, TlsProperties.Listener configured) {
		OptionsFiles listeners = this.files.below(LISTENERS);
		if (configured.getEndpoint() != null) {
			throw listeners.refuse(listener, KEY, "the listener has an endpoint string",
					"Configure the listener by options, and remove 'endpoint'.", null);
		}
		if (configured.getMode() == ListenerSettings.Mode.PLAIN) {
			throw listeners.refuse(listener, KEY, "it is set on a listener whose mode is 'plain'",
					"Remove '%s', or the mode.".formatted(KEY), null);
		}
		return this.options.referred(configured.getOptions(), PropertyOrigins.name(LISTENERS, listener, "options"))
			.current()
			.options();
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
		return new StricterPolicy(options, roots, this.clock);
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

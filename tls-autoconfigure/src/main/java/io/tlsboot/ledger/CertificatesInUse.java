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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.Generation;
import io.tlsboot.trust.TrustRoot;
import io.tlsboot.x509.Certificate;

/**
 * The certificates of all options that are in use, as they are at the moment of asking.
 * What this machine trusts is not listed: it is for its administrator to keep. Reads
 * nothing, and does not block.
 *
 * @since 0.1.0
 */
public final class CertificatesInUse {

	/** Two weeks: time to renew by hand what should have renewed itself. */
	public static final Duration DEFAULT_WARNING = Duration.ofDays(14);

	private final Supplier<Collection<Generation>> options;

	private final Clock clock;

	private final Duration warning;

	private final Map<String, Held> held = new ConcurrentHashMap<>();

	/**
	 * Create a view.
	 * @param options the current generations of the options that are in use
	 * @param clock the time by which validity is judged
	 * @param warning how long before its end a certificate counts as expiring
	 * @throws IllegalArgumentException if that is negative
	 */
	public CertificatesInUse(Supplier<Collection<Generation>> options, Clock clock, Duration warning) {
		this.options = Objects.requireNonNull(options, "'options' must not be null");
		this.clock = Objects.requireNonNull(clock, "'clock' must not be null");
		this.warning = Objects.requireNonNull(warning, "'warning' must not be null");
		if (warning.isNegative()) {
			throw new IllegalArgumentException("found: %s (expected: not negative)".formatted(warning));
		}
	}

	/**
	 * Return the current generations of the options that are in use.
	 * @return the generations
	 */
	public Collection<Generation> generations() {
		return List.copyOf(this.options.get());
	}

	/**
	 * Return the certificates.
	 * @return by options, in the order of the configuration
	 */
	public List<OptionsCertificates> all() {
		Instant now = this.clock.instant();
		return generations().stream().map(this::held).map((found) -> found.at(now, this.warning)).toList();
	}

	private Held held(Generation generation) {
		Held known = this.held.get(generation.name());
		if (known == null || known.generation.number() != generation.number()) {
			known = new Held(generation, this.clock.instant());
			this.held.put(generation.name(), known);
		}
		return known;
	}

	/**
	 * What does not change with the time.
	 */
	private static final class Held {

		private final Generation generation;

		private final List<CertificateDescriptor> identity;

		private final List<CertificateDescriptor> trust;

		private final boolean trustsMachine;

		private Held(Generation generation, Instant now) {
			this.generation = generation;
			CertificateOptions options = generation.options();
			this.identity = describe(options.identity().map((identity) -> identity.chain()).orElse(List.of()), now);
			this.trust = describe(options.trustRoot()
				.stream()
				.flatMap((root) -> root.namedSources().stream())
				.flatMap((source) -> source.certificates().stream())
				.distinct()
				.toList(), now);
			this.trustsMachine = options.trustRoot().filter(TrustRoot::trustsMachine).isPresent();
		}

		private static List<CertificateDescriptor> describe(Collection<Certificate> certificates, Instant now) {
			return certificates.stream().map((certificate) -> CertificateDescriptor.of(certificate, now)).toList();
		}

		private OptionsCertificates at(Instant now, Duration warning) {
			return new OptionsCertificates(this.generation.name(), this.generation.number(),
					states(this.identity, now, warning), states(this.trust, now, warning), this.trustsMachine);
		}

		private static List<CertificateState> states(List<CertificateDescriptor> certificates, Instant now,
				Duration warning) {
			return certificates.stream().map((certificate) -> CertificateState.of(certificate, now, warning)).toList();
		}

	}

}

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

package io.tlsboot.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tlsboot.ledger.OptionsInUse;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.Generation;
import io.tlsboot.trust.TrustSource;
import io.tlsboot.x509.Certificate;

/**
 * Shows how long certificates are valid: the gauge {@value #NAME}, in seconds, negative
 * when it is over. For each options that are in use the certificate of the own chain that
 * expires first, and the trusted one that does; those of this machine are its
 * administrator's care, and some are always expired. Follows the options when they
 * change. Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class TlsCertificateMetrics implements MeterBinder {

	static final String NAME = "tls.certificate.expiry";

	// Eight octets of the SHA-256 digest, as the endpoint writes it.
	private static final int FINGERPRINT_LENGTH = 23;

	private final OptionsInUse options;

	private final Clock clock;

	private final List<MultiGauge> gauges = new ArrayList<>();

	/**
	 * Create gauges.
	 * @param options the options
	 * @param clock what time it is
	 */
	public TlsCertificateMetrics(OptionsInUse options, Clock clock) {
		this.options = options;
		this.clock = clock;
		options.onChange(this::refresh);
	}

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		this.gauges.add(MultiGauge.builder(NAME)
			.description("How long the certificate is valid that expires first")
			.baseUnit("seconds")
			.register(registry));
		refresh();
	}

	private synchronized void refresh() {
		if (this.gauges.isEmpty()) {
			return;
		}
		List<Row<?>> rows = this.options.current().stream().<Row<?>>flatMap(this::rows).toList();
		this.gauges.forEach((gauge) -> gauge.register(rows, true));
	}

	private Stream<Row<?>> rows(Generation generation) {
		CertificateOptions current = generation.options();
		Stream<Certificate> own = current.identity().stream().flatMap((identity) -> identity.chain().stream());
		Stream<Certificate> trusted = current.trustRoot()
			.stream()
			.flatMap((root) -> root.namedSources().stream())
			.map(TrustSource::certificates)
			.flatMap(Collection::stream);
		return Stream.of(row(generation, "identity", own), row(generation, "trust", trusted)).flatMap(Optional::stream);
	}

	private Optional<Row<Instant>> row(Generation generation, String type, Stream<Certificate> certificates) {
		return certificates.min(Comparator.comparing(Certificate::notAfter))
			.map((first) -> Row.of(
					Tags.of("options", generation.name(), "type", type, "fingerprint",
							first.digest("SHA-256").substring(0, FINGERPRINT_LENGTH)),
					first.notAfter(), this::secondsUntil));
	}

	private double secondsUntil(Instant end) {
		return Duration.between(this.clock.instant(), end).toSeconds();
	}

}

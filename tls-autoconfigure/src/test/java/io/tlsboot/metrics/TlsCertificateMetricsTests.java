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
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tlsboot.ledger.OptionsInUse;
import io.tlsboot.ledger.Reloads;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.OptionsSource;
import io.tlsboot.options.ReplaceableOptions;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.trust.TrustRoot;
import io.tlsboot.x509.Certificate;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TlsCertificateMetricsTests {

	// Later than any authority that is made while the test runs.
	private static final Instant NOW = Instant.parse("2040-01-01T00:00:00Z");

	private static final TestAuthority AUTHORITY = authority("Test CA", 365);

	private static final TestAuthority SOONER = authority("Sooner", 5);

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final OptionsInUse options = new OptionsInUse();

	private final TlsCertificateMetrics metrics = new TlsCertificateMetrics(this.options,
			Clock.fixed(NOW, ZoneOffset.UTC));

	private static TestAuthority authority(String name, int days) {
		return TestAuthority.create(name, (builder) -> builder.notAfter(NOW.plus(days, ChronoUnit.DAYS)));
	}

	private static PrivateCertificate valid(int days) {
		return valid(AUTHORITY, days);
	}

	private static PrivateCertificate valid(TestAuthority issuer, int days) {
		return issuer.issue((builder) -> builder.subject("CN=edge")
			.addSanDnsName("localhost")
			.notBefore(NOW.minus(100, ChronoUnit.DAYS))
			.notAfter(NOW.plus(days, ChronoUnit.DAYS)));
	}

	private Gauge gauge(String options, String type) {
		return this.registry.get("tls.certificate.expiry").tags("options", options, "type", type).gauge();
	}

	private static double days(int days) {
		return Duration.ofDays(days).toSeconds();
	}

	private static String fingerprint(Certificate certificate) {
		return certificate.digest("SHA-256").substring(0, 23);
	}

	@Test
	void eachOptionsHaveTheirOwnCertificateAndTheTrustedOneThatExpiresFirst() {
		PrivateCertificate own = valid(10);
		this.options.add(OptionsSource.fixed("edge",
				CertificateOptions.builder()
					.identity(own)
					.trustRoot(TrustRoot.certificates(AUTHORITY.certificate(), SOONER.certificate()))
					.build()));
		this.options.add(OptionsSource.fixed("other", CertificateOptions.of(valid(20))));

		this.metrics.bindTo(this.registry);

		assertThat(gauge("edge", "identity").value()).isEqualTo(days(10));
		assertThat(gauge("edge", "identity").getId().getTag("fingerprint")).isEqualTo(fingerprint(own.certificate()))
			.matches("([0-9A-F]{2}:){7}[0-9A-F]{2}");
		assertThat(gauge("edge", "trust").value()).isEqualTo(days(5));
		assertThat(gauge("edge", "trust").getId().getTag("fingerprint")).isEqualTo(fingerprint(SOONER.certificate()));
		assertThat(gauge("other", "identity").value()).isEqualTo(days(20));
		assertThat(this.registry.getMeters()).hasSize(3)
			.allSatisfy((meter) -> assertThat(meter.getId().getBaseUnit()).isEqualTo("seconds"));
	}

	@Test
	void whatHasExpiredIsNegative() {
		this.options.add(OptionsSource.fixed("edge", CertificateOptions.of(valid(-3))));

		this.metrics.bindTo(this.registry);

		assertThat(gauge("edge", "identity").value()).isEqualTo(days(-3));
	}

	@Test
	void anIntermediateThatExpiresFirstIsTheOneThatIsShown() {
		TestAuthority intermediate = AUTHORITY.intermediate("Intermediate",
				(builder) -> builder.notAfter(NOW.plus(2, ChronoUnit.DAYS)));
		PrivateCertificate own = valid(intermediate, 10).withExtraChain(List.of(intermediate.certificate()));
		this.options.add(OptionsSource.fixed("edge", CertificateOptions.of(own)));

		this.metrics.bindTo(this.registry);

		assertThat(gauge("edge", "identity").value()).isEqualTo(days(2));
	}

	@Test
	void theRootsOfThisMachineAreNotShown() {
		this.options
			.add(OptionsSource.fixed("client", CertificateOptions.builder().trustRoot(TrustRoot.platform()).build()));
		this.options.add(OptionsSource.fixed("both",
				CertificateOptions.builder()
					.trustRoot(TrustRoot.union(List.of(TrustRoot.platform(), SOONER.trustRoot())))
					.build()));

		this.metrics.bindTo(this.registry);

		assertThat(this.registry.getMeters()).hasSize(1);
		assertThat(gauge("both", "trust").value()).isEqualTo(days(5));
	}

	@Test
	void whenOptionsAreReplacedThenTheGaugeIsOfTheNewCertificateAlone() {
		PrivateCertificate renewed = valid(90);
		ReplaceableOptions edge = new ReplaceableOptions("edge", CertificateOptions.of(valid(1)));
		this.options.add(edge);
		this.metrics.bindTo(this.registry);
		assertThat(gauge("edge", "identity").value()).isEqualTo(days(1));

		edge.replace(CertificateOptions.of(renewed));

		assertThat(this.registry.getMeters()).hasSize(1);
		assertThat(gauge("edge", "identity").value()).isEqualTo(days(90));
		assertThat(gauge("edge", "identity").getId().getTag("fingerprint"))
			.isEqualTo(fingerprint(renewed.certificate()));
	}

	@Test
	void optionsThatAreAskedForLaterAppear() {
		this.metrics.bindTo(this.registry);
		assertThat(this.registry.getMeters()).isEmpty();

		this.options.add(OptionsSource.fixed("late", CertificateOptions.of(valid(7))));

		assertThat(gauge("late", "identity").value()).isEqualTo(days(7));
	}

	@Test
	void reloadsAreCountedByOptionsAndResultFromZero() {
		Reloads reloads = new Reloads(Clock.systemUTC());
		this.options.add(OptionsSource.fixed("edge", CertificateOptions.of(valid(7))));
		TlsReloadMetrics counters = new TlsReloadMetrics(reloads, this.options);
		counters.bindTo(this.registry);
		this.options.add(OptionsSource.fixed("late", CertificateOptions.of(valid(7))));

		reloads.succeeded("edge", 2);
		reloads.succeeded("edge", 3);
		reloads.failed("edge", 3, "the file is empty");
		reloads.failed("late", 1, "the file is empty");

		assertThat(reloads("edge", "success")).isEqualTo(2);
		assertThat(reloads("edge", "failure")).isEqualTo(1);
		assertThat(reloads("late", "success")).isZero();
		assertThat(reloads("late", "failure")).isEqualTo(1);
		assertThat(this.registry.getMeters()).hasSize(4);
	}

	private double reloads(String options, String result) {
		return this.registry.get("tls.reloads").tags("options", options, "result", result).functionCounter().count();
	}

}

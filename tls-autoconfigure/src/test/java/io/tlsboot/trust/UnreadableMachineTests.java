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

package io.tlsboot.trust;

import java.time.Clock;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tlsboot.ledger.CertificatesInUse;
import io.tlsboot.ledger.OptionsCertificates;
import io.tlsboot.ledger.OptionsInUse;
import io.tlsboot.metrics.TlsCertificateMetrics;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.OptionsSource;
import io.tlsboot.testing.TestAuthority;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

/**
 * What looks at certificates while an application starts leaves this machine's alone.
 */
class UnreadableMachineTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final TrustRoot MACHINE = new MachineTrustRoot("platform", () -> {
		throw new TrustRootException("unreadable", null);
	});

	private static final TrustRoot BOTH = TrustRoot.union(List.of(MACHINE, AUTHORITY.trustRoot()));

	private final OptionsInUse options = new OptionsInUse();

	UnreadableMachineTests() {
		this.options.add(OptionsSource.fixed("machine", CertificateOptions.builder().trustRoot(MACHINE).build()));
		this.options.add(OptionsSource.fixed("both", CertificateOptions.builder().trustRoot(BOTH).build()));
	}

	@Test
	void namedSourcesAreThoseOfTheApplication() {
		assertThat(MACHINE.namedSources()).isEmpty();
		assertThat(BOTH.namedSources()).isEqualTo(AUTHORITY.trustRoot().sources());
		assertThat(BOTH.trustsMachine()).isTrue();
		assertThat(AUTHORITY.trustRoot().trustsMachine()).isFalse();
		assertThatThrownBy(BOTH::sources).isInstanceOf(TrustRootException.class);
	}

	@Test
	void gaugesAreOfTheNamedSourcesAlone() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		new TlsCertificateMetrics(this.options, Clock.systemUTC()).bindTo(registry);
		assertThat(registry.getMeters()).singleElement()
			.satisfies((meter) -> assertThat(meter.getId().getTag("options")).isEqualTo("both"));
	}

	@Test
	void certificatesInUseAreOfTheNamedSourcesAndSayThatTheMachineIsTrusted() {
		assertThat(new CertificatesInUse(this.options::current, Clock.systemUTC(), CertificatesInUse.DEFAULT_WARNING)
			.all()).extracting(OptionsCertificates::trustsMachine, (found) -> found.trust().size())
			.containsExactly(tuple(true, 1), tuple(true, 0));
	}

}

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
import java.time.ZoneOffset;
import java.util.List;

import io.tlsboot.client.TlsClient;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InventoryTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate IDENTITY = AUTHORITY.issue("client");

	private static long daysLeft(Duration left) {
		Instant now = IDENTITY.certificate().notAfter().minus(left);
		try (Endpoints endpoints = new Endpoints()) {
			TlsClient client = endpoints.client(1, "localhost", CertificateOptions.of(IDENTITY, AUTHORITY.trustRoot()));
			Clock clock = Clock.fixed(now, ZoneOffset.UTC);
			Inventory inventory = new Inventory(List::of, () -> List.of(client), new Ledger(), Catalog.EMPTY,
					Reports.NONE, clock);
			PolicyDescriptor policy = inventory.overview().clients().values().iterator().next().tls();
			assertThat(policy).isNotNull();
			assertThat(policy.chain()).first().isEqualTo(policy.certificate());
			assertThat(policy.certificate()).isNotNull();
			return policy.certificate().daysLeft();
		}
	}

	@Test
	void daysLeftAreWholeDays() {
		assertThat(daysLeft(Duration.ofDays(10).plusHours(23))).isEqualTo(10);
		assertThat(daysLeft(Duration.ofHours(23))).isZero();
	}

	@Test
	void daysLeftAreNegativeWhenTheCertificateHasExpired() {
		assertThat(daysLeft(Duration.ofHours(-1))).isEqualTo(-1);
		assertThat(daysLeft(Duration.ofDays(-2))).isEqualTo(-2);
	}

}

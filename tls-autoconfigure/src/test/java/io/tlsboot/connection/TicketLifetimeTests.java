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

package io.tlsboot.connection;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.SessionResumption;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests that no ticket of BoringSSL outlives its lifetime, by a clock that the test
 * moves.
 */
class TicketLifetimeTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final Duration LIFETIME = Duration.ofHours(2);

	private final MovingClock clock = new MovingClock();

	private final Endpoints endpoints = new Endpoints(this.clock);

	@AfterEach
	void close() {
		this.endpoints.close();
	}

	// TR15
	@ParameterizedTest
	@EnumSource(value = TlsVersion.class, names = { "TLSv1_2", "TLSv1_3" })
	void ticketIsAcceptedForHalfOfItsLifetimeAtLeastAndForAllOfItAtMost(TlsVersion version) {
		Listener listener = this.endpoints.listen(CertificateOptions.builder()
			.identity(AUTHORITY.issue("server"))
			.lowerMaximumSecurityTo(version)
			.resumption(SessionResumption.DEFAULT.withLifetime(LIFETIME))
			.engine(EngineChoice.OPENSSL)
			.build(), Endpoints.ECHO);
		TlsClient client = this.endpoints.client(listener, "localhost",
				CertificateOptions.builder().trustRoot(AUTHORITY.trustRoot()).engine(EngineChoice.OPENSSL).build());

		assertThat(isResumed(client)).isFalse();
		this.clock.move(Duration.ofMinutes(59));
		assertThat(isResumed(client)).isTrue();
		this.clock.move(LIFETIME);
		assertThat(isResumed(client)).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void whenACertificateExpiresThenItsSessionIsNotResumed(EngineChoice engine, TlsVersion version) {
		Listener listener = this.endpoints.listen(CertificateOptions.builder()
			.identity(AUTHORITY.issue("server"))
			.trustRoot(AUTHORITY.trustRoot())
			.lowerMaximumSecurityTo(version)
			.resumption(SessionResumption.DEFAULT.withLifetime(Duration.ofDays(7)))
			.engine(engine)
			.build(), Endpoints.ECHO);
		Instant end = this.clock.instant().plus(Duration.ofDays(1));
		PrivateCertificate shortLived = AUTHORITY.issue((builder) -> builder.subject("CN=client").notAfter(end));
		TlsClient client = this.endpoints.client(listener, "localhost",
				CertificateOptions.builder()
					.identity(shortLived)
					.trustRoot(AUTHORITY.trustRoot())
					.engine(EngineChoice.OPENSSL)
					.build());
		assertThat(isResumed(client)).isFalse();
		this.clock.move(Duration.ofHours(23));
		assertThat(isResumed(client)).isTrue();

		this.clock.move(Duration.ofHours(2));

		assertThat(catchThrowable(() -> Endpoints.exchange(client, "ping"))).isNotNull();
		assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason()).isEqualTo(FailureReason.EXPIRED);
	}

	private boolean isResumed(TlsClient client) {
		assertThat(Endpoints.exchange(client, "ping")).isEqualTo("ping");
		return this.endpoints.handshakes().session(Side.SERVER).isResumed();
	}

	/**
	 * A clock that stands still until it is moved.
	 */
	private static final class MovingClock extends Clock {

		private volatile Instant now = Instant.now();

		private void move(Duration duration) {
			this.now = this.now.plus(duration);
		}

		@Override
		public Instant instant() {
			return this.now;
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	}

}

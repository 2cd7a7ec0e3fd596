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

package io.tlsboot.context;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import io.tlsboot.ledger.CertificatesInUse;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.ReplaceableOptions;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.Test;

import org.springframework.context.ApplicationEventPublisher;

import static org.assertj.core.api.Assertions.assertThat;

class CertificateWatchTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate EDGE = AUTHORITY.issue("edge");

	private static final Instant END = EDGE.certificate().notAfter();

	private final ReplaceableOptions options = new ReplaceableOptions("edge", CertificateOptions.of(EDGE));

	private final SettableClock clock = new SettableClock();

	private final List<Object> heard = new ArrayList<>();

	private final CertificateWatch watch = new CertificateWatch(
			new CertificatesInUse(() -> List.of(this.options.current()), this.clock, CertificatesInUse.DEFAULT_WARNING),
			CertificateWatch.DEFAULT_WARNINGS, this.clock, (ApplicationEventPublisher) this.heard::add);

	private void checkAt(Duration beforeTheEnd) {
		this.clock.now = END.minus(beforeTheEnd);
		this.watch.check();
	}

	private static TlsCertificateExpiring event(long daysLeft) {
		return new TlsCertificateExpiring("edge", TlsCertificateExpiring.IDENTITY, "CN=edge",
				EDGE.certificate().digest("SHA-256"), END, daysLeft);
	}

	@Test
	void certificateIsPublishedOnceForEachTimeOfWarningAndOnceMoreWhenItHasExpired() {
		for (int days = 20; days >= -3; days--) {
			checkAt(Duration.ofDays(days).plusHours((days < 0) ? 0 : 1));
		}
		assertThat(this.heard).containsExactly(event(13), event(6), event(0), event(-1));
	}

	@Test
	void timesOfWarningThatWerePassedUnseenAreNotPublishedAfterwards() {
		checkAt(Duration.ofHours(3));
		checkAt(Duration.ofHours(2));
		assertThat(this.heard).containsExactly(event(0));
	}

	@Test
	void renewedCertificateIsNotPublished() {
		checkAt(Duration.ofDays(3));
		PrivateCertificate renewed = AUTHORITY
			.issue((builder) -> builder.subject("CN=edge").notAfter(END.plus(Duration.ofDays(90))));
		this.options.replace(CertificateOptions.of(renewed));
		checkAt(Duration.ofHours(1));
		assertThat(this.heard).containsExactly(event(3));
	}

	@Test
	void trustRootsOfTheApplicationAreWatchedToo() {
		this.options.replace(CertificateOptions.builder().trustRoot(AUTHORITY.trustRoot()).build());
		this.clock.now = AUTHORITY.certificate().notAfter().minus(Duration.ofHours(1));
		this.watch.check();
		assertThat(this.heard).singleElement().isInstanceOfSatisfying(TlsCertificateExpiring.class, (event) -> {
			assertThat(event.role()).isEqualTo(TlsCertificateExpiring.TRUST);
			assertThat(event.subject()).isEqualTo("CN=Test CA");
		});
	}

	@Test
	void listenerThatThrowsDoesNotKeepTheOthersFromBeingPublished() {
		List<Object> tried = new ArrayList<>();
		CertificateWatch throwing = new CertificateWatch(
				new CertificatesInUse(() -> List.of(this.options.current()), this.clock, Duration.ZERO),
				CertificateWatch.DEFAULT_WARNINGS, this.clock, (ApplicationEventPublisher) (event) -> {
					tried.add(event);
					throw new IllegalStateException("no room");
				});
		this.options.replace(CertificateOptions.of(EDGE, AUTHORITY.trustRoot()));
		this.clock.now = END.minus(Duration.ofHours(1));
		throwing.check();
		throwing.check();
		assertThat(tried).hasSize(2);
	}

	private static final class SettableClock extends Clock {

		private Instant now = Instant.now();

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

		@Override
		public Instant instant() {
			return this.now;
		}

	}

}

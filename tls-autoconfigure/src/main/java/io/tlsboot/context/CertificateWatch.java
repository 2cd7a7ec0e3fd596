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
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.tlsboot.ledger.CertificateState;
import io.tlsboot.ledger.CertificatesInUse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * Looks at the certificates in use when the application has started and then once a day,
 * or more often where a time of warning is shorter, on a thread of its own that ends with
 * it, and publishes those that are near their end.
 *
 * @since 0.1.0
 */
public final class CertificateWatch implements SmartLifecycle {

	/** Two weeks, one week and one day before the end. */
	public static final List<Duration> DEFAULT_WARNINGS = List.of(Duration.ofDays(14), Duration.ofDays(7),
			Duration.ofDays(1));

	private static final Log logger = LogFactory.getLog(CertificateWatch.class);

	private static final Duration SHORTEST_PERIOD = Duration.ofMinutes(1);

	private static final Duration LONGEST_PERIOD = Duration.ofDays(1);

	private final CertificatesInUse certificates;

	private final List<Duration> warnings;

	private final Clock clock;

	private final ApplicationEventPublisher publisher;

	// Not the lock of start and stop, which must not wait for listeners of events.
	private final Object checking = new Object();

	private Set<Told> told = new HashSet<>();

	private volatile @Nullable ScheduledExecutorService timer;

	/**
	 * Create a watch.
	 * @param certificates the certificates in use
	 * @param warnings how long before the end of a certificate it is published, once for
	 * each; and once more when it has expired
	 * @param clock the time
	 * @param publisher where events go
	 * @throws IllegalArgumentException if one of the times is negative
	 */
	public CertificateWatch(CertificatesInUse certificates, Collection<Duration> warnings, Clock clock,
			ApplicationEventPublisher publisher) {
		this.certificates = Objects.requireNonNull(certificates, "'certificates' must not be null");
		this.clock = Objects.requireNonNull(clock, "'clock' must not be null");
		this.publisher = Objects.requireNonNull(publisher, "'publisher' must not be null");
		this.warnings = warnings.stream().sorted().toList();
		this.warnings.stream().filter(Duration::isNegative).findFirst().ifPresent((negative) -> {
			throw new IllegalArgumentException("found: %s (expected: not negative)".formatted(negative));
		});
	}

	@Override
	public synchronized void start() {
		if (this.timer != null) {
			return;
		}
		ScheduledExecutorService made = Executors.newSingleThreadScheduledExecutor((task) -> {
			Thread thread = new Thread(task, "tls-certificates");
			thread.setDaemon(true);
			return thread;
		});
		made.scheduleAtFixedRate(this::look, 0, period().toSeconds(), TimeUnit.SECONDS);
		this.timer = made;
	}

	// Often enough to see the shortest time of warning.
	private Duration period() {
		return this.warnings.stream()
			.filter((warning) -> warning.compareTo(SHORTEST_PERIOD) > 0 && warning.compareTo(LONGEST_PERIOD) < 0)
			.findFirst()
			.orElse(LONGEST_PERIOD);
	}

	// What is thrown out of it would end the timer without a word.
	private void look() {
		try {
			check();
		}
		catch (RuntimeException | Error ex) {
			logger.warn("The certificates in use could not be looked at", ex);
		}
	}

	/**
	 * Look now, and publish what has not been published yet.
	 */
	void check() {
		synchronized (this.checking) {
			Set<Told> due = new HashSet<>();
			this.certificates.all().forEach((options) -> {
				options.identity()
					.forEach((state) -> check(options.options(), TlsCertificateExpiring.IDENTITY, state, due));
				options.trust().forEach((state) -> check(options.options(), TlsCertificateExpiring.TRUST, state, due));
			});
			this.told = due;
		}
	}

	private void check(String options, String role, CertificateState state, Set<Told> due) {
		Instant now = this.clock.instant();
		Duration warning = now.isAfter(state.validUntil()) ? Duration.ofSeconds(-1)
				: this.warnings.stream()
					.filter((some) -> !now.plus(some).isBefore(state.validUntil()))
					.findFirst()
					.orElse(null);
		if (warning == null) {
			return;
		}
		Told telling = new Told(options, role, state.fingerprint(), warning);
		if (due.add(telling) && !this.told.contains(telling)) {
			publish(new TlsCertificateExpiring(options, role, state.subject(), state.fingerprint(), state.validUntil(),
					state.daysLeft()));
		}
	}

	private void publish(TlsCertificateExpiring event) {
		try {
			this.publisher.publishEvent(event);
		}
		catch (RuntimeException ex) {
			logger.warn("A certificate of the options '%s' was told to expire, and somebody threw"
				.formatted(event.options()), ex);
		}
	}

	@Override
	public synchronized void stop() {
		ScheduledExecutorService running = this.timer;
		if (running != null) {
			running.shutdownNow();
			this.timer = null;
		}
	}

	@Override
	public boolean isAutoStartup() {
		return !this.warnings.isEmpty();
	}

	@Override
	public boolean isRunning() {
		return this.timer != null;
	}

	/**
	 * What was published.
	 *
	 * @param options the name of the options
	 * @param role what the certificate is for
	 * @param fingerprint which certificate
	 * @param warning the time of warning that it came to
	 */
	private record Told(String options, String role, String fingerprint, Duration warning) {

	}

}

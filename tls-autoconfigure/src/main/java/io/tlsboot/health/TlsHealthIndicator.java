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

package io.tlsboot.health;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import io.tlsboot.ledger.CertificateState;
import io.tlsboot.ledger.CertificatesInUse;
import io.tlsboot.ledger.OptionsCertificates;
import io.tlsboot.ledger.ReloadHistory;
import io.tlsboot.ledger.ReloadRecord;
import io.tlsboot.ledger.Reloads;
import io.tlsboot.server.Listener;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Tells whether all listeners listen, the certificates of the options in use are valid,
 * and their last reload succeeded. Asks what is known already: no file, no connection.
 *
 * @since 0.1.0
 */
public final class TlsHealthIndicator extends AbstractHealthIndicator {

	private final Supplier<Collection<Listener>> listeners;

	private final CertificatesInUse certificates;

	private final Reloads reloads;

	private final HealthSettings settings;

	/**
	 * Create an indicator.
	 * @param listeners the listeners that are configured
	 * @param certificates the certificates of the options in use
	 * @param reloads how options were reloaded
	 * @param settings what is how bad
	 */
	public TlsHealthIndicator(Supplier<Collection<Listener>> listeners, CertificatesInUse certificates, Reloads reloads,
			HealthSettings settings) {
		super("The health of TLS cannot be told");
		this.listeners = listeners;
		this.certificates = certificates;
		this.reloads = reloads;
		this.settings = settings;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		Problems problems = new Problems();
		Map<String, Object> listening = new LinkedHashMap<>();
		this.listeners.get()
			.forEach((listener) -> listening.put(listener.settings().name(), describe(listener, problems)));
		Map<String, Object> options = new LinkedHashMap<>();
		this.certificates.all().forEach((some) -> options.put(some.options(), describe(some, problems)));
		switch (problems.worst()) {
			case UP -> builder.up();
			case OUT_OF_SERVICE -> builder.outOfService();
			case DOWN -> builder.down();
		}
		builder.withDetail("listeners", listening).withDetail("options", options);
		if (!problems.all().isEmpty()) {
			builder.withDetail("problems", problems.all());
		}
	}

	private static Object describe(Listener listener, Problems problems) {
		boolean running = listener.isRunning();
		if (!running) {
			problems.add(HealthEffect.DOWN, "The listener '%s' does not listen".formatted(listener.settings().name()));
		}
		return new ListenerHealth(running, listener.settings().addressOrAny(),
				running ? listener.port() : listener.settings().port());
	}

	private Object describe(OptionsCertificates options, Problems problems) {
		String who = "The options '%s'".formatted(options.options());
		CertificateState identity = options.firstOfIdentity().orElse(null);
		if (identity != null && !identity.state().equals(CertificateState.VALID)) {
			problems.add(identity.usable() ? this.settings.expiring() : this.settings.expired(),
					"%s hold a certificate that is %s: %s".formatted(who, identity.state(), validity(identity)));
		}
		CertificateState trust = options.firstOfTrust().orElse(null);
		if (trust != null && !trust.state().equals(CertificateState.VALID)) {
			problems.add(options.trustUsable() ? this.settings.expiring() : this.settings.expired(),
					"%s trust a certificate that is %s: %s".formatted(who, trust.state(), validity(trust)));
		}
		ReloadRecord reload = this.reloads.of(options.options()).map(ReloadHistory::last).orElse(null);
		if (reload != null && reload.failed()) {
			problems.add(this.settings.reloadFailed(),
					"%s stay at generation %d: their last reload failed".formatted(who, options.generation()));
		}
		return new OptionsHealth(options.generation(), identity, trust,
				(reload != null) ? new ReloadHealth(reload.time(), reload.result(), reload.message()) : null);
	}

	private static String validity(CertificateState certificate) {
		return "'%s', valid from %s until %s".formatted(certificate.subject(), certificate.validFrom(),
				certificate.validUntil());
	}

	/**
	 * A listener.
	 *
	 * @param running whether it listens
	 * @param address where, {@code *} for every address
	 * @param port the port
	 */
	private record ListenerHealth(boolean running, String address, int port) {

	}

	/**
	 * Options.
	 *
	 * @param generation their generation
	 * @param identity the certificate of their chain that needs attention first
	 * @param trust the trust root that needs attention first
	 * @param lastReload how they were reloaded
	 */
	private record OptionsHealth(long generation, @Nullable CertificateState identity, @Nullable CertificateState trust,
			@Nullable ReloadHealth lastReload) {

	}

	/**
	 * A reload.
	 *
	 * @param time when it was over
	 * @param result what came of it
	 * @param message why it failed
	 */
	private record ReloadHealth(Instant time, String result, @Nullable String message) {

	}

}

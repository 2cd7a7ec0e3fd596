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

package io.tlsboot.autoconfigure.health;

import io.tlsboot.autoconfigure.ObservationProperties;
import io.tlsboot.autoconfigure.TlsInspectionAutoConfiguration;
import io.tlsboot.autoconfigure.TlsProperties;
import io.tlsboot.context.TlsListeners;
import io.tlsboot.health.HealthSettings;
import io.tlsboot.health.TlsHealthIndicator;
import io.tlsboot.ledger.CertificatesInUse;
import io.tlsboot.ledger.Reloads;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the health indicator {@code tls}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = TlsInspectionAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnEnabledHealthIndicator.class)
@ConditionalOnBean(CertificatesInUse.class)
public final class TlsHealthAutoConfiguration {

	@Bean
	@ConditionalOnEnabledHealthIndicator("tls")
	@ConditionalOnMissingBean(name = "tlsHealthIndicator")
	TlsHealthIndicator tlsHealthIndicator(TlsListeners listeners, CertificatesInUse certificates, Reloads reloads,
			TlsProperties properties) {
		ObservationProperties.Health health = properties.getHealth();
		return new TlsHealthIndicator(listeners::all, certificates, reloads, new HealthSettings(
				health.getExpiredStatus(), health.getExpiringStatus(), health.getReloadFailedStatus()));
	}

}

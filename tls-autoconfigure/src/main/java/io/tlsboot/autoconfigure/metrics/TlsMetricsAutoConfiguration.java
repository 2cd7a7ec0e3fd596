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

package io.tlsboot.autoconfigure.metrics;

import java.time.Clock;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.tlsboot.autoconfigure.TlsAutoConfiguration;
import io.tlsboot.autoconfigure.TlsProperties;
import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.ledger.Ledger;
import io.tlsboot.ledger.OptionsInUse;
import io.tlsboot.ledger.Reloads;
import io.tlsboot.metrics.TlsCertificateMetrics;
import io.tlsboot.metrics.TlsConnectionMetrics;
import io.tlsboot.metrics.TlsHandshakeMetrics;
import io.tlsboot.metrics.TlsReloadMetrics;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the meters, where there is a registry of Micrometer.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { TlsAutoConfiguration.class, MetricsAutoConfiguration.class,
		CompositeMeterRegistryAutoConfiguration.class })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({ MeterRegistry.class, Ledger.class, OptionsInUse.class })
public final class TlsMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	TlsHandshakeMetrics tlsHandshakeMetrics() {
		return new TlsHandshakeMetrics();
	}

	@Bean
	static EarlyHandshakes tlsEarlyHandshakes(ObjectProvider<TlsHandshakeMetrics> metrics) {
		return new EarlyHandshakes(metrics);
	}

	@Bean
	@ConditionalOnMissingBean
	TlsConnectionMetrics tlsConnectionMetrics(Ledger ledger, TlsProperties properties) {
		return new TlsConnectionMetrics(ledger,
				Stream
					.concat(properties.getListeners().keySet().stream().map((name) -> new Endpoint(Side.SERVER, name)),
							properties.getClients().keySet().stream().map((name) -> new Endpoint(Side.CLIENT, name)))
					.toList());
	}

	@Bean
	@ConditionalOnMissingBean
	TlsCertificateMetrics tlsCertificateMetrics(OptionsInUse options) {
		return new TlsCertificateMetrics(options, Clock.systemUTC());
	}

	@Bean
	@ConditionalOnMissingBean
	TlsReloadMetrics tlsReloadMetrics(Reloads reloads, OptionsInUse options) {
		return new TlsReloadMetrics(reloads, options);
	}

}

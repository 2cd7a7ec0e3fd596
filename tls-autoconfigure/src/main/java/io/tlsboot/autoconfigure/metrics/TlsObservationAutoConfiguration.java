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

import io.micrometer.observation.ObservationRegistry;
import io.tlsboot.autoconfigure.TlsAutoConfiguration;
import io.tlsboot.metrics.TlsConnectObservations;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of observations of clients that connect, where there is a registry
 * of observations.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { TlsAutoConfiguration.class, ObservationAutoConfiguration.class })
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean(ObservationRegistry.class)
public final class TlsObservationAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	TlsConnectObservations tlsConnectObservations(ObservationRegistry registry) {
		return new TlsConnectObservations(registry);
	}

	@Bean
	static ObservedClients tlsObservedClients(ObjectProvider<TlsConnectObservations> observations) {
		return new ObservedClients(observations);
	}

}

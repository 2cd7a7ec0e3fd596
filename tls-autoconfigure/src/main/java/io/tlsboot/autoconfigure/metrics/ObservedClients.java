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

import java.util.function.Supplier;

import io.tlsboot.client.TlsClient;
import io.tlsboot.metrics.TlsConnectObservations;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.util.function.SingletonSupplier;

/**
 * Has the connections of all beans of type {@link TlsClient} observed, but of those of
 * the application's own classes, which may be asked for by their class.
 */
final class ObservedClients implements BeanPostProcessor {

	// Asked for when somebody connects: clients are made early.
	private final Supplier<TlsConnectObservations> observations;

	ObservedClients(ObjectProvider<TlsConnectObservations> observations) {
		this.observations = SingletonSupplier.of(observations::getObject);
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (!(bean instanceof TlsClient client) || !TlsClient.isMadeHere(client)) {
			return bean;
		}
		return TlsClient.connectingThrough(client,
				(connecting) -> this.observations.get().observe(client.settings().name(), connecting));
	}

}

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

import io.tlsboot.ledger.Ledger;
import io.tlsboot.metrics.TlsHandshakeMetrics;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Lets the timers hear of handshakes as soon as there is a ledger: clients are used while
 * other beans are made, too. Later the ledger gets to know all that listen.
 */
final class EarlyHandshakes implements BeanPostProcessor {

	private final ObjectProvider<TlsHandshakeMetrics> metrics;

	EarlyHandshakes(ObjectProvider<TlsHandshakeMetrics> metrics) {
		this.metrics = metrics;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		if (bean instanceof Ledger ledger) {
			ledger.observedBy(this.metrics.stream().toList());
		}
		return bean;
	}

}

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

package io.tlsboot.autoconfigure;

import java.time.Clock;

import io.tlsboot.ledger.JvmHandshakes;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Counts the handshakes of the whole JVM, from when the application is ready: before, it
 * would take the processors from those that start.
 */
@Configuration(proxyBeanMethods = false)
class JvmHandshakesConfiguration {

	private static final Log logger = LogFactory.getLog(JvmHandshakesConfiguration.class);

	private static final String PROPERTY = "tls.ledger.jvm-wide";

	@Bean
	@ConditionalOnMissingBean
	JvmHandshakes tlsJvmHandshakes(TlsProperties properties, Environment environment) {
		Boolean wanted = properties.getLedger().getJvmWide();
		if (Boolean.FALSE.equals(wanted)) {
			return JvmHandshakes.off();
		}
		if (JvmHandshakes.isAvailable()) {
			return JvmHandshakes.on(Clock.systemUTC());
		}
		if (wanted != null) {
			throw new PropertyOrigins(environment).refuse(PROPERTY,
					"found: 'true' (expected: 'false', since this JVM has no Flight Recorder, of the module jdk.jfr)",
					"Use a Java runtime with the module jdk.jfr, or set '%s' to 'false'.".formatted(PROPERTY), null);
		}
		logger.info("Handshakes of the whole JVM are not counted: it has no Flight Recorder (module jdk.jfr)");
		return JvmHandshakes.off();
	}

	@Bean
	ApplicationListener<ApplicationReadyEvent> tlsJvmHandshakesStarter(JvmHandshakes handshakes) {
		return (event) -> handshakes.start();
	}

}

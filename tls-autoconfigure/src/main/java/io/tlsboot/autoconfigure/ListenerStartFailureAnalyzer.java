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

import io.tlsboot.server.ListenerSettings;
import io.tlsboot.server.ListenerStartException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Says which listener could not bind its port. Comes before the analyzers of web servers,
 * which know no listener.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ListenerStartFailureAnalyzer extends AbstractFailureAnalyzer<ListenerStartException> {

	private final PropertyOrigins origins;

	ListenerStartFailureAnalyzer(Environment environment) {
		this.origins = new PropertyOrigins(environment);
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ListenerStartException cause) {
		ListenerSettings settings = cause.settings();
		String endpoint = PropertyOrigins.name("tls.listeners", settings.name(), EndpointStringReader.KEY);
		String property = (this.origins.find(endpoint) != null) ? endpoint
				: PropertyOrigins.name("tls.listeners", settings.name(), "port");
		String action = cause.isBindFailure()
				? "Stop what listens on port %d, or configure another port or address.".formatted(settings.port())
				: "Correct the address or the port.";
		return Analyses.of(property, this.origins.find(property), String.valueOf(cause.getMessage()), action, cause);
	}

}

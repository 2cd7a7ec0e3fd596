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

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.tlsboot.endpoint.ServerEndpoint;
import io.tlsboot.engine.EngineException;
import io.tlsboot.engine.JvmDiffieHellman;
import io.tlsboot.engine.JvmRenegotiation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Sets what JSSE takes once and for all, before any bean uses TLS: that clients may not
 * renegotiate, and the group for finite field Diffie-Hellman. What is wrong with the
 * configuration is told later, where it is read for good.
 */
final class JvmTlsInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final Log logger = LogFactory.getLog(JvmTlsInitializer.class);

	// Only strings that may have parameters are worth reading their files twice.
	private static final String KEYWORD = "dhParameters";

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		JvmRenegotiation.refuse();
		try {
			Binder binder = Binder.get(context.getEnvironment());
			Map<String, TlsProperties.Options> options = binder
				.bind(OptionsFiles.PREFIX, Bindable.mapOf(String.class, TlsProperties.Options.class))
				.orElse(Map.of());
			List<String> groups = options.values()
				.stream()
				.map(TlsProperties.Options::getDhParameters)
				.filter(Objects::nonNull)
				.distinct()
				.toList();
			for (String group : groups) {
				JvmDiffieHellman.choose(ChoicesReader.dhParameters(group, new PemLocation(context)));
			}
			binder.bind("tls.listeners", Bindable.mapOf(String.class, TlsProperties.Listener.class))
				.orElse(Map.of())
				.values()
				.stream()
				.map(TlsProperties.Listener::getEndpoint)
				.filter((endpoint) -> endpoint != null && endpoint.contains(KEYWORD))
				.flatMap((endpoint) -> ServerEndpoint.parse(endpoint).options().dhParameters().stream())
				.forEach(JvmDiffieHellman::choose);
		}
		catch (BindException | IOException | IllegalArgumentException | EngineException ex) {
			logger.debug("No Diffie-Hellman parameters that can be used are configured", ex);
		}
	}

}

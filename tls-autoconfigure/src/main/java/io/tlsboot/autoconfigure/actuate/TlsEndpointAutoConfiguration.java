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

package io.tlsboot.autoconfigure.actuate;

import io.tlsboot.actuate.TlsEndpoint;
import io.tlsboot.actuate.TlsEndpointWebExtension;
import io.tlsboot.autoconfigure.TlsAutoConfiguration;
import io.tlsboot.ledger.Inventory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the actuator endpoint {@code tls}, and of what keeps our secrets
 * out of the other endpoints.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = TlsAutoConfiguration.class,
		afterName = "org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration")
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
public final class TlsEndpointAutoConfiguration {

	@Bean
	@ConditionalOnAvailableEndpoint(TlsEndpoint.class)
	@ConditionalOnMissingBean
	@ConditionalOnBean(Inventory.class)
	TlsEndpoint tlsEndpoint(Inventory inventory) {
		return new TlsEndpoint(inventory);
	}

	@Bean
	@ConditionalOnAvailableEndpoint(endpoint = TlsEndpoint.class, exposure = EndpointExposure.WEB)
	@ConditionalOnMissingBean
	@ConditionalOnBean(TlsEndpoint.class)
	TlsEndpointWebExtension tlsEndpointWebExtension(TlsEndpoint endpoint,
			ObjectProvider<WebEndpointProperties> properties) {
		WebEndpointProperties web = properties.getIfAvailable(WebEndpointProperties::new);
		return new TlsEndpointWebExtension(endpoint, web.getPathMapping().getOrDefault("tls", "tls"));
	}

	@Bean
	@ConditionalOnAvailableEndpoint(endpoint = TlsEndpoint.class, exposure = EndpointExposure.WEB)
	FlagParameters tlsEndpointFlagParameters() {
		return new FlagParameters();
	}

	@Bean
	TlsSecretsSanitizer tlsSecretsSanitizer() {
		return new TlsSecretsSanitizer();
	}

}

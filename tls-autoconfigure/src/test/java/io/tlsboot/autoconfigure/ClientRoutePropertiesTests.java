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

import java.util.List;

import io.tlsboot.client.ClientProxy;
import io.tlsboot.client.ClientSettings;
import io.tlsboot.client.TlsClients;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class ClientRoutePropertiesTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class))
		.withPropertyValues("tls.clients.partner.connect-retries=3", "tls.clients.partner.proxy.type=socks5",
				"tls.clients.partner.proxy.host=proxy.test", "tls.clients.partner.proxy.port=1080",
				"tls.clients.partner.proxy.username=us", "tls.clients.partner.proxy.password=s3cret",
				"tls.clients.partner.proxy.non-proxy-hosts=*.internal,10.*");

	@Test
	void proxyAndRetriesAreTakenOver() {
		this.runner.withPropertyValues("tls.clients.partner.host=partner.test", "tls.clients.partner.port=443")
			.run((context) -> assertTaken(context.getBean(TlsClients.class).get("partner").settings()));
	}

	@Test
	void proxyAndRetriesStandBesideAnEndpointString() {
		this.runner.withPropertyValues("tls.clients.partner.endpoint=tls:partner.test:443")
			.run((context) -> assertTaken(context.getBean(TlsClients.class).get("partner").settings()));
	}

	private static void assertTaken(ClientSettings settings) {
		assertThat(settings.connectRetries()).isEqualTo(3);
		assertThat(settings.proxy()).isEqualTo(ClientProxy.of(ClientProxy.Type.SOCKS5, "proxy.test", 1080)
			.withCredentials("us", "s3cret")
			.withNonProxyHosts(List.of("*.internal", "10.*")));
	}

}

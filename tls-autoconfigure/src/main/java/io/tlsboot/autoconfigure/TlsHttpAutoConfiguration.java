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

import io.tlsboot.client.TlsClients;
import io.tlsboot.http.HttpClients;
import io.tlsboot.http.TlsHttpClients;
import io.tlsboot.ledger.Ledger;
import reactor.netty.http.client.HttpClient;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.http.client.ReactorClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.ReactorHttpClientBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration of HTTP over options and clients, where Reactor Netty's HTTP is on
 * the class path.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = TlsAutoConfiguration.class)
@ConditionalOnClass(HttpClient.class)
@ConditionalOnBean(OptionsRegistry.class)
public final class TlsHttpAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	TlsHttpClients tlsHttpClients(TlsClients clients, EndpointFactory endpoints, Ledger ledger) {
		return new TlsHttpClients(clients, endpoints::anyServer, ledger);
	}

	/**
	 * Spring Boot's HTTP clients on Reactor Netty.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ReactorHttpClientBuilder.class)
	static class ObservedClientsConfiguration {

		@Bean
		ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder> tlsClientHttpConnectorBuilderCustomizer(
				Ledger ledger) {
			return (builder) -> builder.withHttpClientCustomizer((client) -> HttpClients.observe(client, ledger));
		}

		@Bean
		ClientHttpRequestFactoryBuilderCustomizer<ReactorClientHttpRequestFactoryBuilder> tlsClientHttpRequestFactoryBuilderCustomizer(
				Ledger ledger) {
			return (builder) -> builder.withHttpClientCustomizer((client) -> HttpClients.observe(client, ledger));
		}

	}

	/**
	 * Spring Boot's server on Reactor Netty.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(NettyReactiveWebServerFactory.class)
	static class NettyServerConfiguration {

		@Bean
		NettyServerSecurity tlsNettyServerSecurity(OptionsRegistry options, EndpointFactory endpoints, Ledger ledger) {
			return new NettyServerSecurity(options, endpoints, ledger);
		}

	}

}

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

import io.tlsboot.bundle.OptionsSslBundle;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableReactiveWebApplicationContext;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.web.server.reactive.context.AnnotationConfigReactiveWebServerApplicationContext;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Spring Boot's web server and clients with SSL bundles that are made of options.
 */
class WebServerTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate EDGE = AUTHORITY.issue("edge");

	private static final PrivateCertificate CLIENT = AUTHORITY.issue("client");

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@BeforeEach
	void writeFiles() throws IOException {
		Files.writeString(this.directory.resolve("edge.pem"), EDGE.dumpPem());
		Files.writeString(this.directory.resolve("ca.pem"), AUTHORITY.certificate().dumpPem());
	}

	private ReactiveWebApplicationContextRunner runner() {
		return new ReactiveWebApplicationContextRunner(AnnotationConfigReactiveWebServerApplicationContext::new)
			.withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class, TlsWebServerAutoConfiguration.class,
					SslAutoConfiguration.class, NettyReactiveWebServerAutoConfiguration.class))
			.withUserConfiguration(Hello.class)
			.withPropertyValues("server.port=0", "server.address=127.0.0.1", "server.shutdown=immediate",
					"spring.reactor.netty.shutdown-quiet-period=0s", "server.ssl.bundle=edge",
					"tls.options.edge.certificate=file:" + this.directory.resolve("edge.pem"));
	}

	private String trustRoots() {
		return "tls.options.edge.trust-roots=file:" + this.directory.resolve("ca.pem");
	}

	private static String get(AssertableReactiveWebApplicationContext context,
			ClientHttpRequestFactoryBuilder<?> builder, String host, CertificateOptions.Builder options) {
		int port = ((ReactiveWebServerApplicationContext) context.getSourceApplicationContext()).getWebServer()
			.getPort();
		RestClient client = RestClient.builder()
			.requestFactory(builder.build(HttpClientSettings.ofSslBundle(OptionsSslBundle.of(options.build()))))
			.build();
		String body = client.get().uri("https://%s:%d/".formatted(host, port)).retrieve().body(String.class);
		return String.valueOf(body);
	}

	private static CertificateOptions.Builder client() {
		return CertificateOptions.builder().trustRoot(AUTHORITY.trustRoot());
	}

	private static void withEachClient(Consumer<ClientHttpRequestFactoryBuilder<?>> test) {
		test.accept(ClientHttpRequestFactoryBuilder.jdk());
		test.accept(ClientHttpRequestFactoryBuilder.reactor());
	}

	@Test
	void clientsOfSpringBootVerifyByOurTrustManager() {
		runner().run((context) -> withEachClient((builder) -> {
			assertThat(get(context, builder, "localhost", client())).isEqualTo("hello");
			assertThatThrownBy(() -> get(context, builder, "localhost",
					client().trustRoot(TestAuthority.create("Other CA").trustRoot())))
				.isInstanceOf(ResourceAccessException.class);
		}));
	}

	@Test
	void clientsOfSpringBootCheckTheName() throws IOException {
		Files.writeString(this.directory.resolve("edge.pem"),
				AUTHORITY.issue((builder) -> builder.subject("CN=localhost").addSanDnsName("other.example")).dumpPem());
		runner().run((context) -> withEachClient(
				(builder) -> assertThatThrownBy(() -> get(context, builder, "localhost", client()))
					.isInstanceOf(ResourceAccessException.class)
					.rootCause()
					.hasMessageContaining("expected: 'localhost'")));
	}

	@Test
	void serverAsksClientsForCertificatesAsTheOptionsSay() {
		runner().withPropertyValues(trustRoots()).run((context) -> withEachClient((builder) -> {
			assertThat(get(context, builder, "localhost", client().identity(CLIENT))).isEqualTo("hello");
			assertThatThrownBy(() -> get(context, builder, "localhost", client()))
				.isInstanceOf(ResourceAccessException.class);
			assertThatThrownBy(() -> get(context, builder, "localhost",
					client().identity(TestAuthority.create("Other CA").issue("client"))))
				.isInstanceOf(ResourceAccessException.class);
		}));
	}

	@ParameterizedTest
	@CsvSource({ "none, need", "want, need" })
	void serverThatAsksOtherwiseThanItsOptionsIsRefused(String found, String expected) {
		runner().withPropertyValues(trustRoots(), "server.ssl.client-auth=" + found)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(TlsConfigurationException.class)
				.hasMessageContaining("'server.ssl.client-auth'")
				.hasMessageContaining("found: '%s' (expected: '%s'".formatted(found, expected)));
	}

	@Test
	void serverThatAsksWhereNobodyIsTrustedIsRefused() {
		runner().withPropertyValues("server.ssl.client-auth=need")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("found: 'need' (expected: 'none'"));
	}

	@Test
	void managementServerThatWouldNotAskIsRefused() {
		runner().withPropertyValues(trustRoots(), "management.server.ssl.bundle=edge")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'management.server.ssl.bundle'")
				.hasMessageContaining("ask clients for certificates"));
	}

	@Configuration(proxyBeanMethods = false)
	static class Hello {

		@Bean
		HttpHandler hello() {
			return (request, response) -> response.writeWith(
					Mono.fromSupplier(() -> response.bufferFactory().wrap("hello".getBytes(StandardCharsets.UTF_8))));
		}

	}

}

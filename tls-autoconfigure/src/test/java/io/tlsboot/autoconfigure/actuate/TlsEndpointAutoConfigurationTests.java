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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.tlsboot.actuate.TlsEndpoint;
import io.tlsboot.autoconfigure.TlsAutoConfiguration;
import io.tlsboot.connection.TlsHandler;
import io.tlsboot.context.TlsListener;
import io.tlsboot.context.TlsListeners;
import io.tlsboot.engine.Engine;
import io.tlsboot.ledger.EndpointDescriptor;
import io.tlsboot.ledger.Overview;
import io.tlsboot.ledger.PolicyDescriptor;
import io.tlsboot.options.ApplicationProtocols;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class TlsEndpointAutoConfigurationTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate EDGE = AUTHORITY.issue("edge");

	@TempDir
	private Path directory;

	private ApplicationContextRunner runner = new ApplicationContextRunner();

	@BeforeEach
	void configure() throws IOException {
		Files.writeString(this.directory.resolve("edge.pem"), EDGE.dumpPem());
		Files.writeString(this.directory.resolve("ca.pem"), AUTHORITY.certificate().dumpPem());
		this.runner = this.runner
			.withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class, SslAutoConfiguration.class))
			.withPropertyValues("tls.options.edge.certificate=file:" + this.directory.resolve("edge.pem"),
					"tls.options.edge.trust-roots=file:" + this.directory.resolve("ca.pem"),
					"tls.options.edge.acceptable-protocols=echo/1", "tls.listeners.echo.port=0",
					"tls.listeners.echo.options=edge")
			.withUserConfiguration(EchoConfiguration.class);
	}

	@Test
	void endpointReportsWhatWasNegotiated() {
		this.runner
			.withPropertyValues("tls.clients.echo.host=localhost", "tls.clients.echo.port=1",
					"tls.clients.echo.options=edge", "management.endpoints.web.exposure.include=tls")
			.withConfiguration(AutoConfigurations.of(TlsEndpointAutoConfiguration.class))
			.run((context) -> {
				int port = context.getBean(TlsListeners.class).get("echo").port();
				exchange(port);
				TlsEndpoint endpoint = context.getBean(TlsEndpoint.class);
				Overview overview = endpoint.overview(null, null);
				assertThat(overview.engine().name()).isEqualTo("openssl");
				assertThat(overview.engine().version()).isEqualTo(Engine.OPENSSL.version()).contains("2.0.");
				EndpointDescriptor listener = overview.listeners().get("echo");
				assertThat(listener.port()).isEqualTo(port);
				assertThat(listener.transport())
					.isEqualTo(context.getBean(TlsListeners.class).get("echo").transport().code())
					.isIn("nio", "epoll", "kqueue");
				assertThat(listener.handshakes().versions()).isEqualTo(Map.of("TLSv1.3", 1L));
				assertThat(listener.handshakes().cipherSuites()).isEqualTo(Map.of("TLS_AES_128_GCM_SHA256", 1L));
				assertThat(listener.handshakes().groups()).isEqualTo(Map.of("X25519MLKEM768", 1L));
				assertThat(listener.handshakes().applicationProtocols()).isEqualTo(Map.of("echo/1", 1L));
				PolicyDescriptor policy = listener.tls();
				assertThat(policy).isNotNull();
				assertThat(policy.versions()).containsExactly("TLSv1.2", "TLSv1.3");
				assertThat(policy.clientAuthentication()).isEqualTo("need");
				assertThat(policy.trust()).isEqualTo("1 certificate");
				assertThat(policy.certificate()).isNotNull();
				assertThat(policy.certificate().subject()).isEqualTo("CN=edge");
				assertThat(policy.certificate().fingerprint()).isEqualTo(EDGE.certificate().digest("SHA-256"));
				assertThat(overview.clients().get("echo").serverName()).isEqualTo("localhost");
				assertThat(endpoint.named("echo", null, null)).isNotNull();
				assertThat(endpoint.named("echo", null, null).endpoints()).hasSize(2);
				assertThat(endpoint.named("nobody", null, null)).isNull();
			});
	}

	@Test
	void endpointReportsTheServerNamesOfAListener() throws IOException {
		PrivateCertificate other = AUTHORITY.issue("other");
		Files.writeString(this.directory.resolve("other.pem"), other.dumpPem());
		this.runner
			.withPropertyValues("management.endpoints.web.exposure.include=tls",
					"tls.options.other.certificate=file:" + this.directory.resolve("other.pem"),
					"tls.options.other.raise-minimum-to=TLSv1.3", "tls.options.other.engine=jdk",
					"tls.listeners.echo.server-names.[b.example.com].options=edge",
					"tls.listeners.echo.server-names.[*.Example.org].options=other",
					"tls.listeners.echo.strict-server-name=true", "tls.clients.echo.host=localhost",
					"tls.clients.echo.port=1", "tls.clients.echo.options=edge")
			.withConfiguration(AutoConfigurations.of(TlsEndpointAutoConfiguration.class))
			.run((context) -> {
				Overview overview = context.getBean(TlsEndpoint.class).overview(null, null);
				EndpointDescriptor listener = overview.listeners().get("echo");
				assertThat(listener.strictServerName()).isTrue();
				assertThat(listener.serverNames()).containsOnlyKeys("b.example.com", "*.example.org");
				PolicyDescriptor named = listener.serverNames().get("*.example.org");
				assertThat(named.options()).isEqualTo("other");
				assertThat(named.engine()).isEqualTo("jdk");
				assertThat(named.versions()).containsExactly("TLSv1.3");
				assertThat(named.clientAuthentication()).isEqualTo("none");
				assertThat(named.certificate().fingerprint()).isEqualTo(other.certificate().digest("SHA-256"));
				assertThat(listener.serverNames().get("b.example.com")).isEqualTo(listener.tls());
				EndpointDescriptor client = overview.clients().get("echo");
				assertThat(client.serverNames()).isNull();
				assertThat(client.strictServerName()).isNull();
			});
	}

	@Test
	void endpointIsNotThereWhenNotExposed() {
		this.runner.withConfiguration(AutoConfigurations.of(TlsEndpointAutoConfiguration.class))
			.run((context) -> assertThat(context).doesNotHaveBean(TlsEndpoint.class));
	}

	@Test
	void secretsStayHiddenWhereEndpointsShowEverything() {
		this.runner.withPropertyValues("management.endpoints.web.exposure.include=env,configprops")
			.withConfiguration(AutoConfigurations.of(TlsEndpointAutoConfiguration.class))
			.run((context) -> {
				SanitizingFunction sanitizer = context.getBean(SanitizingFunction.class);
				for (String key : List.of("tls.options.edge.private-key-password",
						"TLS_OPTIONS_EDGE_PRIVATEKEYPASSWORD", "tls.options.edge.privateKey",
						"tls.clients.partner.proxy.password")) {
					assertThat(sanitizer.apply(new SanitizableData(null, key, "s3cret")).getValue())
						.isEqualTo(SanitizableData.SANITIZED_VALUE);
				}
				assertThat(sanitizer.apply(new SanitizableData(null, "tls.options.edge.certificate", EDGE.dumpPem()))
					.getValue()).isEqualTo(SanitizableData.SANITIZED_VALUE);
				assertThat(sanitizer.apply(new SanitizableData(null, "tls.options.edge.engine", "jdk")).getValue())
					.isEqualTo("jdk");
			});
	}

	private static void exchange(int port) {
		try (Endpoints endpoints = new Endpoints()) {
			CertificateOptions options = CertificateOptions.builder()
				.identity(AUTHORITY.issue("client"))
				.trustRoot(AUTHORITY.trustRoot())
				.acceptableProtocols(new ApplicationProtocols(List.of("echo/1")))
				.build();
			assertThat(Endpoints.exchange(endpoints.client(port, "localhost", options), "hello")).isEqualTo("hello");
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class EchoConfiguration {

		@Bean
		@TlsListener("echo")
		TlsHandler echo() {
			return Endpoints.ECHO;
		}

	}

}

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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

import io.tlsboot.connection.TlsHandler;
import io.tlsboot.context.TlsListener;
import io.tlsboot.context.TlsListeners;
import io.tlsboot.ledger.Inventory;
import io.tlsboot.ledger.ReportOnlyCounts;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The property {@code report-only} of an application.
 */
class ReportOnlyConfigurationTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	@TempDir
	private Path directory;

	private ConfigurableApplicationContext run(String... properties) throws Exception {
		Files.writeString(this.directory.resolve("edge.pem"), AUTHORITY.issue("edge").dumpPem());
		return new SpringApplicationBuilder(EchoApplication.class).web(WebApplicationType.NONE)
			.properties("tls.options.edge.certificate=file:" + this.directory.resolve("edge.pem"),
					"tls.listeners.echo.address=127.0.0.1", "tls.listeners.echo.port=0",
					"tls.listeners.echo.options=edge")
			.properties(properties)
			.run();
	}

	private static ReportOnlyCounts countsAfterTls12(ConfigurableApplicationContext context) {
		try (Endpoints endpoints = Endpoints.withoutSelfTest()) {
			int port = context.getBean(TlsListeners.class).get("echo").port();
			assertThat(Endpoints.exchange(endpoints.client(port, "localhost",
					CertificateOptions.builder()
						.trustRoot(AUTHORITY.trustRoot())
						.lowerMaximumSecurityTo(TlsVersion.TLSv1_2)
						.build()),
					"hello"))
				.isEqualTo("hello");
		}
		Inventory inventory = context.getBean(Inventory.class);
		Awaitility.await().atMost(Endpoints.TIMEOUT).until(() -> inventory.overview().handshakes().succeeded() == 1);
		return Objects
			.requireNonNull(Objects.requireNonNull(inventory.overview().listeners().get("echo")).reportOnly());
	}

	@ParameterizedTest
	@CsvSource({ "tls.options.edge.report-only.raise-minimum-to", "tls.listeners.echo.report-only.raise-minimum-to" })
	void whoWouldBeRefusedIsInTheOverview(String property) throws Exception {
		try (ConfigurableApplicationContext context = run(property + "=TLSv1.3")) {
			assertThat(countsAfterTls12(context)).isEqualTo(new ReportOnlyCounts(1, 1, Map.of("no-shared-version", 1L),
					Map.of("127.0.0.1", Map.of("no-shared-version", 1L))));
		}
	}

	@Test
	void listenerComesBeforeItsOptions() throws Exception {
		try (ConfigurableApplicationContext context = run("tls.options.edge.report-only.raise-minimum-to=TLSv1.3",
				"tls.listeners.echo.report-only.acceptable-ciphers=ECDHE+AES256")) {
			assertThat(countsAfterTls12(context).wouldBeRefused()).isZero();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class EchoApplication {

		@Bean
		@TlsListener("echo")
		TlsHandler echo() {
			return Endpoints.ECHO;
		}

	}

}

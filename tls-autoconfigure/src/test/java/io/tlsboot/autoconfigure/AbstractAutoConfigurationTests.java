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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.tlsboot.connection.TlsHandler;
import io.tlsboot.context.TlsListener;
import io.tlsboot.options.ApplicationProtocols;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

abstract class AbstractAutoConfigurationTests {

	static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	static final PrivateCertificate EDGE = AUTHORITY.issue("edge");

	final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class, SslAutoConfiguration.class));

	@TempDir
	@SuppressWarnings("NullAway.Init")
	Path directory;

	@BeforeEach
	void writeFiles() throws IOException {
		Files.writeString(this.directory.resolve("edge.pem"), EDGE.dumpPem());
		Files.writeString(this.directory.resolve("ca.pem"), AUTHORITY.certificate().dumpPem());
	}

	ApplicationContextRunner edge() {
		return this.runner.withPropertyValues("tls.options.edge.certificate=file:" + this.directory.resolve("edge.pem"),
				"tls.options.edge.trust-roots=file:" + this.directory.resolve("ca.pem"),
				"tls.options.edge.acceptable-protocols=echo/1");
	}

	ApplicationContextRunner echo() {
		return edge().withPropertyValues("tls.listeners.echo.port=0", "tls.listeners.echo.options=edge")
			.withUserConfiguration(EchoConfiguration.class);
	}

	static String exchange(int port, String text) throws Exception {
		try (Endpoints endpoints = new Endpoints()) {
			CertificateOptions options = CertificateOptions.builder()
				.identity(AUTHORITY.issue("client"))
				.trustRoot(AUTHORITY.trustRoot())
				.acceptableProtocols(new ApplicationProtocols(List.of("echo/1")))
				.build();
			return Endpoints.exchange(endpoints.client(port, "localhost", options), text);
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

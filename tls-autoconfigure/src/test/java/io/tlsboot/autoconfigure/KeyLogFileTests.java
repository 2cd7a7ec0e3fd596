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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.TlsHandler;
import io.tlsboot.context.TlsListener;
import io.tlsboot.context.TlsListeners;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the file with the secrets of connections.
 */
@ExtendWith(OutputCaptureExtension.class)
class KeyLogFileTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@Test
	void secretsOfConnectionsAreAppendedForTheOwnerAlone(CapturedOutput output) throws IOException {
		Path file = this.directory.resolve("keys.log");
		connect(file);

		List<String> lines = Files.readAllLines(file);
		assertThat(lines).isNotEmpty()
			.allSatisfy((line) -> assertThat(line).matches("[A-Z_0-9]+ [0-9a-f]{64} [0-9a-f]{64,96}"));
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
		assertThat(output).contains("The secrets of all TLS connections are written to '" + file)
			.doesNotContain(lines.get(0).substring(lines.get(0).lastIndexOf(' ') + 1));

		connect(file);
		assertThat(Files.readAllLines(file)).hasSizeGreaterThan(lines.size()).startsWith(lines.get(0));
	}

	private void connect(Path file) throws IOException {
		Files.writeString(this.directory.resolve("edge.pem"), AUTHORITY.issue("edge").dumpPem());
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class, SslAutoConfiguration.class))
			.withUserConfiguration(Echo.class)
			.withPropertyValues("tls.options.edge.certificate=file:" + this.directory.resolve("edge.pem"),
					"tls.listeners.echo.port=0", "tls.listeners.echo.options=edge", "tls.debug.key-log-file=" + file)
			.run((context) -> {
				int port = context.getBean(TlsListeners.class).get("echo").port();
				try (Endpoints endpoints = new Endpoints()) {
					TlsClient client = endpoints.client(port, "localhost",
							CertificateOptions.builder().trustRoot(AUTHORITY.trustRoot()).build());
					assertThat(Endpoints.exchange(client, "ping")).isEqualTo("ping");
				}
			});
	}

	@Configuration(proxyBeanMethods = false)
	static class Echo {

		@Bean
		@TlsListener("echo")
		TlsHandler echo() {
			return Endpoints.ECHO;
		}

	}

}

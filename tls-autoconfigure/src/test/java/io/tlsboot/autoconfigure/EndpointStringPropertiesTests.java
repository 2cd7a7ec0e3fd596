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
import java.time.Duration;

import io.tlsboot.client.TlsClient;
import io.tlsboot.client.TlsClients;
import io.tlsboot.connection.TlsHandler;
import io.tlsboot.context.TlsListener;
import io.tlsboot.context.TlsListeners;
import io.tlsboot.engine.TlsContext;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Listeners and clients by endpoint string, and by the keys that came with these.
 */
@ExtendWith(OutputCaptureExtension.class)
class EndpointStringPropertiesTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class, SslAutoConfiguration.class));

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@BeforeEach
	void writeFiles() throws IOException {
		Files.writeString(this.directory.resolve("edge.pem"), AUTHORITY.issue("edge").dumpPem());
		Files.createDirectory(this.directory.resolve("roots"));
		Files.writeString(this.directory.resolve("roots").resolve("ca.pem"), AUTHORITY.certificate().dumpPem());
	}

	private ApplicationContextRunner echo(String endpoint) {
		return this.runner
			.withPropertyValues("tls.listeners.echo.endpoint=" + endpoint.replace("${dir}", this.directory.toString()))
			.withUserConfiguration(EchoConfiguration.class);
	}

	@Test
	void clientStringReachesListenerString() {
		echo("ssl:0:interface=127.0.0.1:backlog=9:privateKey=${dir}/edge.pem").run((servers) -> {
			Listener listener = servers.getBean(TlsListeners.class).get("echo");
			assertThat(listener.settings().address()).isEqualTo("127.0.0.1");
			assertThat(listener.settings().backlog()).isEqualTo(9);
			this.runner
				.withPropertyValues("tls.clients.partner.endpoint=tls:127.0.0.1:%d:hostname=localhost:trustRoots=%s"
					.formatted(listener.port(), this.directory.resolve("roots")))
				.run((clients) -> {
					TlsClient client = clients.getBean(TlsClient.class);
					assertThat(clients.getBean(TlsClients.class).get("partner")).isSameAs(client);
					assertThat(client.settings().connectTimeout()).isEqualTo(Duration.ofSeconds(30));
					assertThat(Endpoints.exchange(client, "hello")).isEqualTo("hello");
				});
		});
	}

	@Test
	void stringSaysTheSameOptionsAsTheKeys() {
		echo("ssl:0:interface=127.0.0.1:privateKey=${dir}/edge.pem")
			.withPropertyValues("tls.options.edge.certificate=file:" + this.directory.resolve("edge.pem"))
			.run((context) -> {
				TlsContext bound = context.getBean(TlsListeners.class).get("echo").context().orElseThrow();

				assertThat(bound.generation().options()).isEqualTo(context.getBean(CertificateOptions.class));
				assertThat(bound.generation().name()).isEqualTo("tls.listeners.echo.endpoint");
			});
	}

	@Test
	void handshakeTimeoutMayStandBesideAString() {
		echo("ssl:0:interface=127.0.0.1:privateKey=${dir}/edge.pem")
			.withPropertyValues("tls.listeners.echo.handshake-timeout=3s", "tls.listeners.echo.mode=tls",
					"tls.clients.partner.endpoint=ssl:localhost:443", "tls.clients.partner.handshake-timeout=4s")
			.run((context) -> {
				assertThat(context.getBean(TlsListeners.class).get("echo").settings().handshakeTimeout()).hasSeconds(3);
				assertThat(context.getBean(TlsClient.class).settings().handshakeTimeout()).hasSeconds(4);
			});
	}

	@Test
	void whatIsWrongWithTheMaterialOfAStringIsLogged(CapturedOutput output) throws IOException {
		Files.writeString(this.directory.resolve("old.pem"), AUTHORITY.issueExpired("old").dumpPem());
		Files.createDirectory(this.directory.resolve("none"));
		echo("ssl:0:interface=127.0.0.1:privateKey=${dir}/old.pem")
			.withPropertyValues(
					"tls.clients.partner.endpoint=tls:localhost:443:trustRoots=%s/none".formatted(this.directory))
			.run((context) -> assertThat(output).contains("names a certificate that has expired on",
					"'tls.listeners.echo.endpoint' (", "The client 'partner': trusted are 0 of '",
					"there is no certificate to trust, so every peer is refused", "'tls.clients.partner.endpoint' ("));
	}

	@Test
	void backlogAndBindAddressHaveKeysOfTheirOwn() {
		this.runner.withUserConfiguration(WhoConfiguration.class)
			.withPropertyValues("tls.options.edge.certificate=file:" + this.directory.resolve("edge.pem"),
					"tls.listeners.echo.port=0", "tls.listeners.echo.address=127.0.0.1", "tls.listeners.echo.backlog=9",
					"tls.listeners.echo.options=edge")
			.run((servers) -> {
				Listener listener = servers.getBean(TlsListeners.class).get("echo");
				assertThat(listener.settings().backlog()).isEqualTo(9);
				this.runner
					.withPropertyValues(
							"tls.options.roots.trust-roots=file:%s/".formatted(this.directory.resolve("roots")),
							"tls.clients.partner.host=127.0.0.1", "tls.clients.partner.port=" + listener.port(),
							"tls.clients.partner.options=roots", "tls.clients.partner.bind-address=127.0.0.2")
					.run((clients) -> assertThat(Endpoints.exchange(clients.getBean(TlsClient.class), "/127.0.0.2:"))
						.startsWith("/127.0.0.2:"));
			});
	}

	@Configuration(proxyBeanMethods = false)
	static class EchoConfiguration {

		@Bean
		@TlsListener("echo")
		TlsHandler echo() {
			return Endpoints.ECHO;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WhoConfiguration {

		@Bean
		@TlsListener("echo")
		TlsHandler who() {
			return (connection) -> connection.outbound()
				.sendString(Mono.just(String.valueOf(connection.remoteAddress())), StandardCharsets.UTF_8);
		}

	}

}

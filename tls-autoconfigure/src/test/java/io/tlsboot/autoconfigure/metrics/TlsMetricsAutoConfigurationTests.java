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

package io.tlsboot.autoconfigure.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netty.channel.Channel;
import io.tlsboot.autoconfigure.TlsAutoConfiguration;
import io.tlsboot.client.ClientMode;
import io.tlsboot.client.ClientSettings;
import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.TlsConnection;
import io.tlsboot.connection.TlsHandler;
import io.tlsboot.context.TlsListener;
import io.tlsboot.engine.TlsContext;
import io.tlsboot.metrics.TlsCertificateMetrics;
import io.tlsboot.metrics.TlsConnectionMetrics;
import io.tlsboot.metrics.TlsHandshakeMetrics;
import io.tlsboot.metrics.TlsReloadMetrics;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.server.Listener;
import io.tlsboot.starttls.ClientStartTls;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.util.TestSocketUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class TlsMetricsAutoConfigurationTests {

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
			.withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class, SslAutoConfiguration.class,
					TlsMetricsAutoConfiguration.class, TlsObservationAutoConfiguration.class))
			.withPropertyValues("tls.options.edge.certificate=file:" + this.directory.resolve("edge.pem"),
					"tls.options.edge.trust-roots=file:" + this.directory.resolve("ca.pem"),
					"tls.options.edge.client-auth=none", "tls.clients.partner.host=127.0.0.1",
					"tls.clients.partner.server-name=localhost", "tls.clients.partner.options=edge");
	}

	private ApplicationContextRunner withMetrics() {
		return this.runner.withConfiguration(
				AutoConfigurations.of(MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
						SimpleMetricsExportAutoConfiguration.class, ObservationAutoConfiguration.class));
	}

	private ApplicationContextRunner withEcho() {
		int port = TestSocketUtils.findAvailableTcpPort();
		return withMetrics()
			.withPropertyValues("tls.listeners.echo.port=" + port, "tls.listeners.echo.options=edge",
					"tls.clients.partner.port=" + port)
			.withUserConfiguration(EchoConfiguration.class);
	}

	@Test
	void whatIsConfiguredHasItsMetersFromTheStart() {
		withEcho().run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			for (String name : new String[] { "tls.handshakes.in.progress", "tls.connections.active" }) {
				assertThat(registry.get(name).tags("endpoint", "echo", "side", "server").gauge().value()).isZero();
				assertThat(registry.get(name).tags("endpoint", "partner", "side", "client").gauge().value()).isZero();
			}
			assertThat(registry.get("tls.traffic").tags("endpoint", "echo").functionCounters()).hasSize(2);
			assertThat(registry.get("tls.certificate.expiry").tags("options", "edge").gauges()).hasSize(2)
				.allSatisfy((gauge) -> assertThat(gauge.value()).isPositive());
			assertThat(registry.get("tls.reloads").tags("options", "edge").functionCounters()).hasSize(2)
				.allSatisfy((counter) -> assertThat(counter.count()).isZero());
		});
	}

	@Test
	void eachHandshakeIsTimedOnceOnEachSideAndObserved() {
		withEcho().run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);

			assertThat(Endpoints.exchange(context.getBean(TlsClient.class), "hello")).isEqualTo("hello");

			Awaitility.await()
				.atMost(Endpoints.TIMEOUT)
				.untilAsserted(() -> assertThat(registry.find("tls.handshakes").timers()).hasSize(2));
			assertThat(registry.find("tls.handshakes").timers()).extracting(Timer::count).containsOnly(1L);
			assertThat(registry.get("tls.handshakes").tag("endpoint", "partner").timer().getId().getTag("version"))
				.isEqualTo("TLSv1.3");
			assertThat(registry.get("tls.connect").tags("endpoint", "partner", "result", "success").timer().count())
				.isEqualTo(1);
		});
	}

	@Test
	void whatAClientDoesWhileBeansAreMadeIsNotLost() throws Exception {
		try (Endpoints endpoints = new Endpoints()) {
			Listener listener = endpoints.listen(CertificateOptions.of(EDGE), Endpoints.ECHO);
			withMetrics().withPropertyValues("tls.clients.partner.port=" + listener.port())
				.withBean(Early.class)
				.run((context) -> {
					Timer timer = context.getBean(MeterRegistry.class)
						.get("tls.handshakes")
						.tags("endpoint", "partner", "result", "success")
						.timer();
					assertThat(timer.count()).isEqualTo(1);
				});
		}
	}

	@Test
	void failuresHaveTheirReason() throws Exception {
		try (Endpoints endpoints = new Endpoints()) {
			Listener listener = endpoints.listen(CertificateOptions.of(EDGE), Endpoints.ECHO);
			withMetrics()
				.withPropertyValues("tls.clients.partner.port=" + listener.port(),
						"tls.clients.partner.server-name=elsewhere.example.com")
				.run((context) -> {
					TlsClient client = context.getBean(TlsClient.class);

					assertThat(catchThrowable(() -> client.connect().block(Endpoints.TIMEOUT))).isNotNull();

					MeterRegistry registry = context.getBean(MeterRegistry.class);
					assertThat(registry.get("tls.handshakes").tags("reason", "name-mismatch").timer().count())
						.isEqualTo(1);
					assertThat(registry.get("tls.connect").tags("reason", "name-mismatch").timer().count())
						.isEqualTo(1);
				});
		}
	}

	@Test
	void propertiesOfSpringBootTakeTheMetersAway() {
		withEcho().withPropertyValues("management.metrics.enable.tls=false").run((context) -> {
			Endpoints.exchange(context.getBean(TlsClient.class), "hello");

			assertThat(context.getBean(MeterRegistry.class).getMeters())
				.noneMatch((meter) -> meter.getId().getName().startsWith("tls."));
		});
	}

	@Test
	void whereThereIsNoRegistryThereIsNothing() {
		this.runner.withPropertyValues("tls.clients.partner.port=1")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(TlsHandshakeMetrics.class)
				.doesNotHaveBean(TlsConnectionMetrics.class)
				.doesNotHaveBean(TlsCertificateMetrics.class)
				.doesNotHaveBean(TlsReloadMetrics.class)
				.doesNotHaveBean(ObservedClients.class));
	}

	@Test
	void clientOfAClassOfTheApplicationIsLeftAsItIs() {
		withMetrics().withPropertyValues("tls.clients.partner.port=1")
			.withBean(OwnClient.class)
			.withBean(OwnClientUser.class)
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(OwnClient.class)
				.hasSingleBean(OwnClientUser.class));
	}

	@Test
	void whereMicrometerIsMissingTheRestWorks() {
		this.runner.withPropertyValues("tls.clients.partner.port=1")
			.withClassLoader(new FilteredClassLoader("io.micrometer", "org.springframework.boot.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(TlsClient.class));
	}

	/**
	 * Uses a client before all beans are made.
	 */
	static final class Early {

		Early(TlsClient client) {
			client.connect().blockOptional(Duration.ofSeconds(10)).orElseThrow().close().block(Duration.ofSeconds(10));
		}

	}

	/**
	 * Asks for a client by its class.
	 */
	static final class OwnClientUser {

		OwnClientUser(OwnClient client) {
			assertThat(client).isNotNull();
		}

	}

	/**
	 * A client of an application's own.
	 */
	static final class OwnClient implements TlsClient {

		@Override
		public ClientSettings settings() {
			return ClientSettings.of("own", "127.0.0.1", 1);
		}

		@Override
		public Mono<TlsConnection> connect() {
			return Mono.empty();
		}

		@Override
		public void secure(Channel channel) {
		}

		@Override
		public ClientMode mode() {
			return ClientMode.TLS;
		}

		@Override
		public Optional<ClientStartTls> startTls() {
			return Optional.empty();
		}

		@Override
		public TlsContext context() {
			throw new IllegalStateException("none");
		}

		@Override
		public void close() {
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

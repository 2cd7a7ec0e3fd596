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

package io.tlsboot.autoconfigure.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.tlsboot.actuate.TlsInfoContributor;
import io.tlsboot.autoconfigure.TlsAutoConfiguration;
import io.tlsboot.autoconfigure.TlsInspectionAutoConfiguration;
import io.tlsboot.autoconfigure.actuate.TlsInfoAutoConfiguration;
import io.tlsboot.connection.TlsHandler;
import io.tlsboot.context.TlsListener;
import io.tlsboot.context.TlsListeners;
import io.tlsboot.engine.Engine;
import io.tlsboot.health.TlsHealthIndicator;
import io.tlsboot.ledger.Reloads;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.Certificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class TlsHealthAutoConfigurationTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class, SslAutoConfiguration.class,
				TlsInspectionAutoConfiguration.class, TlsHealthAutoConfiguration.class, TlsInfoAutoConfiguration.class))
		.withUserConfiguration(EchoConfiguration.class);

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@BeforeEach
	void writeFiles() throws IOException {
		write("good.pem", AUTHORITY.issue("localhost").dumpPem());
		write("expired.pem", AUTHORITY.issueExpired("localhost").dumpPem());
		write("soon.pem",
				AUTHORITY.issue((builder) -> builder.subject("CN=soon").notAfter(in(Duration.ofDays(5)))).dumpPem());
		write("ca.pem", AUTHORITY.certificate().dumpPem());
		write("old-ca.pem", old().dumpPem());
		write("cas.pem", AUTHORITY.certificate().dumpPem() + old().dumpPem());
	}

	private static Certificate old() {
		return TestAuthority
			.create("Old CA",
					(builder) -> builder.notBefore(in(Duration.ofDays(-20))).notAfter(in(Duration.ofDays(-10))))
			.certificate();
	}

	private static Instant in(Duration time) {
		return Instant.now().plus(time);
	}

	private void write(String file, String content) throws IOException {
		Files.writeString(this.directory.resolve(file), content);
	}

	private ApplicationContextRunner echo(String identity) {
		return this.runner.withPropertyValues("tls.options.edge.certificate=file:" + this.directory.resolve(identity),
				"tls.options.edge.raise-minimum-to=TLSv1.3", "tls.listeners.echo.port=0",
				"tls.listeners.echo.address=127.0.0.1", "tls.listeners.echo.options=edge", "tls.self-test=false");
	}

	private ApplicationContextRunner trusting(String roots) {
		return echo("good.pem")
			.withPropertyValues("tls.options.edge.trust-roots=file:" + this.directory.resolve(roots));
	}

	private static Health health(ApplicationContext context) {
		Health health = context.getBean(TlsHealthIndicator.class).health();
		assertThat(health).isNotNull();
		return health;
	}

	@SuppressWarnings("unchecked")
	private static List<String> problems(Health health) {
		return (List<String>) health.getDetails().getOrDefault("problems", List.of());
	}

	@Test
	void goodConfigurationIsUpWithoutAProblem() {
		trusting("ca.pem").run((context) -> {
			Health health = health(context);
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).containsOnlyKeys("listeners", "options");
			assertThat(health.getDetails().get("listeners")).hasToString("{echo=ListenerHealth[running=true, "
					+ "address=127.0.0.1, port=%d]}".formatted(context.getBean(TlsListeners.class).get("echo").port()));
			assertThat(health.getDetails().get("options").toString())
				.contains("edge=", "CN=localhost", "CN=Test CA", "state=valid")
				.doesNotContain("PRIVATE");
		});
	}

	@Test
	void stoppedListenerIsDown() {
		echo("good.pem").run((context) -> {
			context.getBean(TlsListeners.class).stop();
			assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
			assertThat(problems(health(context))).containsExactly("The listener 'echo' does not listen");
		});
	}

	@ParameterizedTest
	@CsvSource({ ",DOWN", "out-of-service,OUT_OF_SERVICE", "up,UP" })
	void expiredIdentityCountsAsConfigured(String configured, String expected) {
		ApplicationContextRunner expired = echo("expired.pem");
		((configured != null) ? expired.withPropertyValues("tls.health.expired-status=" + configured) : expired)
			.run((context) -> {
				assertThat(health(context).getStatus().getCode()).isEqualTo(expected);
				assertThat(problems(health(context))).singleElement()
					.asString()
					.startsWith("The options 'edge' hold a certificate that is expired: 'CN=localhost'");
			});
	}

	@ParameterizedTest
	@CsvSource({ ",14d,UP,1", "down,14d,DOWN,1", "down,2d,UP,0" })
	void identityThatExpiresSoonCountsAsConfigured(String configured, String within, String expected, int problems) {
		ApplicationContextRunner expiring = echo("soon.pem").withPropertyValues("tls.health.expiring-within=" + within);
		((configured != null) ? expiring.withPropertyValues("tls.health.expiring-status=" + configured) : expiring)
			.run((context) -> {
				assertThat(health(context).getStatus().getCode()).isEqualTo(expected);
				assertThat(problems(health(context))).hasSize(problems)
					.allMatch((problem) -> problem.contains("hold a certificate that is expiring: 'CN=soon'"));
				assertThat(health(context).getDetails().get("options").toString()).contains("daysLeft=4");
			});
	}

	@Test
	void trustRootsAreDownOnlyWhenNoneOfThemIsValid() {
		trusting("old-ca.pem").run((context) -> assertThat(health(context).getStatus()).isEqualTo(Status.DOWN));
		trusting("cas.pem").run((context) -> {
			assertThat(health(context).getStatus()).isEqualTo(Status.UP);
			assertThat(problems(health(context))).singleElement()
				.asString()
				.startsWith("The options 'edge' trust a certificate that is expired: 'CN=Old CA'");
		});
	}

	@Test
	void failedReloadIsTold() {
		echo("good.pem").withPropertyValues("tls.health.reload-failed-status=down").run((context) -> {
			Reloads reloads = context.getBean(Reloads.class);
			reloads.failed("edge", 1, "the file is empty");
			assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
			assertThat(problems(health(context)))
				.containsExactly("The options 'edge' stay at generation 1: their last reload failed");
			assertThat(health(context).getDetails().get("options").toString()).contains("message=the file is empty");
			reloads.succeeded("edge", 1);
			assertThat(health(context).getStatus()).isEqualTo(Status.UP);
		});
		echo("good.pem").run((context) -> {
			context.getBean(Reloads.class).failed("edge", 1, "the file is empty");
			assertThat(health(context).getStatus()).isEqualTo(Status.UP);
			assertThat(problems(health(context))).hasSize(1);
		});
	}

	@Test
	void indicatorIsSwitchedOffAsAnyOther() {
		echo("good.pem").withPropertyValues("management.health.tls.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(TlsHealthIndicator.class));
	}

	@Test
	void withoutSpringBootsHealthThereIsNoIndicator() {
		echo("good.pem").withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("tlsHealthIndicator"));
	}

	@Test
	void negativeTimeIsRefused() {
		echo("good.pem").withPropertyValues("tls.health.expiring-within=-1d")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("found: PT-24H (expected: not negative)"));
	}

	@Test
	void infoIsOffByDefaultAndTellsWhatListensWhere() {
		echo("good.pem").run((context) -> assertThat(context).doesNotHaveBean(TlsInfoContributor.class));
		echo("good.pem").withPropertyValues("management.info.tls.enabled=true").run((context) -> {
			Info.Builder builder = new Info.Builder();
			context.getBean(TlsInfoContributor.class).contribute(builder);
			int port = context.getBean(TlsListeners.class).get("echo").port();
			assertThat(builder.build().getDetails()).containsOnlyKeys("tls");
			assertThat(builder.build().getDetails().get("tls").toString())
				.containsPattern("^TlsInfo\\[version=(unknown|\\d+\\.\\d+\\.\\d+\\S*), engine=EngineInfo\\[")
				.contains("name=openssl", "version=" + Engine.OPENSSL.version(),
						"echo=ListenerInfo[address=127.0.0.1, port=%d, mode=tls, minimumVersion=TLSv1.3]"
							.formatted(port));
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

}

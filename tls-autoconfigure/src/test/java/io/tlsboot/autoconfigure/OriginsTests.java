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
import java.util.Map;

import io.tlsboot.ledger.EndpointDescriptor;
import io.tlsboot.ledger.Inventory;
import io.tlsboot.ledger.OptionsDescriptor;
import io.tlsboot.ledger.Overview;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What implied values that nobody has written.
 */
class OriginsTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate EDGE = AUTHORITY.issue("edge");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class, SslAutoConfiguration.class));

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@BeforeEach
	void writeFiles() throws IOException {
		Files.writeString(this.directory.resolve("edge.pem"), EDGE.dumpPem());
		Files.writeString(this.directory.resolve("ca.pem"), AUTHORITY.certificate().dumpPem());
	}

	private static String set(String property) {
		return "\"%s\" from property source \"test\"".formatted(property);
	}

	private static Overview overview(ApplicationContext context) {
		return context.getBean(Inventory.class).overview();
	}

	private static Map<String, String> options(ApplicationContext context, String name) {
		OptionsDescriptor options = overview(context).options().get(name);
		assertThat(options).isNotNull();
		assertThat(options.tls()).isNotNull();
		return options.tls().origins();
	}

	@Test
	void developmentImpliesCertificateAndTrust() {
		this.runner
			.withPropertyValues("tls.dev.enabled=true", "tls.dev.directory=" + this.directory.resolve("dev"),
					"tls.options.edge.acceptable-protocols=echo/1")
			.run((context) -> assertThat(options(context, "edge"))
				.containsEntry("certificate", "implied by " + set("tls.dev.enabled"))
				.containsEntry("chain", "implied by " + set("tls.dev.enabled"))
				.containsEntry("trust", "implied by " + set("tls.dev.enabled"))
				.containsEntry("applicationProtocols", set("tls.options.edge.acceptable-protocols"))
				.containsEntry("engine", "default"));
	}

	@Test
	void bundleImpliesWhatItHolds() {
		this.runner
			.withPropertyValues("tls.options.edge.bundle=web",
					"spring.ssl.bundle.pem.web.keystore.certificate=file:" + this.directory.resolve("edge.pem"),
					"spring.ssl.bundle.pem.web.keystore.private-key=file:" + this.directory.resolve("edge.pem"),
					"spring.ssl.bundle.pem.web.truststore.certificate=file:" + this.directory.resolve("ca.pem"),
					"spring.ssl.bundle.pem.web.options.enabled-protocols=TLSv1.3")
			.run((context) -> assertThat(options(context, "edge"))
				.containsEntry("certificate", "implied by " + set("tls.options.edge.bundle"))
				.containsEntry("trust", "implied by " + set("tls.options.edge.bundle"))
				.containsEntry("clientAuthentication", "implied by " + set("tls.options.edge.bundle"))
				.containsEntry("versions", "implied by " + set("tls.options.edge.bundle"))
				.containsEntry("groups", "default"));
	}

	@Test
	void severalPropertiesThatHaveASayAreAllNamed() {
		this.runner
			.withPropertyValues("tls.options.edge.certificate=file:" + this.directory.resolve("edge.pem"),
					"tls.options.edge.post-quantum=require", "tls.options.edge.engine=openssl",
					"tls.options.edge.allow-partial-chain=true", "tls.options.edge.maximum-intermediates=3")
			.run((context) -> assertThat(options(context, "edge"))
				.containsEntry("versions", "implied by " + set("tls.options.edge.post-quantum"))
				.containsEntry("groups", set("tls.options.edge.post-quantum"))
				.containsEntry("trustPolicy", set("tls.options.edge.maximum-intermediates") + ", "
						+ set("tls.options.edge.allow-partial-chain")));
	}

	@Test
	void endpointStringIsTheOriginOfAllThatItSays() {
		this.runner.withPropertyValues("tls.clients.partner.endpoint=tls:example.com:443").run((context) -> {
			EndpointDescriptor client = overview(context).clients().get("partner");
			assertThat(client).isNotNull();
			String endpoint = set("tls.clients.partner.endpoint");
			assertThat(client.origins()).containsEntry("address", endpoint)
				.containsEntry("port", endpoint)
				.containsEntry("tls", endpoint)
				.containsEntry("serverName", "implied by " + endpoint)
				.containsEntry("connectTimeout", "default")
				.containsEntry("bindAddress", "default")
				.containsEntry("handshakeTimeout", "default");
			assertThat(client.tls()).isNotNull();
			assertThat(client.tls().origins()).isNotEmpty()
				.allSatisfy((field, origin) -> assertThat(origin).as(field).isEqualTo("default"));
		});
	}

	@Test
	void endpointStringOfAClientIsTheOriginOfItsKeywords() {
		this.runner
			.withPropertyValues("tls.clients.partner.endpoint=tls:localhost:443:timeout=30:bindAddress=127.0.0.1"
					+ ":hostname=example.com:certificate=%s:trustRoots=%s".formatted(this.directory.resolve("edge.pem"),
							this.directory))
			.run((context) -> {
				EndpointDescriptor client = overview(context).clients().get("partner");
				assertThat(client).isNotNull();
				String endpoint = set("tls.clients.partner.endpoint");
				assertThat(client.origins()).containsEntry("connectTimeout", endpoint)
					.containsEntry("bindAddress", endpoint)
					.containsEntry("serverName", endpoint)
					.containsEntry("idleTimeout", "default");
				assertThat(client.tls()).isNotNull();
				assertThat(client.tls().origins()).containsEntry("certificate", endpoint)
					.containsEntry("chain", endpoint)
					.containsEntry("trust", endpoint)
					.containsEntry("trustSources", endpoint)
					.containsEntry("versions", "default")
					.containsEntry("cipherSuites", "default");
			});
	}

	@Test
	void endpointStringOfAListenerIsTheOriginOfItsKeywords() {
		this.runner.withUserConfiguration(AbstractAutoConfigurationTests.EchoConfiguration.class)
			.withPropertyValues("tls.self-test=false",
					"tls.listeners.echo.endpoint=ssl:0:interface=127.0.0.1:privateKey=%s"
						.formatted(this.directory.resolve("edge.pem")))
			.run((context) -> {
				EndpointDescriptor listener = overview(context).listeners().get("echo");
				assertThat(listener).isNotNull();
				String endpoint = set("tls.listeners.echo.endpoint");
				assertThat(listener.origins()).containsEntry("address", endpoint)
					.containsEntry("port", endpoint)
					.containsEntry("backlog", "default");
				assertThat(listener.tls()).isNotNull();
				assertThat(listener.tls().origins()).containsEntry("certificate", endpoint)
					.containsEntry("chain", endpoint)
					.containsEntry("dhParameters", "default")
					.containsEntry("cipherSuites", "default")
					.containsEntry("versions", "default");
			});
	}

	@Test
	void hostImpliesTheServerName() {
		this.runner.withPropertyValues("tls.clients.partner.host=example.com", "tls.clients.partner.port=443")
			.run((context) -> {
				EndpointDescriptor client = overview(context).clients().get("partner");
				assertThat(client).isNotNull();
				assertThat(client.origins())
					.containsEntry("serverName", "implied by " + set("tls.clients.partner.host"))
					.containsEntry("tls", "default");
			});
	}

	@Test
	void whoTakesTheBundleOfOptionsUsesThem() {
		this.runner.withPropertyValues("tls.options.edge.certificate=file:" + this.directory.resolve("edge.pem"))
			.run((context) -> {
				OptionsDescriptor before = overview(context).options().get("edge");
				assertThat(before).isNotNull();
				assertThat(before.usedBy()).isEmpty();
				context.getBean(SslBundles.class).getBundle("edge").createSslContext();
				OptionsDescriptor after = overview(context).options().get("edge");
				assertThat(after).isNotNull();
				assertThat(after.usedBy()).containsExactly("SSL bundle 'edge'");
			});
	}

}

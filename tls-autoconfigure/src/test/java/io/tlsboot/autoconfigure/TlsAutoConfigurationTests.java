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
import java.util.List;
import java.util.Locale;

import io.tlsboot.client.TlsClient;
import io.tlsboot.client.TlsClients;
import io.tlsboot.context.TlsListeners;
import io.tlsboot.devcert.DevelopmentCertificateStore;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.ClientAuthentication;
import io.tlsboot.options.TlsVersionRange;
import io.tlsboot.server.AddressRange;
import io.tlsboot.server.ConnectionLimits;
import io.tlsboot.server.InboundProxies;
import io.tlsboot.server.ListenerSettings;
import io.tlsboot.server.ProxyProtocol;
import io.tlsboot.server.Transport;
import io.tlsboot.testing.Endpoints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@ExtendWith(OutputCaptureExtension.class)
class TlsAutoConfigurationTests extends AbstractAutoConfigurationTests {

	@Test
	void startsWithoutAnyConfiguration() {
		this.runner.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(TlsListeners.class));
	}

	@Test
	void optionsAreBeansByName() {
		edge().withPropertyValues("tls.options.other.raise-minimum-to=TLSv1.3")
			.withUserConfiguration(InjectedOptions.class)
			.run((context) -> {
				InjectedOptions injected = context.getBean(InjectedOptions.class);
				assertThat(injected.edge.identity()).contains(EDGE);
				assertThat(injected.edge.clientAuthentication()).isEqualTo(ClientAuthentication.NEED);
				assertThat(injected.edge.acceptableProtocols().names()).containsExactly("echo/1");
				assertThat(injected.edge.versions()).isEqualTo(TlsVersionRange.DEFAULT);
				assertThat(injected.other.versions()).hasToString("TLSv1.3..TLSv1.3");
			});
	}

	@Test
	void certificateMayBeInline() {
		this.runner
			.withInitializer((context) -> context.getEnvironment()
				.getSystemProperties()
				.put("tls.options.edge.certificate", EDGE.dumpPem()))
			.run((context) -> {
				context.getEnvironment().getSystemProperties().remove("tls.options.edge.certificate");
				assertThat(context.getBean(CertificateOptions.class).identity()).contains(EDGE);
			});
	}

	@Test
	void clientAndOptionsMayShareAName() {
		edge()
			.withPropertyValues("tls.clients.edge.host=localhost", "tls.clients.edge.port=1",
					"tls.clients.edge.options=edge")
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(TlsClient.class)
				.hasSingleBean(CertificateOptions.class));
	}

	@Test
	void clientsAreBeansByNameAndInTheLookUp() {
		edge()
			.withPropertyValues("tls.clients.partner.host=127.0.0.1", "tls.clients.partner.port=9000",
					"tls.clients.partner.server-name=partner.example.com", "tls.clients.partner.connect-timeout=3s",
					"tls.clients.partner.options=edge", "tls.clients.other.host=localhost",
					"tls.clients.other.port=9001", "tls.clients.other.options=edge")
			.withUserConfiguration(InjectedClient.class)
			.run((context) -> {
				TlsClient partner = context.getBean(InjectedClient.class).partner;
				assertThat(partner.settings().host()).isEqualTo("127.0.0.1");
				assertThat(partner.settings().serverName()).isEqualTo("partner.example.com");
				assertThat(partner.settings().connectTimeout()).hasSeconds(3);
				TlsClients clients = context.getBean(TlsClients.class);
				assertThat(clients.get("partner")).isSameAs(partner);
				assertThat(clients.names()).containsExactly("partner", "other");
				assertThatIllegalArgumentException().isThrownBy(() -> clients.get("nobody"))
					.withMessageContaining("[partner, other]");
			});
	}

	@Test
	void listenerServesByItsHandlerBean() {
		echo().run((context) -> {
			int port = context.getBean(TlsListeners.class).get("echo").port();
			assertThat(exchange(port, "hello")).isEqualTo("hello");
		});
	}

	@Test
	void listenerTakesLimitsTransportAndProxiesFromItsProperties() {
		echo()
			.withPropertyValues("tls.listeners.echo.max-connections=7",
					"tls.listeners.echo.max-concurrent-handshakes=3", "tls.listeners.echo.transport=nio",
					"tls.listeners.echo.reuse-port=true", "tls.listeners.echo.proxy-protocol=v2",
					"tls.listeners.echo.proxy-protocol-from=10.0.0.0/8,::1")
			.run((context) -> {
				ListenerSettings settings = context.getBean(TlsListeners.class).get("echo").settings();
				assertThat(settings.limits()).isEqualTo(new ConnectionLimits(7, 3));
				assertThat(settings.transport()).isEqualTo(Transport.NIO);
				assertThat(settings.reusePort()).isTrue();
				assertThat(settings.proxies()).isEqualTo(new InboundProxies(ProxyProtocol.V2,
						List.of(AddressRange.parse("10.0.0.0/8"), AddressRange.parse("::1"))));
			});
	}

	// TR27
	@ParameterizedTest
	@ValueSource(strings = { "openssl", "jdk" })
	void listenerNamesItsEngineAtStart(String engine, CapturedOutput output) {
		echo().withPropertyValues("tls.options.edge.engine=" + engine)
			.run((context) -> assertThat(output)
				.contains("Listener 'echo' listens on * port " + context.getBean(TlsListeners.class).get("echo").port()
						+ " (TLS, engine " + engine.toUpperCase(Locale.ROOT) + ")"));
	}

	@Test
	void listenersStopWithTheContext() {
		echo().run((context) -> {
			TlsListeners listeners = context.getBean(TlsListeners.class);
			assertThat(listeners.isRunning()).isTrue();
			context.close();
			assertThat(listeners.get("echo").isRunning()).isFalse();
		});
	}

	@Test
	void expiredCertificateIsWarnedAboutAndServed(CapturedOutput output) throws IOException {
		Files.writeString(this.directory.resolve("edge.pem"), AUTHORITY.issueExpired("edge").dumpPem());
		echo().run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output).contains("The options 'edge' hold a certificate that has expired on");
		});
	}

	@Test
	void weakVersionIsWarnedAbout(CapturedOutput output) {
		edge().withPropertyValues("tls.options.edge.insecurely-lower-minimum-to=TLSv1.0")
			.run((context) -> assertThat(output).contains("The options 'edge' insecurely allow TLSv1"));
	}

	@Test
	void optionsAreAnSslBundle() {
		edge().run((context) -> {
			SslBundle bundle = context.getBean(SslBundles.class).getBundle("edge");
			assertThat(bundle.getStores().getKeyStore().getCertificate("tls")).isEqualTo(EDGE.certificate().toX509());
			assertThat(bundle.getStores().getTrustStore().getCertificate("tls-0"))
				.isEqualTo(AUTHORITY.certificate().toX509());
			assertThat(bundle.getOptions().getEnabledProtocols()).containsExactlyInAnyOrder("TLSv1.2", "TLSv1.3");
			assertThat(bundle.createSslContext()).isNotNull();
		});
	}

	@Test
	void developmentCertificateIsUsedWhereNoneIsConfigured(CapturedOutput output) {
		this.runner
			.withPropertyValues("tls.dev.enabled=true", "tls.dev.directory=" + this.directory.resolve("dev"),
					"tls.options.edge.acceptable-protocols=echo/1", "tls.listeners.echo.port=0",
					"tls.listeners.echo.options=edge")
			.withUserConfiguration(EchoConfiguration.class)
			.run((context) -> {
				DevelopmentCertificateStore store = context.getBean(DevelopmentCertificateStore.class);
				assertThat(store.authorityFile()).exists();
				assertThat(output).contains("curl --cacert " + store.authorityFile());
				try (Endpoints endpoints = new Endpoints()) {
					TlsClient client = endpoints.client(context.getBean(TlsListeners.class).get("echo").port(),
							"localhost", context.getBean(CertificateOptions.class));
					assertThat(Endpoints.exchange(client, "hello")).isEqualTo("hello");
				}
			});
	}

	@Test
	void developmentListenerThatAsksClientsTrustsItsOwnAuthorityAlone() {
		this.runner
			.withPropertyValues("tls.dev.enabled=true", "tls.dev.directory=" + this.directory.resolve("dev"),
					"tls.options.edge.client-auth=need")
			.run((context) -> assertThat(context.getBean(CertificateOptions.class).trustRoot().orElseThrow().anchors())
				.hasSize(1));
	}

	@Test
	void backsOffWithoutReactorNetty() {
		this.runner.withClassLoader(new FilteredClassLoader("reactor.netty"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(TlsListeners.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class InjectedOptions {

		@Autowired
		@Qualifier("edge")
		@SuppressWarnings("NullAway.Init")
		private CertificateOptions edge;

		@Autowired
		@Qualifier("other")
		@SuppressWarnings("NullAway.Init")
		private CertificateOptions other;

	}

	@Configuration(proxyBeanMethods = false)
	static class InjectedClient {

		@Autowired
		@Qualifier("partner")
		@SuppressWarnings("NullAway.Init")
		private TlsClient partner;

	}

}

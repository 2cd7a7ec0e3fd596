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
import java.time.Clock;
import java.util.List;

import javax.net.ssl.SSLParameters;

import io.tlsboot.client.ClientSettings;
import io.tlsboot.client.TlsClients;
import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.connection.NegotiatedSession;
import io.tlsboot.engine.ContextSettings;
import io.tlsboot.engine.TlsContextSource;
import io.tlsboot.http.TlsHttpClients;
import io.tlsboot.ledger.Ledger;
import io.tlsboot.options.ApplicationProtocols;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.NamedGroup;
import io.tlsboot.options.OptionsSource;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.RawTlsPeer;
import io.tlsboot.testing.RecordingHandshakes;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableReactiveWebApplicationContext;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.reactive.context.AnnotationConfigReactiveWebServerApplicationContext;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.HttpHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Spring Boot's server on Reactor Netty with everything that options say.
 */
@ExtendWith(OutputCaptureExtension.class)
class NettyServerTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate EDGE = AUTHORITY.issue("edge");

	private static final PrivateCertificate OTHER = AUTHORITY
		.issue((builder) -> builder.subject("CN=other").addSanDnsName("other.example"));

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@BeforeEach
	void writeFiles() throws IOException {
		Files.writeString(this.directory.resolve("edge.pem"), EDGE.dumpPem());
		Files.writeString(this.directory.resolve("other.pem"), OTHER.dumpPem());
		Files.writeString(this.directory.resolve("ca.pem"), AUTHORITY.certificate().dumpPem());
	}

	private ReactiveWebApplicationContextRunner runner() {
		return new ReactiveWebApplicationContextRunner(AnnotationConfigReactiveWebServerApplicationContext::new)
			.withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class, TlsWebServerAutoConfiguration.class,
					TlsHttpAutoConfiguration.class, SslAutoConfiguration.class,
					NettyReactiveWebServerAutoConfiguration.class))
			.withUserConfiguration(Hello.class)
			.withPropertyValues("server.port=0", "server.address=127.0.0.1", "server.shutdown=immediate",
					"spring.reactor.netty.shutdown-quiet-period=200ms", "server.ssl.bundle=edge",
					"tls.options.edge.certificate=file:" + this.directory.resolve("edge.pem"));
	}

	private static NegotiatedSession get(AssertableReactiveWebApplicationContext context, String serverName,
			CertificateOptions.Builder options) {
		int port = ((ReactiveWebServerApplicationContext) context.getSourceApplicationContext()).getWebServer()
			.getPort();
		RecordingHandshakes handshakes = new RecordingHandshakes();
		TlsContextSource contexts = TlsContextSource.forClient(serverName,
				OptionsSource.fixed("test", options.trustRoot(AUTHORITY.trustRoot()).build()),
				ContextSettings.of(Clock.systemUTC()).withoutSelfTest());
		try (io.tlsboot.client.TlsClient client = io.tlsboot.client.TlsClient
			.of(ClientSettings.of("test", "127.0.0.1", port)
				.withServerName(serverName)
				// With a pool of its own, which is closed at the end.
				.withIdleTimeout(Endpoints.TIMEOUT), contexts, handshakes);
				TlsHttpClients http = new TlsHttpClients(new TlsClients(List.of(client)), (name) -> contexts,
						handshakes)) {
			String body = http.forClient("test")
				.get()
				.uri("/")
				.responseContent()
				.aggregate()
				.asString()
				.block(Endpoints.TIMEOUT);
			assertThat(body).isEqualTo("hello");
			return handshakes.session(Side.CLIENT);
		}
	}

	private static CertificateOptions.Builder client(String... protocols) {
		return CertificateOptions.builder().acceptableProtocols(ApplicationProtocols.of(List.of(protocols)));
	}

	@ParameterizedTest
	@CsvSource({ "'h2,http/1.1', false, h2", "http/1.1, true, http/1.1", "'', true, h2", "'', false, http/1.1",
			"echo/1, true, h2" })
	void applicationProtocolsAreThoseOfTheOptionsForHttp(String acceptable, boolean http2, String negotiated) {
		runner()
			.withPropertyValues("tls.options.edge.acceptable-protocols=" + acceptable, "server.http2.enabled=" + http2)
			.run((context) -> assertThat(get(context, "localhost", client("h2", "http/1.1")).applicationProtocol())
				.contains(negotiated));
	}

	@Test
	void groupsAndEngineAreThoseOfTheOptions() {
		runner().withPropertyValues("tls.options.edge.groups=P-384", "tls.options.edge.engine=openssl")
			.run((context) -> assertThat(get(context, "localhost", client()).group()).contains(NamedGroup.SECP384R1));
	}

	// As curl with HTTP/2, and browsers.
	@ParameterizedTest
	@ValueSource(strings = { "h2", "http/1.1" })
	void clientThatEndsWithoutCloseNotifyIsNotLogged(String protocol, CapturedOutput output) {
		runner().withPropertyValues("server.http2.enabled=true").run((context) -> {
			int port = ((ReactiveWebServerApplicationContext) context.getSourceApplicationContext()).getWebServer()
				.getPort();
			Ledger ledger = context.getBean(Ledger.class);
			Endpoint server = new Endpoint(Side.SERVER, "server.ssl");
			String preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0";
			try (RawTlsPeer peer = RawTlsPeer.connect(port, "TLSv1.3")) {
				SSLParameters parameters = peer.tls().getSSLParameters();
				parameters.setApplicationProtocols(new String[] { protocol });
				peer.tls().setSSLParameters(parameters);
				peer.tls().startHandshake();
				peer.tls()
					.getOutputStream()
					.write((protocol.equals("h2") ? preface : "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
						.getBytes(StandardCharsets.ISO_8859_1));
				assertThat(peer.tls().getInputStream().read()).isNotNegative();
				peer.tcp().close();
			}
			Awaitility.await().atMost(Endpoints.TIMEOUT).until(() -> ledger.openConnections(server) == 0);
		});
		assertThat(output).doesNotContain("exceptionCaught", "ConnectionLostException");
	}

	@Test
	void handshakesAreInTheLedger() {
		runner().run((context) -> {
			get(context, "localhost", client());
			assertThat(context.getBean(Ledger.class).of(new Endpoint(Side.SERVER, "server.ssl")).succeeded()).isOne();
		});
	}

	@Test
	void clientsAreAskedForCertificates() {
		runner().withPropertyValues("tls.options.edge.trust-roots=file:" + this.directory.resolve("ca.pem"))
			.run((context) -> {
				assertThat(get(context, "localhost", client().identity(OTHER))).isNotNull();
				assertThatThrownBy(() -> get(context, "localhost", client())).isNotInstanceOf(AssertionError.class);
			});
	}

	@Test
	void serverNamesHaveOptionsOfTheirOwn() {
		runner()
			.withPropertyValues("server.ssl.server-name-bundles[0].server-name=other.example",
					"server.ssl.server-name-bundles[0].bundle=other",
					"tls.options.other.certificate=file:" + this.directory.resolve("other.pem"))
			.run((context) -> {
				assertThat(get(context, "other.example", client()).peerCertificates().get(0))
					.isEqualTo(OTHER.certificate());
				assertThat(get(context, "localhost", client()).peerCertificates().get(0)).isEqualTo(EDGE.certificate());
			});
	}

	@Test
	void bundlesOfBothKindsAreLeftToSpringBoot(CapturedOutput output) {
		runner()
			.withPropertyValues("server.ssl.server-name-bundles[0].server-name=other.example",
					"server.ssl.server-name-bundles[0].bundle=other",
					"spring.ssl.bundle.pem.other.keystore.certificate=file:" + this.directory.resolve("other.pem"),
					"spring.ssl.bundle.pem.other.keystore.private-key=file:" + this.directory.resolve("other.pem"))
			.run((context) -> {
				assertThat(get(context, "other.example", client()).peerCertificates().get(0))
					.isEqualTo(OTHER.certificate());
				assertThat(output).contains("so the server is secured by its bundles alone");
			});
	}

	@Test
	void httpClientsAreABean() {
		runner().withPropertyValues("tls.options.partner.trust-roots=file:" + this.directory.resolve("ca.pem"))
			.run((context) -> {
				int port = ((ReactiveWebServerApplicationContext) context.getSourceApplicationContext()).getWebServer()
					.getPort();
				assertThat(context.getBean(TlsHttpClients.class)
					.forOptions("partner")
					.get()
					.uri("https://localhost:%d/".formatted(port))
					.responseContent()
					.aggregate()
					.asString()
					.block(Endpoints.TIMEOUT)).isEqualTo("hello");
				assertThat(context.getBean(Ledger.class).of(new Endpoint(Side.CLIENT, "http:partner")).succeeded())
					.isOne();
				assertThatThrownBy(() -> context.getBean(TlsHttpClients.class).forOptions("nobody"))
					.hasMessage("options: 'nobody' (expected: one of [edge, partner])");
			});
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

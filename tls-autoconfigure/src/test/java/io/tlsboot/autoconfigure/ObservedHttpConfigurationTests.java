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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;

import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.ledger.HandshakeCounts;
import io.tlsboot.ledger.Ledger;
import io.tlsboot.ledger.SessionRecord;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.assertj.AssertableReactiveWebApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.reactive.context.AnnotationConfigReactiveWebServerApplicationContext;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Spring Boot's server and clients on Reactor Netty, with bundles that are not ours.
 */
@ExtendWith(OutputCaptureExtension.class)
class ObservedHttpConfigurationTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final Endpoint SERVER = new Endpoint(Side.SERVER, "server.ssl");

	private static final Endpoint CLIENT = new Endpoint(Side.CLIENT, "http-client");

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@BeforeEach
	void writeFiles() throws IOException {
		Files.writeString(this.directory.resolve("web.pem"), AUTHORITY.issue("web").dumpPem());
		Files.writeString(this.directory.resolve("ca.pem"), AUTHORITY.certificate().dumpPem());
		Files.writeString(this.directory.resolve("other-ca.pem"),
				TestAuthority.create("Other CA").certificate().dumpPem());
	}

	private String[] bundles() {
		return new String[] { "spring.ssl.bundle.pem.web.keystore.certificate=file:" + file("web.pem"),
				"spring.ssl.bundle.pem.web.keystore.private-key=file:" + file("web.pem"),
				"spring.ssl.bundle.pem.trusting.truststore.certificate=file:" + file("ca.pem"),
				"spring.ssl.bundle.pem.doubting.truststore.certificate=file:" + file("other-ca.pem"),
				"tls.options.edge.certificate=file:" + file("web.pem"), "tls.ledger.sessions=10" };
	}

	private Path file(String name) {
		return this.directory.resolve(name);
	}

	private ReactiveWebApplicationContextRunner runner() {
		return new ReactiveWebApplicationContextRunner(AnnotationConfigReactiveWebServerApplicationContext::new)
			.withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class, TlsWebServerAutoConfiguration.class,
					TlsHttpAutoConfiguration.class, SslAutoConfiguration.class,
					NettyReactiveWebServerAutoConfiguration.class, HttpClientAutoConfiguration.class,
					ReactiveHttpClientAutoConfiguration.class))
			.withUserConfiguration(Hello.class)
			.withPropertyValues("server.port=0", "server.address=127.0.0.1", "server.shutdown=immediate",
					"spring.reactor.netty.shutdown-quiet-period=200ms", "server.ssl.bundle=web",
					"spring.http.clients.reactive.connector=reactor")
			.withPropertyValues(bundles());
	}

	private static int port(AssertableReactiveWebApplicationContext context) {
		return ((ReactiveWebServerApplicationContext) context.getSourceApplicationContext()).getWebServer().getPort();
	}

	private static String get(ApplicationContext context, String bundle, int port) {
		HttpClientSettings settings = HttpClientSettings
			.ofSslBundle(context.getBean(SslBundles.class).getBundle(bundle));
		return WebClient.builder()
			.clientConnector(context.getBean(ClientHttpConnectorBuilder.class).build(settings))
			.build()
			.get()
			.uri("https://localhost:%d/".formatted(port))
			.retrieve()
			.bodyToMono(String.class)
			.blockOptional(Endpoints.TIMEOUT)
			.orElseThrow();
	}

	private static HandshakeCounts await(ApplicationContext context, Endpoint endpoint,
			Predicate<HandshakeCounts> condition) {
		Ledger ledger = context.getBean(Ledger.class);
		long deadline = System.nanoTime() + Endpoints.TIMEOUT.toNanos();
		while (!condition.test(ledger.of(endpoint))) {
			assertThat(System.nanoTime()).as("%s", ledger.of(endpoint)).isLessThan(deadline);
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
		}
		return ledger.of(endpoint);
	}

	// A failure is counted before it is logged.
	private static void awaitLines(CapturedOutput output, String text, int count) {
		long deadline = System.nanoTime() + Endpoints.TIMEOUT.toNanos();
		while (output.getAll().lines().filter((line) -> line.contains(text)).count() < count) {
			assertThat(System.nanoTime()).isLessThan(deadline);
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void serverAndWebClientAreInTheLedgerInFull(boolean http2) {
		runner().withPropertyValues("server.http2.enabled=" + http2).run((context) -> {
			assertThat(get(context, "trusting", port(context))).isEqualTo("hello");
			HandshakeCounts served = await(context, SERVER, (counts) -> counts.succeeded() == 1);
			HandshakeCounts asked = await(context, CLIENT, (counts) -> counts.succeeded() == 1);
			for (HandshakeCounts counts : new HandshakeCounts[] { served, asked }) {
				assertThat(counts.failed()).isZero();
				assertThat(counts.inProgress()).isZero();
				assertThat(counts.versions()).containsOnlyKeys("TLSv1.3");
				assertThat(counts.groups()).doesNotContainKey("none");
			}
			assertThat(context.getBean(Ledger.class).sessions()).extracting(SessionRecord::endpoint)
				.containsExactlyInAnyOrder("server.ssl", "http-client");
		});
	}

	@Test
	void nameThatAClientAsksForIsInTheLedger() {
		runner().run((context) -> {
			SSLContext client = context.getBean(SslBundles.class).getBundle("trusting").createSslContext();
			try (SSLSocket socket = (SSLSocket) client.getSocketFactory().createSocket()) {
				socket.connect(new InetSocketAddress(
						InetAddress.getByAddress("web.example", new byte[] { 127, 0, 0, 1 }), port(context)));
				socket.startHandshake();
			}
			await(context, SERVER, (counts) -> counts.succeeded() == 1);
			assertThat(context.getBean(Ledger.class).sessions()).extracting(SessionRecord::serverName)
				.containsExactly("web.example");
		});
	}

	@Test
	void failuresOfTheServerAreOneLineEachAndNoStackTrace(CapturedOutput output) {
		runner().run((context) -> {
			int port = port(context);
			SSLContext doubting = context.getBean(SslBundles.class).getBundle("doubting").createSslContext();
			try (SSLSocket socket = (SSLSocket) doubting.getSocketFactory()
				.createSocket(InetAddress.getLoopbackAddress(), port)) {
				assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
			}
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
				socket.setSoTimeout((int) Endpoints.TIMEOUT.toMillis());
				socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
				socket.getInputStream().readAllBytes();
			}
			assertThat(await(context, SERVER, (counts) -> counts.failed() == 2).failures())
				.containsOnlyKeys("peer-alert", "plaintext-on-tls-port");
			awaitLines(output, "listener 'server.ssl'", 2);
			assertThat(output.getAll().lines().filter((line) -> line.contains("WARN"))).hasSize(2)
				.allMatch((line) -> line.contains("listener 'server.ssl': handshake with /127.0.0.1"))
				.anyMatch((line) -> line.contains("failed: peer-alert"))
				.anyMatch((line) -> line.contains("failed: plaintext-on-tls-port"));
			assertThat(output.getAll().lines().filter((line) -> !line.contains("DEBUG")))
				.noneMatch((line) -> line.contains("ERROR") || line.startsWith("\tat "));
		});
	}

	@Test
	void failuresOfTheWebClientAreInTheLedger(CapturedOutput output) {
		runner().run((context) -> {
			assertThatThrownBy(() -> get(context, "doubting", port(context))).isNotInstanceOf(AssertionError.class);
			assertThat(await(context, CLIENT, (counts) -> counts.failed() == 1).failures())
				.containsOnlyKeys("untrusted-issuer");
			awaitLines(output, "client 'http-client'", 1);
			assertThat(output.getAll().lines().filter((line) -> line.contains("client 'http-client'"))).hasSize(1)
				.allMatch((line) -> line.contains("failed: untrusted-issuer"));
		});
	}

	@Test
	void serverWithOptionsOfOursIsCountedOnce() {
		runner().withPropertyValues("server.ssl.bundle=edge").run((context) -> {
			assertThat(get(context, "trusting", port(context))).isEqualTo("hello");
			assertThat(await(context, SERVER, (counts) -> counts.succeeded() >= 1).succeeded()).isOne();
			assertThat(context.getBean(Ledger.class).total().succeeded()).isEqualTo(2);
		});
	}

	@Test
	void restClientIsInTheLedger() {
		runner().run((server) -> new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class, TlsHttpAutoConfiguration.class,
					SslAutoConfiguration.class, HttpClientAutoConfiguration.class,
					ImperativeHttpClientAutoConfiguration.class))
			.withPropertyValues("spring.http.clients.imperative.factory=reactor")
			.withPropertyValues(bundles())
			.run((context) -> {
				HttpClientSettings settings = HttpClientSettings
					.ofSslBundle(context.getBean(SslBundles.class).getBundle("trusting"));
				assertThat(RestClient.builder()
					.requestFactory(context.getBean(ClientHttpRequestFactoryBuilder.class).build(settings))
					.build()
					.get()
					.uri("https://localhost:%d/".formatted(port(server)))
					.retrieve()
					.body(String.class)).isEqualTo("hello");
				assertThat(await(context, CLIENT, (counts) -> counts.succeeded() >= 1).succeeded()).isOne();
			}));
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

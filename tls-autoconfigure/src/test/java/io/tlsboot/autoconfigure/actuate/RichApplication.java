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

package io.tlsboot.autoconfigure.actuate;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.tlsboot.autoconfigure.TlsAutoConfiguration;
import io.tlsboot.autoconfigure.TlsHttpAutoConfiguration;
import io.tlsboot.autoconfigure.TlsInspectionAutoConfiguration;
import io.tlsboot.connection.TlsHandler;
import io.tlsboot.context.TlsListener;
import io.tlsboot.context.TlsListeners;
import io.tlsboot.ledger.Ledger;
import io.tlsboot.options.ApplicationProtocols;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.awaitility.Awaitility;
import reactor.core.Exceptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jmx.JmxEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jmx.JmxAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with something of everything, its endpoints, and handshakes with it.
 */
final class RichApplication {

	static final String PASSWORD = "s3cret-of-the-proxy";

	static final String KEY_PASSWORD = "s3cret-of-the-key";

	static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	static final PrivateCertificate EDGE = AUTHORITY.issue("edge");

	static final PrivateCertificate OTHER = AUTHORITY
		.issue((builder) -> builder.subject("CN=\"<script>alert(1)</script>\"").addSanDnsName("b.example.com"));

	private static final String YAML = """
			server:
			  port: 0
			  address: 127.0.0.1
			  shutdown: immediate
			spring:
			  reactor.netty.shutdown-quiet-period: 0s
			management:
			  endpoints:
			    web.exposure.include: tls
			    jmx.exposure.include: tls
			tls:
			  ledger:
			    sessions: 10
			  options:
			    edge:
			      certificate: file:DIR/edge.pem
			      private-key-password: KEY_PASSWORD
			      trust-roots: file:DIR/ca.pem
			      acceptable-protocols: [echo/1]
			      engine: ENGINE
			    other:
			      certificate:
			      - file:DIR/other.crt
			      private-key: |
			INLINE
			      raise-minimum-to: TLSv1.3
			      engine: jdk
			    unused:
			      insecurely-skip-verification: true
			      insecurely-lower-minimum-to: TLSv1.1
			      insecurely-lower-rsa-bits-to: 1024
			      engine: openssl
			  listeners:
			    echo:
			      address: 127.0.0.1
			      port: 0
			      options: edge
			      server-names:
			        "[*.example.com]":
			          options: other
			      max-concurrent-handshakes: 100
			      idle-timeout: 60s
			      proxy-protocol: none
			    mail:
			      address: 127.0.0.1
			      port: 0
			      mode: starttls
			      protocol: smtp
			      options: other
			      forward-to: 127.0.0.1:25
			      forward-connect-timeout: 3s
			      starttls:
			        host-name: mail.example.com
			    proxied:
			      address: 127.0.0.1
			      port: 0
			      mode: plain
			      proxy-protocol: v2
			      proxy-protocol-from: [127.0.0.1]
			      forward-to: client://partner
			  clients:
			    partner:
			      host: partner.example.com
			      port: 9000
			      options: edge
			      bind-address: 127.0.0.1
			      idle-timeout: 60s
			      proxy:
			        type: http
			        host: proxy.example.com
			        port: 3128
			        username: jane
			        password: PASSWORD
			        non-proxy-hosts: ["*.internal"]
			    mail:
			      host: mail.example.com
			      port: 25
			      mode: starttls
			      protocol: smtp
			      tls-policy: opportunistic
			""";

	private RichApplication() {
	}

	static Path configure(Path directory, String engine) throws IOException {
		Files.writeString(directory.resolve("edge.pem"), EDGE.dumpPem(KEY_PASSWORD.toCharArray()));
		Files.writeString(directory.resolve("ca.pem"), AUTHORITY.certificate().dumpPem());
		Files.writeString(directory.resolve("other.crt"), OTHER.certificate().dumpPem());
		return Files.writeString(directory.resolve("application.yml"),
				YAML.replace("INLINE", OTHER.keyPair().dumpPem().indent(8).stripTrailing())
					.replace("DIR", directory.toString())
					.replace("ENGINE", engine)
					.replace("KEY_PASSWORD", KEY_PASSWORD)
					.replace("PASSWORD", PASSWORD));
	}

	/**
	 * Start the application on WebFlux.
	 * @param configuration the file
	 * @param properties further properties
	 * @return the application, to be closed
	 */
	static ConfigurableApplicationContext start(Path configuration, String... properties) {
		return new SpringApplicationBuilder(WebFlux.class).web(WebApplicationType.REACTIVE)
			.bannerMode(Banner.Mode.OFF)
			.run(Stream
				.concat(Stream.of("spring.config.location=file:" + configuration, "spring.main.log-startup-info=false"),
						Stream.of(properties))
				.map((property) -> "--" + property)
				.toArray(String[]::new));
	}

	static WebApplicationContextRunner onWebMvc(Path configuration) {
		return new WebApplicationContextRunner().withInitializer(new ConfigDataApplicationContextInitializer())
			.withPropertyValues("spring.config.location=file:" + configuration)
			.withUserConfiguration(WebMvc.class);
	}

	/**
	 * Two handshakes that succeed, one with each version, and two that fail: without a
	 * certificate, and without TLS.
	 * @param context the application
	 */
	static void shakeHands(ApplicationContext context) {
		int port = context.getBean(TlsListeners.class).get("echo").port();
		try (Endpoints endpoints = new Endpoints()) {
			CertificateOptions.Builder client = CertificateOptions.builder()
				.identity(AUTHORITY.issue("client"))
				.trustRoot(AUTHORITY.trustRoot())
				.acceptableProtocols(new ApplicationProtocols(List.of("echo/1")));
			Endpoints.exchange(endpoints.client(port, "localhost", client.build()), "hello");
			client.acceptableProtocols(ApplicationProtocols.DEFAULT).lowerMaximumSecurityTo(TlsVersion.TLSv1_2);
			Endpoints.exchange(endpoints.client(port, "localhost", client.build()), "hello");
			try {
				Endpoints.exchange(endpoints.client(port, "localhost", client.identity(null).build()), "hello");
			}
			catch (RuntimeException ex) {
				// Refused, as it should be.
			}
		}
		try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port)) {
			plain.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			plain.getInputStream().readAllBytes();
		}
		catch (IOException ex) {
			// Reset, or not.
		}
		Ledger ledger = context.getBean(Ledger.class);
		Awaitility.await()
			.atMost(Endpoints.TIMEOUT)
			.until(() -> ledger.total().succeeded() == 2 && ledger.total().failed() == 2
					&& ledger.total().inProgress() == 0);
	}

	static void requireHandshakes(JsonNode counts) {
		ObjectNode expected = (ObjectNode) JsonMapper.shared().readTree("""
				{"succeeded": 2, "failed": 2, "inProgress": 0, "resumed": 0,
				 "versions": {"TLSv1.2": 1, "TLSv1.3": 1},
				 "cipherSuites": {"TLS_AES_128_GCM_SHA256": 1, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256": 1},
				 "applicationProtocols": {"echo/1": 1, "none": 1},
				 "failures": {"client-certificate-missing": 1, "plaintext-on-tls-port": 1}}
				""");
		// Which group, the version of Java decides.
		expected.set("groups", counts.get("groups"));
		expected.set("postQuantum", counts.get("postQuantum"));
		assertThat(counts).isEqualTo(expected);
		assertThat(counts.get("groups").valueStream().mapToInt(JsonNode::asInt).sum()).isEqualTo(2);
	}

	static HttpResponse<String> get(ApplicationContext context, String path, String accept) {
		int port = ((ReactiveWebServerApplicationContext) context).getWebServer().getPort();
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://127.0.0.1:%d/actuator/tls%s".formatted(port, path)))
			.timeout(Endpoints.TIMEOUT);
		if (!accept.isEmpty()) {
			request.header("Accept", accept);
		}
		try {
			return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException | InterruptedException ex) {
			throw Exceptions.propagate(ex);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ TlsAutoConfiguration.class, TlsHttpAutoConfiguration.class,
			TlsInspectionAutoConfiguration.class, TlsEndpointAutoConfiguration.class, SslAutoConfiguration.class,
			JacksonAutoConfiguration.class, EndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class,
			JmxAutoConfiguration.class, JmxEndpointAutoConfiguration.class, JacksonEndpointAutoConfiguration.class,
			ManagementContextAutoConfiguration.class })
	static class Handlers {

		@Bean
		@TlsListener("echo")
		TlsHandler echo() {
			return Endpoints.ECHO;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ NettyReactiveWebServerAutoConfiguration.class, HttpHandlerAutoConfiguration.class,
			WebFluxAutoConfiguration.class, CodecsAutoConfiguration.class })
	@Import(Handlers.class)
	static class WebFlux {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ WebMvcAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
			HttpMessageConvertersAutoConfiguration.class })
	@Import(Handlers.class)
	static class WebMvc {

	}

}

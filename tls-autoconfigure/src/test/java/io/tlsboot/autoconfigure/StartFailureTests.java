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

import io.tlsboot.connection.TlsHandler;
import io.tlsboot.context.TlsListener;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What a user reads when an application does not start: the property, the file and the
 * line, what is wrong and what to do.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartFailureTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@BeforeEach
	void writeCertificate() throws IOException {
		Files.writeString(this.directory.resolve("edge.pem"), AUTHORITY.issue("edge").dumpPem());
	}

	@Test
	void whenCertificateFileIsMissing(CapturedOutput output) {
		start("""
				tls:
				  options:
				    edge:
				      certificate: file:${dir}/missing.pem
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.options.edge.certificate", "application.yml] - 4:20",
				"missing.pem', which does not exist");
	}

	@Test
	void whenKeyDoesNotMatchCertificate(CapturedOutput output) throws IOException {
		PrivateCertificate other = AUTHORITY.issue("other");
		Files.writeString(this.directory.resolve("other.pem"), other.dumpPem());
		start("""
				tls:
				  options:
				    edge:
				      certificate: file:${dir}/edge.pem
				      private-key: file:${dir}/other.pem
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.options.edge.private-key", "application.yml] - 5:20",
				"the private key does not match the certificate 'CN=edge'");
	}

	@Test
	void whenFileHoldsNoPrivateKey(CapturedOutput output) throws IOException {
		Files.writeString(this.directory.resolve("chain.pem"), AUTHORITY.certificate().dumpPem());
		start("""
				tls:
				  options:
				    edge:
				      certificate: file:${dir}/chain.pem
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.options.edge.certificate", "application.yml] - 4:20",
				"expected one private key (found: 1 certificate(s))", "tls.options.edge.private-key");
	}

	@Test
	void whenPrivateKeyHasNoCertificate(CapturedOutput output) {
		start("""
				tls:
				  options:
				    edge:
				      private-key: file:${dir}/edge.pem
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.options.edge.certificate", "Origin: not set",
				"a private key is set and its certificate is not");
	}

	@Test
	void whenKeyIsUnknown(CapturedOutput output) {
		start("""
				tls:
				  options:
				    edge:
				      private-key-passwrod: s3cret
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.options.edge.private-key-passwrod", "application.yml] - 4:29",
				"the key is not known", "private-key-password");
		assertThat(output).doesNotContain("s3cret");
	}

	@Test
	void whenOptionsNameIsUnknown(CapturedOutput output) {
		start("""
				tls:
				  options:
				    edge:
				      certificate: file:${dir}/edge.pem
				  listeners:
				    echo:
				      port: 0
				      options: egde
				""", EchoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.echo.options", "application.yml] - 8:16", "found: 'egde'",
				"[edge, default]");
	}

	@Test
	void whenVersionsExcludeEachOther(CapturedOutput output) {
		start("""
				tls:
				  options:
				    edge:
				      raise-minimum-to: TLSv1.3
				      insecurely-lower-minimum-to: TLSv1.3
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.options.edge.raise-minimum-to", "application.yml] - 4:25",
				"'raise-minimum-to' and 'insecurely-lower-minimum-to' are mutually exclusive");
	}

	@Test
	void whenMinimumIsAboveMaximum(CapturedOutput output) {
		start("""
				tls:
				  options:
				    edge:
				      raise-minimum-to: TLSv1.3
				      lower-maximum-security-to: TLSv1.2
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.options.edge.lower-maximum-security-to", "application.yml] - 5:34",
				"the minimum TLSv1.3 is above the maximum TLSv1.2");
	}

	@Test
	void whenApplicationProtocolIsEmpty(CapturedOutput output) {
		start("""
				tls:
				  options:
				    edge:
				      acceptable-protocols: [h2, ""]
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.options.edge.acceptable-protocols", "application.yml] - 4:30",
				"application protocol: 0 octets (expected: 1 to 255)");
	}

	@Test
	void whenClientsAreAskedAndNobodyIsTrusted(CapturedOutput output) {
		start("""
				tls:
				  options:
				    edge:
				      client-auth: need
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.options.edge.client-auth", "application.yml] - 4:20",
				"no trust root is given", "tls.options.edge.trust-roots");
	}

	@Test
	void whenTrustRootIsNoCertificate(CapturedOutput output) throws IOException {
		Files.writeString(this.directory.resolve("roots.pem"), "nothing here");
		start("""
				tls:
				  options:
				    edge:
				      trust-roots: [platform, "file:${dir}/roots.pem"]
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.options.edge.trust-roots[1]", "application.yml] - 4:31",
				"no certificate found (found: no PEM block");
	}

	@Test
	void whenPortIsInUse(CapturedOutput output) throws Exception {
		try (Endpoints endpoints = new Endpoints()) {
			Listener taken = endpoints.listenPlain(Endpoints.ECHO);
			start("""
					tls:
					  listeners:
					    echo:
					      address: 127.0.0.1
					      port: %d
					      mode: plain
					""".formatted(taken.port()), EchoHandler.class);
			assertAnalysis(output, "Property: tls.listeners.echo.port", "application.yml] - 5:13",
					"listener 'echo' cannot listen on 127.0.0.1 port " + taken.port());
		}
	}

	@Test
	void whenListenerHasNoPort(CapturedOutput output) {
		start("""
				tls:
				  listeners:
				    echo:
				      mode: plain
				""", EchoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.echo.port", "it is required and not set");
	}

	@Test
	void whenListenerHasNoHandler(CapturedOutput output) {
		start("""
				tls:
				  listeners:
				    echo:
				      port: 0
				      mode: plain
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.echo", "application.yml] - 4:13",
				"the listener 'echo' has no handler", "@TlsListener(\"echo\")");
	}

	@Test
	void whenHandlerHasNoListener(CapturedOutput output) {
		start("""
				tls:
				  options:
				    edge:
				      certificate: file:${dir}/edge.pem
				""", EchoHandler.class);
		assertAnalysis(output, "bean 'echo' serves the listener 'echo', which is not configured",
				"Configure tls.listeners.echo");
	}

	@Test
	void whenListenerHasNoCertificate(CapturedOutput output) {
		start("""
				tls:
				  listeners:
				    echo:
				      port: 0
				""", EchoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.echo.options", "a listener needs a certificate");
	}

	@Test
	void whenPlainListenerHasOptions(CapturedOutput output) {
		start("""
				tls:
				  options:
				    edge:
				      certificate: file:${dir}/edge.pem
				  listeners:
				    echo:
				      port: 0
				      mode: plain
				      options: edge
				""", EchoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.echo.options", "application.yml] - 9:16",
				"whose mode is 'plain'");
	}

	@Test
	void whenClientHasBadServerName(CapturedOutput output) {
		start("""
				tls:
				  clients:
				    partner:
				      host: 127.0.0.1
				      port: 9000
				      server-name: not_a_name
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.clients.partner.server-name", "application.yml] - 6:20", "not_a_name");
	}

	@Test
	void whenEngineDoesNotSpeakTheVersion(CapturedOutput output) {
		start("""
				tls:
				  options:
				    edge:
				      certificate: file:${dir}/edge.pem
				      insecurely-lower-minimum-to: TLSv1.0
				      engine: jdk
				  listeners:
				    echo:
				      port: 0
				      options: edge
				""", EchoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.echo.options", "application.yml] - 10:16",
				"the engine JDK does not speak TLSv1 here", "jdk.tls.disabledAlgorithms");
	}

	@Test
	void whenDevelopmentCertificatesMeetProduction(CapturedOutput output) {
		start("""
				spring:
				  profiles:
				    active: prod
				tls:
				  dev:
				    enabled: true
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.dev.enabled", "application.yml] - 6:14", "production profile");
	}

	@Test
	void whenDevelopmentNameIsOutsideTheConstraints(CapturedOutput output) {
		start("""
				tls:
				  dev:
				    enabled: true
				    directory: ${dir}/dev
				    names: [www.example.com]
				  options:
				    edge:
				      engine: auto
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.dev.names", "application.yml] - 5:13", "www.example.com");
	}

	private void start(String yaml, Class<?> configuration) {
		try {
			Path file = this.directory.resolve("application.yml");
			Files.writeString(file, yaml.replace("${dir}", this.directory.toString()));
			Throwable failure = catchThrowable(
					() -> new SpringApplicationBuilder(configuration).web(WebApplicationType.NONE)
						.properties("spring.config.location=file:" + file)
						.run()
						.close());
			assertThat(failure).isNotNull();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void assertAnalysis(CapturedOutput output, String... fragments) {
		assertThat(output.getAll()).contains("APPLICATION FAILED TO START", "TLS cannot be set up", "Action:")
			.contains(fragments)
			.doesNotContain("PRIVATE KEY-----");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class NoHandler {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class EchoHandler {

		@Bean
		@TlsListener("echo")
		TlsHandler echo() {
			return Endpoints.ECHO;
		}

	}

}

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

import io.tlsboot.context.TlsListeners;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.server.Forwarder;
import io.tlsboot.server.Listener;
import io.tlsboot.server.ProxyHeader;
import io.tlsboot.server.TcpBackend;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Listeners without code.
 */
class ForwardConfigurationTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class, SslAutoConfiguration.class));

	private final Endpoints endpoints = new Endpoints();

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@BeforeEach
	void writeFiles() throws IOException {
		Files.writeString(this.directory.resolve("edge.pem"), AUTHORITY.issue("edge").dumpPem());
		Files.writeString(this.directory.resolve("ca.pem"), AUTHORITY.certificate().dumpPem());
	}

	@AfterEach
	void close() throws Exception {
		this.endpoints.close();
	}

	private ApplicationContextRunner mail(String forwardTo) {
		return this.runner.withPropertyValues("tls.options.edge.certificate=file:" + this.directory.resolve("edge.pem"),
				"tls.listeners.mail.port=0", "tls.listeners.mail.options=edge",
				"tls.listeners.mail.forward-to=" + forwardTo);
	}

	private String exchange(Listener listener) {
		return Endpoints.exchange(this.endpoints.client(listener, "localhost",
				CertificateOptions.builder().trustRoot(AUTHORITY.trustRoot()).build()), "hello");
	}

	@Test
	void listenerForwardsToABackendInClear() {
		Listener backend = this.endpoints.listenPlain(Endpoints.ECHO);
		mail("127.0.0.1:" + backend.port())
			.withPropertyValues("tls.listeners.mail.forward-connect-timeout=3s",
					"tls.listeners.mail.forward-proxy-protocol=none")
			.run((context) -> assertThat(exchange(context.getBean(TlsListeners.class).get("mail"))).isEqualTo("hello"));
	}

	@Test
	void listenerBehindAProxyIsConfiguredByItsAddress() {
		Listener backend = this.endpoints.listenPlain(Endpoints.ECHO);
		mail("127.0.0.1:" + backend.port())
			.withPropertyValues("tls.listeners.mail.proxy-protocol=any",
					"tls.listeners.mail.proxy-protocol-from=127.0.0.0/8, ::1")
			.run((context) -> {
				Listener listener = context.getBean(TlsListeners.class).get("mail");
				Listener proxy = this.endpoints.listenPlain(Forwarder.toTcp("proxy",
						TcpBackend.parse("127.0.0.1:" + listener.port()).withProxyHeader(ProxyHeader.V2)));
				assertThat(exchange(proxy)).isEqualTo("hello");
			});
	}

	@Test
	void backendLearnsWhoseConnectionItIs() {
		Listener backend = this.endpoints.listenPlain(Endpoints.ECHO);
		mail("127.0.0.1:" + backend.port()).withPropertyValues("tls.listeners.mail.forward-proxy-protocol=v1")
			.run((context) -> assertThat(exchange(context.getBean(TlsListeners.class).get("mail")))
				.startsWith("PROXY TCP4 127.0.0.1 127.0.0.1 "));
	}

	@Test
	void listenerForwardsThroughAClient() {
		Listener backend = this.endpoints.listen(CertificateOptions.of(AUTHORITY.issue("backend")), Endpoints.ECHO);
		mail("client://partner")
			.withPropertyValues("tls.options.trusting.trust-roots=file:" + this.directory.resolve("ca.pem"),
					"tls.clients.partner.host=127.0.0.1", "tls.clients.partner.port=" + backend.port(),
					"tls.clients.partner.options=trusting")
			.run((context) -> assertThat(exchange(context.getBean(TlsListeners.class).get("mail"))).isEqualTo("hello"));
	}

}

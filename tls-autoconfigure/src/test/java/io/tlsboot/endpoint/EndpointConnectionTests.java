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

package io.tlsboot.endpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.connection.HandshakeException;
import io.tlsboot.connection.TlsHandler;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.OptionsSource;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Connections from client strings to server strings.
 */
class EndpointConnectionTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate SERVER = AUTHORITY.issue("server");

	private static final TlsHandler WHO = (connection) -> connection.outbound()
		.sendString(
				Mono.fromSupplier(
						() -> connection.session().orElseThrow().peerCertificate().orElseThrow().subject().toString()),
				StandardCharsets.UTF_8);

	private final Endpoints endpoints = new Endpoints();

	// With a name that has to be quoted.
	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path parent;

	@SuppressWarnings("NullAway.Init")
	private String directory;

	@BeforeEach
	void writeFiles() throws IOException {
		Path quoted = Files.createDirectories(this.parent.resolve("C:\\tls"));
		Files.writeString(quoted.resolve("server.pem"), SERVER.dumpPem());
		Files.writeString(quoted.resolve("alice.pem"), AUTHORITY.issue("alice").dumpPem());
		Files.createDirectory(quoted.resolve("roots"));
		Files.writeString(quoted.resolve("roots").resolve("ca.pem"), AUTHORITY.certificate().dumpPem());
		this.directory = EndpointStrings.quote(quoted.toString());
	}

	@AfterEach
	void close() {
		this.endpoints.close();
	}

	private Listener listen() {
		ServerEndpoint endpoint = ServerEndpoint
			.parse("ssl:0:interface=127.0.0.1:privateKey=%s/server.pem".formatted(this.directory));
		return this.endpoints.listen(endpoint.settings("test"), endpoint.options(), Endpoints.ECHO);
	}

	private TlsClient client(String text, Listener listener) {
		ClientEndpoint endpoint = ClientEndpoint
			.parse(text.replace("${port}", String.valueOf(listener.port())).replace("${dir}", this.directory));
		return this.endpoints.client(endpoint.settings("test"), OptionsSource.fixed("client", endpoint.options()));
	}

	// Q5, Q6, Q7
	@ParameterizedTest
	@ValueSource(strings = { "tls:127.0.0.1:${port}:trustRoots=${dir}/roots",
			"tls:127.0.0.1:${port}:hostname=localhost:trustRoots=${dir}/roots",
			"ssl:127.0.0.1:${port}:caCertsDir=${dir}/roots",
			"ssl:127.0.0.1:${port}:caCertsDir=${dir}/roots:hostname=localhost" })
	void clientStringReachesServerString(String text) {
		assertThat(Endpoints.exchange(client(text, listen()), "hello")).isEqualTo("hello");
	}

	// Q6. Twisted's verifies neither chain nor name.
	@ParameterizedTest
	@ValueSource(strings = { "ssl", "tls" })
	void clientStringWithoutTrustRootsTrustsThePlatformAlone(String prefix) {
		assertRefused(client(prefix + ":127.0.0.1:${port}", listen()), FailureReason.UNTRUSTED_ISSUER);
	}

	// Q6
	@ParameterizedTest
	@ValueSource(strings = { "ssl", "tls" })
	void clientStringExpectsTheHostsName(String prefix) {
		Listener listener = listen();

		assertRefused(client(prefix + ":127.0.0.1:${port}:hostname=example.com:trustRoots=${dir}/roots", listener),
				FailureReason.NAME_MISMATCH);
		assertRefused(client(prefix + ":127.0.0.2:${port}:trustRoots=${dir}/roots", listenEverywhere()),
				FailureReason.NAME_MISMATCH);
	}

	private Listener listenEverywhere() {
		ServerEndpoint endpoint = ServerEndpoint.parse("ssl:0:privateKey=%s/server.pem".formatted(this.directory));
		return this.endpoints.listen(endpoint.settings("test"), endpoint.options(), Endpoints.ECHO);
	}

	private static void assertRefused(TlsClient client, FailureReason reason) {
		assertThatThrownBy(() -> Endpoints.exchange(client, "hello")).cause()
			.isInstanceOfSatisfying(HandshakeException.class, (cause) -> assertThat(cause.reason()).isEqualTo(reason));
	}

	// Q7
	@Test
	void clientStringPresentsItsCertificate() {
		Listener listener = this.endpoints.listen(CertificateOptions.of(SERVER, AUTHORITY.trustRoot()), WHO);

		assertThat(Endpoints.exchange(
				client("tls:127.0.0.1:${port}:trustRoots=${dir}/roots:certificate=${dir}/alice.pem", listener),
				"CN=alice"))
			.isEqualTo("CN=alice");
	}

	// Q7
	@Test
	void clientStringConnectsFromItsBindAddress() {
		Listener listener = this.endpoints.listen(CertificateOptions.of(SERVER), (connection) -> connection.outbound()
			.sendString(Mono.just(String.valueOf(connection.remoteAddress())), StandardCharsets.UTF_8));

		assertThat(Endpoints.exchange(
				client("tls:127.0.0.1:${port}:trustRoots=${dir}/roots:bindAddress=127.0.0.2", listener), "/127.0.0.2:"))
			.startsWith("/127.0.0.2:");
	}

}

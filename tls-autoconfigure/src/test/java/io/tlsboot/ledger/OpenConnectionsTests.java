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

package io.tlsboot.ledger;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;

import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.connection.TlsConnection;
import io.tlsboot.connection.Traffic;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.ClientAuthentication;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * How many connections are open, and what goes through them.
 */
class OpenConnectionsTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate SERVER = AUTHORITY.issue("server");

	private static final Endpoint LISTENER = new Endpoint(Side.SERVER, "test");

	private static final Endpoint CLIENT = new Endpoint(Side.CLIENT, "test");

	private final Ledger ledger = new Ledger();

	private final Endpoints endpoints = Endpoints.toldTo(this.ledger);

	@AfterEach
	void close() throws Exception {
		this.endpoints.close();
	}

	private static CertificateOptions.Builder server(EngineChoice engine) {
		return CertificateOptions.builder().identity(SERVER).engine(engine);
	}

	private static CertificateOptions.Builder client(EngineChoice engine, TlsVersion version) {
		return CertificateOptions.builder()
			.trustRoot(AUTHORITY.trustRoot())
			.engine(engine)
			.lowerMaximumSecurityTo(version);
	}

	private static void await(LongSupplier found, long expected) {
		Awaitility.await()
			.atMost(Endpoints.TIMEOUT)
			.untilAsserted(() -> assertThat(found.getAsLong()).isEqualTo(expected));
	}

	private void awaitOpen(long expected) {
		await(() -> this.ledger.openConnections(LISTENER), expected);
		await(() -> this.ledger.openConnections(CLIENT), expected);
	}

	private static TlsConnection open(TlsClient client) {
		return client.connect().blockOptional(Endpoints.TIMEOUT).orElseThrow();
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void aSecuredConnectionIsOpenOnBothSidesUntilItIsClosed(EngineChoice engine, TlsVersion version) {
		Listener listener = this.endpoints.listen(server(engine).build(), Endpoints.ECHO);
		TlsClient client = this.endpoints.client(listener, "localhost", client(engine, version).build());

		TlsConnection first = open(client);
		TlsConnection second = open(client);

		awaitOpen(2);
		first.close().block(Endpoints.TIMEOUT);
		awaitOpen(1);
		second.close().block(Endpoints.TIMEOUT);
		awaitOpen(0);
		assertThat(this.ledger.handshakesInProgress(LISTENER)).isZero();
		assertThat(this.ledger.handshakesInProgress(CLIENT)).isZero();
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aConnectionThatGoesOverToTlsLateIsOpenUntilItIsClosed(EngineChoice engine) {
		Listener listener = this.endpoints.listenStartTls(server(engine).build(), null,
				(connection) -> connection.startTls().thenMany(connection.inbound().receive()).then());
		TlsClient client = this.endpoints.clientStartTls(listener.port(), "localhost",
				client(engine, TlsVersion.TLSv1_3).build(), null);
		TlsConnection connection = open(client);
		assertThat(this.ledger.openConnections(CLIENT)).isZero();

		connection.startTls().block(Endpoints.TIMEOUT);

		awaitOpen(1);
		connection.close().block(Endpoints.TIMEOUT);
		awaitOpen(0);
		assertThat(this.ledger.traffic(LISTENER).sent()).isEqualTo(this.ledger.traffic(CLIENT).received()).isPositive();
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void aConnectionWhoseHandshakeFailsIsNeverOpen(EngineChoice engine, TlsVersion version) {
		Listener listener = this.endpoints.listen(server(engine).build(), Endpoints.ECHO);
		TlsClient client = this.endpoints.client(listener, "elsewhere.example.com", client(engine, version).build());

		assertThat(catchThrowable(() -> open(client))).isNotNull();

		await(() -> this.ledger.of(LISTENER).failed(), 1);
		await(() -> this.ledger.of(CLIENT).failed(), 1);
		assertThat(this.ledger.openConnections(LISTENER)).isZero();
		assertThat(this.ledger.openConnections(CLIENT)).isZero();
	}

	// RFC 8446, section 4.4.2.4
	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aClientThatIsRefusedAfterItsHandshakeIsCountedNeitherOpenNorClosed(EngineChoice engine) {
		Listener listener = this.endpoints.listen(
				server(engine).trustRoot(AUTHORITY.trustRoot()).clientAuthentication(ClientAuthentication.NEED).build(),
				Endpoints.ECHO);
		TlsClient client = this.endpoints.client(listener, "localhost", client(engine, TlsVersion.TLSv1_3).build());

		assertThat(catchThrowable(() -> Endpoints.exchange(client, "hello"))).isNotNull();

		await(() -> this.ledger.of(CLIENT).failed(), 1);
		await(() -> this.ledger.of(LISTENER).failed(), 1);
		assertThat(this.ledger.openConnections(CLIENT)).isZero();
		assertThat(this.ledger.openConnections(LISTENER)).isZero();
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void whatOneSideSendsTheOtherReceives(EngineChoice engine) {
		byte[] text = "hello".repeat(2000).getBytes(StandardCharsets.UTF_8);
		Listener listener = this.endpoints.listen(server(engine).build(),
				(connection) -> connection.inbound().receive().then());
		TlsClient client = this.endpoints.client(listener, "localhost", client(engine, TlsVersion.TLSv1_3).build());
		TlsConnection connection = open(client);
		Traffic atServer = this.ledger.traffic(LISTENER);
		Traffic atClient = this.ledger.traffic(CLIENT);
		await(atServer::received, atClient.sent());
		long before = atClient.sent();

		connection.outbound().sendByteArray(Mono.just(text)).then().block(Endpoints.TIMEOUT);

		assertThat(atClient.sent() - before).isBetween(text.length + 1L, text.length + 1000L);
		await(atServer::received, atClient.sent());
		connection.close().block(Endpoints.TIMEOUT);
		awaitOpen(0);
		assertThat(atClient.received()).isEqualTo(atServer.sent()).isPositive();
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void whoDoesNotSpeakTlsIsNoOpenConnection(EngineChoice engine) throws Exception {
		Listener listener = this.endpoints.listen(server(engine).build(), Endpoints.ECHO);

		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
			socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			await(() -> this.ledger.of(LISTENER).failed(), 1);
		}

		assertThat(this.ledger.openConnections(LISTENER)).isZero();
	}

}

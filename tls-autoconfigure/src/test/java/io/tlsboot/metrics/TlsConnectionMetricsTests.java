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

package io.tlsboot.metrics;

import java.util.List;
import java.util.function.DoubleSupplier;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.connection.TlsConnection;
import io.tlsboot.ledger.Ledger;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class TlsConnectionMetricsTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final Endpoint LISTENER = new Endpoint(Side.SERVER, "test");

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final Ledger ledger = new Ledger();

	// The client is not known beforehand.
	private final TlsConnectionMetrics metrics = new TlsConnectionMetrics(this.ledger, List.of(LISTENER));

	private final Endpoints endpoints = Endpoints.toldTo(this.ledger);

	TlsConnectionMetricsTests() {
		this.ledger.observedBy(List.of(this.metrics));
		this.metrics.bindTo(this.registry);
	}

	@AfterEach
	void close() throws Exception {
		this.endpoints.close();
	}

	private double gauge(String name, String side) {
		return this.registry.get(name).tags("endpoint", "test", "side", side).gauge().value();
	}

	private double bytes(String side, String direction) {
		return this.registry.get("tls.traffic")
			.tags("endpoint", "test", "side", side, "direction", direction)
			.functionCounter()
			.count();
	}

	private static void await(DoubleSupplier found, double expected) {
		Awaitility.await()
			.atMost(Endpoints.TIMEOUT)
			.untilAsserted(() -> assertThat(found.getAsDouble()).isEqualTo(expected));
	}

	@Test
	void whatIsConfiguredHasItsMetersFromTheStart() {
		assertThat(gauge("tls.handshakes.in.progress", "server")).isZero();
		assertThat(gauge("tls.connections.active", "server")).isZero();
		assertThat(bytes("server", "received")).isZero();
		assertThat(bytes("server", "sent")).isZero();
		assertThat(this.registry.getMeters()).hasSize(4);
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void anOpenConnectionIsShownUntilItIsClosedAndItsBytesStay(EngineChoice engine) {
		Listener listener = this.endpoints.listen(
				CertificateOptions.builder().identity(AUTHORITY.issue("server")).engine(engine).build(),
				Endpoints.ECHO);
		TlsConnection connection = this.endpoints
			.client(listener, "localhost",
					CertificateOptions.builder().trustRoot(AUTHORITY.trustRoot()).engine(engine).build())
			.connect()
			.blockOptional(Endpoints.TIMEOUT)
			.orElseThrow();
		await(() -> gauge("tls.connections.active", "server"), 1);
		assertThat(gauge("tls.connections.active", "client")).isEqualTo(1);

		assertThat(Endpoints.exchange(connection, "hello").block(Endpoints.TIMEOUT)).isEqualTo("hello");
		connection.close().block(Endpoints.TIMEOUT);

		await(() -> gauge("tls.connections.active", "server"), 0);
		await(() -> gauge("tls.connections.active", "client"), 0);
		assertThat(gauge("tls.handshakes.in.progress", "server")).isZero();
		assertThat(gauge("tls.handshakes.in.progress", "client")).isZero();
		assertThat(bytes("server", "received")).isEqualTo(bytes("client", "sent")).isGreaterThan(100);
		assertThat(bytes("client", "received")).isPositive();
		assertThat(bytes("server", "sent")).isPositive();
		assertThat(this.registry.getMeters()).hasSize(8);
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void afterHandshakesThatFailedNothingIsInProgress(EngineChoice engine) {
		Listener listener = this.endpoints.listen(
				CertificateOptions.builder().identity(AUTHORITY.issue("server")).engine(engine).build(),
				Endpoints.ECHO);

		assertThat(catchThrowable(() -> this.endpoints
			.client(listener, "elsewhere.example.com",
					CertificateOptions.builder().trustRoot(AUTHORITY.trustRoot()).engine(engine).build())
			.connect()
			.block(Endpoints.TIMEOUT))).isNotNull();

		Awaitility.await()
			.atMost(Endpoints.TIMEOUT)
			.untilAsserted(() -> assertThat(this.ledger.of(LISTENER).failed()).isEqualTo(1));
		assertThat(gauge("tls.handshakes.in.progress", "server")).isZero();
		assertThat(gauge("tls.handshakes.in.progress", "client")).isZero();
		assertThat(gauge("tls.connections.active", "server")).isZero();
	}

	@Test
	void handshakesInProgressAreShown() {
		this.ledger.began(LISTENER);
		this.ledger.began(LISTENER);
		assertThat(gauge("tls.handshakes.in.progress", "server")).isEqualTo(2);

		this.ledger.ended(LISTENER);

		assertThat(gauge("tls.handshakes.in.progress", "server")).isEqualTo(1);
	}

}

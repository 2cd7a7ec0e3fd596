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

package io.tlsboot.connection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.tlsboot.connection.ConnectionLostException.Reason;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.RawTlsPeer;
import io.tlsboot.testing.TamperingProxy;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How connections end, as a handler sees it.
 */
class EndOfStreamTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate SERVER = AUTHORITY.issue("server");

	private final Endpoints endpoints = Endpoints.withoutSelfTest();

	private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

	// Tells what it receives, and how that ends.
	private final TlsHandler observer = (connection) -> connection.inbound()
		.receive()
		.asString()
		.doOnNext(this.seen::add)
		.doOnError(this.seen::add)
		.then();

	@AfterEach
	void close() {
		this.endpoints.close();
	}

	private Listener listen(EngineChoice engine, TlsVersion version) {
		return this.endpoints.listen(
				CertificateOptions.builder().identity(SERVER).engine(engine).lowerMaximumSecurityTo(version).build(),
				this.observer);
	}

	private TlsConnection connect(int port) {
		return this.endpoints
			.client(port, "localhost", CertificateOptions.builder().trustRoot(AUTHORITY.trustRoot()).build())
			.connect()
			.blockOptional(Endpoints.TIMEOUT)
			.orElseThrow();
	}

	private static void send(TlsConnection connection, String text) {
		connection.outbound().sendString(Mono.just(text)).then().block(Endpoints.TIMEOUT);
	}

	private Object next() throws InterruptedException {
		Object next = this.seen.poll(Endpoints.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
		assertThat(next).isNotNull();
		return next;
	}

	private void assertLost(Reason reason) throws InterruptedException {
		assertThat(next()).isInstanceOfSatisfying(ConnectionLostException.class,
				(lost) -> assertThat(lost.reason()).isEqualTo(reason));
	}

	private static void awaitNoConnection(Listener listener) {
		Awaitility.await().atMost(Endpoints.TIMEOUT).until(() -> listener.openConnections() == 0);
	}

	// TR21, N6
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void streamThatIsCutOffEndsInAnError(EngineChoice engine, TlsVersion version) throws Exception {
		Listener listener = listen(engine, version);
		try (TamperingProxy proxy = new TamperingProxy(listener.port())) {
			TlsConnection connection = connect(proxy.port());
			send(connection, "hello");
			assertThat(next()).isEqualTo("hello");

			proxy.cutOff();

			assertLost(Reason.TRUNCATED);
			awaitNoConnection(listener);
		}
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void recordThatWasChangedEndsTheConnectionAtOnce(EngineChoice engine, TlsVersion version) throws Exception {
		Listener listener = listen(engine, version);
		try (TamperingProxy proxy = new TamperingProxy(listener.port())) {
			TlsConnection connection = connect(proxy.port());
			send(connection, "hello");
			assertThat(next()).isEqualTo("hello");

			proxy.flipBits();
			send(connection, "changed");

			assertLost(Reason.BROKEN_RECORD);
			awaitNoConnection(listener);
		}
	}

	// Netty decrypts both in one go.
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void changedRecordInTheSameSegmentAsAGoodOneEndsTheConnectionAtOnce(EngineChoice engine, TlsVersion version)
			throws Exception {
		Listener listener = listen(engine, version);
		try (RawTlsPeer peer = RawTlsPeer.connect(listener.port(), version.protocolName())) {
			peer.tls().startHandshake();
			byte[] records = peer.records("good".getBytes(StandardCharsets.US_ASCII),
					"changed".getBytes(StandardCharsets.US_ASCII));
			records[records.length - 1] ^= 1;

			peer.tcp().getOutputStream().write(records);

			assertThat(next()).isEqualTo("good");
			assertLost(Reason.BROKEN_RECORD);
			awaitNoConnection(listener);
		}
	}

	// N1, N2, TR12
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void connectionThatIsClosedInOrderIsNoError(EngineChoice engine, TlsVersion version) throws Exception {
		Listener listener = listen(engine, version);
		TlsConnection connection = connect(listener.port());
		send(connection, "hello");
		assertThat(next()).isEqualTo("hello");

		connection.close().block(Endpoints.TIMEOUT);

		awaitNoConnection(listener);
		assertThat(this.seen).isEmpty();
		assertThat(this.endpoints.handshakes().session(Side.SERVER).version()).isEqualTo(version);
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void listenerGoesOnServing(EngineChoice engine, TlsVersion version) throws Exception {
		Listener listener = listen(engine, version);
		try (TamperingProxy proxy = new TamperingProxy(listener.port())) {
			TlsConnection broken = connect(proxy.port());
			send(broken, "hello");
			assertThat(next()).isEqualTo("hello");
			proxy.flipBits();
			send(broken, "changed");
			assertLost(Reason.BROKEN_RECORD);
		}
		TlsConnection other = connect(listener.port());
		send(other, "hello");
		assertThat(next()).isEqualTo("hello");
		other.close().block(Endpoints.TIMEOUT);
	}

	// A client reads to the end, and learns which it was.
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void clientReadsToTheOrderlyEnd(EngineChoice engine, TlsVersion version) throws IOException {
		Listener listener = this.endpoints.listen(
				CertificateOptions.builder().identity(SERVER).lowerMaximumSecurityTo(version).build(),
				(connection) -> connection.outbound().sendString(Mono.just("bye")).then());
		String received = this.endpoints
			.client(listener, "localhost",
					CertificateOptions.builder().trustRoot(AUTHORITY.trustRoot()).engine(engine).build())
			.connect()
			.flatMap((connection) -> connection.inbound().receive().aggregate().asString())
			.block(Endpoints.TIMEOUT);

		assertThat(received).isEqualTo("bye");
	}

}

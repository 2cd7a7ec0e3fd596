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

package io.tlsboot.server;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.TlsConnection;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.provider.Arguments;

/**
 * A listener that forwards, and clients of it.
 */
abstract class AbstractForwarderTests {

	static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	static final PrivateCertificate SERVER = AUTHORITY.issue("server");

	final Endpoints endpoints = Endpoints.withoutSelfTest();

	@AfterEach
	void close() throws Exception {
		this.endpoints.close();
	}

	static Stream<Arguments> handshakes() {
		return Stream.of(EngineChoice.OPENSSL, EngineChoice.JDK)
			.flatMap((engine) -> Stream.of(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3)
				.map((version) -> Arguments.of(engine, version)));
	}

	static CertificateOptions.Builder server(EngineChoice engine) {
		return CertificateOptions.builder().identity(SERVER).engine(engine);
	}

	static CertificateOptions server(EngineChoice engine, TlsVersion version) {
		return server(engine).lowerMaximumSecurityTo(version).build();
	}

	static Forwarder forwarder(int port) {
		return Forwarder.toTcp("test", TcpBackend.parse("127.0.0.1:" + port));
	}

	TlsClient client(Listener listener) {
		return this.endpoints.client(listener, "localhost",
				CertificateOptions.builder().trustRoot(AUTHORITY.trustRoot()).build());
	}

	TlsConnection connect(Listener listener) {
		return client(listener).connect().blockOptional(Endpoints.TIMEOUT).orElseThrow();
	}

	static Channel channel(TlsConnection connection) {
		AtomicReference<Channel> channel = new AtomicReference<>();
		connection.inbound().withConnection((reactor) -> channel.set(reactor.channel()));
		return channel.get();
	}

	/**
	 * Connect, and watch from the beginning how the connection ends.
	 */
	Observed observe(Listener listener) {
		return client(listener).connect()
			.map((connection) -> new Observed(connection,
					channel(connection).pipeline().get(SslHandler.class).sslCloseFuture()))
			.blockOptional(Endpoints.TIMEOUT)
			.orElseThrow();
	}

	static void await(BooleanSupplier condition) {
		Awaitility.await().atMost(Endpoints.TIMEOUT).until(condition::getAsBoolean);
	}

	/**
	 * A connection, and how it ends.
	 *
	 * @param connection the connection
	 * @param closeNotify succeeds when the other side sends close_notify, and fails when
	 * the connection ends without
	 */
	record Observed(TlsConnection connection, Future<Channel> closeNotify) {

		boolean endedInOrder() {
			await(this.closeNotify::isDone);
			return this.closeNotify.isSuccess();
		}

	}

}

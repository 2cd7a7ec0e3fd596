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

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.RawTlsPeer;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A listener whose handler tells what it sees, and clients of it.
 */
abstract class AbstractCloseTests {

	static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	static final PrivateCertificate SERVER = AUTHORITY.issue("server");

	final Endpoints endpoints = Endpoints.withoutSelfTest();

	final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

	final CompletableFuture<TlsConnection> served = new CompletableFuture<>();

	// Tells what it receives, and how that ends.
	final TlsHandler observer = (connection) -> {
		this.served.complete(connection);
		return observe(connection).then();
	};

	@AfterEach
	void close() {
		this.endpoints.close();
	}

	Mono<Void> observe(TlsConnection connection) {
		return connection.inbound()
			.receive()
			.asString()
			.doOnNext(this.seen::add)
			.doOnComplete(() -> this.seen.add("end"))
			.doOnError(this.seen::add)
			.then();
	}

	Listener listen(EngineChoice engine, TlsVersion version, TlsHandler handler) {
		return this.endpoints.listen(
				CertificateOptions.builder().identity(SERVER).engine(engine).lowerMaximumSecurityTo(version).build(),
				handler);
	}

	Mono<TlsConnection> connecting(int port, EngineChoice engine) {
		return this.endpoints
			.client(port, "localhost",
					CertificateOptions.builder().trustRoot(AUTHORITY.trustRoot()).engine(engine).build())
			.connect();
	}

	TlsConnection connect(int port, EngineChoice engine) {
		return connecting(port, engine).blockOptional(Endpoints.TIMEOUT).orElseThrow();
	}

	static RawTlsPeer rawPeer(Listener listener, TlsVersion version) throws Exception {
		return RawTlsPeer.connect(listener.port(), (version == TlsVersion.TLSv1_3) ? "TLSv1.3" : "TLSv1.2");
	}

	static void send(TlsConnection connection, String text) {
		connection.outbound().sendString(Mono.just(text)).then().block(Endpoints.TIMEOUT);
	}

	TlsConnection served() throws Exception {
		return this.served.get(Endpoints.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
	}

	Object next() throws InterruptedException {
		Object next = this.seen.poll(Endpoints.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
		assertThat(next).isNotNull();
		return next;
	}

	static void awaitNoConnection(Listener listener) {
		Awaitility.await().atMost(Endpoints.TIMEOUT).until(() -> listener.openConnections() == 0);
	}

	static Channel channel(TlsConnection connection) {
		return Channels.of(connection);
	}

	static SslHandler engine(TlsConnection connection) {
		return channel(connection).pipeline().get(SslHandler.class);
	}

}

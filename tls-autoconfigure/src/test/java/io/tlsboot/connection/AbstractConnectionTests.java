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

import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.AfterEach;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

abstract class AbstractConnectionTests {

	static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	static final PrivateCertificate SERVER = AUTHORITY.issue("server");

	final Endpoints endpoints = Endpoints.withoutSelfTest();

	final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

	@AfterEach
	void close() {
		this.endpoints.close();
	}

	Listener listen(EngineChoice engine, TlsVersion version, TlsHandler handler) {
		return this.endpoints.listen(
				CertificateOptions.builder().identity(SERVER).engine(engine).lowerMaximumSecurityTo(version).build(),
				handler);
	}

	TlsConnection connect(Listener listener) {
		return this.endpoints
			.client(listener, "localhost", CertificateOptions.builder().trustRoot(AUTHORITY.trustRoot()).build())
			.connect()
			.blockOptional(Endpoints.TIMEOUT)
			.orElseThrow();
	}

	static void send(TlsConnection connection, String text) {
		connection.outbound().sendString(Mono.just(text)).then().block(Endpoints.TIMEOUT);
	}

	Object next() throws InterruptedException {
		Object next = this.seen.poll(Endpoints.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
		assertThat(next).as("something that the handler saw").isNotNull();
		return next;
	}

	static Mono<String> read(TlsConnection connection) {
		return connection.inbound().receive().aggregate().asString(StandardCharsets.UTF_8);
	}

}

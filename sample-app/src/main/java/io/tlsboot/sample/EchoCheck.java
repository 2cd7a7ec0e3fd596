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

package io.tlsboot.sample;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.NegotiatedSession;
import io.tlsboot.connection.TlsConnection;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Calls the echo listener once at start, and prints what was negotiated.
 */
@Component
@Order(1)
class EchoCheck implements ApplicationRunner {

	private static final String LINE = "Hello, is this TLS?\n";

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final TlsClient client;

	EchoCheck(@Qualifier("echo") TlsClient client) {
		this.client = client;
	}

	@Override
	public void run(ApplicationArguments args) {
		NegotiatedSession session = Mono.usingWhen(this.client.connect(), this::check, TlsConnection::close)
			.blockOptional(TIMEOUT)
			.orElseThrow(() -> new IllegalStateException("the echo listener closed the connection without an answer"));
		System.out.println(session);
	}

	private Mono<NegotiatedSession> check(TlsConnection connection) {
		return connection.outbound()
			.sendString(Mono.just(LINE), StandardCharsets.UTF_8)
			.then()
			.thenMany(connection.inbound().receive().asString(StandardCharsets.UTF_8))
			.scan("", String::concat)
			.filter((received) -> received.endsWith("\n"))
			.next()
			.map((received) -> {
				if (!received.equals(LINE)) {
					throw new IllegalStateException("the echo was '%s' (expected: '%s')".formatted(received, LINE));
				}
				return connection.session().orElseThrow();
			});
	}

}

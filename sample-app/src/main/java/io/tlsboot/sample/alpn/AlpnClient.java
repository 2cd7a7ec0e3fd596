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

package io.tlsboot.sample.alpn;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.NegotiatedSession;
import io.tlsboot.connection.TlsConnection;
import io.tlsboot.sample.command.ClientCommand;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Qualifier;

/**
 * Connects, sends something, and prints which application protocol was negotiated. The
 * server closes.
 */
public class AlpnClient implements ClientCommand {

	private final TlsClient client;

	AlpnClient(@Qualifier("alpn") TlsClient client) {
		this.client = client;
	}

	@Override
	public Mono<Void> run(PrintStream out) {
		return Mono.usingWhen(this.client.connect(), (connection) -> talk(connection, out), TlsConnection::close)
			.doOnSuccess((done) -> out.println("Connection closed cleanly"));
	}

	// Only a close_notify completes the inbound; anything else fails it.
	private static Mono<Void> talk(TlsConnection connection, PrintStream out) {
		out.println("Connection made");
		out.println("Next protocol is: "
				+ connection.session().flatMap(NegotiatedSession::applicationProtocol).orElse("none"));
		return connection.outbound()
			.sendString(Mono.just("Hello, world!\r\n"), StandardCharsets.UTF_8)
			.then()
			.thenMany(connection.inbound().receive())
			.then();
	}

}

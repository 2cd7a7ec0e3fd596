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

package io.tlsboot.sample.starttls;

import java.io.EOFException;
import java.io.PrintStream;

import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.TlsConnection;
import io.tlsboot.sample.command.ClientCommand;
import io.tlsboot.sample.command.Printable;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Qualifier;

/**
 * Says something in clear, asks for TLS, says something more when it is there, and
 * closes.
 */
public class StartTlsClient implements ClientCommand {

	private final TlsClient client;

	StartTlsClient(@Qualifier("starttls") TlsClient client) {
		this.client = client;
	}

	@Override
	public Mono<Void> run(PrintStream out) {
		return Mono.usingWhen(this.client.connect(), (connection) -> talk(connection, out), TlsConnection::close);
	}

	private static Mono<Void> talk(TlsConnection connection, PrintStream out) {
		return send(connection, "plain text\r\nSTARTTLS\r\n").thenMany(connection.lines(StartTlsServer.MAX_LINE))
			.doOnNext((line) -> out.println("received: " + Printable.of(line)))
			.filter("READY"::equals)
			.next()
			.switchIfEmpty(Mono.error(() -> new EOFException("the server closed it and was not ready for TLS")))
			.then(connection.startTls())
			.then(send(connection, "secure text\r\n"));
	}

	private static Mono<Void> send(TlsConnection connection, String lines) {
		return connection.outbound().sendString(Mono.just(lines)).then();
	}

}

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

package io.tlsboot.sample.echo;

import java.io.EOFException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.TlsConnection;
import io.tlsboot.sample.command.ClientCommand;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Qualifier;

/**
 * Sends three lines, prints what comes back, and closes after the last.
 */
public class EchoClient implements ClientCommand {

	private static final String END = "Bye-bye!";

	private static final List<String> LINES = List.of("Hello, world!", "What a fine day it is.", END);

	private static final int MAX_LINE = 1024;

	private final TlsClient client;

	EchoClient(@Qualifier("echo") TlsClient client) {
		this.client = client;
	}

	@Override
	public Mono<Void> run(PrintStream out) {
		return Mono.usingWhen(this.client.connect(), (connection) -> talk(connection, out), TlsConnection::close);
	}

	private static Mono<Void> talk(TlsConnection connection, PrintStream out) {
		return connection.outbound()
			.sendString(Flux.fromIterable(LINES).map((line) -> line + "\r\n"), StandardCharsets.UTF_8)
			.then()
			.thenMany(connection.lines(MAX_LINE))
			.doOnNext((line) -> out.println("receive: " + line))
			.filter(END::equals)
			.next()
			.switchIfEmpty(Mono.error(() -> new EOFException("the server closed it before it had echoed all")))
			.then();
	}

}

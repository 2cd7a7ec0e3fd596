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

package io.tlsboot.sample.amp;

import java.io.EOFException;
import java.io.PrintStream;
import java.net.ProtocolException;
import java.util.Map;

import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.TlsConnection;
import io.tlsboot.sample.command.ClientCommand;
import io.tlsboot.sample.command.Printable;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Qualifier;

/**
 * Sends a ping and prints the answer. When it is connected, it has gone over to TLS.
 */
public class AmpClient implements ClientCommand {

	private static final AmpBox PING = new AmpBox(Map.of(AmpBox.COMMAND, "Ping", AmpBox.ASK, "1", "text", "hello"));

	private final TlsClient client;

	AmpClient(@Qualifier("amp") TlsClient client) {
		this.client = client;
	}

	@Override
	public Mono<Void> run(PrintStream out) {
		return Mono.usingWhen(this.client.connect(), (connection) -> talk(connection, out), TlsConnection::close);
	}

	private static Mono<Void> talk(TlsConnection connection, PrintStream out) {
		return connection.outbound()
			.sendByteArray(Mono.just(PING.toBytes()))
			.then()
			.thenMany(AmpReader.boxes(connection))
			.next()
			.switchIfEmpty(Mono.error(() -> new EOFException("the server closed it and did not answer")))
			.flatMap((answer) -> Mono.fromCallable(() -> pong(answer)))
			.doOnNext((pong) -> out.println("pong: " + Printable.of(pong)))
			.then();
	}

	private static String pong(AmpBox answer) throws ProtocolException {
		String pong = answer.get("pong");
		if (!"1".equals(answer.get(AmpBox.ANSWER)) || pong == null) {
			throw new ProtocolException("the server does not answer with a pong: "
					+ Printable.of(answer.values().getOrDefault(AmpBox.ERROR_DESCRIPTION, "no error")));
		}
		return pong;
	}

}

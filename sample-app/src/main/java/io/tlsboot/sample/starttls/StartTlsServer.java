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

import io.tlsboot.connection.TlsConnection;
import io.tlsboot.connection.TlsHandler;
import io.tlsboot.context.TlsListener;
import io.tlsboot.sample.command.Printable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Prints each line that it gets, and goes over to TLS when the line says so.
 */
@Component
@TlsListener("starttls")
class StartTlsServer implements TlsHandler {

	static final int MAX_LINE = 1024;

	@Override
	public Publisher<Void> handle(TlsConnection connection) {
		return connection.lines(MAX_LINE).concatMap((line) -> received(connection, line));
	}

	// A connection goes over once; later the word is a line like any other.
	private static Mono<Void> received(TlsConnection connection, String line) {
		System.out.println("received: " + Printable.of(line));
		if (!line.equals("STARTTLS") || connection.session().isPresent()) {
			return Mono.empty();
		}
		System.out.println("-- Switching to TLS");
		return connection.outbound().sendString(Mono.just("READY\r\n")).then().then(connection.startTls()).then();
	}

}

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

import java.io.EOFException;

import io.tlsboot.connection.NegotiatedSession;
import io.tlsboot.connection.TlsConnection;
import io.tlsboot.connection.TlsHandler;
import io.tlsboot.context.TlsListener;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Waits for data, prints which application protocol was negotiated, sends the data back
 * and closes.
 */
@Component
@TlsListener("alpn")
class AlpnServer implements TlsHandler {

	@Override
	public Publisher<Void> handle(TlsConnection connection) {
		System.out.println("Connection made");
		return connection.inbound()
			.receive()
			.asByteArray()
			.next()
			.switchIfEmpty(Mono.error(() -> new EOFException("the client sent nothing")))
			.doOnNext((data) -> System.out
				.println(connection.session().flatMap(NegotiatedSession::applicationProtocol).orElse("none")))
			.flatMap((data) -> connection.outbound().sendByteArray(Mono.just(data)).then())
			.then(Mono.defer(connection::close))
			.doOnSuccess((done) -> System.out.println("Connection closed cleanly"))
			.doOnError((failure) -> System.out.println("Connection lost due to error: " + failure.getMessage()));
	}

}

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

package io.tlsboot.sample.smtp;

import java.nio.charset.StandardCharsets;

import io.tlsboot.connection.LineTooLongException;
import io.tlsboot.connection.TlsConnection;
import io.tlsboot.connection.TlsHandler;
import io.tlsboot.context.TlsListener;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Takes mails and prints their envelopes, never what is in them. What comes before TLS,
 * the greeting included, is the listener's; a client begins anew when it has gone over
 * (RFC 3207, section 4.2).
 */
@Component
@TlsListener("smtp")
class SmtpServer implements TlsHandler {

	private final String hostName;

	SmtpServer(@Value("${tls.listeners.smtp.starttls.host-name}") String hostName) {
		this.hostName = hostName;
	}

	@Override
	public Publisher<Void> handle(TlsConnection connection) {
		SmtpSession session = new SmtpSession(this.hostName, System.out::println);
		// An octet is a character, so that lengths are those of what was sent.
		return connection.lines(SmtpSession.MAX_LINE, StandardCharsets.ISO_8859_1)
			.concatMap((line) -> send(connection, session.received(line)).thenReturn(session.isOver()))
			.takeUntil((over) -> over)
			.then()
			.onErrorResume(LineTooLongException.class, (tooLong) -> send(connection, SmtpSession.LINE_TOO_LONG));
	}

	private static Mono<Void> send(TlsConnection connection, String reply) {
		return reply.isEmpty() ? Mono.empty() : connection.outbound().sendString(Mono.just(reply)).then();
	}

}

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

import java.net.ProtocolException;
import java.util.Map;

import io.tlsboot.connection.TlsConnection;
import io.tlsboot.connection.TlsHandler;
import io.tlsboot.context.TlsListener;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Knows one command, {@code Ping} with a {@code text}, which it answers with the text as
 * {@code pong}. The command {@code StartTLS} is the listener's.
 */
@Component
@TlsListener("amp")
class AmpServer implements TlsHandler {

	@Override
	public Publisher<Void> handle(TlsConnection connection) {
		return AmpReader.boxes(connection)
			.concatMap((box) -> answer(connection, box))
			.then()
			// There is nothing to be said to a client that does not speak AMP.
			.onErrorResume(ProtocolException.class, (malformed) -> Mono.empty());
	}

	private static Mono<Void> answer(TlsConnection connection, AmpBox box) {
		String command = box.get(AmpBox.COMMAND);
		String tag = box.get(AmpBox.ASK);
		if (command == null || tag == null) {
			return Mono.empty();
		}
		return connection.outbound().sendByteArray(Mono.fromCallable(answer(command, tag, box)::toBytes)).then();
	}

	private static AmpBox answer(String command, String tag, AmpBox box) {
		if (!command.equals("Ping")) {
			return error(tag, "UNHANDLED", "there is no command but Ping");
		}
		String text = box.get("text");
		return (text != null) ? new AmpBox(Map.of(AmpBox.ANSWER, tag, "pong", text))
				: error(tag, "UNKNOWN", "Ping needs a text");
	}

	private static AmpBox error(String tag, String code, String description) {
		return new AmpBox(Map.of(AmpBox.ERROR, tag, AmpBox.ERROR_CODE, code, AmpBox.ERROR_DESCRIPTION, description));
	}

}

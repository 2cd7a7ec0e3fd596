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

package io.tlsboot.starttls;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/**
 * Everything that a peer says to one side of a protocol.
 */
final class Recording {

	private final String name;

	private final Supplier<StartTlsDialogue> dialogue;

	private final byte[] clear;

	private final byte[] secured;

	/**
	 * Create a recording.
	 * @param name what it is, for people
	 * @param dialogue the side
	 * @param clear what the peer says in clear
	 * @param secured what the peer says after the handshake
	 */
	Recording(String name, Supplier<StartTlsDialogue> dialogue, byte[] clear, byte[] secured) {
		this.name = name;
		this.dialogue = dialogue;
		this.clear = clear;
		this.secured = secured;
	}

	static Recording server(String protocol, String clear) {
		return server(protocol, StartTlsServerSettings.DEFAULTS, bytes(clear), new byte[0]);
	}

	static Recording server(String protocol, StartTlsServerSettings settings, String clear) {
		return server(protocol, settings, bytes(clear), new byte[0]);
	}

	static Recording server(String protocol, StartTlsServerSettings settings, byte[] clear, byte[] secured) {
		return new Recording("server of " + protocol, () -> negotiator(protocol).server(settings), clear, secured);
	}

	static Recording client(String protocol, String clear, String secured) {
		return client(protocol, bytes(clear), bytes(secured));
	}

	static Recording client(String protocol, byte[] clear, byte[] secured) {
		return new Recording("client of " + protocol,
				() -> negotiator(protocol).client(StartTlsClientSettings.of("server.example")), clear, secured);
	}

	static Recording backend(String protocol, String clear) {
		return new Recording("backend of " + protocol, () -> {
			StartTlsDialogue dialogue = negotiator(protocol).backend(StartTlsServerSettings.DEFAULTS);
			return (dialogue != null) ? dialogue : StartTlsDialogue.SILENT;
		}, bytes(clear), new byte[0]);
	}

	private static StartTlsNegotiator negotiator(String protocol) {
		return StartTlsProtocols.with(List.of()).get(protocol);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	/** Return the same with another name. */
	Recording named(String addition) {
		return new Recording("%s: %s".formatted(this.name, addition), this.dialogue, this.clear, this.secured);
	}

	String name() {
		return this.name;
	}

	Supplier<StartTlsDialogue> dialogue() {
		return this.dialogue;
	}

	byte[] clear() {
		return this.clear;
	}

	byte[] secured() {
		return this.secured;
	}

	@Override
	public String toString() {
		return this.name;
	}

}

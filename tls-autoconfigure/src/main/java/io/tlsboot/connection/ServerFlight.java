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

package io.tlsboot.connection;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

import io.tlsboot.options.NamedGroup;
import org.jspecify.annotations.Nullable;

/**
 * What the beginning of a server's first flight says of the key exchange: under TLS 1.3
 * the key share of the ServerHello (RFC 8446, section 4.2.8), before it the
 * ServerKeyExchange (RFC 8422, section 5.4).
 *
 * @param group the group, or {@code null} while it is unknown
 * @param complete whether more bytes could tell more
 */
record ServerFlight(@Nullable NamedGroup group, boolean complete) {

	private static final ServerFlight UNDECIDED = new ServerFlight(null, false);

	private static final ServerFlight NOTHING = new ServerFlight(null, true);

	private static final int MAX_FLIGHT = 1 << 17;

	private static final int RECORD_HANDSHAKE = 22;

	private static final int SERVER_HELLO = 2;

	private static final int SERVER_KEY_EXCHANGE = 12;

	private static final int SERVER_HELLO_DONE = 14;

	private static final int NAMED_CURVE = 3;

	private static final int EXTENSION_KEY_SHARE = 51;

	private static final int RANDOM_LENGTH = 32;

	static ServerFlight parse(byte[] bytes) {
		if (bytes.length > MAX_FLIGHT) {
			return NOTHING;
		}
		ByteArrayOutputStream messages = new ByteArrayOutputStream(bytes.length);
		boolean ended = unwrapRecords(ByteBuffer.wrap(bytes), messages);
		ServerFlight flight = parseMessages(ByteBuffer.wrap(messages.toByteArray()));
		return (ended && !flight.complete()) ? NOTHING : flight;
	}

	// Returns whether something else than a handshake record follows.
	private static boolean unwrapRecords(ByteBuffer records, ByteArrayOutputStream messages) {
		while (records.remaining() >= 5) {
			int type = records.get();
			records.getShort();
			int length = Short.toUnsignedInt(records.getShort());
			if (type != RECORD_HANDSHAKE) {
				return true;
			}
			byte[] fragment = new byte[Math.min(length, records.remaining())];
			records.get(fragment);
			messages.writeBytes(fragment);
		}
		return false;
	}

	private static ServerFlight parseMessages(ByteBuffer messages) {
		try {
			while (messages.remaining() >= 4) {
				int header = messages.getInt();
				int type = header >>> 24;
				int length = header & 0xffffff;
				if (messages.remaining() < length) {
					return UNDECIDED;
				}
				ByteBuffer body = messages.slice(messages.position(), length);
				messages.position(messages.position() + length);
				if (type == SERVER_HELLO) {
					ServerFlight hello = parseServerHello(body);
					if (hello.complete()) {
						return hello;
					}
				}
				else if (type == SERVER_KEY_EXCHANGE) {
					return (body.get() == NAMED_CURVE) ? of(Short.toUnsignedInt(body.getShort())) : NOTHING;
				}
				else if (type == SERVER_HELLO_DONE) {
					return NOTHING;
				}
			}
			return UNDECIDED;
		}
		catch (BufferUnderflowException | IllegalArgumentException ex) {
			return NOTHING;
		}
	}

	private static ServerFlight parseServerHello(ByteBuffer body) {
		skip(body, 2 + RANDOM_LENGTH);
		skip(body, Byte.toUnsignedInt(body.get()));
		skip(body, 2 + 1);
		if (!body.hasRemaining()) {
			return UNDECIDED;
		}
		skip(body, 2);
		while (body.remaining() >= 4) {
			int extension = Short.toUnsignedInt(body.getShort());
			int length = Short.toUnsignedInt(body.getShort());
			if (extension == EXTENSION_KEY_SHARE) {
				return of(Short.toUnsignedInt(body.getShort()));
			}
			skip(body, length);
		}
		return UNDECIDED;
	}

	private static ServerFlight of(int codePoint) {
		return new ServerFlight(NamedGroup.of(codePoint).orElse(null), true);
	}

	private static void skip(ByteBuffer buffer, int bytes) {
		buffer.position(buffer.position() + bytes);
	}

}

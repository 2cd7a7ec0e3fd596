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

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What is looked at of a ClientHello (RFC 8446, section 4.1.2).
 *
 * @param serverName the name that is asked for (RFC 6066, section 3), in lower case and
 * otherwise as it came, or {@code null} if there is none
 * @param protocols the application protocols that are offered (RFC 7301, section 3.1),
 * none if the extension is missing
 * @param complete whether more bytes could tell more
 */
record ClientHello(@Nullable String serverName, List<String> protocols, boolean complete) {

	/** Far more than any engine takes. */
	static final int MAX_LENGTH = 1 << 17;

	private static final ClientHello UNDECIDED = new ClientHello(null, List.of(), false);

	private static final ClientHello NOTHING = new ClientHello(null, List.of(), true);

	private static final int CLIENT_HELLO = 1;

	private static final int EXTENSION_SERVER_NAME = 0;

	private static final int EXTENSION_ALPN = 16;

	private static final int HOST_NAME = 0;

	private static final int RANDOM_LENGTH = 32;

	/**
	 * Parse what a client sent first.
	 * @param bytes its beginning
	 * @return what it says; complete and without protocols if it is no ClientHello, which
	 * the engine finds out too
	 */
	static ClientHello parse(ByteBuffer bytes) {
		if (bytes.remaining() > MAX_LENGTH) {
			return NOTHING;
		}
		HandshakeRecords records = HandshakeRecords.unwrap(bytes);
		ByteBuffer messages = records.messages();
		if (messages.remaining() < 4) {
			return records.ended() ? NOTHING : UNDECIDED;
		}
		int header = messages.getInt();
		if (header >>> 24 != CLIENT_HELLO) {
			return NOTHING;
		}
		int length = header & 0xffffff;
		if (messages.remaining() < length) {
			return records.ended() ? NOTHING : UNDECIDED;
		}
		try {
			return read(messages.slice(messages.position(), length));
		}
		catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException ex) {
			return NOTHING;
		}
	}

	private static ClientHello read(ByteBuffer body) {
		skip(body, 2 + RANDOM_LENGTH);
		skip(body, Byte.toUnsignedInt(body.get()));
		skip(body, Short.toUnsignedInt(body.getShort()));
		skip(body, Byte.toUnsignedInt(body.get()));
		if (!body.hasRemaining()) {
			return NOTHING;
		}
		skip(body, 2);
		String serverName = null;
		List<String> protocols = List.of();
		while (body.remaining() >= 4) {
			int extension = Short.toUnsignedInt(body.getShort());
			int length = Short.toUnsignedInt(body.getShort());
			ByteBuffer content = body.slice(body.position(), length);
			switch (extension) {
				case EXTENSION_SERVER_NAME -> serverName = hostName(content);
				case EXTENSION_ALPN -> protocols = names(content);
				default -> {
				}
			}
			skip(body, length);
		}
		return new ClientHello(serverName, protocols, true);
	}

	private static @Nullable String hostName(ByteBuffer list) {
		skip(list, 2);
		while (list.hasRemaining()) {
			int type = list.get();
			byte[] name = new byte[Short.toUnsignedInt(list.getShort())];
			list.get(name);
			if (type == HOST_NAME) {
				return new String(name, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
			}
		}
		return null;
	}

	private static List<String> names(ByteBuffer list) {
		skip(list, 2);
		List<String> names = new ArrayList<>();
		while (list.hasRemaining()) {
			byte[] name = new byte[Byte.toUnsignedInt(list.get())];
			list.get(name);
			names.add(new String(name, StandardCharsets.UTF_8));
		}
		return names;
	}

	private static void skip(ByteBuffer buffer, int bytes) {
		buffer.position(buffer.position() + bytes);
	}

}

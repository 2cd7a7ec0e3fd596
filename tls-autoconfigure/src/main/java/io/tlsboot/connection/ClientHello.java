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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What is looked at of a ClientHello (RFC 8446, section 4.1.2).
 *
 * @param serverName the name that is asked for (RFC 6066, section 3), in lower case and
 * otherwise as it came, or {@code null} if there is none
 * @param offer what can be chosen from
 */
record ClientHello(@Nullable String serverName, ClientOffer offer) {

	private static final int EXTENSION_SERVER_NAME = 0;

	private static final int EXTENSION_GROUPS = 10;

	private static final int EXTENSION_SIGNATURE_SCHEMES = 13;

	private static final int EXTENSION_ALPN = 16;

	private static final int EXTENSION_VERSIONS = 43;

	private static final int HOST_NAME = 0;

	private static final int RANDOM_LENGTH = 32;

	/**
	 * Parse a message. An engine would refuse what is refused here, too; but what one
	 * reads otherwise than the other must not decide about anything.
	 * @param body the message without its header
	 * @return what it says, or {@code null} if it is malformed
	 */
	static @Nullable ClientHello parse(ByteBuffer body) {
		try {
			return read(body);
		}
		catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException ex) {
			return null;
		}
	}

	private static ClientHello read(ByteBuffer body) {
		int version = Short.toUnsignedInt(body.getShort());
		skip(body, RANDOM_LENGTH);
		skip(body, Byte.toUnsignedInt(body.get()));
		ByteBuffer cipherSuites = vector(body, Short.toUnsignedInt(body.getShort()));
		skip(body, Byte.toUnsignedInt(body.get()));
		String serverName = null;
		ByteBuffer versions = ClientOffer.none();
		ByteBuffer groups = ClientOffer.none();
		ByteBuffer signatureSchemes = ClientOffer.none();
		List<String> protocols = List.of();
		if (body.hasRemaining()) {
			requireLength(body, Short.toUnsignedInt(body.getShort()));
		}
		Set<Integer> seen = new HashSet<>();
		while (body.hasRemaining()) {
			int extension = Short.toUnsignedInt(body.getShort());
			int length = Short.toUnsignedInt(body.getShort());
			ByteBuffer content = body.slice(body.position(), length);
			// RFC 8446, section 4.2.
			if (!seen.add(extension)) {
				throw new IllegalArgumentException("an extension comes twice");
			}
			switch (extension) {
				case EXTENSION_SERVER_NAME -> serverName = hostName(content);
				case EXTENSION_ALPN -> protocols = names(content);
				case EXTENSION_VERSIONS -> versions = vector(content, Byte.toUnsignedInt(content.get()));
				case EXTENSION_GROUPS -> groups = vector(content, Short.toUnsignedInt(content.getShort()));
				case EXTENSION_SIGNATURE_SCHEMES ->
					signatureSchemes = vector(content, Short.toUnsignedInt(content.getShort()));
				default -> {
				}
			}
			skip(body, length);
		}
		return new ClientHello(serverName,
				new ClientOffer(version, versions, cipherSuites, groups, signatureSchemes, protocols));
	}

	private static ByteBuffer vector(ByteBuffer bytes, int length) {
		ByteBuffer vector = bytes.slice(bytes.position(), length);
		skip(bytes, length);
		return vector;
	}

	private static void requireLength(ByteBuffer content, int length) {
		if (content.remaining() != length) {
			throw new IllegalArgumentException("a list has another length than it says");
		}
	}

	private static @Nullable String hostName(ByteBuffer list) {
		requireLength(list, Short.toUnsignedInt(list.getShort()));
		String found = null;
		while (list.hasRemaining()) {
			int type = list.get();
			byte[] name = new byte[Short.toUnsignedInt(list.getShort())];
			list.get(name);
			if (type == HOST_NAME) {
				// RFC 6066, section 3: one name of a type, and not an empty one.
				if (found != null || name.length == 0) {
					throw new IllegalArgumentException("there is not one host name");
				}
				found = new String(name, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
			}
		}
		return found;
	}

	private static List<String> names(ByteBuffer list) {
		requireLength(list, Short.toUnsignedInt(list.getShort()));
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

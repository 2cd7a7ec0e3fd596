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
import java.util.Arrays;

/**
 * Handshake messages and their records, made by hand (RFC 8446, sections 4 and 5.1).
 */
final class HandshakeBytes {

	static final int CHANGE_CIPHER_SPEC = 20;

	static final int ALERT = 21;

	static final int HANDSHAKE = 22;

	private HandshakeBytes() {
	}

	static byte[] bytes(int... values) {
		byte[] bytes = new byte[values.length];
		for (int i = 0; i < values.length; i++) {
			bytes[i] = (byte) values[i];
		}
		return bytes;
	}

	static byte[] join(byte[]... parts) {
		ByteArrayOutputStream joined = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			joined.writeBytes(part);
		}
		return joined.toByteArray();
	}

	static byte[] number(int value) {
		return bytes(value >> 8, value);
	}

	/**
	 * Put the length in one octet in front.
	 */
	static byte[] vector8(byte[]... content) {
		byte[] joined = join(content);
		return join(bytes(joined.length), joined);
	}

	/**
	 * Put the length in two octets in front.
	 */
	static byte[] vector16(byte[]... content) {
		byte[] joined = join(content);
		return join(number(joined.length), joined);
	}

	static byte[] extension(int type, byte[]... content) {
		return join(number(type), vector16(content));
	}

	static byte[] message(int type, byte[]... body) {
		byte[] joined = join(body);
		return join(bytes(type, joined.length >> 16), number(joined.length), joined);
	}

	static byte[] record(int type, byte[]... content) {
		return join(bytes(type, 3, 3), vector16(content));
	}

	/**
	 * Spread messages over records.
	 */
	static byte[] records(byte[] messages, int fragment) {
		ByteArrayOutputStream records = new ByteArrayOutputStream();
		for (int from = 0; from < messages.length; from += fragment) {
			int to = Math.min(from + fragment, messages.length);
			records.writeBytes(record(HANDSHAKE, Arrays.copyOfRange(messages, from, to)));
		}
		return records.toByteArray();
	}

}

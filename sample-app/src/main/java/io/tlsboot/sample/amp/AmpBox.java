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

import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A box of AMP: keys of 1 to 255 octets with values of at most 65535, each behind its
 * length in two octets, and an empty key at the end.
 *
 * @param values the values by their keys, each character an octet
 */
record AmpBox(Map<String, String> values) {

	static final String COMMAND = "_command";

	static final String ASK = "_ask";

	static final String ANSWER = "_answer";

	static final String ERROR = "_error";

	static final String ERROR_CODE = "_error_code";

	static final String ERROR_DESCRIPTION = "_error_description";

	private static final int LONGEST_KEY = 0xff;

	private static final int LONGEST_VALUE = 0xffff;

	AmpBox {
		values = Map.copyOf(values);
	}

	/**
	 * Return a value.
	 * @param key its key
	 * @return the value, {@code null} if there is none
	 */
	@Nullable String get(String key) {
		return this.values.get(key);
	}

	/**
	 * Return the octets of the box.
	 * @return the octets
	 * @throws IllegalArgumentException if a key or a value is too long, or a key is empty
	 */
	byte[] toBytes() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		this.values.forEach((key, value) -> {
			if (key.isEmpty()) {
				throw new IllegalArgumentException("a key is empty");
			}
			write(bytes, key, LONGEST_KEY);
			write(bytes, value, LONGEST_VALUE);
		});
		write(bytes, "", 0);
		return bytes.toByteArray();
	}

	private static void write(ByteArrayOutputStream bytes, String text, int longest) {
		byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
		if (octets.length > longest) {
			throw new IllegalArgumentException("%d octets (expected: at most %d)".formatted(octets.length, longest));
		}
		bytes.write(octets.length >>> Byte.SIZE);
		bytes.write(octets.length);
		bytes.writeBytes(octets);
	}

	/**
	 * Take the first box.
	 * @param bytes the bytes, from which the box is taken
	 * @return the box, or {@code null} if it is not whole
	 * @throws ProtocolException if it is no box
	 */
	static @Nullable AmpBox take(ByteBuffer bytes) throws ProtocolException {
		ByteBuffer ahead = bytes.slice();
		Map<String, String> values = new LinkedHashMap<>();
		while (true) {
			String key = text(ahead, LONGEST_KEY);
			if (key == null) {
				return null;
			}
			if (key.isEmpty()) {
				bytes.position(bytes.position() + ahead.position());
				return new AmpBox(values);
			}
			String value = text(ahead, LONGEST_VALUE);
			if (value == null) {
				return null;
			}
			if (values.put(key, value) != null) {
				throw new ProtocolException("a box has the same key twice");
			}
		}
	}

	private static @Nullable String text(ByteBuffer bytes, int longest) throws ProtocolException {
		if (bytes.remaining() < Short.BYTES) {
			return null;
		}
		int length = Short.toUnsignedInt(bytes.getShort());
		if (length > longest) {
			throw new ProtocolException("a key has %d octets (expected: at most %d)".formatted(length, longest));
		}
		if (bytes.remaining() < length) {
			return null;
		}
		byte[] octets = new byte[length];
		bytes.get(octets);
		return new String(octets, StandardCharsets.ISO_8859_1);
	}

}

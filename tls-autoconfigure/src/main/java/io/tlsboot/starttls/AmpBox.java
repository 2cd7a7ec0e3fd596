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

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A box of AMP: keys of 1 to 255 octets with values of at most 65535 octets, each behind
 * its length in two octets, and an empty key at the end. Immutable.
 *
 * @param values the values by their keys, octets read as ISO 8859-1
 */
record AmpBox(Map<String, String> values) {

	/** The key of the name of a command. */
	static final String COMMAND = "_command";

	/** The key of the tag of a command that wants an answer. */
	static final String ASK = "_ask";

	/** The key of the tag of the command that is answered. */
	static final String ANSWER = "_answer";

	/** The key of the tag of the command that failed. */
	static final String ERROR = "_error";

	/** The key of what failed, for machines. */
	static final String ERROR_CODE = "_error_code";

	/** The key of what failed, for people. */
	static final String ERROR_DESCRIPTION = "_error_description";

	/** The name of the command that goes over to TLS. */
	static final String START_TLS = "StartTLS";

	private static final int LONGEST_KEY = 255;

	AmpBox {
		values = Map.copyOf(values);
	}

	/**
	 * Return the length of a box.
	 * @param bytes what begins with a box, at index 0
	 * @return the length, or {@link FramedDialogue#UNKNOWN}
	 * @throws MalformedMessageException if it is no box
	 */
	static long length(ByteBuffer bytes) {
		int place = 0;
		while (place + Short.BYTES <= bytes.limit()) {
			int key = Short.toUnsignedInt(bytes.getShort(place));
			if (key > LONGEST_KEY || (key == 0 && place == 0)) {
				throw new MalformedMessageException(
						"a key of %d octets (expected: 1 to %d)".formatted(key, LONGEST_KEY));
			}
			place += Short.BYTES + key;
			if (key == 0) {
				return place;
			}
			if (place + Short.BYTES > bytes.limit()) {
				return FramedDialogue.UNKNOWN;
			}
			place += Short.BYTES + Short.toUnsignedInt(bytes.getShort(place));
		}
		return FramedDialogue.UNKNOWN;
	}

	/**
	 * Read a box.
	 * @param message the whole box
	 * @return the box
	 * @throws MalformedMessageException if it has a key twice
	 */
	static AmpBox read(ByteBuffer message) {
		Map<String, String> values = new LinkedHashMap<>();
		for (String key = text(message); !key.isEmpty(); key = text(message)) {
			if (values.put(key, text(message)) != null) {
				throw new MalformedMessageException("a box with the same key twice");
			}
		}
		return new AmpBox(values);
	}

	private static String text(ByteBuffer message) {
		byte[] text = new byte[Short.toUnsignedInt(message.getShort())];
		message.get(text);
		return new String(text, StandardCharsets.ISO_8859_1);
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
	 * Write a box.
	 * @param keysAndValues keys, each followed by its value
	 * @return the box
	 */
	static byte[] write(String... keysAndValues) {
		ByteArrayOutputStream box = new ByteArrayOutputStream();
		for (String text : keysAndValues) {
			box.write(text.length() >>> Byte.SIZE);
			box.write(text.length());
			box.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
		}
		box.write(0);
		box.write(0);
		return box.toByteArray();
	}

}

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

/**
 * An element of BER as LDAP writes it: a tag of one octet, a definite length of at most
 * four octets more (RFC 4511, section 5.1).
 *
 * @param tag the tag
 * @param content the content
 */
record Ber(int tag, ByteBuffer content) {

	/** The tag of an integer. */
	static final int INTEGER = 0x02;

	/** The tag of octets. */
	static final int OCTETS = 0x04;

	/** The tag of a value of an enumeration. */
	static final int ENUMERATED = 0x0a;

	/** The tag of a sequence. */
	static final int SEQUENCE = 0x30;

	/** The tag of a set. */
	static final int SET = 0x31;

	private static final int LONG_FORM = 0x80;

	private static final int LONG_TAG = 0x1f;

	/**
	 * Return the length of an element.
	 * @param bytes what begins with an element, at index 0
	 * @return the length with tag and length, or {@link FramedDialogue#UNKNOWN}
	 * @throws MalformedMessageException if the tag or the length has another form
	 */
	static long length(ByteBuffer bytes) {
		if (bytes.limit() < 2) {
			return FramedDialogue.UNKNOWN;
		}
		int header = headerLength(bytes);
		if (header == 2) {
			return 2L + bytes.get(1);
		}
		if (bytes.limit() < header) {
			return FramedDialogue.UNKNOWN;
		}
		long length = 0;
		for (int index = 2; index < header; index++) {
			length = length << Byte.SIZE | (bytes.get(index) & 0xff);
		}
		return header + length;
	}

	private static int headerLength(ByteBuffer bytes) {
		int tag = bytes.get(0) & 0xff;
		int first = bytes.get(1) & 0xff;
		int octets = (first < LONG_FORM) ? 0 : first - LONG_FORM;
		if ((tag & LONG_TAG) == LONG_TAG || first == LONG_FORM || octets > Integer.BYTES) {
			throw new MalformedMessageException(
					"an element with the tag 0x%02x and the length 0x%02x (expected: a tag of one octet, a definite length)"
						.formatted(tag, first));
		}
		return 2 + octets;
	}

	/**
	 * Take an element.
	 * @param bytes what begins with it; the position is moved over it
	 * @return the element
	 * @throws MalformedMessageException if there is none
	 */
	static Ber take(ByteBuffer bytes) {
		ByteBuffer rest = bytes.slice();
		long length = length(rest);
		if (length == FramedDialogue.UNKNOWN || length > rest.limit()) {
			throw new MalformedMessageException("an element that ends too early");
		}
		int header = headerLength(rest);
		bytes.position(bytes.position() + (int) length);
		return new Ber(rest.get(0) & 0xff, rest.slice(header, (int) length - header));
	}

	/**
	 * Take an element that must have a tag.
	 * @param bytes what begins with it; the position is moved over it
	 * @param tag the tag
	 * @return the element
	 * @throws MalformedMessageException if there is none, or another one
	 */
	static Ber take(ByteBuffer bytes, int tag) {
		Ber element = take(bytes);
		if (element.tag != tag) {
			throw new MalformedMessageException(
					"an element with the tag 0x%02x (expected: 0x%02x)".formatted(element.tag, tag));
		}
		return element;
	}

	/**
	 * Read the content as a number.
	 * @return the number, not negative
	 * @throws MalformedMessageException if it is negative or has more than 31 bits
	 */
	int number() {
		int octets = this.content.limit();
		if (octets == 0 || octets > Integer.BYTES || this.content.get(0) < 0) {
			throw new MalformedMessageException("a number of %d octets (expected: 0 to 2147483647)".formatted(octets));
		}
		int number = 0;
		for (int index = 0; index < octets; index++) {
			number = number << Byte.SIZE | (this.content.get(index) & 0xff);
		}
		return number;
	}

	/**
	 * Read the content as text.
	 * @return the text
	 */
	String text() {
		return StandardCharsets.UTF_8.decode(this.content.duplicate()).toString();
	}

	/**
	 * Write an element.
	 * @param tag its tag
	 * @param contents its content, in parts
	 * @return the element
	 */
	static byte[] write(int tag, byte[]... contents) {
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		for (byte[] part : contents) {
			content.writeBytes(part);
		}
		ByteArrayOutputStream element = new ByteArrayOutputStream();
		element.write(tag);
		if (content.size() < LONG_FORM) {
			element.write(content.size());
		}
		else {
			element.write(LONG_FORM + Short.BYTES);
			element.write(content.size() >>> Byte.SIZE);
			element.write(content.size());
		}
		element.writeBytes(content.toByteArray());
		return element.toByteArray();
	}

	/**
	 * Write a number.
	 * @param tag its tag
	 * @param number the number, not negative
	 * @return the element
	 */
	static byte[] write(int tag, int number) {
		int octets = (Integer.SIZE - Integer.numberOfLeadingZeros(number)) / Byte.SIZE + 1;
		byte[] content = new byte[octets];
		for (int index = 0; index < octets; index++) {
			content[index] = (byte) (number >>> (Byte.SIZE * (octets - 1 - index)));
		}
		return write(tag, content);
	}

	/**
	 * Write text.
	 * @param tag its tag
	 * @param text the text
	 * @return the element
	 */
	static byte[] write(int tag, String text) {
		return write(tag, text.getBytes(StandardCharsets.UTF_8));
	}

}

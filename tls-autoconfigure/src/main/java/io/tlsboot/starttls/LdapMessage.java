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

import java.nio.ByteBuffer;

/**
 * A message of LDAP (RFC 4511, section 4.1.1), without its controls.
 *
 * @param id the number of the message
 * @param operation what is asked or answered
 */
record LdapMessage(int id, Ber operation) {

	/** The name of the extended operation that goes over to TLS. */
	static final String START_TLS = "1.3.6.1.4.1.1466.20037";

	/** The name of what a server says before it closes the connection. */
	static final String NOTICE_OF_DISCONNECTION = "1.3.6.1.4.1.1466.20036";

	/** The tag of a request of an extended operation. */
	static final int EXTENDED_REQUEST = 0x77;

	/** The tag of the response to an extended operation. */
	static final int EXTENDED_RESPONSE = 0x78;

	/** The tag of the name in a request of an extended operation. */
	static final int REQUEST_NAME = 0x80;

	/** The tag of the name in the response to an extended operation. */
	static final int RESPONSE_NAME = 0x8a;

	/** The result code of what was done. */
	static final int SUCCESS = 0;

	/** The result code of what is not understood. */
	static final int PROTOCOL_ERROR = 2;

	/** The result code of what must not be done in clear. */
	static final int CONFIDENTIALITY_REQUIRED = 13;

	private static final int CONTROLS = 0xa0;

	/**
	 * Return the length of a message.
	 * @param bytes what begins with a message, at index 0
	 * @return the length, or {@link FramedDialogue#UNKNOWN}
	 * @throws MalformedMessageException if it is no message
	 */
	static long length(ByteBuffer bytes) {
		if (bytes.get(0) != Ber.SEQUENCE) {
			throw new MalformedMessageException("a message that begins with 0x%02x (expected: 0x%02x)"
				.formatted(bytes.get(0) & 0xff, Ber.SEQUENCE));
		}
		return Ber.length(bytes);
	}

	/**
	 * Read a message.
	 * @param message the whole message
	 * @return the message
	 * @throws MalformedMessageException if it is none
	 */
	static LdapMessage read(ByteBuffer message) {
		ByteBuffer parts = Ber.take(message, Ber.SEQUENCE).content();
		int id = Ber.take(parts, Ber.INTEGER).number();
		Ber operation = Ber.take(parts);
		if (parts.hasRemaining()) {
			Ber.take(parts, CONTROLS);
		}
		if (parts.hasRemaining()) {
			throw new MalformedMessageException("a message with %d octets too many".formatted(parts.remaining()));
		}
		return new LdapMessage(id, operation);
	}

	/**
	 * Write a message.
	 * @param id its number
	 * @param operation what is asked or answered
	 * @return the message
	 */
	static byte[] write(int id, byte[] operation) {
		return Ber.write(Ber.SEQUENCE, Ber.write(Ber.INTEGER, id), operation);
	}

	/**
	 * Write a response.
	 * @param id the number of the request
	 * @param tag the tag of the response
	 * @param code the result code
	 * @param text what it means, for people
	 * @param name the name of an extended operation, or nothing
	 * @return the message
	 */
	static byte[] write(int id, int tag, int code, String text, String name) {
		return write(id, Ber.write(tag, Ber.write(Ber.ENUMERATED, code), Ber.write(Ber.OCTETS, ""),
				Ber.write(Ber.OCTETS, text), name.isEmpty() ? new byte[0] : Ber.write(RESPONSE_NAME, name)));
	}

}

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
import java.nio.ByteOrder;

/**
 * The frame of MySQL's packets: the length of the payload in three octets, least
 * significant first, and a number that each packet of an exchange has one higher.
 */
final class MysqlPacket {

	/** How many octets stand before the payload. */
	static final int HEADER_LENGTH = 4;

	/** The client goes over to TLS. */
	static final int CLIENT_SSL = 0x800;

	/** The protocol of MySQL 4.1, the only one that is spoken here. */
	static final int CLIENT_PROTOCOL_41 = 0x200;

	/** Long passwords, long column flags, transactions, 20 octets of scramble. */
	static final int COMMON_CAPABILITIES = 0x1 | 0x4 | 0x2000 | 0x8000;

	/** Several results, and results of prepared statements. */
	static final int CLIENT_MULTIPLE_RESULTS = 0x2_0000 | 0x4_0000;

	/** A database may be named at the login. */
	static final int CLIENT_CONNECT_WITH_DB = 0x8;

	/** The method of authentication has a name. */
	static final int CLIENT_PLUGIN_AUTH = 0x8_0000;

	/** The first octet of an error. */
	static final byte ERROR = (byte) 0xff;

	private MysqlPacket() {
	}

	/**
	 * Return the length of a packet.
	 * @param bytes what was received
	 * @param number the number that the packet must have
	 * @return the length with the header, or {@link FramedDialogue#UNKNOWN}
	 */
	static long length(ByteBuffer bytes, int number) {
		if (bytes.remaining() < HEADER_LENGTH) {
			return FramedDialogue.UNKNOWN;
		}
		int header = bytes.order(ByteOrder.LITTLE_ENDIAN).getInt(0);
		if (header >>> 24 != number) {
			throw new MalformedMessageException(
					"a packet with the number %d (expected: %d)".formatted(header >>> 24, number));
		}
		int length = header & 0xff_ffff;
		if (length == 0) {
			throw new MalformedMessageException("an empty packet");
		}
		return (long) HEADER_LENGTH + length;
	}

	/**
	 * Begin a packet.
	 * @param payload how many octets its payload has
	 * @param number its number
	 * @return the packet, whose payload is to be put
	 */
	static ByteBuffer begin(int payload, int number) {
		return ByteBuffer.allocate(HEADER_LENGTH + payload)
			.order(ByteOrder.LITTLE_ENDIAN)
			.putInt(payload | number << 24);
	}

}

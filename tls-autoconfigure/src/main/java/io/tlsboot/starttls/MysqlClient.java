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
import java.nio.charset.StandardCharsets;

import io.tlsboot.trust.PeerText;

/**
 * The client before the switch. Its user logs in with the packet number 2 and the
 * capabilities of {@link #CAPABILITIES} that the server has, since servers may keep to
 * those of the first request.
 */
final class MysqlClient extends FramedDialogue {

	/** What is said of this client, as far as the server can do it. */
	static final int CAPABILITIES = MysqlPacket.COMMON_CAPABILITIES | MysqlPacket.CLIENT_MULTIPLE_RESULTS
			| MysqlPacket.CLIENT_PLUGIN_AUTH | MysqlPacket.CLIENT_PROTOCOL_41 | MysqlPacket.CLIENT_SSL;

	private static final byte PROTOCOL_VERSION = 10;

	private static final byte UTF_8 = 45;

	private static final int LARGEST_PACKET = 1 << 24;

	private static final int RESERVED_LENGTH = 23;

	private static final int BEFORE_CAPABILITIES = Integer.BYTES + 8 + 1;

	private static final int LONGEST_DETAIL = 100;

	private byte[] greeting = {};

	MysqlClient(StartTlsClientSettings settings) {
		super(settings.maxLineLength());
	}

	@Override
	long length(ByteBuffer bytes) {
		return MysqlPacket.length(bytes, 0);
	}

	@Override
	Step message(ByteBuffer message) {
		byte first = message.get(MysqlPacket.HEADER_LENGTH);
		if (first == MysqlPacket.ERROR) {
			return Step.fail("the server greets with the error '%s'".formatted(error(message)));
		}
		if (first != PROTOCOL_VERSION) {
			throw new MalformedMessageException("the server greets with the protocol version %d (expected: %d)"
				.formatted(first & 0xff, PROTOCOL_VERSION));
		}
		int capabilities = capabilities(message);
		this.greeting = new byte[message.limit()];
		message.get(0, this.greeting);
		if ((capabilities & MysqlPacket.CLIENT_SSL) == 0) {
			return Step.notOffered("the server's capabilities are 0x%x, without 0x%x for TLS".formatted(capabilities,
					MysqlPacket.CLIENT_SSL));
		}
		return Step.upgrade(request(capabilities & CAPABILITIES));
	}

	private static String error(ByteBuffer message) {
		byte[] text = new byte[Math.max(0, message.limit() - MysqlPacket.HEADER_LENGTH - 1 - Short.BYTES)];
		message.get(message.limit() - text.length, text);
		return PeerText.line(new String(text, StandardCharsets.UTF_8), LONGEST_DETAIL);
	}

	// The other half of the capabilities and what follows it were added by MySQL 4.1.
	private static int capabilities(ByteBuffer message) {
		message.order(ByteOrder.LITTLE_ENDIAN).position(MysqlPacket.HEADER_LENGTH + 1);
		while (message.hasRemaining() && message.get() != 0) {
			// The version of the server is only for people.
		}
		int place = message.position() + BEFORE_CAPABILITIES;
		int upper = place + Short.BYTES + 1 + Short.BYTES;
		if (upper + Short.BYTES > message.limit()) {
			throw new MalformedMessageException("the server greets with %d octets, which end too early"
				.formatted(message.limit() - MysqlPacket.HEADER_LENGTH));
		}
		int capabilities = Short.toUnsignedInt(message.getShort(place)) | message.getShort(upper) << Short.SIZE;
		if ((capabilities & MysqlPacket.CLIENT_PROTOCOL_41) == 0) {
			throw new MalformedMessageException(
					"the server's capabilities are 0x%x (expected: those of MySQL 4.1)".formatted(capabilities));
		}
		return capabilities;
	}

	private static byte[] request(int capabilities) {
		return MysqlPacket.begin(Integer.BYTES + Integer.BYTES + 1 + RESERVED_LENGTH, 1)
			.putInt(capabilities)
			.putInt(LARGEST_PACKET)
			.put(UTF_8)
			.array();
	}

	@Override
	public byte[] greeting() {
		return this.greeting.clone();
	}

}

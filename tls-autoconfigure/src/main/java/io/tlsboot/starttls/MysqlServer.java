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
import java.util.random.RandomGenerator;

/**
 * The server before the switch: sends its handshake packet (protocol version 10) and
 * awaits an {@code SSLRequest}, which is the first half of the client's answer and comes
 * again, whole and secured, after the switch.
 */
final class MysqlServer extends FramedDialogue {

	private static final int PROTOCOL_VERSION = 10;

	private static final int SCRAMBLE_LENGTH = 20;

	private static final int FIRST_SCRAMBLE_LENGTH = 8;

	private static final int RESERVED_LENGTH = 10;

	private static final int CAPABILITIES = MysqlPacket.COMMON_CAPABILITIES | MysqlPacket.CLIENT_CONNECT_WITH_DB
			| MysqlPacket.CLIENT_MULTIPLE_RESULTS | MysqlPacket.CLIENT_PLUGIN_AUTH | MysqlPacket.CLIENT_PROTOCOL_41
			| MysqlPacket.CLIENT_SSL;

	private static final int UTF_8 = 45;

	private static final int AUTOCOMMIT = 2;

	private static final int SSL_REQUEST_LENGTH = 32;

	private static final int OLD_SSL_REQUEST_LENGTH = 5;

	private static final int SECURE_TRANSPORT_REQUIRED = 3159;

	private final StartTlsServerSettings settings;

	private final byte[] greeting;

	/**
	 * Create a dialogue.
	 * @param settings what the listener says of itself
	 * @param random where the scramble comes from
	 */
	MysqlServer(StartTlsServerSettings settings, RandomGenerator random) {
		super(settings.maxLineLength());
		this.settings = settings;
		this.greeting = greeting(settings.greetingOr("8.4.0"), random);
	}

	private static byte[] greeting(String version, RandomGenerator random) {
		byte[] text = version.getBytes(StandardCharsets.US_ASCII);
		byte[] method = "caching_sha2_password".getBytes(StandardCharsets.US_ASCII);
		byte[] scramble = new byte[SCRAMBLE_LENGTH];
		for (int index = 0; index < scramble.length; index++) {
			scramble[index] = (byte) random.nextInt(1, 128);
		}
		int length = 1 + text.length + 1 + Integer.BYTES + FIRST_SCRAMBLE_LENGTH + 1 + 2 + 1 + 2 + 2 + 1
				+ RESERVED_LENGTH + (SCRAMBLE_LENGTH - FIRST_SCRAMBLE_LENGTH) + 1 + method.length + 1;
		return MysqlPacket.begin(length, 0)
			.put((byte) PROTOCOL_VERSION)
			.put(text)
			.put((byte) 0)
			.putInt(random.nextInt(1, Integer.MAX_VALUE))
			.put(scramble, 0, FIRST_SCRAMBLE_LENGTH)
			.put((byte) 0)
			.putShort((short) CAPABILITIES)
			.put((byte) UTF_8)
			.putShort((short) AUTOCOMMIT)
			.putShort((short) (CAPABILITIES >>> Short.SIZE))
			.put((byte) (SCRAMBLE_LENGTH + 1))
			.put(new byte[RESERVED_LENGTH])
			.put(scramble, FIRST_SCRAMBLE_LENGTH, SCRAMBLE_LENGTH - FIRST_SCRAMBLE_LENGTH)
			.put((byte) 0)
			.put(method)
			.put((byte) 0)
			.array();
	}

	@Override
	public Step begin() {
		return Step.send(this.greeting);
	}

	@Override
	long length(ByteBuffer bytes) {
		return MysqlPacket.length(bytes, 1);
	}

	@Override
	Step message(ByteBuffer message) {
		int length = message.limit() - MysqlPacket.HEADER_LENGTH;
		if (length < OLD_SSL_REQUEST_LENGTH) {
			throw new MalformedMessageException("a login of %d octets".formatted(length));
		}
		int capabilities = message.order(ByteOrder.LITTLE_ENDIAN).getInt(MysqlPacket.HEADER_LENGTH);
		if (length == SSL_REQUEST_LENGTH && (capabilities & MysqlPacket.CLIENT_SSL) != 0
				&& (capabilities & MysqlPacket.CLIENT_PROTOCOL_41) != 0) {
			return Step.upgradeBegun(new byte[0]);
		}
		return this.settings.requireTls() ? Step.close(error()) : handOver();
	}

	private byte[] error() {
		byte[] text = ("#08004" + this.settings.requiredTextOr("Connections using insecure transport are prohibited"))
			.getBytes(StandardCharsets.US_ASCII);
		return MysqlPacket.begin(1 + Short.BYTES + text.length, 2)
			.put(MysqlPacket.ERROR)
			.putShort((short) SECURE_TRANSPORT_REQUIRED)
			.put(text)
			.array();
	}

	@Override
	public byte[] greeting() {
		return this.greeting.clone();
	}

}

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
import java.nio.ByteBuffer;

/**
 * The handshake messages in the records of a first flight, which is in the clear (RFC
 * 8446, section 5.1).
 *
 * @param messages what the records held so far
 * @param ended whether something else than a handshake record or alert follows
 */
record HandshakeRecords(ByteBuffer messages, boolean ended) {

	private static final int HEADER_LENGTH = 5;

	private static final int ALERT = 21;

	private static final int HANDSHAKE = 22;

	/**
	 * Unwrap records, the last of which may be cut off.
	 * @param records the bytes
	 * @return the messages
	 */
	static HandshakeRecords unwrap(ByteBuffer records) {
		ByteArrayOutputStream messages = new ByteArrayOutputStream(records.remaining());
		while (records.remaining() >= HEADER_LENGTH) {
			int type = records.get();
			records.getShort();
			int length = Short.toUnsignedInt(records.getShort());
			if (type != HANDSHAKE && type != ALERT) {
				return new HandshakeRecords(ByteBuffer.wrap(messages.toByteArray()), true);
			}
			byte[] fragment = new byte[Math.min(length, records.remaining())];
			records.get(fragment);
			// Engines go on after an alert that is a mere warning, and so anybody on the
			// way could hide behind one what follows.
			if (type == HANDSHAKE) {
				messages.writeBytes(fragment);
			}
		}
		return new HandshakeRecords(ByteBuffer.wrap(messages.toByteArray()), false);
	}

}

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

import java.nio.ByteBuffer;

/**
 * How much of the first handshake message has come, counted without a copy, so that a
 * peer who sends it in small pieces does not have it parsed for each.
 */
final class FirstMessage {

	private static final int RECORD_HEADER = 5;

	private static final int MESSAGE_HEADER = 4;

	private static final int ALERT = 21;

	private static final int HANDSHAKE = 22;

	private FirstMessage() {
	}

	/**
	 * Return how many bytes are missing at least.
	 * @param records what has come; its position moves
	 * @return at least 1, or 0 if the message is whole or is none
	 */
	static int missing(ByteBuffer records) {
		int length = -1;
		int header = 0;
		int seen = 0;
		while (records.remaining() >= RECORD_HEADER) {
			int type = records.get();
			records.getShort();
			int fragment = Short.toUnsignedInt(records.getShort());
			if (type != HANDSHAKE && type != ALERT) {
				return 0;
			}
			int end = records.position() + Math.min(fragment, records.remaining());
			if (type == ALERT) {
				records.position(end);
				continue;
			}
			while (seen < MESSAGE_HEADER && records.position() < end) {
				header = header << 8 | Byte.toUnsignedInt(records.get());
				seen++;
			}
			if (seen == MESSAGE_HEADER && length < 0) {
				length = MESSAGE_HEADER + (header & 0xffffff);
			}
			seen += end - records.position();
			records.position(end);
			if (length >= 0 && seen >= length) {
				return 0;
			}
		}
		return Math.max(1, ((length >= 0) ? length : MESSAGE_HEADER) - seen);
	}

}

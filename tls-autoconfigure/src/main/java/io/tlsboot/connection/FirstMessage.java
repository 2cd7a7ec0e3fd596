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
import java.util.Arrays;

/**
 * Collects a client's first handshake message from its records (RFC 8446, section 5.1).
 * Each record is looked at once, however small the pieces are in which it comes, and what
 * no honest client sends is refused before it takes up memory.
 */
final class FirstMessage {

	/** As much as the JDK's engine takes, and twice what BoringSSL does. */
	static final int MAX_LENGTH = 1 << 15;

	/** Nothing is missing. */
	static final int WHOLE = 0;

	/** What has come is not the beginning of a ClientHello. */
	static final int BROKEN = -1;

	// Room for the headers of small records.
	private static final int MAX_RECORDS_LENGTH = 2 * MAX_LENGTH;

	private static final int RECORD_HEADER = 5;

	private static final int MAX_FRAGMENT = 1 << 14;

	private static final int MESSAGE_HEADER = 4;

	private static final int HANDSHAKE = 22;

	private static final int CLIENT_HELLO = 1;

	private static final int USUAL_LENGTH = 2048;

	private byte[] message = new byte[USUAL_LENGTH];

	private int collected;

	private int position;

	/**
	 * Look at what has come.
	 * @param records all of it; each time it begins with what it was the last time
	 * @return how many bytes are missing at least, {@link #WHOLE}, or {@link #BROKEN}
	 */
	int missing(ByteBuffer records) {
		while (this.collected < MESSAGE_HEADER || this.collected < length()) {
			int have = records.remaining() - this.position;
			if (have < RECORD_HEADER) {
				return RECORD_HEADER - have;
			}
			int at = records.position() + this.position;
			int fragment = Short.toUnsignedInt(records.getShort(at + 3));
			if (records.get(at) != HANDSHAKE || fragment == 0 || fragment > MAX_FRAGMENT
					|| this.position > MAX_RECORDS_LENGTH) {
				return BROKEN;
			}
			if (have < RECORD_HEADER + fragment) {
				return RECORD_HEADER + fragment - have;
			}
			collect(records, at + RECORD_HEADER, fragment);
			this.position += RECORD_HEADER + fragment;
			if (this.message[0] != CLIENT_HELLO || length() > MESSAGE_HEADER + MAX_LENGTH) {
				return BROKEN;
			}
		}
		return WHOLE;
	}

	private void collect(ByteBuffer records, int from, int count) {
		if (this.collected + count > this.message.length) {
			this.message = Arrays.copyOf(this.message, Math.max(2 * this.message.length, this.collected + count));
		}
		records.get(from, this.message, this.collected, count);
		this.collected += count;
	}

	// With its header. What has not come yet counts as zero.
	private int length() {
		return MESSAGE_HEADER + (ByteBuffer.wrap(this.message).getInt() & 0xffffff);
	}

	/**
	 * Return the message.
	 * @return its body, when nothing is missing
	 */
	ByteBuffer body() {
		return ByteBuffer.wrap(this.message, MESSAGE_HEADER, length() - MESSAGE_HEADER).slice();
	}

}

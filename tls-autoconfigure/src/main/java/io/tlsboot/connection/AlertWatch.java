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

import java.util.OptionalInt;

import io.netty.buffer.ByteBuf;

/**
 * Finds a fatal alert in the clear among the records that go one way (RFC 8446, sections
 * 5.1 and 6). Each octet is looked at once; nothing is kept.
 */
final class AlertWatch {

	private static final int HEADER_LENGTH = 5;

	private static final int ALERT = 21;

	private static final int FATAL = 2;

	private final byte[] header = new byte[HEADER_LENGTH];

	private int collected;

	private int left;

	private boolean alert;

	private int level;

	private int description = -1;

	void look(ByteBuf bytes) {
		int at = bytes.readerIndex();
		int end = bytes.writerIndex();
		while (at < end) {
			if (this.left == 0) {
				begin(bytes.getByte(at++));
			}
			else if (this.alert) {
				take(bytes.getUnsignedByte(at++));
			}
			else {
				int skipped = Math.min(this.left, end - at);
				at += skipped;
				this.left -= skipped;
			}
		}
	}

	private void begin(byte octet) {
		this.header[this.collected++] = octet;
		if (this.collected == HEADER_LENGTH) {
			this.collected = 0;
			this.left = (Byte.toUnsignedInt(this.header[3]) << 8) | Byte.toUnsignedInt(this.header[4]);
			// What is longer is encrypted.
			this.alert = this.header[0] == ALERT && this.left == 2;
		}
	}

	private void take(int octet) {
		if (this.left-- == 2) {
			this.level = octet;
		}
		else if (this.level == FATAL) {
			this.description = octet;
		}
	}

	/**
	 * Return the description of the alert.
	 * @return its number, or empty if there was none
	 */
	OptionalInt description() {
		return (this.description >= 0) ? OptionalInt.of(this.description) : OptionalInt.empty();
	}

}

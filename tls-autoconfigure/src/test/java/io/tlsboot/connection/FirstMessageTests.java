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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FirstMessage}.
 */
class FirstMessageTests {

	private static final int BODY = 300;

	private static final byte[] WARNING = { 21, 3, 1, 0, 2, 1, 90 };

	// A message of this body in records of a size.
	private static byte[] records(int size) {
		ByteBuffer message = ByteBuffer.allocate(4 + BODY);
		message.putInt((1 << 24) | BODY).position(0);
		ByteBuffer records = ByteBuffer.allocate((4 + BODY) * 6);
		while (message.hasRemaining()) {
			byte[] fragment = new byte[Math.min(size, message.remaining())];
			message.get(fragment);
			records.put(new byte[] { 22, 3, 1 }).putShort((short) fragment.length).put(fragment);
		}
		byte[] bytes = new byte[records.position()];
		records.flip().get(bytes);
		return bytes;
	}

	private static int missing(byte[] bytes) {
		return missing(bytes, bytes.length);
	}

	private static int missing(byte[] bytes, int length) {
		return new FirstMessage().missing(ByteBuffer.wrap(bytes, 0, length));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 5, 100, 303, 304, 1000 })
	void asManyAreMissingAsItSaysOrMore(int size) {
		byte[] records = records(size);
		for (int length = 0; length < records.length; length++) {
			assertThat(missing(records, length)).isBetween(1, records.length - length);
		}
		assertThat(missing(records)).isEqualTo(FirstMessage.WHOLE);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 5, 100, 303, 304, 1000 })
	void messageIsCollectedPieceByPiece(int size) {
		byte[] records = records(size);
		FirstMessage message = new FirstMessage();
		for (int length = 0; length < records.length; length++) {
			assertThat(message.missing(ByteBuffer.wrap(records, 0, length))).isPositive();
		}

		assertThat(message.missing(ByteBuffer.wrap(records))).isEqualTo(FirstMessage.WHOLE);
		assertThat(message.body()).isEqualTo(ByteBuffer.allocate(BODY));
	}

	@Test
	void whatFollowsTheMessageIsNotLookedAt() {
		byte[] records = HandshakeBytes.join(records(1000), new byte[] { 23, 3, 3, 0, 9 });

		assertThat(missing(records)).isEqualTo(FirstMessage.WHOLE);
	}

	@Test
	void anotherRecordInFrontIsBroken() {
		assertThat(missing(HandshakeBytes.join(WARNING, records(1000)))).isEqualTo(FirstMessage.BROKEN);
		assertThat(missing(new byte[] { 23, 3, 3, 0, 9 })).isEqualTo(FirstMessage.BROKEN);
	}

	@Test
	void anotherRecordBetweenIsBroken() {
		byte[] records = HandshakeBytes.join(Arrays.copyOf(records(10), 15), WARNING);

		assertThat(missing(records)).isEqualTo(FirstMessage.BROKEN);
	}

	// RFC 8446, section 5.1: no empty fragments of handshake messages.
	@Test
	void emptyRecordIsBroken() {
		assertThat(missing(new byte[] { 22, 3, 1, 0, 0 })).isEqualTo(FirstMessage.BROKEN);
	}

	@Test
	void recordLongerThanRecordsCanBeIsBroken() {
		assertThat(missing(new byte[] { 22, 3, 1, 0x40, 0 })).isPositive();
		assertThat(missing(new byte[] { 22, 3, 1, 0x40, 1 })).isEqualTo(FirstMessage.BROKEN);
	}

	@Test
	void anotherMessageIsBroken() {
		assertThat(missing(new byte[] { 22, 3, 1, 0, 1, 2 })).isEqualTo(FirstMessage.BROKEN);
	}

	// A peer says how long its message is; that must not decide how much is kept.
	@Test
	void messageThatIsTooLongIsBrokenAsSoonAsItSaysSo() {
		assertThat(missing(new byte[] { 22, 3, 1, 0, 4, 1, 0, (byte) 0x80, 0 })).isPositive();
		assertThat(missing(new byte[] { 22, 3, 1, 0, 4, 1, 0, (byte) 0x80, 1 })).isEqualTo(FirstMessage.BROKEN);
	}

	@Test
	void tooManySmallRecordsAreBroken() {
		ByteBuffer records = ByteBuffer.allocate(6 * FirstMessage.MAX_LENGTH);
		byte[] header = { 1, 0, (byte) 0x7f, 0 };
		for (int count = 0; records.hasRemaining(); count++) {
			records.put(new byte[] { 22, 3, 1, 0, 1, (count < header.length) ? header[count] : 0 });
		}

		assertThat(missing(records.array(), 2 * FirstMessage.MAX_LENGTH)).isPositive();
		assertThat(missing(records.array())).isEqualTo(FirstMessage.BROKEN);
	}

}

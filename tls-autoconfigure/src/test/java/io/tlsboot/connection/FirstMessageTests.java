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

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 5, 100, 303, 304, 1000 })
	void asManyAreMissingAsItSaysOrMore(int size) {
		byte[] records = records(size);
		for (int length = 0; length < records.length; length++) {
			assertThat(FirstMessage.missing(ByteBuffer.wrap(records, 0, length))).isBetween(1, records.length - length);
		}
		assertThat(FirstMessage.missing(ByteBuffer.wrap(records))).isZero();
	}

	@Test
	void whoeverWaitsForWhatIsMissingLooksAFewTimesOnly() {
		byte[] records = records(1);
		int looks = 0;
		for (int length = 1; length < records.length; looks++) {
			length += FirstMessage.missing(ByteBuffer.wrap(records, 0, length));
		}
		assertThat(looks).isLessThan(60);
	}

	@Test
	void warningInFrontIsPassedOver() {
		byte[] bytes = HandshakeBytes.join(WARNING, records(1000));

		assertThat(FirstMessage.missing(ByteBuffer.wrap(WARNING))).isPositive();
		assertThat(FirstMessage.missing(ByteBuffer.wrap(bytes, 0, bytes.length - 1))).isEqualTo(1);
		assertThat(FirstMessage.missing(ByteBuffer.wrap(bytes))).isZero();
	}

	@Test
	void whenSomethingElseFollowsThenNothingIsMissing() {
		assertThat(FirstMessage.missing(ByteBuffer.wrap(new byte[] { 23, 3, 3, 0, 9 }))).isZero();
	}

}

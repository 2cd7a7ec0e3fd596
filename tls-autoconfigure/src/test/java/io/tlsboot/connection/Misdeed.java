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

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;

import io.tlsboot.connection.ConnectionLostException.Reason;

/**
 * What a broken or hostile client does.
 *
 * @param name what it is
 * @param bytes what it sends
 * @param farewell what it does then
 * @param consequence the reason that is told: a {@link FailureReason}, or a
 * {@link Reason} after the handshake
 */
@SuppressWarnings("ArrayRecordComponent")
record Misdeed(String name, byte[] bytes, Farewell farewell, Object consequence) {

	private static final byte[] NOTHING = {};

	private static final byte[] GARBAGE = filled(1000, 0x5a);

	private static final byte[] OVERSIZED = filled(5 + 0x7fff, 23, 3, 3, 0x7f, 0xff);

	private static final byte[] UNDECIPHERABLE = filled(5 + 64, 23, 3, 3, 0, 64);

	private static final byte[] CUT_OFF = filled(5 + 8, 23, 3, 3, 0, 64);

	static final List<Misdeed> BEFORE_THE_HANDSHAKE = List.of(
			new Misdeed("garbage", GARBAGE, Farewell.NONE, FailureReason.PLAINTEXT_ON_TLS_PORT),
			new Misdeed("a record longer than allowed", filled(5, 22, 3, 1, 0x40, 1), Farewell.NONE,
					FailureReason.MALFORMED),
			new Misdeed("a message of 16 MB", filled(9, 22, 3, 1, 0, 4, 1, 0xff, 0xff, 0xff), Farewell.NONE,
					FailureReason.MALFORMED),
			new Misdeed("a record cut off", filled(30, 22, 3, 1, 0, 100, 1, 0, 0, 96), Farewell.FIN,
					FailureReason.RESET),
			new Misdeed("a half-close", NOTHING, Farewell.FIN, FailureReason.RESET),
			new Misdeed("a reset", filled(30, 22, 3, 1, 0, 100, 1, 0, 0, 96), Farewell.RST, FailureReason.RESET),
			new Misdeed("much of a message, and a reset", filled(16_000, 22, 3, 1, 0x3f, 0xff, 1, 0, 0x40, 0),
					Farewell.RST, FailureReason.RESET));

	static final List<Misdeed> IN_THE_HANDSHAKE = List.of(
			new Misdeed("garbage", GARBAGE, Farewell.NONE, FailureReason.MALFORMED),
			new Misdeed("a record longer than allowed", OVERSIZED, Farewell.NONE, FailureReason.MALFORMED),
			new Misdeed("a record that does not decrypt", UNDECIPHERABLE, Farewell.NONE, FailureReason.MALFORMED),
			new Misdeed("a record cut off", CUT_OFF, Farewell.FIN, FailureReason.RESET),
			new Misdeed("a half-close", NOTHING, Farewell.FIN, FailureReason.RESET),
			new Misdeed("a reset", NOTHING, Farewell.RST, FailureReason.RESET));

	static final List<Misdeed> AFTER_THE_HANDSHAKE = List.of(
			new Misdeed("garbage", GARBAGE, Farewell.NONE, Reason.BROKEN_RECORD),
			new Misdeed("a record longer than allowed", OVERSIZED, Farewell.NONE, Reason.BROKEN_RECORD),
			new Misdeed("a record that does not decrypt", UNDECIPHERABLE, Farewell.NONE, Reason.BROKEN_RECORD),
			new Misdeed("a record cut off", CUT_OFF, Farewell.FIN, Reason.TRUNCATED),
			new Misdeed("a half-close", NOTHING, Farewell.FIN, Reason.TRUNCATED),
			new Misdeed("a reset", NOTHING, Farewell.RST, Reason.RESET));

	// The beginning, and zeros.
	static byte[] filled(int length, int... beginning) {
		return Arrays.copyOf(HandshakeBytes.bytes(beginning), length);
	}

	void commit(Socket socket) throws IOException {
		socket.getOutputStream().write(this.bytes);
		if (this.farewell == Farewell.FIN) {
			socket.shutdownOutput();
		}
		else if (this.farewell == Farewell.RST) {
			socket.setSoLinger(true, 0);
			socket.close();
		}
	}

	@Override
	public String toString() {
		return this.name;
	}

	/**
	 * How a client leaves.
	 */
	enum Farewell {

		NONE, FIN, RST

	}

}

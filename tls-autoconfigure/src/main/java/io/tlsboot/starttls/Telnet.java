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

/**
 * What TELNET (RFC 854) has between its data, as far as START_TLS needs it
 * (draft-altman-telnet-starttls-02).
 */
final class Telnet {

	/** The option START_TLS. */
	static final int START_TLS = 46;

	/** Begins a command. */
	static final int IAC = 255;

	/** The receiver is not to use an option. */
	static final int DONT = 254;

	/** The receiver is to use an option. */
	static final int DO = 253;

	/** The sender does not use an option. */
	static final int WONT = 252;

	/** The sender is going to use an option. */
	static final int WILL = 251;

	/** Begins what is said of an option. */
	static final int SB = 250;

	private static final int SE = 240;

	private static final int OPTION_LENGTH = 3;

	private static final int FOLLOWS = 1;

	private static final byte[] START_TLS_FOLLOWS = bytes(IAC, SB, START_TLS, FOLLOWS, IAC, SE);

	private Telnet() {
	}

	/**
	 * Return the length of a command, or of the data before the next one.
	 * @param bytes what was received
	 * @return the length, or {@link FramedDialogue#UNKNOWN}
	 */
	static long length(ByteBuffer bytes) {
		if ((bytes.get(0) & 0xff) != IAC) {
			return 1;
		}
		if (bytes.limit() == 1) {
			return FramedDialogue.UNKNOWN;
		}
		int command = command(bytes);
		if (command != SB) {
			return (command > SB && command < IAC) ? OPTION_LENGTH : 2;
		}
		for (int index = 2; index + 1 < bytes.limit(); index++) {
			if ((bytes.get(index) & 0xff) == IAC) {
				if ((bytes.get(index + 1) & 0xff) == SE) {
					return index + 2L;
				}
				index++;
			}
		}
		return FramedDialogue.UNKNOWN;
	}

	/**
	 * Tell whether a message is data.
	 * @param message the message
	 * @return whether it is no command
	 */
	static boolean isData(ByteBuffer message) {
		return (message.get(0) & 0xff) != IAC || command(message) == IAC;
	}

	/**
	 * Return what a command says.
	 * @param message the command
	 * @return its code
	 */
	static int command(ByteBuffer message) {
		return message.get(1) & 0xff;
	}

	/**
	 * Tell whether a message is about START_TLS.
	 * @param message the message
	 * @param command what it must say
	 * @return whether it does
	 */
	static boolean isStartTls(ByteBuffer message, int command) {
		return message.limit() == OPTION_LENGTH && !isData(message) && command(message) == command
				&& message.get(2) == START_TLS;
	}

	/**
	 * Tell whether a message says that TLS follows.
	 * @param message the message
	 * @return whether it does
	 */
	static boolean isFollows(ByteBuffer message) {
		return message.equals(ByteBuffer.wrap(START_TLS_FOLLOWS));
	}

	/**
	 * Say that TLS follows.
	 * @return the command
	 */
	static byte[] follows() {
		return START_TLS_FOLLOWS.clone();
	}

	/**
	 * Say something about START_TLS.
	 * @param command what to say
	 * @return the command
	 */
	static byte[] startTls(int command) {
		return bytes(IAC, command, START_TLS);
	}

	/**
	 * Answer a command about another option: it is not used here.
	 * @param message the command
	 * @return the answer, or to wait if none is due
	 */
	static Step refuse(ByteBuffer message) {
		return switch (command(message)) {
			case WILL -> Step.send(bytes(IAC, DONT, message.get(2)));
			case DO -> Step.send(bytes(IAC, WONT, message.get(2)));
			default -> Step.more();
		};
	}

	private static byte[] bytes(int... octets) {
		byte[] bytes = new byte[octets.length];
		for (int index = 0; index < octets.length; index++) {
			bytes[index] = (byte) octets[index];
		}
		return bytes;
	}

}

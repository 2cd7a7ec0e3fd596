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
 * A dialogue of messages that say, or let see, where they end.
 */
abstract class FramedDialogue implements StartTlsDialogue {

	/** The length of a message whose end is not known yet. */
	static final long UNKNOWN = -1;

	private final int maxLength;

	private boolean givenBack;

	/**
	 * Create a dialogue.
	 * @param maxLength how many octets a message may have
	 */
	FramedDialogue(int maxLength) {
		this.maxLength = maxLength;
	}

	/**
	 * Find the end of a message.
	 * @param bytes what was received and not taken yet: at least one byte, its first one
	 * at index 0
	 * @return how many octets the first message has, at least 1, or {@link #UNKNOWN}
	 * @throws MalformedMessageException if it is none of the protocol
	 */
	abstract long length(ByteBuffer bytes);

	/**
	 * Answer a message.
	 * @param message the whole message, its first byte at index 0; must not be kept
	 * @return what to do
	 * @throws MalformedMessageException if it is none of the protocol
	 */
	abstract Step message(ByteBuffer message);

	/**
	 * Answer what is no message of the protocol, or a too long one.
	 * @param detail what was found and expected, for people
	 * @return what to do; by default, to give up without a word
	 */
	Step malformed(String detail) {
		return Step.fail(detail);
	}

	/**
	 * Answer what is no message of the protocol.
	 * @param ex what was found and expected
	 * @return what to do; by default, as about its detail
	 */
	Step malformed(MalformedMessageException ex) {
		return malformed(ex.detail());
	}

	/**
	 * Hand the connection over together with this message, which is not taken.
	 * @return the step
	 */
	final Step handOver() {
		return giveBack(Step.done());
	}

	/**
	 * Do not take this message.
	 * @param step what to do, which ends the dialogue
	 * @return the step
	 */
	final Step giveBack(Step step) {
		this.givenBack = true;
		return step;
	}

	@Override
	public Step received(ByteBuffer bytes) {
		if (!bytes.hasRemaining()) {
			return Step.more();
		}
		int start = bytes.position();
		try {
			return read(bytes);
		}
		catch (MalformedMessageException ex) {
			return malformed(ex);
		}
		finally {
			if (this.givenBack) {
				bytes.position(start);
			}
		}
	}

	private Step read(ByteBuffer bytes) {
		long length = length(bytes.slice());
		if (length > this.maxLength || (length == UNKNOWN && bytes.remaining() > this.maxLength)) {
			return malformed("a message has more than %d octets".formatted(this.maxLength));
		}
		if (length == UNKNOWN || length > bytes.remaining()) {
			return Step.more();
		}
		ByteBuffer message = bytes.slice(bytes.position(), (int) length);
		bytes.position(bytes.position() + (int) length);
		return message(message);
	}

}

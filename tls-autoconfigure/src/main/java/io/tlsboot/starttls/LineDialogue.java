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
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * A dialogue of lines, which end with LF or CR LF. A CR elsewhere is refused, since a
 * peer may take it for the end of a line. Octets that are not ASCII are read as ISO
 * 8859-1, so that none is lost.
 *
 * @since 0.1.0
 */
public abstract class LineDialogue implements StartTlsDialogue {

	private final int maxLineLength;

	private boolean givenBack;

	/**
	 * Create a dialogue.
	 * @param maxLineLength how many octets a line may have, its end not counted
	 */
	protected LineDialogue(int maxLineLength) {
		this.maxLineLength = maxLineLength;
	}

	/**
	 * Answer a line.
	 * @param line the line without its end
	 * @return what to do
	 */
	protected abstract Step line(String line);

	/**
	 * Answer a line that is too long.
	 * @param detail what is wrong, for people
	 * @return what to do; by default, to give up without a word
	 */
	protected Step tooLong(String detail) {
		return Step.fail(detail);
	}

	/**
	 * Answer a line that is none.
	 * @param detail what is wrong, for people
	 * @return what to do; by default, to give up without a word
	 */
	protected Step malformed(String detail) {
		return Step.fail(detail);
	}

	/**
	 * Hand the connection over together with this line, which is not taken.
	 * @return the step
	 */
	protected final Step handOver() {
		this.givenBack = true;
		return Step.done();
	}

	@Override
	public final Step received(ByteBuffer bytes) {
		int start = bytes.position();
		Step step = read(bytes);
		if (this.givenBack) {
			bytes.position(start);
		}
		return step;
	}

	private Step read(ByteBuffer bytes) {
		int end = end(bytes);
		if (end < 0) {
			// CR may be the last octet of a line of the greatest length.
			return (bytes.remaining() > this.maxLineLength + 1) ? tooLong(detail()) : Step.more();
		}
		String line = line(bytes, end);
		if (line == null) {
			return tooLong(detail());
		}
		return (line.indexOf('\r') < 0) ? line(line) : malformed("a line has a CR inside");
	}

	private static int end(ByteBuffer bytes) {
		for (int index = bytes.position(); index < bytes.limit(); index++) {
			if (bytes.get(index) == '\n') {
				return index;
			}
		}
		return -1;
	}

	private @Nullable String line(ByteBuffer bytes, int end) {
		int length = end - bytes.position();
		if (length > 0 && bytes.get(end - 1) == '\r') {
			length--;
		}
		if (length > this.maxLineLength) {
			return null;
		}
		byte[] line = new byte[length];
		bytes.get(line);
		bytes.position(end + 1);
		return new String(line, StandardCharsets.ISO_8859_1);
	}

	private String detail() {
		return "a line has more than %d octets".formatted(this.maxLineLength);
	}

}

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

import java.nio.charset.Charset;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Takes lines out of bytes. A line ends with LF or CR LF.
 */
final class Lines {

	private Lines() {
	}

	/**
	 * Check how lines are to be read.
	 * @param maxLength how many bytes a line may have, its end not counted
	 * @param charset how they are decoded
	 * @throws IllegalArgumentException if that is not possible
	 */
	static void check(int maxLength, Charset charset) {
		if (maxLength < 1) {
			throw new IllegalArgumentException("maxLength: %d (expected: at least 1)".formatted(maxLength));
		}
		if ("\n".getBytes(charset).length != 1) {
			throw new IllegalArgumentException(
					"charset: %s (expected: one that writes the end of a line as one octet)".formatted(charset));
		}
	}

	/**
	 * Take the first line.
	 * @param bytes the bytes, from which the line and its end are taken
	 * @param maxLength how many bytes a line may have, its end not counted
	 * @param charset how they are decoded
	 * @return the line without its end, or {@code null} if that has not come
	 * @throws LineTooLongException if the line has more bytes
	 */
	static @Nullable String take(ByteBuf bytes, int maxLength, Charset charset) throws LineTooLongException {
		// A line of the greatest length, CR and LF.
		int searched = Math.min(bytes.readableBytes(), maxLength + 2);
		int length = bytes.bytesBefore(searched, (byte) '\n');
		if (length < 0) {
			if (searched > maxLength && !mayEnd(bytes, maxLength)) {
				throw new LineTooLongException(maxLength);
			}
			return null;
		}
		int content = (length > 0 && bytes.getByte(bytes.readerIndex() + length - 1) == '\r') ? length - 1 : length;
		if (content > maxLength) {
			throw new LineTooLongException(maxLength);
		}
		String line = bytes.toString(bytes.readerIndex(), content, charset);
		bytes.skipBytes(length + 1);
		return line;
	}

	// The only thing that may follow a line of the greatest length, except for LF.
	private static boolean mayEnd(ByteBuf bytes, int maxLength) {
		return bytes.readableBytes() == maxLength + 1 && bytes.getByte(bytes.readerIndex() + maxLength) == '\r';
	}

}

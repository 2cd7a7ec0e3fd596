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
import java.util.ArrayDeque;
import java.util.Deque;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * What was received and not read, in the order in which it came.
 */
final class Unread {

	private final Deque<Object> messages = new ArrayDeque<>(2);

	private final ByteBufAllocator allocator;

	Unread(ByteBufAllocator allocator) {
		this.allocator = allocator;
	}

	boolean isEmpty() {
		return this.messages.isEmpty();
	}

	void add(Object message) {
		this.messages.addLast(message);
	}

	/**
	 * Take the next message.
	 * @return the message, to be released, or {@code null}
	 */
	@Nullable Object message() {
		return this.messages.pollFirst();
	}

	/**
	 * Take the next line.
	 * @param maxLength how many bytes it may have, its end not counted
	 * @param charset how it is decoded
	 * @return the line without its end, or {@code null} if that has not come
	 * @throws LineTooLongException if the line has more bytes
	 */
	@Nullable String line(int maxLength, Charset charset) throws LineTooLongException {
		ByteBuf bytes = merged();
		String line = (bytes != null) ? Lines.take(bytes, maxLength, charset) : null;
		if (bytes != null && !bytes.isReadable()) {
			this.messages.removeFirst();
			bytes.release();
		}
		return line;
	}

	/**
	 * Take everything.
	 * @return the bytes, to be released
	 */
	ByteBuf bytes() {
		ByteBuf bytes = merged();
		this.messages.clear();
		return (bytes != null) ? bytes : Unpooled.EMPTY_BUFFER;
	}

	private @Nullable ByteBuf merged() {
		for (Object message : this.messages) {
			if (!(message instanceof ByteBuf)) {
				throw new IllegalStateException(
						"a decoder in the pipeline has made %s of the bytes: they cannot be read as such"
							.formatted(message.getClass().getName()));
			}
		}
		while (this.messages.size() > 1) {
			ByteBuf first = (ByteBuf) this.messages.removeFirst();
			ByteBuf second = (ByteBuf) this.messages.removeFirst();
			this.messages.addFirst(ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(this.allocator, first, second));
		}
		return (ByteBuf) this.messages.peekFirst();
	}

	void release() {
		for (Object message = message(); message != null; message = message()) {
			ReferenceCountUtil.release(message);
		}
	}

}

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
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.netty.NettyInbound;

/**
 * An inbound as a stream, for a thread that may block. Asks for one buffer at a time.
 */
final class InboundStream extends InputStream {

	private static final AttributeKey<InboundStream> OF_CHANNEL = AttributeKey.valueOf(InboundStream.class,
			"ofChannel");

	// No monitors: a virtual thread that waits in one would hold its carrier (JDK 21).
	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final Receiver receiver = new Receiver();

	private @Nullable ByteBuf buffer;

	private @Nullable Throwable failure;

	private boolean asked;

	private boolean ended;

	InboundStream(NettyInbound inbound) {
		inbound.withConnection((connection) -> connection.channel().attr(OF_CHANNEL).set(this))
			.receive()
			.subscribe(this.receiver);
	}

	/**
	 * Take back what the stream of a connection has got and nobody has read yet.
	 * @param channel the connection
	 * @return the bytes, or {@code null}
	 */
	static @Nullable ByteBuf takeBack(Channel channel) {
		InboundStream stream = channel.hasAttr(OF_CHANNEL) ? channel.attr(OF_CHANNEL).get() : null;
		return (stream != null) ? stream.takeBack() : null;
	}

	private @Nullable ByteBuf takeBack() {
		this.lock.lock();
		try {
			ByteBuf unread = this.buffer;
			this.buffer = null;
			return unread;
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public int read() throws IOException {
		byte[] single = new byte[1];
		return (read(single, 0, 1) < 0) ? -1 : Byte.toUnsignedInt(single[0]);
	}

	@Override
	public int read(byte[] target, int offset, int length) throws IOException {
		Objects.checkFromIndexSize(offset, length, target.length);
		if (length == 0) {
			return 0;
		}
		this.lock.lock();
		try {
			ByteBuf bytes = await();
			if (bytes == null) {
				return -1;
			}
			int count = Math.min(length, bytes.readableBytes());
			bytes.readBytes(target, offset, count);
			if (!bytes.isReadable()) {
				release();
			}
			return count;
		}
		finally {
			this.lock.unlock();
		}
	}

	private @Nullable ByteBuf await() throws IOException {
		while (this.buffer == null && !this.ended) {
			ask();
			try {
				this.changed.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new InterruptedIOException("the thread that reads the connection was interrupted");
			}
		}
		if (this.buffer == null && this.failure != null) {
			throw (this.failure instanceof IOException lost) ? lost
					: new IOException(this.failure.getMessage(), this.failure);
		}
		return this.buffer;
	}

	private void ask() {
		if (!this.asked) {
			this.asked = true;
			this.receiver.request(1);
		}
	}

	@Override
	public int available() {
		this.lock.lock();
		try {
			return (this.buffer != null) ? this.buffer.readableBytes() : 0;
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void close() {
		this.receiver.cancel();
		end(new IOException("the stream is closed"));
		this.lock.lock();
		try {
			release();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void release() {
		if (this.buffer != null) {
			this.buffer.release();
			this.buffer = null;
		}
	}

	private void end(@Nullable Throwable cause) {
		this.lock.lock();
		try {
			if (!this.ended) {
				this.ended = true;
				this.failure = cause;
			}
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Hears from the event loop.
	 */
	private final class Receiver extends BaseSubscriber<ByteBuf> {

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
			// Each read asks for itself.
		}

		@Override
		protected void hookOnNext(ByteBuf bytes) {
			InboundStream.this.lock.lock();
			try {
				InboundStream.this.asked = false;
				if (bytes.isReadable() && !InboundStream.this.ended) {
					InboundStream.this.buffer = bytes.retain();
				}
				InboundStream.this.changed.signalAll();
			}
			finally {
				InboundStream.this.lock.unlock();
			}
		}

		@Override
		protected void hookOnComplete() {
			end(null);
		}

		@Override
		protected void hookOnError(Throwable failure) {
			end(failure);
		}

	}

}

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
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/**
 * A channel as a stream, for a thread that may block. Each write waits until the network
 * has taken it: a peer that does not read stops the writer.
 */
final class OutboundStream extends OutputStream {

	// A large array is not copied as a whole into memory outside the heap.
	private static final int PIECE = 64 * 1024;

	private final Channel channel;

	OutboundStream(Channel channel) {
		this.channel = channel;
	}

	@Override
	public void write(int octet) throws IOException {
		write(new byte[] { (byte) octet }, 0, 1);
	}

	@Override
	public void write(byte[] source, int offset, int length) throws IOException {
		Objects.checkFromIndexSize(offset, length, source.length);
		for (int written = 0; written < length;) {
			int count = Math.min(PIECE, length - written);
			ByteBuf bytes = this.channel.alloc().buffer(count).writeBytes(source, offset + written, count);
			CompletableFuture<Void> done = new CompletableFuture<>();
			this.channel.writeAndFlush(bytes).addListener((write) -> {
				if (write.isSuccess()) {
					done.complete(null);
				}
				else {
					done.completeExceptionally(write.cause());
				}
			});
			await(done);
			written += count;
		}
	}

	// Not by Netty's own await, which waits in a monitor: a virtual thread would hold its
	// carrier (JDK 21).
	private static void await(CompletableFuture<Void> write) throws IOException {
		try {
			write.get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("the thread that writes to the connection was interrupted");
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof IOException lost) ? lost : new IOException(ex.getCause());
		}
	}

}

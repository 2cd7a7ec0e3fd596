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

package io.tlsboot.server;

import java.nio.channels.ClosedChannelException;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.tlsboot.connection.EventLoops;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/**
 * Writes what is received on one side to the other. Asks for more only while the other
 * side is writable, so at most its high-water mark and one read are in memory. When the
 * other side is gone, the rest is read and dropped. The state belongs to the event loop
 * of the side that is written to.
 */
final class Pump extends BaseSubscriber<ByteBuf> implements ChannelFutureListener {

	private final Channel target;

	private final Consumer<Throwable> onBroken;

	private final Consumer<@Nullable Throwable> onEnd;

	private int unwritten;

	private boolean stopped;

	private boolean flushing;

	private boolean broken;

	private boolean ended;

	private @Nullable Throwable failure;

	/**
	 * Create a pump.
	 * @param target the side to write to
	 * @param onBroken called at most once, on the target's event loop, when that side is
	 * found to be broken
	 * @param onEnd called once, on the target's event loop, when the side that is read
	 * has ended and nothing is left to write; with the failure if it broke off
	 */
	Pump(Channel target, Consumer<Throwable> onBroken, Consumer<@Nullable Throwable> onEnd) {
		this.target = target;
		this.onBroken = onBroken;
		this.onEnd = onEnd;
	}

	@Override
	protected void hookOnSubscribe(Subscription subscription) {
		request(1);
	}

	@Override
	protected void hookOnNext(ByteBuf data) {
		ByteBuf kept = data.retain();
		EventLoops.execute(this.target.eventLoop(), () -> write(kept));
	}

	@Override
	protected void hookOnComplete() {
		EventLoops.execute(this.target.eventLoop(), () -> end(null));
	}

	@Override
	protected void hookOnError(Throwable failure) {
		EventLoops.execute(this.target.eventLoop(), () -> end(failure));
	}

	private void write(ByteBuf data) {
		if (this.broken) {
			data.release();
			return;
		}
		this.unwritten++;
		this.target.write(data).addListener(this);
		flushLater();
		this.stopped = !this.broken && !this.target.isWritable();
		if (!this.broken && !this.stopped) {
			request(1);
		}
	}

	// Once for all that is read in one go.
	private void flushLater() {
		if (!this.flushing) {
			this.flushing = true;
			this.target.eventLoop().execute(() -> {
				this.flushing = false;
				this.target.flush();
			});
		}
	}

	@Override
	public void operationComplete(ChannelFuture written) {
		this.unwritten--;
		if (!written.isSuccess()) {
			giveUp(written.cause());
		}
		// Netty counts what is written out only after this call, so the last write finds
		// the channel as it was.
		else if (this.stopped && (this.target.isWritable() || this.unwritten == 0)) {
			this.stopped = false;
			request(1);
		}
		finish();
	}

	// That the target was closed before says nothing: how it has ended, who reads it
	// knows.
	private void giveUp(Throwable cause) {
		if (!this.broken) {
			this.broken = true;
			this.stopped = false;
			if (!(cause instanceof ClosedChannelException)) {
				this.onBroken.accept(cause);
			}
			request(Long.MAX_VALUE);
		}
	}

	private void end(@Nullable Throwable failure) {
		this.ended = true;
		this.failure = failure;
		finish();
	}

	private void finish() {
		if (this.ended && this.unwritten == 0) {
			this.ended = false;
			this.onEnd.accept(this.failure);
		}
	}

}

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
import java.nio.charset.Charset;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.EventLoop;
import io.netty.util.ReferenceCountUtil;
import io.tlsboot.connection.ConnectionLostException.Reason;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.netty.channel.AbortedException;

/**
 * What a peer has sent and nobody has read yet. Can be read by one subscriber after the
 * other, and each goes on where the one before stopped. While anything waits that nobody
 * asks for, the socket is not read; nothing is dropped because the peer is gone. All of
 * it happens on the event loop.
 */
final class Inbox implements CoreSubscriber<Object> {

	/** How long what was received is kept for somebody who reads after the end. */
	static final long PATIENCE_SECONDS = 30;

	private final Channel channel;

	private final EventLoop eventLoop;

	private final Unread waiting;

	private @Nullable Reader<?> reader;

	private @Nullable Throwable failure;

	private boolean ended;

	private boolean endWasRead;

	private boolean dropping;

	private boolean draining;

	private boolean paused;

	Inbox(Channel channel) {
		this.channel = channel;
		this.eventLoop = channel.eventLoop();
		this.waiting = new Unread(channel.alloc());
	}

	/**
	 * Return the messages as they came.
	 * @return one subscriber at a time reads them; each is released when it was taken
	 */
	Flux<Object> messages() {
		return new Reading<>(Unread::message);
	}

	/**
	 * Return the bytes as lines.
	 * @param maxLength how many bytes a line may have, its end not counted
	 * @param charset how they are decoded
	 * @return one subscriber at a time reads them
	 */
	Flux<String> lines(int maxLength, Charset charset) {
		Lines.check(maxLength, charset);
		return new Reading<>((waiting) -> waiting.line(maxLength, charset));
	}

	/**
	 * Tell whether somebody reads, has read to the end, or could still read something.
	 * @return whether the end of the connection is of interest to the handler
	 */
	boolean isRead() {
		return this.reader != null || this.endWasRead || !this.waiting.isEmpty();
	}

	/**
	 * Tell whether somebody waits for more than was given out.
	 * @return whether something that comes now would be read at once
	 */
	boolean isAwaited() {
		Reader<?> now = this.reader;
		return now != null && now.demand > 0;
	}

	/**
	 * Do not read the socket, and give nothing out.
	 */
	void pause() {
		this.paused = true;
		readOrStop();
	}

	private boolean isHeld() {
		return this.paused && !this.ended;
	}

	/**
	 * Tell whether something waits.
	 * @return whether something was received that nobody has read
	 */
	boolean hasUnread() {
		return !this.waiting.isEmpty();
	}

	/**
	 * Go on after a pause.
	 */
	void resume() {
		this.paused = false;
		drain();
	}

	/**
	 * Take everything that waits. Called in a pause.
	 * @return the bytes, which may be none
	 */
	ByteBuf takeUnread() {
		return this.waiting.bytes();
	}

	/**
	 * Drop everything and end with a failure, unless it has ended already.
	 * @param cause the failure
	 */
	void fail(Throwable cause) {
		this.waiting.release();
		if (!this.ended) {
			this.ended = true;
			this.failure = cause;
		}
		drain();
	}

	/**
	 * Tell whether nothing more comes.
	 * @return whether the connection has ended
	 */
	boolean isEnded() {
		return this.ended;
	}

	/**
	 * From now on, drop what comes while nobody reads. So the peer's answer to
	 * close_notify is seen, and no memory is kept for a reader that will not come.
	 */
	void dropUnread() {
		this.dropping = true;
		drop();
		readOrStop();
	}

	private void drop() {
		if (this.dropping && this.reader == null) {
			this.waiting.release();
		}
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		subscription.request(Long.MAX_VALUE);
	}

	// Reactor Netty releases the message when this returns.
	@Override
	public void onNext(Object message) {
		if (!this.ended) {
			this.waiting.add(ReferenceCountUtil.retain(message));
			drain();
		}
	}

	@Override
	public void onError(Throwable failure) {
		end(failure);
	}

	@Override
	public void onComplete() {
		end(null);
	}

	private void end(@Nullable Throwable failure) {
		if (!this.ended) {
			this.ended = true;
			this.failure = (failure != null) ? lost(failure) : null;
			drain();
			if (!this.waiting.isEmpty()) {
				this.eventLoop.schedule(this::dropUnread, PATIENCE_SECONDS, TimeUnit.SECONDS);
			}
		}
	}

	private static Throwable lost(Throwable failure) {
		boolean gone = failure instanceof IOException || failure instanceof AbortedException;
		return (gone && !(failure instanceof ConnectionLostException))
				? new ConnectionLostException(Reason.RESET, "the connection was reset by the peer", failure) : failure;
	}

	private void drain() {
		if (this.draining || isHeld()) {
			return;
		}
		this.draining = true;
		try {
			// Whoever gets something may cancel, and another may follow.
			Reader<?> now = this.reader;
			while (now != null && !isHeld() && now.step()) {
				now = this.reader;
			}
		}
		finally {
			this.draining = false;
			drop();
			readOrStop();
		}
	}

	private void readOrStop() {
		boolean starving = this.reader != null && this.reader.demand > 0;
		boolean read = this.ended || (!this.paused && (this.waiting.isEmpty() || starving));
		ChannelConfig config = this.channel.config();
		if (config.isAutoRead() != read) {
			config.setAutoRead(read);
		}
	}

	/**
	 * Takes the next thing from what waits.
	 *
	 * @param <T> the thing
	 */
	@FunctionalInterface
	private interface Extraction<T> {

		@Nullable T next(Unread waiting) throws LineTooLongException;

	}

	/**
	 * What can be read, in one form.
	 *
	 * @param <T> the form
	 */
	private final class Reading<T> extends Flux<T> {

		private final Extraction<T> extraction;

		private Reading(Extraction<T> extraction) {
			this.extraction = extraction;
		}

		@Override
		public void subscribe(CoreSubscriber<? super T> subscriber) {
			EventLoops.execute(Inbox.this.eventLoop, () -> begin(subscriber));
		}

		private void begin(CoreSubscriber<? super T> subscriber) {
			if (Inbox.this.reader != null) {
				Operators.error(subscriber,
						new IllegalStateException("the connection is read by somebody else already"));
				return;
			}
			Reader<T> reader = new Reader<>(subscriber, this.extraction);
			Inbox.this.reader = reader;
			subscriber.onSubscribe(reader);
			drain();
		}

	}

	/**
	 * The one who reads.
	 *
	 * @param <T> the form in which it is read
	 */
	private final class Reader<T> implements Subscription {

		private final CoreSubscriber<? super T> subscriber;

		private final Extraction<T> extraction;

		private long demand;

		private Reader(CoreSubscriber<? super T> subscriber, Extraction<T> extraction) {
			this.subscriber = subscriber;
			this.extraction = extraction;
		}

		@Override
		public void request(long amount) {
			if (Operators.validate(amount)) {
				EventLoops.execute(Inbox.this.eventLoop, () -> {
					this.demand = Operators.addCap(this.demand, amount);
					drain();
				});
			}
		}

		@Override
		public void cancel() {
			EventLoops.execute(Inbox.this.eventLoop, () -> {
				if (leave()) {
					drop();
					readOrStop();
				}
			});
		}

		private boolean leave() {
			boolean reading = Inbox.this.reader == this;
			if (reading) {
				Inbox.this.reader = null;
			}
			return reading;
		}

		// Returns whether there may be more to do.
		private boolean step() {
			T next = null;
			if (this.demand > 0) {
				try {
					next = this.extraction.next(Inbox.this.waiting);
				}
				catch (LineTooLongException | RuntimeException ex) {
					leave();
					this.subscriber.onError(ex);
					return true;
				}
			}
			if (next != null) {
				give(next);
				return true;
			}
			boolean over = Inbox.this.ended && (this.demand > 0 || Inbox.this.waiting.isEmpty());
			if (over) {
				end();
			}
			return over;
		}

		private void give(T next) {
			if (this.demand != Long.MAX_VALUE) {
				this.demand--;
			}
			try {
				this.subscriber.onNext(next);
			}
			finally {
				ReferenceCountUtil.release(next);
			}
		}

		private void end() {
			leave();
			Inbox.this.endWasRead = true;
			Throwable cause = Inbox.this.failure;
			if (cause != null) {
				this.subscriber.onError(cause);
			}
			else {
				this.subscriber.onComplete();
			}
		}

	}

}

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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.ReferenceCountUtil;
import io.tlsboot.connection.Channels;
import io.tlsboot.connection.TlsConnection;
import io.tlsboot.starttls.StartTlsDialogue;
import io.tlsboot.starttls.Step;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;

/**
 * Brings a backend to where the client is after its handshake: what the client has seen
 * already, such as a greeting, is swallowed. Runs on the backend's event loop.
 */
final class BackendDialogue extends BaseSubscriber<ByteBuf> {

	private static final int MOST_UNREAD = 65536;

	private final TlsConnection backend;

	private final Channel channel;

	private final StartTlsDialogue dialogue;

	private final MonoSink<Flux<ByteBuf>> result;

	private ByteBuf received = Unpooled.EMPTY_BUFFER;

	private BackendDialogue(TlsConnection backend, StartTlsDialogue dialogue, MonoSink<Flux<ByteBuf>> result) {
		this.backend = backend;
		this.channel = Channels.of(backend);
		this.dialogue = dialogue;
		this.result = result;
	}

	/**
	 * Speak to a backend.
	 * @param backend the backend, which nobody reads yet
	 * @param dialogue what is said
	 * @param timeout how long it may take
	 * @return what the backend says to the client, each piece valid until the next one;
	 * fails with an {@link IOException} if it does not come to that
	 */
	static Mono<Flux<ByteBuf>> speak(TlsConnection backend, StartTlsDialogue dialogue, Duration timeout) {
		return Mono.<Flux<ByteBuf>>create((sink) -> new BackendDialogue(backend, dialogue, sink).begin())
			.timeout(timeout, Mono.error(() -> new IOException("it did not greet within " + timeout)),
					Schedulers.fromExecutorService(Channels.of(backend).eventLoop()));
	}

	private void begin() {
		if (next(this.dialogue.begin())) {
			this.result.onDispose(this);
			this.backend.inbound().receive().subscribe(this);
		}
	}

	@Override
	protected void hookOnSubscribe(Subscription subscription) {
		request(1);
	}

	@Override
	protected void hookOnNext(ByteBuf bytes) {
		this.received = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(this.channel.alloc(), this.received,
				bytes.retain());
		boolean goesOn = true;
		boolean taken = true;
		while (goesOn && taken && this.received.isReadable()) {
			ByteBuffer view = this.received.nioBuffer().asReadOnlyBuffer();
			int start = view.position();
			Step step = this.dialogue.received(view);
			taken = view.position() > start;
			this.received.skipBytes(view.position() - start);
			goesOn = next(step);
		}
		if (goesOn && this.received.readableBytes() > MOST_UNREAD) {
			fail("it says too much before it greets");
		}
		else if (goesOn) {
			request(1);
		}
	}

	// Returns whether the dialogue goes on.
	private boolean next(Step step) {
		ByteBuffer answer = step.bytes();
		if (answer.hasRemaining()) {
			this.channel.writeAndFlush(Unpooled.copiedBuffer(answer));
		}
		switch (step.next()) {
			case CONTINUE -> {
				return true;
			}
			case DONE -> {
				ByteBuf rest = this.received;
				this.received = Unpooled.EMPTY_BUFFER;
				cancel();
				Flux<ByteBuf> others = Flux.defer(() -> this.backend.inbound().receive());
				if (rest.isReadable()) {
					this.result.success(Flux
						.concat(Flux.using(() -> rest, Flux::just, ReferenceCountUtil::release, false), others));
				}
				else {
					rest.release();
					this.result.success(others);
				}
			}
			default -> fail(Objects.requireNonNullElse(step.detail(), "it ended the dialogue"));
		}
		return false;
	}

	private void fail(@Nullable String detail) {
		release();
		cancel();
		this.result.error(new IOException(detail));
	}

	private void release() {
		this.received.release();
		this.received = Unpooled.EMPTY_BUFFER;
	}

	@Override
	protected void hookOnComplete() {
		fail("it closed the connection before it greeted");
	}

	@Override
	protected void hookOnError(Throwable failure) {
		release();
		this.result.error(failure);
	}

	@Override
	protected void hookOnCancel() {
		release();
	}

}

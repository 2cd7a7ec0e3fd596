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

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.core.publisher.Sinks;
import reactor.netty.Connection;

/**
 * A handler at work on one connection. When the connection is gone, a handler that reads
 * still gets what was received, and then the end, and has 30 seconds to finish; one that
 * does not read is cancelled. Reactor Netty would cancel both. When the handler fails,
 * the connection is aborted.
 *
 * @since 0.1.0
 */
public final class HandlerRun extends BaseSubscriber<Void> {

	private final ReactorTlsConnection connection;

	private final BiConsumer<TlsConnection, Throwable> onFailure;

	private final Sinks.Empty<Void> done = Sinks.empty();

	private volatile @Nullable Future<?> limit;

	private HandlerRun(ReactorTlsConnection connection, BiConsumer<TlsConnection, Throwable> onFailure) {
		this.connection = connection;
		this.onFailure = onFailure;
	}

	/**
	 * Let a handler serve a connection. Called on its event loop.
	 * @param connection the connection
	 * @param handler the handler
	 * @param onFailure hears of an error of the handler
	 * @return the run, which has begun
	 */
	public static HandlerRun start(Connection connection, TlsHandler handler,
			BiConsumer<TlsConnection, Throwable> onFailure) {
		ReactorTlsConnection view = new ReactorTlsConnection(connection);
		HandlerRun run = new HandlerRun(view, onFailure);
		Flux.defer(() -> handler.handle(view)).subscribe(run);
		return run;
	}

	/**
	 * Return when the handler is done. To cancel this is to say that the connection is
	 * gone.
	 * @return completes in any case, never fails
	 */
	public Mono<Void> done() {
		return this.done.asMono();
	}

	/**
	 * Say that the connection is gone. Called on its event loop.
	 */
	public void connectionGone() {
		if (isDisposed()) {
			return;
		}
		if (!this.connection.isRead()) {
			cancel();
			return;
		}
		Future<?> timer = this.connection.eventLoop().schedule(this::cancel, Inbox.PATIENCE_SECONDS, TimeUnit.SECONDS);
		this.limit = timer;
		if (isDisposed()) {
			timer.cancel(false);
		}
	}

	@Override
	protected void hookOnError(Throwable failure) {
		this.onFailure.accept(this.connection, failure);
		// A close_notify would say that what was sent is all.
		this.connection.abortUnlessEnded();
	}

	@Override
	protected void hookFinally(SignalType type) {
		Future<?> timer = this.limit;
		if (timer != null) {
			timer.cancel(false);
		}
		this.connection.dropUnread();
		// Behind the abort, if there is one: what follows closes the connection in order.
		EventLoops.execute(this.connection.eventLoop(), this.done::tryEmitEmpty);
	}

}

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

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import reactor.core.publisher.MonoSink;

/**
 * A blocking handler at work on one connection. What it throws after it was cancelled
 * interests nobody.
 */
final class BlockingRun extends FutureTask<Void> {

	private final MonoSink<Void> sink;

	BlockingRun(BlockingTlsHandler handler, TlsConnection connection, InboundStream input, OutboundStream output,
			MonoSink<Void> sink) {
		super(() -> {
			handler.handle(connection, input, output);
			return null;
		});
		this.sink = sink;
		sink.onCancel(() -> cancel(true));
	}

	@Override
	protected void done() {
		if (isCancelled()) {
			return;
		}
		try {
			get();
			this.sink.success();
		}
		catch (ExecutionException ex) {
			this.sink.error((ex.getCause() != null) ? ex.getCause() : ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("a task that is done does not wait", ex);
		}
	}

}

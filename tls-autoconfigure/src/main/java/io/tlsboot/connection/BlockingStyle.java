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

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * A blocking handler in the other style.
 *
 * @param handler the blocking handler
 * @param executor runs it, once for each connection
 */
record BlockingStyle(BlockingTlsHandler handler, Executor executor) implements TlsHandler {

	BlockingStyle {
		Objects.requireNonNull(executor, "'executor' must not be null");
	}

	@Override
	public Publisher<Void> handle(TlsConnection connection) {
		InboundStream input = new InboundStream(connection.inbound());
		OutboundStream output = new OutboundStream(Channels.of(connection));
		return Mono
			.<Void>create(
					(sink) -> this.executor.execute(new BlockingRun(this.handler, connection, input, output, sink)))
			.doFinally((signal) -> input.close());
	}

	@Override
	public List<String> applicationProtocols() {
		return this.handler.applicationProtocols();
	}

}

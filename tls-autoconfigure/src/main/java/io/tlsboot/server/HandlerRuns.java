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

import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.tlsboot.connection.ConnectionLostException;
import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.HandlerRun;
import io.tlsboot.connection.HandshakeException;
import io.tlsboot.connection.LineTooLongException;
import io.tlsboot.connection.LogQuota;
import io.tlsboot.connection.TlsConnection;
import io.tlsboot.connection.TlsHandler;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.channel.AbortedException;

/**
 * The handler of a listener at work on its connections.
 */
final class HandlerRuns {

	private static final Log logger = LogFactory.getLog(Listener.class);

	private static final Duration LEAST_PATIENCE = Duration.ofSeconds(1);

	private final TlsHandler handler;

	private final Endpoint endpoint;

	private final LogQuota failures = new LogQuota();

	private final Set<HandlerRun> runs = ConcurrentHashMap.newKeySet();

	HandlerRuns(TlsHandler handler, Endpoint endpoint) {
		this.handler = Objects.requireNonNull(handler, "'handler' must not be null");
		this.endpoint = endpoint;
	}

	/**
	 * Serve a connection. Called on its event loop.
	 * @param connection the connection
	 * @return ends when the handler is done, never fails; to cancel it is to say that the
	 * connection is gone
	 */
	Mono<Void> serve(Connection connection) {
		HandlerRun run = HandlerRun.start(connection, this.handler, this::log);
		this.runs.add(run);
		Mono<Void> done = run.done().doOnTerminate(() -> this.runs.remove(run));
		done.subscribe();
		return done.doOnCancel(run::connectionGone);
	}

	// That a peer goes away is its own affair. What the handler did wrong is worth a
	// line, but a peer that finds out how must not fill a disk.
	private void log(TlsConnection connection, Throwable failure) {
		if (isOfThePeer(failure)) {
			logger.debug("%s: the connection with %s broke off".formatted(this.endpoint, connection.remoteAddress()),
					failure);
			return;
		}
		OptionalLong leftOut = this.failures.acquire();
		if (leftOut.isPresent()) {
			logger.warn("%s: the handler failed for %s, the connection is aborted%s".formatted(this.endpoint,
					connection.remoteAddress(), LogQuota.suffix(leftOut.getAsLong())), failure);
		}
	}

	private static boolean isOfThePeer(Throwable failure) {
		return failure instanceof ConnectionLostException || failure instanceof HandshakeException
				|| failure instanceof LineTooLongException || failure instanceof ClosedChannelException
				|| failure instanceof InterruptedIOException || AbortedException.isConnectionReset(failure);
	}

	/**
	 * Wait for the handlers that are at work, then cancel them: one may have to work up
	 * what it has received when its connection is gone.
	 * @param nanos how long they have, but at least a second
	 */
	void finish(long nanos) {
		try {
			Mono.whenDelayError(this.runs.stream().map(HandlerRun::done).toList())
				.block(Duration.ofNanos(Math.max(LEAST_PATIENCE.toNanos(), nanos)));
		}
		catch (IllegalStateException ex) {
			logger
				.info("%s: %d handlers are still at work and are cancelled".formatted(this.endpoint, this.runs.size()));
		}
		this.runs.forEach(HandlerRun::cancel);
	}

}

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

package io.tlsboot.ledger;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.FailureReason;
import io.tlsboot.connection.HandshakeFailure;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * One line for a failed handshake, and at most one each second for the same endpoint and
 * reason: peers must not be able to fill a disk.
 */
final class FailureLog {

	private static final Log logger = LogFactory.getLog(Ledger.class);

	private static final long INTERVAL_NANOS = 1_000_000_000L;

	private final Map<Key, Quota> quotas = new ConcurrentHashMap<>();

	void log(Endpoint endpoint, HandshakeFailure failure) {
		if (!logger.isWarnEnabled()) {
			return;
		}
		Quota quota = this.quotas.computeIfAbsent(new Key(endpoint, failure.reason()), (key) -> new Quota());
		if (!quota.acquire(System.nanoTime())) {
			return;
		}
		long leftOut = quota.leftOut.getAndSet(0);
		logger.warn(
				"%s: handshake with %s failed: %s (%s)%s".formatted(endpoint, failure.remoteAddress(), failure.reason(),
						failure.detail(), (leftOut > 0) ? "; %d more like it were not logged".formatted(leftOut) : ""));
	}

	/**
	 * What shares a quota.
	 *
	 * @param endpoint the listener or client
	 * @param reason why the handshake failed
	 */
	private record Key(Endpoint endpoint, FailureReason reason) {

	}

	/**
	 * When the last line was written, and what was left out since.
	 */
	private static final class Quota {

		private final AtomicLong last = new AtomicLong(System.nanoTime() - INTERVAL_NANOS);

		private final AtomicLong leftOut = new AtomicLong();

		private boolean acquire(long now) {
			long previous = this.last.get();
			if (now - previous >= INTERVAL_NANOS && this.last.compareAndSet(previous, now)) {
				return true;
			}
			this.leftOut.incrementAndGet();
			return false;
		}

	}

}

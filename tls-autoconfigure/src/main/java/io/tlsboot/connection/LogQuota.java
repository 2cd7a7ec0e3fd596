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

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * At most one log line each second of a kind that peers can provoke: they must not be
 * able to fill a disk. Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class LogQuota {

	private static final long INTERVAL_NANOS = 1_000_000_000L;

	private final AtomicLong last = new AtomicLong(System.nanoTime() - INTERVAL_NANOS);

	private final AtomicLong leftOut = new AtomicLong();

	/**
	 * Ask for a line.
	 * @return how many lines were refused since the last one, or empty if this one is
	 */
	public OptionalLong acquire() {
		long now = System.nanoTime();
		long previous = this.last.get();
		if (now - previous >= INTERVAL_NANOS && this.last.compareAndSet(previous, now)) {
			return OptionalLong.of(this.leftOut.getAndSet(0));
		}
		this.leftOut.incrementAndGet();
		return OptionalLong.empty();
	}

	/**
	 * Return what a line says about those before it.
	 * @param leftOut how many were refused
	 * @return text to append to the line, empty if none was
	 */
	public static String suffix(long leftOut) {
		return (leftOut > 0) ? "; %d more like it were not logged".formatted(leftOut) : "";
	}

}

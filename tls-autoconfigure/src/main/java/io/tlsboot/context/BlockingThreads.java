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

package io.tlsboot.context;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The threads of blocking handlers: a virtual one for each connection from Java 21 on, a
 * pool of limited size before. What finds no thread in the pool waits for one. Made when
 * first used; safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class BlockingThreads implements Executor, AutoCloseable {

	/** How many threads the pool has at most. */
	public static final int DEFAULT_LIMIT = 200;

	private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

	private static final String PREFIX = "tls-blocking-";

	private static final long KEEP_ALIVE_SECONDS = 60;

	private final int limit;

	private final boolean virtual;

	private @Nullable ThreadPoolExecutor pool;

	private @Nullable Executor executor;

	private BlockingThreads(int limit, boolean virtual) {
		if (limit < 1) {
			throw new IllegalArgumentException("limit: %d (expected: at least 1)".formatted(limit));
		}
		this.limit = limit;
		this.virtual = virtual;
	}

	/**
	 * Return the threads for this JVM.
	 * @param limit how many threads the pool has at most, if there are no virtual ones
	 * @return the threads
	 * @throws IllegalArgumentException if the limit is less than 1
	 */
	public static BlockingThreads of(int limit) {
		return new BlockingThreads(limit, Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS);
	}

	static BlockingThreads pool(int limit) {
		return new BlockingThreads(limit, false);
	}

	@Override
	public void execute(Runnable task) {
		executor().execute(task);
	}

	private synchronized Executor executor() {
		if (this.executor == null) {
			if (this.virtual) {
				this.executor = new VirtualThreadTaskExecutor(PREFIX);
			}
			else {
				this.pool = createPool(this.limit);
				this.executor = this.pool;
			}
		}
		return this.executor;
	}

	private static ThreadPoolExecutor createPool(int limit) {
		CustomizableThreadFactory threads = new CustomizableThreadFactory(PREFIX);
		threads.setDaemon(true);
		ThreadPoolExecutor pool = new ThreadPoolExecutor(limit, limit, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), threads);
		pool.allowCoreThreadTimeOut(true);
		return pool;
	}

	/**
	 * Let threads without work end. Those at work are interrupted by their listeners.
	 */
	@Override
	public synchronized void close() {
		if (this.pool != null) {
			this.pool.shutdown();
		}
	}

}

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

package io.tlsboot.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;

import io.netty.channel.EventLoopGroup;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpResources;

/**
 * The threads that all servers share, ours and bare ones: Reactor Netty's default.
 */
final class ServerThreads {

	private static final String PREFIX = "reactor-tcp";

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private ServerThreads() {
	}

	static LoopResources resources() {
		return TcpResources.get();
	}

	static EventLoopGroup acceptors() {
		return resources().onServerSelect(LoopResources.DEFAULT_NATIVE);
	}

	static EventLoopGroup workers() {
		return resources().onServer(LoopResources.DEFAULT_NATIVE);
	}

	/**
	 * Count work, and what it takes.
	 * @param turn how long
	 * @param work does it, and tells how much it was
	 * @return the rates
	 */
	static Sample measure(Duration turn, Work work) {
		long cpu = cpuNanos();
		long began = System.nanoTime();
		long done = work.during(turn);
		double seconds = (System.nanoTime() - began) / 1e9;
		double cpuSeconds = (cpuNanos() - cpu) / 1e9;
		return new Sample(done / seconds, done / cpuSeconds);
	}

	private static long cpuNanos() {
		return Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
			.filter(Objects::nonNull)
			.filter((thread) -> thread.getThreadName().startsWith(PREFIX))
			.mapToLong(ThreadInfo::getThreadId)
			.map(THREADS::getThreadCpuTime)
			.sum();
	}

	/**
	 * Work that is counted.
	 */
	@FunctionalInterface
	interface Work {

		/**
		 * Work.
		 * @param turn how long
		 * @return how much was done
		 */
		long during(Duration turn);

	}

}

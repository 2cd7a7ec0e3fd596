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
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import com.sun.management.OperatingSystemMXBean;
import io.tlsboot.ledger.JvmHandshakeCounts;
import io.tlsboot.ledger.JvmHandshakes;

/**
 * The start of the JVM-wide view in a JVM of its own. Prints the nanoseconds of processor
 * time that it took, and those until it records.
 */
public final class RecorderStart {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private RecorderStart() {
	}

	/**
	 * Start.
	 * @param args none
	 */
	public static void main(String[] args) {
		OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
		long cpu = system.getProcessCpuTime();
		long began = System.nanoTime();
		JvmHandshakes jvm = started();
		System.out.println((system.getProcessCpuTime() - cpu) + " " + (System.nanoTime() - began));
		jvm.close();
	}

	/**
	 * Count, and wait until it has begun.
	 * @return the counts
	 */
	static JvmHandshakes started() {
		JvmHandshakes jvm = JvmHandshakes.on(Clock.systemUTC());
		jvm.start();
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		for (JvmHandshakeCounts counts = jvm.counts(); counts != null
				&& counts.since() == null; counts = jvm.counts()) {
			if (counts.unavailable() != null || System.nanoTime() > deadline) {
				throw new IllegalStateException("the Flight Recorder does not start: " + counts.unavailable());
			}
			LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
		}
		return jvm;
	}

}

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
import java.lang.management.ThreadMXBean;

import io.tlsboot.engine.Engine;
import io.tlsboot.options.EngineChoice;

/**
 * The start of one listener or client in a JVM of its own: nothing is compiled yet, and
 * most classes are still to be loaded. Prints the nanoseconds that it took.
 */
public final class SelfTestStart {

	private SelfTestStart() {
	}

	/**
	 * Start.
	 * @param args the case, the engine, and whether the self-test runs
	 */
	public static void main(String[] args) {
		EngineChoice engine = EngineChoice.valueOf(args[1]);
		// Loading the native library takes as long with a self-test as without.
		Engine.of(engine);
		Runnable start = SelfTestCase.valueOf(args[0]).start(engine, Boolean.parseBoolean(args[2]));
		System.out.println(nanos(start));
	}

	/**
	 * Take the time of a start: that of the processor, which on a machine that is shared
	 * says more than the clock on the wall. All is done by the calling thread.
	 * @param start what is started
	 * @return the nanoseconds
	 */
	static long nanos(Runnable start) {
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		long began = threads.getCurrentThreadCpuTime();
		start.run();
		return threads.getCurrentThreadCpuTime() - began;
	}

}

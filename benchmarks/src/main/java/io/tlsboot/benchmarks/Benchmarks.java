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

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.tlsboot.engine.Engine;

/**
 * Runs the benchmarks and prints what they found, as tables of Markdown.
 */
public final class Benchmarks {

	private static final String SMOKE = "--smoke";

	private Benchmarks() {
	}

	/**
	 * Run.
	 * @param args the names of the benchmarks, or nothing for all; and {@code --smoke} to
	 * see only that they run
	 */
	public static void main(String[] args) {
		List<String> arguments = List.of(args);
		Effort effort = arguments.contains(SMOKE) ? Effort.SMOKE : Effort.FULL;
		run(effort, arguments.stream().filter((argument) -> !argument.equals(SMOKE)).toList(), System.out);
	}

	/**
	 * Run.
	 * @param effort how long it may take
	 * @param names the names of the benchmarks, or none for all
	 * @param out gets the results
	 */
	static void run(Effort effort, List<String> names, PrintStream out) {
		Contest contest = new Contest(effort, out);
		HandshakeBenchmark handshakes = new HandshakeBenchmark(contest);
		Map<String, Runnable> benchmarks = new LinkedHashMap<>();
		benchmarks.put("self-test", new SelfTestBenchmark(effort, out)::run);
		benchmarks.put("handshakes", handshakes::listenerAndBareNetty);
		benchmarks.put("engines", handshakes::engines);
		benchmarks.put("ledger", new LedgerBenchmark(contest, effort, out)::run);
		benchmarks.put("echo", new EchoBenchmark(contest)::run);
		benchmarks.put("idle", new IdleBenchmark(effort.idle(), out)::run);
		benchmarks.put("forward", new ForwardBenchmark(contest, out)::run);
		if (!benchmarks.keySet().containsAll(names)) {
			throw new IllegalArgumentException("benchmarks: %s (expected: %s)".formatted(names, benchmarks.keySet()));
		}
		out.printf("Java %s, %d processors, %s, %s%n", Runtime.version(), Runtime.getRuntime().availableProcessors(),
				Engine.OPENSSL.version(), Engine.JDK.version());
		printLoad(out, "before");
		benchmarks.forEach((name, benchmark) -> {
			if (names.isEmpty() || names.contains(name)) {
				benchmark.run();
			}
		});
		printLoad(out, "after");
	}

	private static void printLoad(PrintStream out, String when) {
		out.printf("Load average %s: %.2f%n", when,
				ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
	}

}

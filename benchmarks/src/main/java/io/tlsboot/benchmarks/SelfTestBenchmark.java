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

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.tlsboot.options.EngineChoice;

/**
 * What the self-test of options adds to a start.
 */
final class SelfTestBenchmark {

	private static final double NANOS_PER_MILLI = 1e6;

	private static final int LATER_STARTS = 2;

	private final Effort effort;

	private final PrintStream out;

	SelfTestBenchmark(Effort effort, PrintStream out) {
		this.effort = effort;
		this.out = out;
	}

	/**
	 * Measure the first start of a JVM, and the later ones.
	 */
	void run() {
		this.out.printf("%nSelf-test, milliseconds of CPU time%n%n");
		this.out.println("| engine | options | first start without | with | difference | later start without | with "
				+ "| difference |");
		this.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
		for (EngineChoice engine : List.of(EngineChoice.OPENSSL, EngineChoice.JDK)) {
			for (SelfTestCase options : this.effort.selfTests()) {
				this.out.printf("| %s | %s | %s | %s |%n", engine, options,
						columns(this.effort.starts(), (tested) -> first(options, engine, tested)),
						later(options, engine));
			}
		}
	}

	private String later(SelfTestCase options, EngineChoice engine) {
		Runnable without = options.start(engine, false);
		Runnable with = options.start(engine, true);
		return columns(this.effort.rounds() * LATER_STARTS,
				(tested) -> SelfTestStart.nanos(tested ? with : without) / NANOS_PER_MILLI);
	}

	private static String columns(int pairs, Start start) {
		List<Double> without = new ArrayList<>();
		List<Double> with = new ArrayList<>();
		List<Double> differences = new ArrayList<>();
		for (int pair = 0; pair < pairs; pair++) {
			double one = start.milliseconds(false);
			double other = start.milliseconds(true);
			without.add(one);
			with.add(other);
			differences.add(other - one);
		}
		return "%.1f | %.1f | %s".formatted(Spread.of(without).median(), Spread.of(with).median(),
				Spread.of(differences));
	}

	private static double first(SelfTestCase options, EngineChoice engine, boolean tested) {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		try {
			Process process = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"),
					SelfTestStart.class.getName(), options.name(), engine.name(), String.valueOf(tested))
				.redirectError(ProcessBuilder.Redirect.INHERIT)
				.start();
			String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
			if (process.waitFor() != 0) {
				throw new IllegalStateException("the start failed: " + printed);
			}
			return Long.parseLong(printed.trim()) / NANOS_PER_MILLI;
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * A start that is timed.
	 */
	@FunctionalInterface
	private interface Start {

		double milliseconds(boolean tested);

	}

}

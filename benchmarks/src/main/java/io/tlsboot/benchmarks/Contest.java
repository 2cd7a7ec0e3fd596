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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Contenders that take turns. Each is compared with the first of its own round, so that a
 * machine that is slower for a while is slower for all of them.
 */
final class Contest {

	private final Effort effort;

	private final PrintStream out;

	Contest(Effort effort, PrintStream out) {
		this.effort = effort;
		this.out = out;
	}

	/**
	 * Let contenders take their turns, and print a table.
	 * @param title what is compared
	 * @param unit the unit of work
	 * @param contenders the contenders; the others are compared with the first
	 */
	void run(String title, String unit, List<Contender> contenders) {
		warmUp(contenders);
		List<List<Sample>> rounds = new ArrayList<>();
		for (int round = 0; round < this.effort.rounds(); round++) {
			rounds.add(round(contenders, round));
		}
		this.out.printf("%n%s%n%n", title);
		this.out.printf("| | %s per second | ratio | %s per CPU second of the server | ratio |%n", unit, unit);
		this.out.println("| --- | --- | --- | --- | --- |");
		for (int index = 0; index < contenders.size(); index++) {
			this.out.printf("| %s | %s | %s |%n", contenders.get(index).name(),
					columns(rounds, index, Sample::perSecond), columns(rounds, index, Sample::perCpuSecond));
		}
	}

	// In turns as well: what the JVM learns from one contender alone would not fit the
	// others.
	private void warmUp(List<Contender> contenders) {
		Duration turn = this.effort.warmUp().dividedBy(3);
		for (int round = 0; round < 3 && !turn.isZero(); round++) {
			contenders.forEach((contender) -> contender.measurement().measure(turn));
		}
	}

	// Every other round runs backwards, so that nobody always follows the same one.
	private List<Sample> round(List<Contender> contenders, int round) {
		List<Contender> order = new ArrayList<>(contenders);
		if (round % 2 == 1) {
			Collections.reverse(order);
		}
		List<Sample> samples = new ArrayList<>();
		for (Contender contender : order) {
			samples.add(contender.measurement().measure(this.effort.turn()));
		}
		if (round % 2 == 1) {
			Collections.reverse(samples);
		}
		return samples;
	}

	private static String columns(List<List<Sample>> rounds, int index, ToDoubleFunction<Sample> rate) {
		Spread rates = Spread.of(rounds.stream().map((round) -> rate.applyAsDouble(round.get(index))).toList());
		Spread ratios = Spread.of(rounds.stream()
			.map((round) -> rate.applyAsDouble(round.get(index)) / rate.applyAsDouble(round.get(0)))
			.toList());
		return "%.0f | %s".formatted(rates.median(), (index != 0) ? ratios : "1");
	}

}

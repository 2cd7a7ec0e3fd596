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

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What they measure is not asserted: times differ from machine to machine.
 */
class BenchmarksTests {

	@ParameterizedTest
	@CsvSource({ "handshakes, our listener, 4", "engines, BoringSSL (TLSv1.2, 2", "echo, our listener, 1",
			"self-test, JDK, 1", "ledger, ledger, 2", "ledger, JVM-wide, 2", "forward, our listener, 3" })
	void shouldPrintARowForEachContender(String benchmark, String contender, int rows) {
		assertThat(run(benchmark).lines().filter((line) -> line.startsWith("| " + contender))).hasSize(rows);
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void shouldLoseNoConnectionBelowTheLimitAndRefuseThoseAbove() {
		List<String> lines = run("idle").lines().toList();
		assertThat(lines).filteredOn((line) -> line.contains("of 40 |"))
			.hasSize(3)
			.allMatch((line) -> line.endsWith("| 0 | 0 | 40 of 40 |"));
		assertThat(lines).filteredOn((line) -> line.startsWith("| 0 | 20 of 20 |")).hasSize(1);
	}

	@Test
	void whenFewFilesMayBeOpenThenThereAreFewerConnections() {
		IdleSize wanted = new IdleSize(10_000, 2000, 3, 2);
		assertThat(wanted.within(20_000)).isSameAs(wanted);
		IdleSize fitting = wanted.within(4096);
		assertThat(fitting).isEqualTo(new IdleSize(2711, 542, 3, 2));
		assertThat(fitting.files()).isLessThanOrEqualTo(4096);
		assertThatIllegalStateException().isThrownBy(() -> wanted.within(300)).withMessageContaining("ulimit -n");
	}

	@Test
	void whenNameIsUnknownThenFails() {
		assertThatIllegalArgumentException().isThrownBy(() -> run("speed")).withMessageContaining("[speed]");
	}

	@Test
	void shouldFindMedianAndQuartiles() {
		assertThat(Spread.of(List.of(4.0, 1.0, 3.0, 2.0, 5.0))).isEqualTo(new Spread(2, 3, 4));
		assertThat(Spread.of(List.of(1.0, 2.0)).median()).isEqualTo(1.5);
	}

	private static String run(String name) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		Benchmarks.run(Effort.SMOKE, List.of(name), new PrintStream(out, true, StandardCharsets.UTF_8));
		return out.toString(StandardCharsets.UTF_8);
	}

}

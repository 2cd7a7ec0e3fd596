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

import java.time.Duration;
import java.util.List;

/**
 * How long measuring may take.
 *
 * @param rounds how often each contender has its turn
 * @param turn how long a turn is
 * @param warmUp how long each contender runs before that
 * @param starts how often a JVM is started for each number that needs a new one
 * @param selfTests the options whose self-test is measured
 * @param idle how many connections are idle
 */
record Effort(int rounds, Duration turn, Duration warmUp, int starts, List<SelfTestCase> selfTests, IdleSize idle) {

	/** For numbers that mean something. */
	static final Effort FULL = new Effort(31, Duration.ofMillis(500), Duration.ofSeconds(6), 5,
			List.of(SelfTestCase.values()), new IdleSize(10_000, 2000, 3, 2));

	/** To see that everything runs. */
	static final Effort SMOKE = new Effort(1, Duration.ofMillis(50), Duration.ZERO, 1, List.of(SelfTestCase.SERVER_EC),
			new IdleSize(40, 20, 1, 1));

}

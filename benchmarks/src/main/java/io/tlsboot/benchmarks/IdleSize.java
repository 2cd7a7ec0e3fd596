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

/**
 * How many connections are idle, and how many come at once.
 *
 * @param idle how many stay open
 * @param storm how many come at once
 * @param rounds how many JVMs of each contender are measured
 * @param storms how many storms each of them gets
 */
record IdleSize(int idle, int storm, int rounds, int storms) {

	// What a JVM opens beside the connections.
	private static final int OTHER_FILES = 300;

	/**
	 * Return how many files a process must be able to open: at the limit there are two
	 * storms.
	 * @return their number
	 */
	int files() {
		return this.idle + 2 * this.storm + OTHER_FILES;
	}

	/**
	 * Return the same, or what fits.
	 * @param files how many files a process may open
	 * @return fewer connections, in the same proportion, if there must be fewer
	 * @throws IllegalStateException if next to nothing fits
	 */
	IdleSize within(long files) {
		if (files >= files()) {
			return this;
		}
		double share = (files - OTHER_FILES) / (double) (files() - OTHER_FILES);
		IdleSize fitting = new IdleSize((int) (this.idle * share), (int) (this.storm * share), this.rounds,
				this.storms);
		if (fitting.storm < 1) {
			throw new IllegalStateException(
					"a process may open %d files (ulimit -n; expected: %d)".formatted(files, files()));
		}
		return fitting;
	}

}

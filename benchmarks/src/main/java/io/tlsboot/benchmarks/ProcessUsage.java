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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * What a process uses, as Linux tells it.
 *
 * @param process the process
 */
record ProcessUsage(ProcessHandle process) {

	private static final int KIBIBYTE = 1024;

	/**
	 * Return the processor time of all its threads so far, to a hundredth of a second.
	 * @return the time
	 */
	Duration cpu() {
		return this.process.info().totalCpuDuration().orElseThrow();
	}

	/**
	 * Return the memory that it has in RAM.
	 * @return the bytes
	 */
	long residentBytes() {
		// Not VmRSS, which Linux does not count exactly.
		try (Stream<String> lines = Files.lines(proc("smaps_rollup"))) {
			String line = lines.filter((candidate) -> candidate.startsWith("Rss:")).findFirst().orElseThrow();
			return Long.parseLong(line.replaceAll("[^0-9]", "")) * KIBIBYTE;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return how many files and sockets it has open.
	 * @return their number
	 */
	long openFiles() {
		try (Stream<Path> files = Files.list(proc("fd"))) {
			return files.count();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Path proc(String name) {
		return Path.of("/proc", String.valueOf(this.process.pid()), name);
	}

	/**
	 * Tell whether this machine tells so.
	 * @return whether it does
	 */
	static boolean isAvailable() {
		return Files.isReadable(Path.of("/proc/self/smaps_rollup"));
	}

}

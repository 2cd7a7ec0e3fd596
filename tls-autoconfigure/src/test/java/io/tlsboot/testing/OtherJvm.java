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

package io.tlsboot.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A JVM of its own, for what a JVM does once and for all. Its main method ends when its
 * standard input does.
 */
public final class OtherJvm implements AutoCloseable {

	private final Process process;

	private final BufferedReader output;

	private OtherJvm(Process process) {
		this.process = process;
		this.output = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
	}

	public static OtherJvm start(List<String> options, Class<?> main, String... arguments) {
		return start(options, (path) -> true, main, arguments);
	}

	/**
	 * Start with as much of the class path as a test leaves.
	 */
	public static OtherJvm start(List<String> options, Predicate<String> classPath, Class<?> main,
			String... arguments) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(options);
		String paths = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter(classPath)
			.collect(Collectors.joining(File.pathSeparator));
		command.addAll(List.of("-cp", paths, main.getName()));
		command.addAll(List.of(arguments));
		try {
			return new OtherJvm(new ProcessBuilder(command).redirectErrorStream(true).start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Wait for the next line that begins so, and see that none begins otherwise.
	 * @return the rest of it
	 */
	public String line(String prefix, String other) {
		List<String> lines = new ArrayList<>();
		try {
			for (String line = this.output.readLine(); line != null; line = this.output.readLine()) {
				if (line.startsWith(prefix)) {
					return line.substring(prefix.length());
				}
				lines.add(line);
				if (line.startsWith(other)) {
					break;
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		throw new AssertionError("no line with '%s' in: %s".formatted(prefix, lines));
	}

	/**
	 * Wait for the end of a main method that does not wait for its standard input.
	 * @return all lines that no one has asked for yet
	 */
	public List<String> lines() {
		return this.output.lines().toList();
	}

	@Override
	public void close() throws IOException, InterruptedException {
		this.process.getOutputStream().close();
		if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
			this.process.destroyForcibly();
		}
	}

}

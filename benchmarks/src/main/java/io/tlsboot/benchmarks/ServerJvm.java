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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server in a JVM of its own: what it uses is its own, and so is its limit of open
 * files.
 */
final class ServerJvm implements Server {

	private static final int SECONDS_TO_STOP = 10;

	private final Process process;

	private final BufferedReader output;

	private final Writer input;

	private final int port;

	/**
	 * Start it, and wait until it listens.
	 * @param options options of the JVM
	 * @param kind what it serves
	 * @param certificate certificate and key
	 * @param number what the kind asks for
	 */
	ServerJvm(List<String> options, ServerKind kind, PemFile certificate, int number) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(options);
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), ServerMain.class.getName(), kind.name(),
				certificate.path().toString(), String.valueOf(number)));
		try {
			this.process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.output = this.process.inputReader(StandardCharsets.UTF_8);
		this.input = this.process.outputWriter(StandardCharsets.UTF_8);
		this.port = Math.toIntExact(number(ServerMain.PORT));
	}

	@Override
	public int port() {
		return this.port;
	}

	ProcessUsage usage() {
		return new ProcessUsage(this.process.toHandle());
	}

	/**
	 * Collect garbage.
	 * @return the bytes of the heap that are in use afterwards
	 */
	long heapBytes() {
		try {
			this.input.write('\n');
			this.input.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return number(ServerMain.HEAP);
	}

	private long number(String prefix) {
		try {
			for (String line = this.output.readLine(); line != null; line = this.output.readLine()) {
				if (line.startsWith(prefix)) {
					return Long.parseLong(line.substring(prefix.length()));
				}
				// A line of its log.
				System.err.println(line);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		throw new IllegalStateException("the server has ended");
	}

	@Override
	public void close() {
		try {
			this.input.close();
			if (!this.process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
			this.output.close();
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

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

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * A command of the machine, where it is installed.
 */
public final class Command {

	private static final int MAX_SECONDS = 30;

	private final String name;

	private final Path directory;

	public Command(String name, Path directory) {
		this.name = name;
		this.directory = directory;
	}

	/**
	 * Tell whether the command is there.
	 * @param arguments what it succeeds with
	 */
	public boolean isAvailable(String... arguments) {
		try {
			return tryRun(arguments);
		}
		catch (IllegalStateException ex) {
			return false;
		}
	}

	/**
	 * Run it; it must succeed.
	 * @return what it prints
	 */
	String run(String... arguments) {
		Result result = execute("", true, Redirect.DISCARD, arguments);
		if (result.code() != 0) {
			throw new IllegalStateException(
					"%s %s: %d".formatted(this.name, String.join(" ", arguments), result.code()));
		}
		return result.output().strip();
	}

	boolean tryRun(String... arguments) {
		return execute("", true, Redirect.DISCARD, arguments).code() == 0;
	}

	/**
	 * Run it to read something; it may fail.
	 * @return all that it prints
	 */
	public String talk(String input, String... arguments) {
		return execute(input, true, Redirect.PIPE, arguments).output();
	}

	/**
	 * Run it to read something that has no end, until the command ends for another
	 * reason.
	 * @return all that it prints
	 */
	String talkOn(String input, String... arguments) {
		return execute(input, false, Redirect.PIPE, arguments).output();
	}

	private Result execute(String input, boolean ends, Redirect errors, String... arguments) {
		List<String> command = new ArrayList<>(List.of(this.name));
		command.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(command).directory(this.directory.toFile());
		if (errors.equals(Redirect.DISCARD)) {
			builder.redirectError(errors);
		}
		else {
			builder.redirectErrorStream(true);
		}
		try {
			Process process = builder.start();
			// The handle leaves the streams alone, which are still read.
			CompletableFuture<Process> ended = process.onExit()
				.orTimeout(MAX_SECONDS, TimeUnit.SECONDS)
				.whenComplete((done, late) -> process.toHandle().destroyForcibly());
			write(process, input, ends);
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			return new Result(ended.join().exitValue(), output);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (CompletionException ex) {
			throw new IllegalStateException(this.name + " hangs", ex);
		}
	}

	private static void write(Process process, String input, boolean ends) {
		OutputStream stdin = process.getOutputStream();
		try {
			stdin.write(input.getBytes(StandardCharsets.UTF_8));
			stdin.flush();
			if (ends) {
				stdin.close();
			}
		}
		catch (IOException ex) {
			// It ended before it read that.
		}
	}

	private record Result(int code, String output) {

	}

}

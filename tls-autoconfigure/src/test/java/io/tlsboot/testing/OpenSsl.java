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
import java.util.concurrent.TimeUnit;

/**
 * The {@code openssl} command, where it is installed.
 */
public final class OpenSsl {

	private final Path directory;

	public OpenSsl() {
		this(Path.of("."));
	}

	public OpenSsl(Path directory) {
		this.directory = directory;
	}

	public static boolean isAvailable() {
		try {
			return new OpenSsl().tryRun("version");
		}
		catch (IllegalStateException ex) {
			return false;
		}
	}

	/**
	 * Tell whether the command is there, and of the version whose words and orders the
	 * tests expect.
	 */
	public static boolean isVersion3() {
		return isAvailable() && new OpenSsl().run("version").startsWith("OpenSSL 3.");
	}

	/**
	 * Run a command that must succeed.
	 * @return what it prints
	 */
	public String run(String... arguments) {
		Result result = execute("", Redirect.DISCARD, arguments);
		if (result.code() != 0) {
			throw new IllegalStateException("openssl %s: %d".formatted(String.join(" ", arguments), result.code()));
		}
		return result.output().strip();
	}

	/**
	 * Run a command that this build of OpenSSL may not know.
	 */
	public boolean tryRun(String... arguments) {
		return execute("", Redirect.DISCARD, arguments).code() == 0;
	}

	/**
	 * Run a command that reads something, and may fail.
	 * @return all that it prints
	 */
	public String talk(String input, String... arguments) {
		return execute(input, Redirect.PIPE, arguments).output();
	}

	private Result execute(String input, Redirect errors, String... arguments) {
		List<String> command = new ArrayList<>(List.of("openssl"));
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
			try (OutputStream stdin = process.getOutputStream()) {
				stdin.write(input.getBytes(StandardCharsets.UTF_8));
			}
			catch (IOException ex) {
				// It ended before it read that.
			}
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			if (!process.waitFor(30, TimeUnit.SECONDS)) {
				process.destroyForcibly();
				throw new IllegalStateException("openssl hangs");
			}
			return new Result(process.exitValue(), output);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private record Result(int code, String output) {

	}

}

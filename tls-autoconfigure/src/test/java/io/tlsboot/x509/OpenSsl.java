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

package io.tlsboot.x509;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The {@code openssl} command, where it is installed.
 */
final class OpenSsl {

	private final Path directory;

	OpenSsl(Path directory) {
		this.directory = directory;
	}

	static boolean isAvailable() {
		try {
			return new OpenSsl(Path.of(".")).tryRun("version");
		}
		catch (IllegalStateException ex) {
			return false;
		}
	}

	/**
	 * Run a command that must succeed.
	 */
	String run(String... arguments) {
		Result result = execute(arguments);
		if (result.code() != 0) {
			throw new IllegalStateException(String.join(" ", arguments) + ": " + result.output());
		}
		return result.output();
	}

	/**
	 * Run a command that this build of OpenSSL may not know.
	 */
	boolean tryRun(String... arguments) {
		return execute(arguments).code() == 0;
	}

	private Result execute(String... arguments) {
		List<String> command = new ArrayList<>(List.of("openssl"));
		command.addAll(List.of(arguments));
		try {
			Process process = new ProcessBuilder(command).directory(this.directory.toFile())
				.redirectErrorStream(true)
				.start();
			process.getOutputStream().close();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			if (!process.waitFor(30, TimeUnit.SECONDS)) {
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

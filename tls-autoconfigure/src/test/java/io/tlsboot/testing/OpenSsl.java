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

import java.nio.file.Path;

/**
 * The {@code openssl} command, where it is installed.
 */
public final class OpenSsl {

	private final Command command;

	public OpenSsl() {
		this(Path.of("."));
	}

	public OpenSsl(Path directory) {
		this.command = new Command("openssl", directory);
	}

	public static boolean isAvailable() {
		return new OpenSsl().command.isAvailable("version");
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
		return this.command.run(arguments);
	}

	/**
	 * Run a command that this build of OpenSSL may not know.
	 */
	public boolean tryRun(String... arguments) {
		return this.command.tryRun(arguments);
	}

	/**
	 * Run a command that reads something, and may fail.
	 * @return all that it prints
	 */
	public String talk(String input, String... arguments) {
		return this.command.talk(input, arguments);
	}

	/**
	 * Run a command that reads something, and ends when its peer does.
	 * @return all that it prints
	 */
	public String talkOn(String input, String... arguments) {
		return this.command.talkOn(input, arguments);
	}

}

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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.tlsboot.x509.Certificate;

/**
 * The {@code gnutls-cli} command, where it is installed.
 */
public final class GnuTls {

	private static final String COMMAND = "gnutls-cli";

	private final Command command;

	private final Path authority;

	/**
	 * Have a client that trusts one authority.
	 */
	public GnuTls(Path directory, Certificate authority) {
		this.command = new Command(COMMAND, directory);
		this.authority = directory.resolve("authority.pem");
		try {
			Files.writeString(this.authority, authority.dumpPem());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public static boolean isAvailable() {
		return new Command(COMMAND, Path.of(".")).isAvailable("--version");
	}

	/**
	 * Connect to localhost with nothing to say.
	 * @return all that the command prints
	 */
	public String connect(int port, String... arguments) {
		String[] all = Stream
			.of(Stream.of("--x509cafile=" + this.authority, "--sni-hostname=localhost", "--verify-hostname=localhost",
					"--port=" + port), Stream.of(arguments), Stream.of("127.0.0.1"))
			.flatMap((some) -> some)
			.toArray(String[]::new);
		return this.command.talk("", all);
	}

}

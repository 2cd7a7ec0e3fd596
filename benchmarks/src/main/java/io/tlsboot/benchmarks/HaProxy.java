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

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * HAProxy, as Debian has it: terminates TLS and forwards to a backend in clear.
 */
final class HaProxy implements Server {

	private static final String SYSTEM_PROGRAMS = File.pathSeparator + "/usr/sbin" + File.pathSeparator
			+ "/usr/local/sbin";

	private static final int TRIES = 500;

	private static final int MILLIS_BETWEEN = 20;

	private static final int SECONDS_TO_STOP = 5;

	private static final String CONFIGURATION = """
			global
				maxconn 256
				ssl-default-bind-options ssl-min-ver TLSv1.3
				ssl-default-bind-ciphersuites TLS_AES_128_GCM_SHA256
			defaults
				mode tcp
				timeout connect 10s
				timeout client 1h
				timeout server 1h
			listen benchmark
				bind %s:%d ssl crt %s
				server backend %s:%d
			""";

	private final Path configuration;

	private final Process process;

	private final int port = freePort();

	/**
	 * Start it, and wait until it listens.
	 * @param program where it is
	 * @param certificate certificate and key
	 * @param backend the port of the backend
	 */
	HaProxy(Path program, PemFile certificate, int backend) {
		try {
			this.configuration = Files.createTempFile("benchmark", ".cfg");
			Files.writeString(this.configuration,
					CONFIGURATION.formatted(LOOPBACK, this.port, certificate.path(), LOOPBACK, backend));
			this.process = new ProcessBuilder(program.toString(), "-db", "-q", "-f", this.configuration.toString())
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.redirectError(ProcessBuilder.Redirect.INHERIT)
				.start();
			awaitListening();
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Find the program.
	 * @return where it is, empty if it is not installed
	 */
	static Optional<Path> find() {
		String paths = System.getenv().getOrDefault("PATH", "") + SYSTEM_PROGRAMS;
		return Stream.of(paths.split(File.pathSeparator))
			.map((path) -> Path.of(path, "haproxy"))
			.filter(Files::isExecutable)
			.findFirst();
	}

	// It takes no port 0.
	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void awaitListening() throws InterruptedException {
		for (int attempt = 0; attempt < TRIES; attempt++) {
			if (this.process.waitFor(MILLIS_BETWEEN, TimeUnit.MILLISECONDS)) {
				throw new IllegalStateException("haproxy has ended with " + this.process.exitValue());
			}
			if (isListening()) {
				return;
			}
		}
		close();
		throw new IllegalStateException("haproxy does not listen");
	}

	private boolean isListening() {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	@Override
	public int port() {
		return this.port;
	}

	ProcessUsage usage() {
		return new ProcessUsage(this.process.toHandle());
	}

	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
			Files.deleteIfExists(this.configuration);
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

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
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.x509.PrivateCertificate;

/**
 * A server in a JVM of its own. Prints its port; then, for each line that it reads, the
 * bytes of the heap that are in use after a collection. Ends when its input does.
 */
public final class ServerMain {

	/** What the line with the port begins with. */
	static final String PORT = "port ";

	/** What a line with the heap begins with. */
	static final String HEAP = "heap ";

	private static final int COLLECTIONS = 10;

	private static final int MILLIS_BETWEEN = 200;

	private static final long SETTLED = 32 * 1024;

	private ServerMain() {
	}

	/**
	 * Serve.
	 * @param args the {@link ServerKind}, the PEM file with certificate and key, and the
	 * number that the kind asks for
	 * @throws IOException if a file or the input cannot be read
	 * @throws InterruptedException never
	 */
	public static void main(String[] args) throws IOException, InterruptedException {
		CertificateOptions options = options(PrivateCertificate.loadPem(Files.readString(Path.of(args[1]))));
		try (Server server = ServerKind.valueOf(args[0]).start(options, Integer.parseInt(args[2]))) {
			System.out.println(PORT + server.port());
			BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
			while (commands.readLine() != null) {
				System.out.println(HEAP + heap());
			}
		}
		// Nothing that is still open may keep the process.
		System.exit(0);
	}

	private static CertificateOptions options(PrivateCertificate identity) {
		return CertificateOptions.builder().identity(identity).engine(EngineChoice.OPENSSL).build();
	}

	// What a collection finds is let go by other threads in part, and taken by the next.
	private static long heap() throws InterruptedException {
		long before = Long.MAX_VALUE;
		long used = collect();
		for (int again = 0; again < COLLECTIONS && before - used > SETTLED; again++) {
			Thread.sleep(MILLIS_BETWEEN);
			before = used;
			used = collect();
		}
		return used;
	}

	private static long collect() {
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

}

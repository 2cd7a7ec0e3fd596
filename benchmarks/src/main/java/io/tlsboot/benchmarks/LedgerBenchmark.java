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
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.HandshakeFailure;
import io.tlsboot.connection.HandshakeListener;
import io.tlsboot.connection.HandshakeSuccess;
import io.tlsboot.ledger.JvmHandshakes;
import io.tlsboot.ledger.Ledger;
import io.tlsboot.ledger.LedgerSettings;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.NamedGroup;
import io.tlsboot.options.TlsVersion;

/**
 * What it costs to record handshakes.
 */
final class LedgerBenchmark {

	private static final double NANOS_PER_MILLI = 1e6;

	private static final HandshakeListener NOTHING = new HandshakeListener() {

		@Override
		public void succeeded(Endpoint endpoint, HandshakeSuccess success) {
		}

		@Override
		public void failed(Endpoint endpoint, HandshakeFailure failure) {
		}

	};

	private final Contest contest;

	private final Effort effort;

	private final PrintStream out;

	LedgerBenchmark(Contest contest, Effort effort, PrintStream out) {
		this.contest = contest;
		this.effort = effort;
		this.out = out;
	}

	/**
	 * Compare our listener with the ledger and without, and with the JVM-wide view and
	 * without.
	 */
	void run() {
		ledger();
		recorder();
		start();
	}

	private void ledger() {
		CertificateOptions options = options(EngineChoice.OPENSSL);
		try (Server silent = Server.listener(options, Service.CLOSE, NOTHING);
				Server counting = Server.listener(options, Service.CLOSE, new Ledger());
				Server keeping = Server.listener(options, Service.CLOSE,
						new Ledger(new LedgerSettings(100, 1000), Clock.systemUTC()));
				ClientSide client = new ClientSide(TlsVersion.TLSv1_3, options.groups().names(), List.of())) {
			this.contest.run("The ledger of our listener, BoringSSL, TLS 1.3:", "handshakes",
					List.of(HandshakeBenchmark.contender("no ledger", new HandshakeLoad(client, silent.port())),
							HandshakeBenchmark.contender("ledger", new HandshakeLoad(client, counting.port())),
							HandshakeBenchmark.contender("ledger that keeps 1000 sessions",
									new HandshakeLoad(client, keeping.port()))));
		}
	}

	// On the JDK's engine: BoringSSL is not recorded. Each turn begins and ends the
	// recording by itself, before and after its time.
	private void recorder() {
		CertificateOptions options = options(EngineChoice.JDK);
		try (Server server = Server.listener(options, Service.CLOSE);
				ClientSide client = new ClientSide(TlsVersion.TLSv1_3,
						List.of(NamedGroup.X25519.groupName(), NamedGroup.SECP256R1.groupName()), List.of())) {
			HandshakeLoad load = new HandshakeLoad(client, server.port());
			Contender off = HandshakeBenchmark.contender("JVM-wide off", load);
			this.contest.run("The JVM-wide view, JDK, TLS 1.3:", "handshakes",
					List.of(off, new Contender("JVM-wide on", (turn) -> {
						JvmHandshakes jvm = RecorderStart.started();
						try {
							return off.measurement().measure(turn);
						}
						finally {
							jvm.close();
						}
					})));
		}
	}

	private static CertificateOptions options(EngineChoice engine) {
		return HandshakeBenchmark.options(Identities.withKey(Algorithm.ecp256), engine, List.of());
	}

	private void start() {
		List<Double> cpu = new ArrayList<>();
		List<Double> wall = new ArrayList<>();
		for (int start = 0; start < this.effort.starts(); start++) {
			String[] printed = inNewJvm().split(" ", 2);
			cpu.add(Long.parseLong(printed[0]) / NANOS_PER_MILLI);
			wall.add(Long.parseLong(printed[1]) / NANOS_PER_MILLI);
		}
		this.out.printf("%nStart of the Flight Recorder in a new JVM, on a thread of its own%n%n");
		this.out.println("| | milliseconds |");
		this.out.println("| --- | --- |");
		this.out.printf("| processor time of all threads | %s |%n", Spread.of(cpu));
		this.out.printf("| until it records | %s |%n", Spread.of(wall));
	}

	private static String inNewJvm() {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		try {
			Process process = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"),
					RecorderStart.class.getName())
				.redirectError(ProcessBuilder.Redirect.INHERIT)
				.start();
			String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
			if (process.waitFor() != 0) {
				throw new IllegalStateException("the start failed: " + printed);
			}
			return printed.trim();
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

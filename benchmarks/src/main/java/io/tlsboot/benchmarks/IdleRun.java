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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One server in a JVM of its own: its idle connections, the storms, and its limit.
 */
final class IdleRun {

	// A heap of fixed size, all of it touched: what the resident memory grows by is
	// outside of it.
	private static final List<String> OPTIONS = List.of("-XX:+UseSerialGC", "-Xms768m", "-Xmx768m",
			"-XX:+AlwaysPreTouch");

	private static final int AT_ONCE = 64;

	// What the first connections take is what a server takes once.
	private static final int FIRST = 10;

	private static final int SAMPLE = 100;

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final IdleSize size;

	private final ServerKind kind;

	private final ServerJvm server;

	private final ClientSide client;

	private IdleRun(IdleSize size, ServerKind kind, ServerJvm server, ClientSide client) {
		this.size = size;
		this.kind = kind;
		this.server = server;
		this.client = client;
	}

	/**
	 * Start a server, and measure it.
	 * @param size how many connections
	 * @param kind which server
	 * @param certificate its certificate
	 * @param client connects
	 * @return what was seen
	 */
	static Result of(IdleSize size, ServerKind kind, PemFile certificate, ClientSide client) {
		try (ServerJvm server = new ServerJvm(OPTIONS, kind, certificate, size.idle() + size.storm())) {
			return new IdleRun(size, kind, server, client).run();
		}
	}

	private Result run() {
		try (Crowd idle = new Crowd(this.client, this.server.port())) {
			// What is left of the start goes before.
			this.server.heapBytes();
			int first = this.size.idle() / FIRST;
			idle.admit(first, AT_ONCE);
			Memory few = memory();
			idle.admit(this.size.idle() - first, AT_ONCE);
			Memory perConnection = memory().minus(few).dividedBy(this.size.idle() - first);
			List<Storm> storms = new ArrayList<>();
			Crowd.Arrival above = null;
			for (int storm = 1; storm <= this.size.storms(); storm++) {
				long files = this.server.usage().openFiles();
				try (Crowd crowd = new Crowd(this.client, this.server.port())) {
					storms.add(storm(crowd));
					if (this.kind == ServerKind.LISTENER && storm == this.size.storms()) {
						above = above();
					}
				}
				awaitFiles(files);
			}
			int sample = Math.min(SAMPLE, this.size.idle());
			return new Result(perConnection, storms, above, this.size.idle() - idle.present(), sample,
					idle.echoes(sample));
		}
	}

	private Memory memory() {
		long heap = this.server.heapBytes();
		return new Memory(heap, this.server.usage().residentBytes());
	}

	private Storm storm(Crowd crowd) {
		Duration cpu = this.server.usage().cpu();
		Crowd.Arrival arrival = crowd.admit(this.size.storm(), this.size.storm());
		return new Storm(arrival, this.server.usage().cpu().minus(cpu));
	}

	private Crowd.Arrival above() {
		try (Crowd crowd = new Crowd(this.client, this.server.port())) {
			return crowd.admit(this.size.storm(), this.size.storm());
		}
	}

	// The next storm should find the server as the last one did.
	private void awaitFiles(long files) {
		long end = System.nanoTime() + PATIENCE.toNanos();
		while (this.server.usage().openFiles() > files) {
			if (System.nanoTime() > end) {
				throw new IllegalStateException("the server keeps connections that are gone");
			}
		}
	}

	/**
	 * Memory of a server.
	 *
	 * @param heap bytes in use after a collection
	 * @param outside bytes outside the heap; a difference alone means something
	 */
	record Memory(double heap, double outside) {

		private static final int KIBIBYTE = 1024;

		private Memory minus(Memory other) {
			return new Memory(this.heap - other.heap, this.outside - other.outside);
		}

		private Memory dividedBy(int connections) {
			return new Memory(this.heap / connections, this.outside / connections);
		}

		double kibibytes() {
			return (this.heap + this.outside) / KIBIBYTE;
		}

		double heapKibibytes() {
			return this.heap / KIBIBYTE;
		}

	}

	/**
	 * A storm below the limit.
	 *
	 * @param arrival how it went
	 * @param cpu the processor time of the server
	 */
	record Storm(Crowd.Arrival arrival, Duration cpu) {

		private static final double NANOS = 1e9;

		double seconds() {
			return this.arrival.took().toNanos() / NANOS;
		}

		double cpuSeconds() {
			return this.cpu.toNanos() / NANOS;
		}

		int lost() {
			return this.arrival.count() - this.arrival.in();
		}

	}

	/**
	 * What was seen.
	 *
	 * @param memory memory of each idle connection
	 * @param storms the storms below the limit
	 * @param above the storm above the limit, {@code null} if there is none
	 * @param lost how many idle connections were lost
	 * @param sample how many idle connections spoke at the end
	 * @param answered how many of these were answered
	 */
	record Result(Memory memory, List<Storm> storms, Crowd.@Nullable Arrival above, int lost, int sample,
			int answered) {

		int lostInStorms() {
			return this.storms.stream().mapToInt(Storm::lost).sum();
		}

	}

}

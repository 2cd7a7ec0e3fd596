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

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.tlsboot.options.NamedGroup;
import io.tlsboot.options.TlsVersion;

/**
 * Data through a listener that forwards to a backend in clear.
 */
final class ForwardBenchmark {

	private static final int BYTES_PER_MEGABYTE = 1_000_000;

	private static final int CONNECTIONS = 16;

	private static final int REQUEST = 64;

	private final Contest contest;

	private final PrintStream out;

	ForwardBenchmark(Contest contest, PrintStream out) {
		this.contest = contest;
		this.out = out;
	}

	/**
	 * Compare our listener with HAProxy; without HAProxy, show our listener alone.
	 */
	void run() {
		Optional<Path> program = HaProxy.find();
		if (program.isEmpty()) {
			this.out.printf("%nForwarding: haproxy is not installed, so there is nothing to compare with%n");
		}
		try (Server backend = new PlainEcho();
				PemFile certificate = new PemFile(Identities.withKey(Algorithm.ecp256));
				ServerJvm ours = new ServerJvm(List.of(), ServerKind.FORWARDER, certificate, backend.port());
				ClientSide client = new ClientSide(TlsVersion.TLSv1_3, List.of(NamedGroup.X25519.groupName()),
						List.of())) {
			Proxy listener = new Proxy(ServerKind.FORWARDER.toString(), ours.port(), ours.usage());
			if (program.isEmpty()) {
				run(client, List.of(listener));
				return;
			}
			try (HaProxy haProxy = new HaProxy(program.get(), certificate, backend.port())) {
				run(client, List.of(new Proxy("HAProxy", haProxy.port(), haProxy.usage()), listener));
			}
		}
	}

	private void run(ClientSide client, List<Proxy> proxies) {
		run(client, proxies,
				new Case("bulk both ways on one connection", "MB", BYTES_PER_MEGABYTE, EchoLoad.Shape.bulk(1)));
		run(client, proxies, new Case("bulk both ways on %d connections".formatted(CONNECTIONS), "MB",
				BYTES_PER_MEGABYTE, EchoLoad.Shape.bulk(CONNECTIONS)));
		run(client, proxies, new Case("requests and answers of %d bytes, one at a time on each of %d connections"
			.formatted(REQUEST, CONNECTIONS), "requests", REQUEST, EchoLoad.Shape.requests(CONNECTIONS, REQUEST)));
	}

	private void run(ClientSide client, List<Proxy> proxies, Case wanted) {
		List<EchoLoad> loads = proxies.stream()
			.map((proxy) -> new EchoLoad(client, proxy.port(), wanted.shape()))
			.toList();
		List<String> negotiated = loads.stream().map(EchoLoad::negotiated).distinct().toList();
		if (negotiated.size() != 1) {
			throw new IllegalStateException("different ciphers cannot be compared: " + negotiated);
		}
		this.contest.run("Forwarding, %s: %s".formatted(wanted.title(), negotiated.get(0)), wanted.unit(),
				IntStream.range(0, loads.size())
					.mapToObj((index) -> contender(proxies.get(index), loads.get(index), wanted))
					.toList());
		loads.forEach(EchoLoad::close);
	}

	private static Contender contender(Proxy proxy, EchoLoad load, Case wanted) {
		return new Contender(proxy.name(), (turn) -> measure(proxy, load, turn, wanted.bytes()));
	}

	private static Sample measure(Proxy proxy, EchoLoad load, Duration turn, int bytes) {
		Duration cpu = proxy.usage().cpu();
		long began = System.nanoTime();
		double done = (double) load.run(turn) / bytes;
		double seconds = (System.nanoTime() - began) / 1e9;
		return new Sample(done / seconds, done / (proxy.usage().cpu().minus(cpu).toNanos() / 1e9));
	}

	/**
	 * One that forwards, in a process of its own.
	 *
	 * @param name what it is
	 * @param port where it listens
	 * @param usage what it uses
	 */
	private record Proxy(String name, int port, ProcessUsage usage) {

	}

	/**
	 * What is sent.
	 *
	 * @param title for people
	 * @param unit what is counted
	 * @param bytes how many bytes that is
	 * @param shape how it is sent
	 */
	private record Case(String title, String unit, int bytes, EchoLoad.Shape shape) {

	}

}

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
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.tlsboot.options.NamedGroup;
import io.tlsboot.options.TlsVersion;

/**
 * Many idle connections, and more that come at once.
 */
final class IdleBenchmark {

	private static final List<ServerKind> KINDS = List.of(ServerKind.BARE, ServerKind.REACTOR, ServerKind.LISTENER);

	private final IdleSize wanted;

	private final PrintStream out;

	IdleBenchmark(IdleSize wanted, PrintStream out) {
		this.wanted = wanted;
		this.out = out;
	}

	/**
	 * Compare our listener with bare Netty, each in JVMs of its own, in turns.
	 */
	void run() {
		if (!ProcessUsage.isAvailable()
				|| !(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)) {
			this.out.printf("%nIdle connections: skipped, what a process uses is asked of Linux (/proc)%n");
			return;
		}
		long files = system.getMaxFileDescriptorCount();
		IdleSize size = this.wanted.within(files);
		if (!size.equals(this.wanted)) {
			this.out.printf(
					"%nA process may open %d files (ulimit -n), and %d are needed for %d idle connections and "
							+ "storms of %d: measured with fewer.%n",
					files, this.wanted.files(), this.wanted.idle(), this.wanted.storm());
		}
		Map<ServerKind, List<IdleRun.Result>> results = new EnumMap<>(ServerKind.class);
		try (PemFile certificate = new PemFile(Identities.withKey(Algorithm.ecp256));
				ClientSide client = new ClientSide(TlsVersion.TLSv1_3, List.of(NamedGroup.X25519.groupName()),
						List.of())) {
			for (int round = 0; round < size.rounds(); round++) {
				List<ServerKind> order = new ArrayList<>(KINDS);
				if (round % 2 == 1) {
					Collections.reverse(order);
				}
				order.forEach((kind) -> results.computeIfAbsent(kind, (first) -> new ArrayList<>())
					.add(IdleRun.of(size, kind, certificate, client)));
			}
		}
		print(size, results);
	}

	private void print(IdleSize size, Map<ServerKind, List<IdleRun.Result>> results) {
		this.out.printf("%n%d idle connections, and storms of %d%n%n", size.idle(), size.storm());
		this.out.println("| | KiB for an idle connection | ratio | of these on the heap | ratio | seconds of a storm "
				+ "| ratio | CPU seconds of the server | ratio | lost in storms | idle ones lost | echo on idle ones |");
		this.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
		List<IdleRun.Result> bare = results.getOrDefault(ServerKind.BARE, List.of());
		results.forEach((kind, seen) -> this.out.printf("| %s | %s | %s | %s | %s | %d | %d | %d of %d |%n", kind,
				columns(seen, bare, "%.1f", memory(IdleRun.Memory::kibibytes)),
				columns(seen, bare, "%.1f", memory(IdleRun.Memory::heapKibibytes)),
				columns(seen, bare, "%.2f", storms(IdleRun.Storm::seconds)),
				columns(seen, bare, "%.2f", storms(IdleRun.Storm::cpuSeconds)),
				seen.stream().mapToInt(IdleRun.Result::lostInStorms).sum(),
				seen.stream().mapToInt(IdleRun.Result::lost).sum(),
				seen.stream().mapToInt(IdleRun.Result::answered).sum(),
				seen.stream().mapToInt(IdleRun.Result::sample).sum()));
		this.out.printf("%nA storm of %d on our listener with %d connections, which is its limit%n%n", size.storm(),
				size.idle() + size.storm());
		this.out.println("| let in | refused | milliseconds until the last was refused |");
		this.out.println("| --- | --- | --- |");
		results.getOrDefault(ServerKind.LISTENER, List.of())
			.stream()
			.map(IdleRun.Result::above)
			.filter(Objects::nonNull)
			.forEach((above) -> this.out.printf("| %d | %d of %d | %d |%n", above.in(), above.refused(), above.count(),
					above.took().toMillis()));
	}

	private static Function<IdleRun.Result, Stream<Double>> memory(Function<IdleRun.Memory, Double> number) {
		return (result) -> Stream.of(number.apply(result.memory()));
	}

	private static Function<IdleRun.Result, Stream<Double>> storms(Function<IdleRun.Storm, Double> number) {
		return (result) -> result.storms().stream().map(number);
	}

	private static String columns(List<IdleRun.Result> seen, List<IdleRun.Result> bare, String format,
			Function<IdleRun.Result, Stream<Double>> numbers) {
		List<Double> ours = seen.stream().flatMap(numbers).toList();
		List<Double> theirs = bare.stream().flatMap(numbers).toList();
		List<Double> ratios = IntStream.range(0, ours.size())
			.mapToObj((index) -> ours.get(index) / theirs.get(index))
			.toList();
		return (format + " | %s").formatted(Spread.of(ours).median(), (seen != bare) ? Spread.of(ratios) : "1");
	}

}

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

import java.util.List;

import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.TlsVersion;

/**
 * Bulk data through a server that echoes.
 */
final class EchoBenchmark {

	private static final int BYTES_PER_MEGABYTE = 1_000_000;

	private static final EchoLoad.Shape BULK = EchoLoad.Shape.bulk(2);

	private final Contest contest;

	EchoBenchmark(Contest contest) {
		this.contest = contest;
	}

	/**
	 * Compare our listener with bare Netty.
	 */
	void run() {
		CertificateOptions options = CertificateOptions.builder()
			.identity(Identities.withKey(Algorithm.ecp256))
			.engine(EngineChoice.OPENSSL)
			.build();
		try (Server bare = new BareServer(options, Service.ECHO);
				Server reactor = new ReactorServer(options, Service.ECHO);
				Server listener = Server.listener(options, Service.ECHO);
				ClientSide client = new ClientSide(TlsVersion.TLSv1_3, options.groups().names(), List.of());
				EchoLoad onBare = new EchoLoad(client, bare.port(), BULK);
				EchoLoad onReactor = new EchoLoad(client, reactor.port(), BULK);
				EchoLoad onListener = new EchoLoad(client, listener.port(), BULK)) {
			this.contest.run("Bulk echo, listener / bare Netty", "MB", List.of(contender("bare Netty", onBare),
					contender("Reactor Netty", onReactor), contender("our listener", onListener)));
		}
	}

	private static Contender contender(String name, EchoLoad load) {
		return new Contender(name, (turn) -> {
			Sample bytes = ServerThreads.measure(turn, load::run);
			return new Sample(bytes.perSecond() / BYTES_PER_MEGABYTE, bytes.perCpuSecond() / BYTES_PER_MEGABYTE);
		});
	}

}

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
import io.tlsboot.options.ApplicationProtocols;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.NamedGroup;
import io.tlsboot.options.SessionResumption;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.x509.PrivateCertificate;

/**
 * Full handshakes with our listener and with others.
 */
final class HandshakeBenchmark {

	private static final List<String> PROTOCOL = List.of("echo/1");

	private final Contest contest;

	HandshakeBenchmark(Contest contest) {
		this.contest = contest;
	}

	/**
	 * Compare our listener with bare Netty, with and without application protocols: what
	 * our check of them costs is the difference between the two ratios.
	 */
	void listenerAndBareNetty() {
		PrivateCertificate identity = Identities.withKey(Algorithm.ecp256);
		for (TlsVersion version : List.of(TlsVersion.TLSv1_3, TlsVersion.TLSv1_2)) {
			for (List<String> protocols : List.of(PROTOCOL, List.<String>of())) {
				CertificateOptions options = options(identity, EngineChoice.OPENSSL, protocols);
				try (Server bare = new BareServer(options, Service.CLOSE);
						Server reactor = new ReactorServer(options, Service.CLOSE);
						Server listener = Server.listener(options, Service.CLOSE);
						ClientSide client = new ClientSide(version, options.groups().names(), protocols)) {
					HandshakeLoad onBare = new HandshakeLoad(client, bare.port());
					HandshakeLoad onListener = new HandshakeLoad(client, listener.port());
					String negotiated = onBare.negotiated();
					if (!negotiated.equals(onListener.negotiated())) {
						throw new IllegalStateException("different handshakes cannot be compared");
					}
					this.contest.run(
							"Listener / bare Netty: %s, %s".formatted(negotiated,
									protocols.isEmpty() ? "no application protocols" : "application protocols checked"),
							"handshakes",
							List.of(contender("bare Netty", onBare),
									contender("Reactor Netty", new HandshakeLoad(client, reactor.port())),
									contender("our listener", onListener)));
				}
			}
		}
	}

	/**
	 * Compare our listener on BoringSSL with our listener on the JDK's engine, with the
	 * group that every JDK prefers.
	 */
	void engines() {
		// Under TLS 1.2, JSSE wants the curve of the certificate to be offered.
		List<String> groups = List.of(NamedGroup.X25519.groupName(), NamedGroup.SECP256R1.groupName());
		for (Algorithm key : List.of(Algorithm.ecp256, Algorithm.rsa2048)) {
			PrivateCertificate identity = Identities.withKey(key);
			for (TlsVersion version : List.of(TlsVersion.TLSv1_3, TlsVersion.TLSv1_2)) {
				try (Server jdk = Server.listener(options(identity, EngineChoice.JDK, PROTOCOL), Service.CLOSE);
						Server boringSsl = Server.listener(options(identity, EngineChoice.OPENSSL, PROTOCOL),
								Service.CLOSE);
						ClientSide client = new ClientSide(version, groups, PROTOCOL)) {
					HandshakeLoad onJdk = new HandshakeLoad(client, jdk.port());
					HandshakeLoad onBoringSsl = new HandshakeLoad(client, boringSsl.port());
					this.contest.run("BoringSSL / JDK: %s, key %s".formatted(version, key), "handshakes",
							List.of(contender("JDK (%s)".formatted(onJdk.negotiated()), onJdk),
									contender("BoringSSL (%s)".formatted(onBoringSsl.negotiated()), onBoringSsl)));
				}
			}
		}
	}

	static Contender contender(String name, HandshakeLoad load) {
		return new Contender(name, (turn) -> ServerThreads.measure(turn, load::run));
	}

	static CertificateOptions options(PrivateCertificate identity, EngineChoice engine, List<String> protocols) {
		return CertificateOptions.builder()
			.identity(identity)
			.engine(engine)
			.acceptableProtocols(ApplicationProtocols.of(protocols))
			.resumption(SessionResumption.DEFAULT.withEnabled(false))
			.build();
	}

}

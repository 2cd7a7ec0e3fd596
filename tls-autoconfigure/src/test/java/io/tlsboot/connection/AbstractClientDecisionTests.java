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

package io.tlsboot.connection;

import java.util.List;
import java.util.stream.Stream;

import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.ChainBuilder.Issued;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.trust.TrustRoot;
import io.tlsboot.x509.Certificate;
import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.provider.Arguments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What a client decides about a server, shown by handshakes: on both engines, under both
 * versions.
 */
abstract class AbstractClientDecisionTests {

	final Endpoints endpoints = Endpoints.withoutSelfTest();

	static Stream<Arguments> clients() {
		return Stream.of(EngineChoice.OPENSSL, EngineChoice.JDK)
			.flatMap((engine) -> Stream.of(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3)
				.map((version) -> Arguments.of(engine, version)));
	}

	@AfterEach
	void close() {
		this.endpoints.close();
	}

	static PrivateCertificate identity(Issued... sent) {
		return PrivateCertificate.of(Stream.of(sent).map(Issued::certificate).toList(), sent[0].keys().getPrivate());
	}

	static TrustRoot trusting(Issued... anchors) {
		return TrustRoot.certificates(Stream.of(anchors).map(Issued::certificate).toList());
	}

	static CertificateOptions options(TrustRoot root, EngineChoice engine, TlsVersion version) {
		return CertificateOptions.builder()
			.trustRoot(root)
			.engine(engine)
			.raiseMinimumTo(version)
			.lowerMaximumSecurityTo(version)
			.build();
	}

	TlsClient client(PrivateCertificate server, String name, CertificateOptions options) {
		Listener listener = this.endpoints.listen(CertificateOptions.of(server), Endpoints.ECHO);
		return this.endpoints.client(listener, name, options);
	}

	NegotiatedSession assertAccepted(TlsClient client) {
		assertThat(Endpoints.exchange(client, "hello")).isEqualTo("hello");
		return this.endpoints.handshakes().session(Side.CLIENT);
	}

	void assertRefused(TlsClient client, FailureReason reason) {
		assertThat(catchThrowable(() -> client.connect().block(Endpoints.TIMEOUT))).cause()
			.isInstanceOfSatisfying(HandshakeException.class, (cause) -> assertThat(cause.reason()).isEqualTo(reason));
		assertThat(this.endpoints.handshakes().failure(Side.CLIENT).reason()).isEqualTo(reason);
		assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason()).isEqualTo(FailureReason.PEER_ALERT);
	}

	static List<Certificate> certificates(Issued... issued) {
		return Stream.of(issued).map(Issued::certificate).toList();
	}

}

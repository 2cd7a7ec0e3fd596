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

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.ChainBuilder;
import io.tlsboot.testing.ChainBuilder.Issued;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;

import static io.tlsboot.testing.ChainBuilder.authority;
import static io.tlsboot.testing.ChainBuilder.dns;
import static io.tlsboot.testing.ChainBuilder.ip;
import static io.tlsboot.testing.ChainBuilder.leaf;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Section F of Twisted's behaviours, and trap TR6, by handshakes. The address connected
 * to is always 127.0.0.1.
 */
class ServiceIdentityHandshakeTests extends AbstractClientDecisionTests {

	private static final Issued ROOT = authority("Root CA").selfSigned();

	private static final Issued OTHER = authority("Other CA").selfSigned();

	private TlsClient client(EngineChoice engine, TlsVersion version, String host, GeneralName... names) {
		return client(identity(leaf().names(names).issuedBy(ROOT)), host, options(trusting(ROOT), engine, version));
	}

	// F1
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void whenTheNameMatchesThenDataFlows(EngineChoice engine, TlsVersion version) {
		assertAccepted(client(engine, version, "localhost", dns("localhost")));
	}

	// F2, F4, TR7: ours checks during the handshake.
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void whenTheNameDoesNotMatchThenNeitherApplicationHearsOfTheConnection(EngineChoice engine, TlsVersion version) {
		AtomicInteger served = new AtomicInteger();
		Listener listener = this.endpoints.listen(
				CertificateOptions.of(identity(leaf().names(dns("elsewhere.example")).issuedBy(ROOT))),
				(connection) -> {
					served.incrementAndGet();
					return connection.outbound().sendString(Flux.just("secret"), StandardCharsets.UTF_8);
				});

		assertRefused(this.endpoints.client(listener, "localhost", options(trusting(ROOT), engine, version)),
				FailureReason.NAME_MISMATCH);

		assertThat(served).hasValue(0);
	}

	// F3
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void whenTheNameMatchesAndTheIssuerIsUnknownThenThatIsTheReason(EngineChoice engine, TlsVersion version) {
		assertRefused(client(identity(leaf().issuedBy(OTHER)), "localhost", options(trusting(ROOT), engine, version)),
				FailureReason.UNTRUSTED_ISSUER);
	}

	// F14, G1, TR25
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void internationalizedNameIsCheckedAndSentAsItsALabel(EngineChoice engine, TlsVersion version) {
		NegotiatedSession session = assertAccepted(
				client(engine, version, "h\u00e1llo.example", dns("xn--hllo-5na.example")));

		assertThat(session.serverName()).contains("xn--hllo-5na.example");
		assertThat(this.endpoints.handshakes().session(Side.SERVER).serverName()).contains("xn--hllo-5na.example");
	}

	// F17, G2, TR25
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void addressIsCheckedAndNotSentAsServerName(EngineChoice engine, TlsVersion version) {
		assertAccepted(client(engine, version, "127.0.0.1", ip("127.0.0.1")));

		assertThat(this.endpoints.handshakes().session(Side.SERVER).serverName()).isEqualTo(Optional.empty());
	}

	// F17
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void addressOfVersion6IsCheckedInAnyForm(EngineChoice engine, TlsVersion version) {
		assertAccepted(client(engine, version, "0:0:0:0:0:0:0:1", ip("::1")));
	}

	// F18
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void addressAsDnsNameDoesNotMatch(EngineChoice engine, TlsVersion version) {
		assertRefused(client(engine, version, "127.0.0.1", dns("127.0.0.1")), FailureReason.NAME_MISMATCH);
	}

	// F21, TR25: ours
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void trailingDotIsNeitherCheckedNorSent(EngineChoice engine, TlsVersion version) {
		assertAccepted(client(engine, version, "www.example.com.", dns("www.example.com")));

		assertThat(this.endpoints.handshakes().session(Side.SERVER).serverName()).contains("www.example.com");
	}

	// F24, TR24
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void hostThatIsVerifiedNeedNotBeTheOneConnectedTo(EngineChoice engine, TlsVersion version) {
		NegotiatedSession session = assertAccepted(client(engine, version, "example.com", dns("example.com")));

		assertThat(session.serverName()).contains("example.com");
	}

	// TR6, TR24
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void certificateForTheHostConnectedToIsNotEnough(EngineChoice engine, TlsVersion version) {
		assertRefused(client(engine, version, "example.com", dns("localhost"), ip("127.0.0.1")),
				FailureReason.NAME_MISMATCH);
	}

	// F12, TR4
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void commonNameIsNotUsed(EngineChoice engine, TlsVersion version) {
		ChainBuilder leaf = leaf().subject("CN=localhost").without(Extension.subjectAlternativeName);

		assertRefused(client(identity(leaf.issuedBy(ROOT)), "localhost", options(trusting(ROOT), engine, version)),
				FailureReason.NAME_MISMATCH);
	}

	// F13, F26: the leak detection of the tests sees what would stay behind.
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void exceptionWithinTheCheckEndsTheConnectionOnBothSides(EngineChoice engine, TlsVersion version) {
		ChainBuilder leaf = leaf().with(Extension.subjectAlternativeName, false,
				"garbage".getBytes(StandardCharsets.US_ASCII));

		assertRefused(client(identity(leaf.issuedBy(ROOT)), "localhost", options(trusting(ROOT), engine, version)),
				FailureReason.NAME_MISMATCH);
	}

}

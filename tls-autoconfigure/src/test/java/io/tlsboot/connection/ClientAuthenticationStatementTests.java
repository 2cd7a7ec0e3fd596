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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.ClientAuthentication;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.ChainBuilder.Issued;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.OpenSsl;
import io.tlsboot.testing.RecordingProxy;
import io.tlsboot.trust.TrustRoot;
import io.tlsboot.x509.Certificate;
import io.tlsboot.x509.PrivateCertificate;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static io.tlsboot.testing.ChainBuilder.authority;
import static io.tlsboot.testing.ChainBuilder.leaf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Section H of Twisted's behaviours, and trap TR11, by handshakes of both engines with
 * each other.
 * <p>
 * Elsewhere are H8 ({@link NegotiationStatementTests}), H11
 * ({@code EndpointStartFailureTests}), H12 and H13 ({@code SessionCertificateTests}), and
 * H14 (the tests of the sample application).
 */
class ClientAuthenticationStatementTests {

	private static final Issued ROOT = authority("Root CA").selfSigned();

	private static final Issued ISSUING = authority("Issuing CA").issuedBy(ROOT);

	private static final Issued OTHER = authority("Other CA").selfSigned();

	private static final Issued SERVER = leaf().issuedBy(ROOT);

	private static final Issued CLIENT = leaf().subject("CN=the client's name").key("client").issuedBy(ROOT);

	private final Endpoints endpoints = Endpoints.withoutSelfTest();

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@AfterEach
	void close() {
		this.endpoints.close();
	}

	static Stream<Arguments> handshakes() {
		List<EngineChoice> engines = List.of(EngineChoice.OPENSSL, EngineChoice.JDK);
		return engines.stream()
			.flatMap((server) -> engines.stream()
				.flatMap((client) -> Stream.of(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3)
					.map((version) -> Arguments.of(server, client, version))));
	}

	private static PrivateCertificate identity(Issued... chain) {
		return PrivateCertificate.of(Stream.of(chain).map(Issued::certificate).toList(), chain[0].keys().getPrivate());
	}

	private static TrustRoot trusting(Issued anchor) {
		return TrustRoot.certificates(anchor.certificate());
	}

	private Listener listen(EngineChoice engine, ClientAuthentication authentication, Issued trusted) {
		return this.endpoints.listen(CertificateOptions.builder()
			.identity(identity(SERVER))
			.trustRoot(trusting(trusted))
			.clientAuthentication(authentication)
			.engine(engine)
			.build(), Endpoints.ECHO);
	}

	private TlsClient client(int port, @Nullable PrivateCertificate identity, EngineChoice engine, TlsVersion version) {
		return this.endpoints.client(port, "localhost",
				CertificateOptions.builder()
					.identity(identity)
					.trustRoot(trusting(ROOT))
					.engine(engine)
					.raiseMinimumTo(version)
					.lowerMaximumSecurityTo(version)
					.build());
	}

	private List<Certificate> assertAccepted(TlsClient client) {
		assertThat(Endpoints.exchange(client, "hello")).isEqualTo("hello");
		return this.endpoints.handshakes().session(Side.SERVER).peerCertificates();
	}

	// Under TLS 1.3 the client is done before it is refused, and learns it when it reads.
	private void assertRefused(TlsClient client, FailureReason reason, String alert) {
		assertThat(catchThrowable(() -> Endpoints.exchange(client, "hello")))
			.satisfies((failure) -> assertThat(stackOf(failure)).containsIgnoringCase(alert));
		assertThat(this.endpoints.handshakes().failure(Side.SERVER).reason()).isEqualTo(reason);
	}

	private static String stackOf(Throwable failure) {
		StringBuilder stack = new StringBuilder();
		for (Throwable next = failure; next != null; next = next.getCause()) {
			stack.append(next).append('\n');
		}
		return stack.toString();
	}

	// H1: JSSE of Java 17 has a name of its own for it.
	@ParameterizedTest(name = "server {0}, client {1}, {2}")
	@MethodSource("handshakes")
	void clientWithoutCertificateIsRefused(EngineChoice server, EngineChoice client, TlsVersion version) {
		String precise = (version == TlsVersion.TLSv1_3) ? "certificate_required" : "handshake_failure";
		boolean jdk = server == EngineChoice.JDK;
		boolean knows = Runtime.version().feature() > 17;

		assertRefused(client(listen(server, ClientAuthentication.NEED, ROOT).port(), null, client, version),
				FailureReason.CLIENT_CERTIFICATE_MISSING, (jdk && !knows) ? "bad_certificate" : precise);
	}

	// H2, H12
	@ParameterizedTest(name = "server {0}, client {1}, {2}")
	@MethodSource("handshakes")
	void clientOfTheTrustedAuthorityIsAccepted(EngineChoice server, EngineChoice client, TlsVersion version) {
		int port = listen(server, ClientAuthentication.NEED, ROOT).port();

		assertThat(assertAccepted(client(port, identity(CLIENT), client, version)))
			.containsExactly(CLIENT.certificate());
		assertThat(this.endpoints.handshakes().session(Side.CLIENT).peerCertificates())
			.containsExactly(SERVER.certificate());
	}

	// H3, H9, TR11: a client sends its certificate whomever the server says it trusts, so
	// that a wrong one does not look like none.
	@ParameterizedTest(name = "server {0}, client {1}, {2}")
	@MethodSource("handshakes")
	void clientOfAnotherAuthorityIsRefusedForItsCertificate(EngineChoice server, EngineChoice client,
			TlsVersion version) {
		int port = listen(server, ClientAuthentication.NEED, OTHER).port();

		assertRefused(client(port, identity(CLIENT), client, version), FailureReason.UNTRUSTED_ISSUER,
				(server == EngineChoice.JDK) ? "certificate_unknown" : "unknown_ca");
	}

	// H4
	@ParameterizedTest(name = "server {0}, client {1}, {2}")
	@MethodSource("handshakes")
	void clientWhoseCertificateHasExpiredIsRefused(EngineChoice server, EngineChoice client, TlsVersion version) {
		int port = listen(server, ClientAuthentication.NEED, ROOT).port();

		assertRefused(client(port, identity(leaf().expired().issuedBy(ROOT)), client, version), FailureReason.EXPIRED,
				(server == EngineChoice.JDK) ? "certificate_unknown" : "certificate_expired");
	}

	// H4
	@ParameterizedTest(name = "server {0}, client {1}, {2}")
	@MethodSource("handshakes")
	void clientWhoseCertificateIsForServersAloneIsRefused(EngineChoice server, EngineChoice client,
			TlsVersion version) {
		int port = listen(server, ClientAuthentication.NEED, ROOT).port();
		Issued forServers = leaf().uses(KeyPurposeId.id_kp_serverAuth).issuedBy(ROOT);

		assertRefused(client(port, identity(forServers), client, version), FailureReason.NOT_ACCEPTABLE,
				(server == EngineChoice.JDK) ? "certificate_unknown" : "bad_certificate");
	}

	// H5
	@ParameterizedTest(name = "server {0}, client {1}, {2}")
	@MethodSource("handshakes")
	void oneSelfSignedCertificateServesBothSides(EngineChoice server, EngineChoice client, TlsVersion version) {
		Issued self = leaf().selfSigned();
		CertificateOptions options = CertificateOptions.builder()
			.identity(identity(self))
			.trustRoot(trusting(self))
			.lowerMaximumSecurityTo(version)
			.build();
		Listener listener = this.endpoints.listen(options.toBuilder().engine(server).build(), Endpoints.ECHO);

		assertThat(assertAccepted(
				this.endpoints.client(listener, "localhost", options.toBuilder().engine(client).build())))
			.containsExactly(self.certificate());
	}

	// H6
	@ParameterizedTest(name = "server {0}, client {1}, {2}")
	@MethodSource("handshakes")
	void whereACertificateIsWantedNoneIsGoodAndABadOneIsNot(EngineChoice server, EngineChoice client,
			TlsVersion version) {
		int port = listen(server, ClientAuthentication.WANT, OTHER).port();

		assertThat(assertAccepted(client(port, null, client, version))).isEmpty();
		assertRefused(client(port, identity(CLIENT), client, version), FailureReason.UNTRUSTED_ISSUER,
				(server == EngineChoice.JDK) ? "certificate_unknown" : "unknown_ca");
	}

	// H7: under TLS 1.2 certificates cross the wire in clear.
	@ParameterizedTest
	@CsvSource({ "NONE, OPENSSL, false", "NONE, JDK, false", "WANT, OPENSSL, true", "WANT, JDK, true" })
	void certificateThatNobodyAsksForIsNotSent(ClientAuthentication authentication, EngineChoice engine, boolean sent)
			throws IOException {
		Listener listener = listen(engine, authentication, ROOT);
		try (RecordingProxy proxy = new RecordingProxy(listener.port())) {
			List<Certificate> seen = assertAccepted(client(proxy.port(), identity(CLIENT), engine, TlsVersion.TLSv1_2));

			assertThat(seen.isEmpty()).isNotEqualTo(sent);
			assertThat(new String(proxy.fromClient(), StandardCharsets.ISO_8859_1).contains("the client's name"))
				.isEqualTo(sent);
		}
	}

	// H7
	@ParameterizedTest(name = "server {0}, client {1}, {2}")
	@MethodSource("handshakes")
	void serverWithoutTrustRootKnowsNoClient(EngineChoice server, EngineChoice client, TlsVersion version) {
		Listener listener = this.endpoints
			.listen(CertificateOptions.builder().identity(identity(SERVER)).engine(server).build(), Endpoints.ECHO);

		assertThat(assertAccepted(client(listener.port(), identity(CLIENT), client, version))).isEmpty();
	}

	// H9, TR11: ours names its authorities, for people whose browser has several
	// certificates.
	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void serverNamesTheAuthoritiesThatItTrusts(EngineChoice engine) {
		assumeTrue(OpenSsl.isVersion3(), "needs the openssl command, version 3");
		int port = listen(engine, ClientAuthentication.WANT, OTHER).port();

		for (String version : List.of("-tls1_2", "-tls1_3")) {
			assertThat(new OpenSsl(this.directory).talk("Q\n", "s_client", "-connect", "127.0.0.1:" + port, version))
				.containsSubsequence("Acceptable client certificate CA names", "CN = Other CA");
		}
	}

	// H10: ours takes the chain from the certificate.
	@ParameterizedTest(name = "server {0}, client {1}, {2}")
	@MethodSource("handshakes")
	void clientSendsItsIntermediates(EngineChoice server, EngineChoice client, TlsVersion version) {
		int port = listen(server, ClientAuthentication.NEED, ROOT).port();
		Issued indirect = leaf().issuedBy(ISSUING);

		assertThat(assertAccepted(client(port, identity(indirect, ISSUING), client, version)))
			.containsExactly(indirect.certificate(), ISSUING.certificate());
		assertRefused(client(port, identity(indirect), client, version), FailureReason.UNTRUSTED_ISSUER,
				(server == EngineChoice.JDK) ? "certificate_unknown" : "unknown_ca");
	}

}

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

import io.tlsboot.client.TlsClient;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.testing.ChainBuilder;
import io.tlsboot.testing.ChainBuilder.Issued;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.trust.TrustPolicy;
import io.tlsboot.trust.TrustRoot;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static io.tlsboot.testing.ChainBuilder.authority;
import static io.tlsboot.testing.ChainBuilder.leaf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Section E of Twisted's behaviours, and traps TR1, TR2, TR9, TR13 and TR14, by
 * handshakes.
 */
class TrustHandshakeTests extends AbstractClientDecisionTests {

	private static final Issued ROOT = authority("Root CA").selfSigned();

	private static final Issued ISSUING = authority("Issuing CA").issuedBy(ROOT);

	private static final Issued LEAF = leaf().issuedBy(ISSUING);

	private static final Issued OTHER = authority("Other CA").selfSigned();

	private TlsClient client(EngineChoice engine, TlsVersion version, TrustRoot root, Issued... sent) {
		return client(identity(sent), "localhost", options(root, engine, version));
	}

	// E1, E6
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void whoTrustsAnAuthorityConnectsToWhatItSigned(EngineChoice engine, TlsVersion version) {
		assertAccepted(client(engine, version, trusting(ROOT), leaf().issuedBy(ROOT)));
	}

	// E2, E3
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void clientTrustsThePlatformByDefaultWhichRefusesAPrivateAuthority(EngineChoice engine, TlsVersion version) {
		CertificateOptions defaults = options(TrustRoot.jvm(), engine, version).toBuilder().trustRoot(null).build();

		assertRefused(client(identity(LEAF, ISSUING), "localhost", defaults), FailureReason.UNTRUSTED_ISSUER);
	}

	// E5
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void serversOwnCertificateIsAcceptedWhereItIsTrusted(EngineChoice engine, TlsVersion version) {
		Issued self = leaf().selfSigned();

		assertAccepted(client(engine, version, trusting(self), self));
	}

	// E5
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void serversOwnCertificateThatDeniesToBeAnAuthorityIsAcceptedWhereItIsTrusted(EngineChoice engine,
			TlsVersion version) {
		Issued self = leaf().with(Extension.basicConstraints, true, new BasicConstraints(false)).selfSigned();

		assertAccepted(client(engine, version, trusting(self), self));
	}

	// E5
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void serversOwnCertificateThatIsAnAuthoritysIsAcceptedWhereItIsTrusted(EngineChoice engine, TlsVersion version) {
		Issued self = leaf().usage(KeyUsage.digitalSignature | KeyUsage.keyCertSign)
			.with(Extension.basicConstraints, true, new BasicConstraints(true))
			.selfSigned();

		assertAccepted(client(engine, version, trusting(self), self));
	}

	// E7
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void whoTrustsAnAuthorityRefusesAnUnrelatedServer(EngineChoice engine, TlsVersion version) {
		assertRefused(client(engine, version, trusting(ROOT), leaf().issuedBy(OTHER)), FailureReason.UNTRUSTED_ISSUER);
	}

	// E8
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void eitherOfTwoTrustedCertificatesIsEnough(EngineChoice engine, TlsVersion version) {
		assertAccepted(client(engine, version, trusting(OTHER, ROOT), leaf().issuedBy(ROOT)));
	}

	// E11, TR1
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void serversOwnCertificateIsRefusedWhereItIsTrustedAndExpired(EngineChoice engine, TlsVersion version) {
		Issued expired = leaf().expired().selfSigned();

		assertRefused(client(engine, version, trusting(expired), expired), FailureReason.EXPIRED);
	}

	// E11, TR1
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void serversOwnCertificateIsRefusedWhereItIsTrustedAndNotYetValid(EngineChoice engine, TlsVersion version) {
		Issued future = leaf().future().selfSigned();

		assertRefused(client(engine, version, trusting(future), future), FailureReason.NOT_YET_VALID);
	}

	// E12, TR1
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void serversOwnCertificateIsRefusedWhereItIsTrustedAndForClientsAlone(EngineChoice engine, TlsVersion version) {
		Issued forClients = leaf().uses(KeyPurposeId.id_kp_clientAuth).selfSigned();

		assertRefused(client(engine, version, trusting(forClients), forClients), FailureReason.NOT_ACCEPTABLE);
	}

	// E13, TR2
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void leafOfAnAuthorityIsNoTrustRoot(EngineChoice engine, TlsVersion version) {
		assertRefused(client(engine, version, trusting(LEAF), LEAF, ISSUING), FailureReason.UNTRUSTED_ISSUER);
	}

	// E14, TR2
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void intermediateAloneIsNoTrustRoot(EngineChoice engine, TlsVersion version) {
		assertRefused(client(engine, version, trusting(ISSUING), LEAF, ISSUING), FailureReason.UNTRUSTED_ISSUER);
	}

	// E15, TR1
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void expiredRootIsRefused(EngineChoice engine, TlsVersion version) {
		Issued expired = authority("Expired Root").expired().selfSigned();

		assertRefused(client(engine, version, trusting(expired), leaf().issuedBy(expired)), FailureReason.EXPIRED);
	}

	// E16
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void leafWhoseIssuerIsNoAuthorityIsRefused(EngineChoice engine, TlsVersion version) {
		Issued forger = leaf().subject("CN=Forger").key("Forger").issuedBy(ROOT);

		assertRefused(client(engine, version, trusting(ROOT), leaf().issuedBy(forger), forger),
				FailureReason.NOT_ACCEPTABLE);
	}

	// E17
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void whenAnIntermediateIsNotSentThenTheServerIsRefused(EngineChoice engine, TlsVersion version) {
		assertRefused(client(engine, version, trusting(ROOT), LEAF), FailureReason.UNTRUSTED_ISSUER);
	}

	// A12, E17, G10, TR9
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void chainIsSentInOrderWithoutTheRootAndWithoutStrangers(EngineChoice engine, TlsVersion version) {
		Issued lower = authority("Lower CA").issuedBy(ISSUING);
		Issued leaf = leaf().issuedBy(lower);
		CertificateOptions server = CertificateOptions.builder()
			.identity(identity(leaf, OTHER, ROOT, ISSUING, lower))
			.engine(engine)
			.build();
		TlsClient client = this.endpoints.client(this.endpoints.listen(server, Endpoints.ECHO), "localhost",
				options(trusting(ROOT), engine, version));

		NegotiatedSession session = assertAccepted(client);

		assertThat(session.peerCertificates()).isEqualTo(certificates(leaf, lower, ISSUING));
	}

	// E19
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void rootOfVersion1IsATrustRoot(EngineChoice engine, TlsVersion version) {
		Issued old = authority("Old Root").version1().selfSigned();

		assertAccepted(client(engine, version, trusting(old), leaf().issuedBy(old)));
	}

	// E21: ours
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void whenBothIssuerAndNameAreWrongThenTheIssuerIsTheReason(EngineChoice engine, TlsVersion version) {
		assertRefused(
				client(engine, version, trusting(ROOT),
						leaf().names(ChainBuilder.dns("elsewhere.example")).issuedBy(OTHER)),
				FailureReason.UNTRUSTED_ISSUER);
	}

	// A19, TR13
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void nineIntermediatesAreAccepted(EngineChoice engine, TlsVersion version) {
		assertAccepted(client(engine, version, trusting(ROOT), chain(9)));
	}

	// A19, TR13: the engines have a limit too, and which one strikes first is theirs.
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void tenIntermediatesAreRefused(EngineChoice engine, TlsVersion version) {
		TlsClient client = client(engine, version, trusting(ROOT), chain(10));

		assertThat(catchThrowable(() -> client.connect().block(Endpoints.TIMEOUT))).cause()
			.isInstanceOf(HandshakeException.class);
	}

	// A19, TR13
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void whereNoIntermediateIsAllowedOnlyWhatTheTrustedAuthoritySignedIsAccepted(EngineChoice engine,
			TlsVersion version) {
		CertificateOptions direct = options(trusting(ROOT), engine, version).toBuilder()
			.trustPolicy(TrustPolicy.DEFAULT.withMaximumIntermediates(0))
			.build();

		assertAccepted(client(identity(leaf().issuedBy(ROOT)), "localhost", direct));
		assertRefused(client(identity(LEAF, ISSUING), "localhost", direct), FailureReason.NOT_ACCEPTABLE);
	}

	private static Issued[] chain(int intermediates) {
		Issued[] chain = new Issued[intermediates + 1];
		Issued issuer = ROOT;
		for (int index = intermediates; index > 0; index--) {
			issuer = authority("CA " + index).issuedBy(issuer);
			chain[index] = issuer;
		}
		chain[0] = leaf().issuedBy(issuer);
		return chain;
	}

}

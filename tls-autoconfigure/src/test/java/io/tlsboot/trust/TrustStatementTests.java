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

package io.tlsboot.trust;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.tlsboot.options.ClientOptions;
import io.tlsboot.testing.ChainBuilder;
import io.tlsboot.testing.ChainBuilder.Issued;
import io.tlsboot.trust.PeerCertificateException.Reason;
import io.tlsboot.x509.DistinguishedName;
import io.tlsboot.x509.KeyPair;
import io.tlsboot.x509.KeyType;
import io.tlsboot.x509.PrivateCertificate;
import io.tlsboot.x509.SigningTerms;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.tlsboot.testing.ChainBuilder.authority;
import static io.tlsboot.testing.ChainBuilder.leaf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Section E of Twisted's behaviours, and traps TR1 to TR3, TR13 and TR14, put before the
 * trust manager of a client.
 */
class TrustStatementTests {

	private static final Issued ROOT = authority("Root CA").selfSigned();

	private static final Issued ISSUING = authority("Issuing CA").issuedBy(ROOT);

	private static final Issued OTHER = authority("Other CA").selfSigned();

	private static final Issued LEAF = leaf().issuedBy(ISSUING);

	private static TrustRoot trusting(Issued... anchors) {
		return TrustRoot.certificates(Arrays.stream(anchors).map(Issued::certificate).toList());
	}

	private static void check(TrustRoot root, TrustPolicy policy, Issued... sent) throws Exception {
		X509Certificate[] chain = Arrays.stream(sent).map(Issued::x509).toArray(X509Certificate[]::new);
		PeerTrustManager.forServer(root, policy, ServiceIdentity.of("localhost"), ChainBuilder.CLOCK)
			.checkServerTrusted(chain, "UNKNOWN");
	}

	private static void assertAccepted(TrustRoot root, Issued... sent) {
		assertThatCode(() -> check(root, TrustPolicy.DEFAULT, sent)).doesNotThrowAnyException();
	}

	private static void assertRefused(TrustRoot root, Reason reason, String message, Issued... sent) {
		assertRefused(root, TrustPolicy.DEFAULT, reason, message, sent);
	}

	private static void assertRefused(TrustRoot root, TrustPolicy policy, Reason reason, String message,
			Issued... sent) {
		assertThatExceptionOfType(PeerCertificateException.class).isThrownBy(() -> check(root, policy, sent))
			.withMessageContaining(message)
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(reason));
	}

	// E1
	@Test
	void trustInOneCertificateIsInThatAuthorityAlone() {
		assertThat(trusting(ROOT).anchors()).containsExactly(ROOT.certificate());
		assertAccepted(trusting(ROOT), LEAF, ISSUING);
		assertRefused(trusting(ROOT), Reason.UNTRUSTED_ISSUER, "no trusted certificate issued", leaf().issuedBy(OTHER));
	}

	// E2
	@Test
	void platformsRootsRefuseAPrivateAuthority() {
		assertRefused(TrustRoot.jvm(), Reason.UNTRUSTED_ISSUER, "no trusted certificate issued", LEAF, ISSUING, ROOT);
	}

	// E3
	@Test
	void clientTrustsThePlatformUnlessToldOtherwise() {
		assertThat(ClientOptions.forHost("localhost").trustRoot()).isEqualTo(TrustRoot.platform());
	}

	// E5
	@Test
	void selfSignedCertificateThatIsTrustedIsAcceptedWhateverItsBasicConstraints() {
		Issued absent = leaf().without(Extension.basicConstraints).selfSigned();
		Issued denied = leaf().with(Extension.basicConstraints, true, new BasicConstraints(false)).selfSigned();
		Issued granted = leaf().usage(KeyUsage.digitalSignature | KeyUsage.keyCertSign)
			.with(Extension.basicConstraints, true, new BasicConstraints(true))
			.selfSigned();

		assertAccepted(trusting(absent), absent);
		assertAccepted(trusting(denied), denied);
		assertAccepted(trusting(granted), granted);
	}

	// E6
	@Test
	void whoTrustsAnAuthorityAcceptsWhatItSigned() {
		assertAccepted(trusting(ROOT), leaf().issuedBy(ROOT));
	}

	// E7
	@Test
	void whoTrustsAnAuthorityRefusesAnUnrelatedCertificate() {
		assertRefused(trusting(ROOT), Reason.UNTRUSTED_ISSUER, "no trusted certificate issued 'CN=leaf'",
				leaf().selfSigned());
	}

	// E8, E9: a private certificate gives its certificate; the platform's objects do not
	// compile.
	@Test
	void certificatesAndPrivateCertificatesMakeOneTrustRoot() {
		PrivateCertificate self = KeyPair.generate(KeyType.EC_P256)
			.selfSigned(DistinguishedName.of(Map.of("CN", "self")), SigningTerms.defaults());

		assertThat(TrustRoot.certificates(self.certificate(), ROOT.certificate()).anchors())
			.containsExactly(self.certificate(), ROOT.certificate());
	}

	// E10, TR14
	@Test
	void emptyTrustRootRefusesEverybodyWithACertificateException() {
		assertRefused(TrustRoot.certificates(), Reason.UNTRUSTED_ISSUER, "nobody is trusted: the trust root is empty",
				LEAF, ISSUING, ROOT);
	}

	// E11, TR1
	@Test
	void selfSignedCertificateThatIsExpiredIsRefusedThoughTrusted() {
		Issued expired = leaf().expired().selfSigned();

		assertRefused(trusting(expired), Reason.EXPIRED, "'CN=leaf' expired on", expired);
	}

	// E11, TR1
	@Test
	void selfSignedCertificateThatIsNotYetValidIsRefusedThoughTrusted() {
		Issued future = leaf().future().selfSigned();

		assertRefused(trusting(future), Reason.NOT_YET_VALID, "'CN=leaf' is not valid before", future);
	}

	// E12, TR1
	@Test
	void selfSignedCertificateForClientsAloneIsRefusedAsServerThoughTrusted() {
		Issued client = leaf().uses(KeyPurposeId.id_kp_clientAuth).selfSigned();

		assertRefused(trusting(client), Reason.NOT_ACCEPTABLE, "not for a TLS server", client);
	}

	// E13, TR2
	@Test
	void leafOfAnAuthorityIsNoTrustRoot() {
		assertRefused(trusting(LEAF), Reason.UNTRUSTED_ISSUER, "is not self-issued, and partial chains are not allowed",
				LEAF, ISSUING);
	}

	// E14, TR2
	@Test
	void intermediateAloneIsNoTrustRoot() {
		assertRefused(trusting(ISSUING), Reason.UNTRUSTED_ISSUER,
				"is not self-issued, and partial chains are not allowed", LEAF, ISSUING);
	}

	// TR2
	@Test
	void whoAllowsPartialChainsMayTrustAnIntermediateOrALeaf() {
		TrustPolicy policy = TrustPolicy.DEFAULT.withAllowPartialChain(true);

		assertThatCode(() -> check(trusting(ISSUING), policy, LEAF)).doesNotThrowAnyException();
		assertThatCode(() -> check(trusting(LEAF), policy, LEAF)).doesNotThrowAnyException();
	}

	// E15, TR1
	@Test
	void expiredRootIsRefused() {
		Issued expired = authority("Expired Root").expired().selfSigned();

		assertRefused(trusting(expired), Reason.EXPIRED, "'CN=Expired Root' expired on", leaf().issuedBy(expired));
	}

	// E16
	@Test
	void expiredLeafIsRefused() {
		assertRefused(trusting(ROOT), Reason.EXPIRED, "expired on", leaf().expired().issuedBy(ROOT));
	}

	// E16
	@Test
	void leafThatIsNotYetValidIsRefused() {
		assertRefused(trusting(ROOT), Reason.NOT_YET_VALID, "is not valid before", leaf().future().issuedBy(ROOT));
	}

	// E16
	@Test
	void leafForAnotherUseIsRefused() {
		assertRefused(trusting(ROOT), Reason.NOT_ACCEPTABLE, "not for a TLS server",
				leaf().uses(KeyPurposeId.id_kp_codeSigning).issuedBy(ROOT));
	}

	// E16
	@Test
	void leafWhoseIssuerIsNoAuthorityIsRefused() {
		Issued denied = authority("Denied CA").with(Extension.basicConstraints, true, new BasicConstraints(false))
			.issuedBy(ROOT);

		assertRefused(trusting(ROOT), Reason.NOT_ACCEPTABLE, "'CN=Denied CA' is not acceptable: it is no authority's",
				leaf().issuedBy(denied), denied);
	}

	// E17
	@Test
	void whenAnIntermediateIsMissingThenTheChainIsRefused() {
		assertRefused(trusting(ROOT), Reason.UNTRUSTED_ISSUER, "no trusted certificate issued", LEAF);
	}

	// E17
	@Test
	void whenTheIntermediateIsSentThenTheChainIsAccepted() {
		assertAccepted(trusting(ROOT), LEAF, ISSUING);
	}

	// E17
	@Test
	void whenTheRootIsSentTooThenTheChainIsAccepted() {
		assertAccepted(trusting(ROOT), LEAF, ISSUING, ROOT);
	}

	// E17
	@Test
	void whenTheOrderIsWrongThenTheChainIsAccepted() {
		Issued lower = authority("Lower CA").issuedBy(ISSUING);

		assertAccepted(trusting(ROOT), leaf().issuedBy(lower), ROOT, ISSUING, lower);
	}

	// E17
	@Test
	void whenAnUnrelatedCertificateIsSentTooThenTheChainIsAccepted() {
		assertAccepted(trusting(ROOT), LEAF, OTHER, ISSUING);
	}

	// E18, TR3
	@ParameterizedTest
	@ValueSource(strings = { "leaf", "intermediate", "root" })
	void rsaKeysBelow2048BitsAreRefused(String place) {
		Issued root = authority("Short Root").key(place.equals("root") ? "RSA-1024" : "RSA-2048").selfSigned();
		Issued intermediate = authority("Short CA").key(place.equals("intermediate") ? "RSA-1024" : "RSA-2048")
			.issuedBy(root);
		Issued leaf = leaf().key(place.equals("leaf") ? "RSA-1024" : "RSA-2048").issuedBy(intermediate);

		assertRefused(trusting(root), Reason.NOT_ACCEPTABLE, "its RSA key has 1024 bits (required: 2048)", leaf,
				intermediate);
	}

	// E18, TR3
	@ParameterizedTest
	@ValueSource(strings = { "MD5", "SHA1" })
	void signaturesOverWeakDigestsAreRefused(String digest) {
		Issued root = authority("RSA Root").key("RSA-2048").selfSigned();

		assertRefused(trusting(root), Reason.NOT_ACCEPTABLE, "its signature is weak",
				leaf().digest(digest).issuedBy(root));
	}

	// E18, TR3
	@Test
	void signatureOfTheTrustedCertificateItselfIsNotLookedAt() {
		Issued root = authority("Old Root").key("RSA-2048").digest("SHA1").selfSigned();

		assertAccepted(trusting(root), leaf().issuedBy(root));
	}

	// E18
	@Test
	void floorsAreConfigurable() {
		Issued root = authority("RSA Root").key("RSA-2048").selfSigned();
		TrustPolicy lenient = TrustPolicy.DEFAULT.withInsecurelyAllowSha1(true);

		assertThatCode(() -> check(trusting(root), lenient, leaf().digest("SHA1").issuedBy(root)))
			.doesNotThrowAnyException();
		assertRefused(trusting(root), TrustPolicy.DEFAULT.withMinimumRsaBits(3072), Reason.NOT_ACCEPTABLE,
				"has 2048 bits (required: 3072)", leaf().issuedBy(root));
	}

	// E19
	@Test
	void rootOfVersion1IsATrustRoot() {
		Issued old = authority("Old Root").version1().selfSigned();

		assertAccepted(trusting(old), leaf().issuedBy(old));
	}

	// E20
	@Test
	void nobodyIsAskedAboutRevocation() throws IOException {
		try (ServerSocketChannel responder = ServerSocketChannel.open()) {
			responder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
			responder.configureBlocking(false);
			int port = ((InetSocketAddress) responder.getLocalAddress()).getPort();
			GeneralName place = new GeneralName(GeneralName.uniformResourceIdentifier,
					"http://127.0.0.1:%d/".formatted(port));
			DistributionPoint list = new DistributionPoint(new DistributionPointName(new GeneralNames(place)), null,
					null);

			assertAccepted(trusting(ROOT), leaf()
				.with(Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] { list }))
				.with(Extension.authorityInfoAccess, false,
						new AuthorityInformationAccess(AccessDescription.id_ad_ocsp, place))
				.issuedBy(ROOT));

			assertThat(responder.accept()).isNull();
		}
	}

	// E21: ours. Who issued a certificate is looked at first: its names are only his
	// word.
	@Test
	void whenBothIssuerAndNameAreWrongThenTheIssuerIsTheReason() {
		assertRefused(trusting(ROOT), Reason.UNTRUSTED_ISSUER, "no trusted certificate issued",
				leaf().names(ChainBuilder.dns("elsewhere.example")).issuedBy(OTHER));
	}

	// TR13, A19
	@Test
	void nineIntermediatesAreAccepted() {
		assertAccepted(trusting(ROOT), chain(9));
	}

	// TR13, A19
	@Test
	void tenIntermediatesAreRefused() {
		assertRefused(trusting(ROOT), Reason.NOT_ACCEPTABLE, "the chain has 10 intermediates (allowed: 9)", chain(10));
	}

	// TR13, A19
	@Test
	void whereNoIntermediateIsAllowedAnAuthoritysLeafIsAcceptedAndNoOther() {
		TrustPolicy direct = TrustPolicy.DEFAULT.withMaximumIntermediates(0);

		assertThatCode(() -> check(trusting(ROOT), direct, chain(0))).doesNotThrowAnyException();
		assertRefused(trusting(ROOT), direct, Reason.NOT_ACCEPTABLE, "has 1 intermediates (allowed: 0)", chain(1));
	}

	private static Issued[] chain(int intermediates) {
		List<Issued> chain = new ArrayList<>();
		Issued issuer = ROOT;
		for (int index = 0; index < intermediates; index++) {
			issuer = authority("CA " + index).issuedBy(issuer);
			chain.add(0, issuer);
		}
		chain.add(0, leaf().issuedBy(issuer));
		return chain.toArray(Issued[]::new);
	}

}

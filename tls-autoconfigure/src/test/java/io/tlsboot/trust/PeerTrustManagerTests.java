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

import java.net.Socket;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalInt;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

import io.netty.pkitesting.CertificateBuilder;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.trust.PeerCertificateException.Reason;
import io.tlsboot.x509.Certificate;
import io.tlsboot.x509.PrivateCertificate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PeerTrustManagerTests {

	private static final Clock CLOCK = Clock.systemUTC();

	private static final ServiceIdentity LOCALHOST = ServiceIdentity.of("localhost");

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final TestAuthority EXPIRED_AUTHORITY = TestAuthority.create("Expired CA",
			PeerTrustManagerTests::expired);

	private static final PrivateCertificate SERVER = AUTHORITY.issue("server");

	private static final PrivateCertificate UNDER_EXPIRED = EXPIRED_AUTHORITY.issue("server");

	private static PeerTrustManager forServer(TrustRoot root) {
		return PeerTrustManager.forServer(root, TrustPolicy.DEFAULT, LOCALHOST, CLOCK);
	}

	private static CertificateBuilder expired(CertificateBuilder builder) {
		Instant now = CLOCK.instant();
		return builder.notBefore(now.minus(Duration.ofDays(20))).notAfter(now.minus(Duration.ofDays(10)));
	}

	private static Clock at(Instant instant) {
		return Clock.fixed(instant, ZoneOffset.UTC);
	}

	private static X509Certificate[] chain(Certificate... certificates) {
		return List.of(certificates).stream().map(Certificate::toX509).toArray(X509Certificate[]::new);
	}

	private static PeerCertificateException assertRefused(Reason reason, ThrowingCallable check) {
		return assertThatExceptionOfType(PeerCertificateException.class).isThrownBy(check)
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(reason))
			.actual();
	}

	private static void assertServerRefused(Reason reason, PeerTrustManager manager, X509Certificate... chain) {
		assertRefused(reason, () -> manager.checkServerTrusted(chain, "UNKNOWN"));
	}

	private static void assertServerAccepted(PeerTrustManager manager, X509Certificate... chain) {
		assertThatCode(() -> manager.checkServerTrusted(chain, "UNKNOWN")).doesNotThrowAnyException();
	}

	@Test
	void whenAnchorIssuedTheCertificateThenServerIsAccepted() {
		assertServerAccepted(forServer(AUTHORITY.trustRoot()), SERVER.x509Chain());
	}

	@Test
	void whenAnchorIssuedTheCertificateThenClientIsAccepted() {
		PeerTrustManager manager = PeerTrustManager.forClients(AUTHORITY.trustRoot(), TrustPolicy.DEFAULT, CLOCK);

		assertThatCode(() -> manager.checkClientTrusted(SERVER.x509Chain(), "UNKNOWN")).doesNotThrowAnyException();
	}

	@Test
	void whenChainHasAnIntermediateThenServerIsAccepted() {
		TestAuthority intermediate = AUTHORITY.intermediate("Intermediate CA");
		Certificate leaf = intermediate.issue("server").certificate();

		assertServerAccepted(forServer(AUTHORITY.trustRoot()), chain(leaf, intermediate.certificate()));
	}

	@Test
	void whenIntermediateIsMissingThenIssuerIsUntrusted() {
		Certificate leaf = AUTHORITY.intermediate("Intermediate CA").issue("server").certificate();

		assertServerRefused(Reason.UNTRUSTED_ISSUER, forServer(AUTHORITY.trustRoot()), chain(leaf));
	}

	@Test
	void whenChainIsSentWithTheRootThenServerIsAccepted() {
		assertServerAccepted(forServer(AUTHORITY.trustRoot()), chain(SERVER.certificate(), AUTHORITY.certificate()));
	}

	@Test
	void whenIssuerIsUnknownThenItIsUntrusted() {
		assertServerRefused(Reason.UNTRUSTED_ISSUER, forServer(TestAuthority.create("Other CA").trustRoot()),
				SERVER.x509Chain());
	}

	@Test
	void whenAnchorHasTheNameAndNotTheKeyThenIssuerIsUntrusted() {
		assertServerRefused(Reason.UNTRUSTED_ISSUER, forServer(TestAuthority.create("Test CA").trustRoot()),
				SERVER.x509Chain());
	}

	@Test
	void whenPeerSendsItsOwnRootThenIssuerIsUntrusted() {
		assertServerRefused(Reason.UNTRUSTED_ISSUER, forServer(TestAuthority.create("Other CA").trustRoot()),
				chain(SERVER.certificate(), AUTHORITY.certificate()));
	}

	@Test
	void whenPathIsLongerThanAnIssuerAllowsThenChainIsNotAcceptable() {
		TestAuthority limited = AUTHORITY.intermediate("Limited CA",
				(builder) -> builder.setPathLengthConstraint(OptionalInt.of(0)));
		TestAuthority below = limited.intermediate("Too low CA");
		Certificate leaf = below.issue("server").certificate();

		assertServerRefused(Reason.NOT_ACCEPTABLE, forServer(AUTHORITY.trustRoot()),
				chain(leaf, below.certificate(), limited.certificate()));
	}

	@Test
	void whenTheUseIsAnotherThenCertificateIsNotAcceptable() {
		PrivateCertificate client = AUTHORITY
			.issue((builder) -> builder.subject("CN=c").addSanDnsName("localhost").addExtendedKeyUsageClientAuth());

		assertServerRefused(Reason.NOT_ACCEPTABLE, forServer(AUTHORITY.trustRoot()), client.x509Chain());
	}

	@Test
	void whenLeafIsExpiredThenItIsRefused() {
		assertServerRefused(Reason.EXPIRED, forServer(AUTHORITY.trustRoot()),
				AUTHORITY.issueExpired("server").x509Chain());
	}

	@Test
	void whenTheClockIsPastTheLeafThenItIsRefused() {
		Instant after = SERVER.certificate().notAfter().plusSeconds(1);
		PeerTrustManager manager = PeerTrustManager.forServer(AUTHORITY.trustRoot(), TrustPolicy.DEFAULT, LOCALHOST,
				at(after));

		assertServerRefused(Reason.EXPIRED, manager, SERVER.x509Chain());
	}

	@Test
	void lastInstantOfTheValidityIsIncluded() {
		PrivateCertificate leaf = AUTHORITY.issue((builder) -> builder.subject("CN=server")
			.addSanDnsName("localhost")
			.notAfter(CLOCK.instant().plus(Duration.ofDays(1))));
		PeerTrustManager manager = PeerTrustManager.forServer(AUTHORITY.trustRoot(), TrustPolicy.DEFAULT, LOCALHOST,
				at(leaf.certificate().notAfter()));

		assertServerAccepted(manager, leaf.x509Chain());
	}

	@Test
	void whenLeafIsNotYetValidThenItIsRefused() {
		PrivateCertificate leaf = AUTHORITY.issue((builder) -> builder.subject("CN=server")
			.addSanDnsName("localhost")
			.notBefore(CLOCK.instant().plus(Duration.ofDays(1))));

		assertServerRefused(Reason.NOT_YET_VALID, forServer(AUTHORITY.trustRoot()), leaf.x509Chain());
	}

	@Test
	void whenTheClockIsBeforeTheLeafThenItIsRefused() {
		Instant before = SERVER.certificate().notBefore().minusMillis(1);
		PeerTrustManager manager = PeerTrustManager.forServer(AUTHORITY.trustRoot(), TrustPolicy.DEFAULT, LOCALHOST,
				at(before));

		assertServerRefused(Reason.NOT_YET_VALID, manager, SERVER.x509Chain());
	}

	@Test
	void whenAnchorIsExpiredThenChainIsRefused() {
		assertServerRefused(Reason.EXPIRED, forServer(EXPIRED_AUTHORITY.trustRoot()), UNDER_EXPIRED.x509Chain());
	}

	@Test
	void whenAnchorIsExpiredAndSentThenChainIsRefused() {
		assertServerRefused(Reason.EXPIRED, forServer(EXPIRED_AUTHORITY.trustRoot()),
				chain(UNDER_EXPIRED.certificate(), EXPIRED_AUTHORITY.certificate()));
	}

	@Test
	void whenAnchorIsExpiredThenAnUnrelatedCertificateBehindTheChainDoesNotHelp() {
		Certificate unrelated = TestAuthority.create("Unrelated CA").certificate();

		assertServerRefused(Reason.EXPIRED, forServer(EXPIRED_AUTHORITY.trustRoot()),
				chain(UNDER_EXPIRED.certificate(), unrelated));
	}

	@Test
	void whenAnchorIsExpiredThenAnotherTrustedCertificateBehindTheChainDoesNotHelp() {
		TrustRoot root = TrustRoot.certificates(EXPIRED_AUTHORITY.certificate(), AUTHORITY.certificate());

		assertServerRefused(Reason.EXPIRED, forServer(root),
				chain(UNDER_EXPIRED.certificate(), AUTHORITY.certificate()));
	}

	@Test
	void whenAnchorIsExpiredThenAValidOneOfItsNameAndAnotherKeyDoesNotHelp() {
		TrustRoot root = TrustRoot.certificates(EXPIRED_AUTHORITY.certificate(),
				TestAuthority.create("Expired CA").certificate());

		assertServerRefused(Reason.EXPIRED, forServer(root), UNDER_EXPIRED.x509Chain());
	}

	@Test
	void whenAnotherAnchorIsExpiredThenServerIsAccepted() {
		TrustRoot root = TrustRoot.certificates(EXPIRED_AUTHORITY.certificate(), AUTHORITY.certificate());

		assertServerAccepted(forServer(root), SERVER.x509Chain());
	}

	@Test
	void whenAnchorIsNotYetValidThenChainIsRefused() {
		TestAuthority future = TestAuthority.create("Future CA",
				(builder) -> builder.notBefore(CLOCK.instant().plus(Duration.ofDays(1))));

		assertServerRefused(Reason.NOT_YET_VALID, forServer(future.trustRoot()), future.issue("server").x509Chain());
	}

	@Test
	void whenTheServersOwnSelfSignedCertificateIsTrustedThenItIsAccepted() {
		Certificate self = TestAuthority.create("Self", (builder) -> builder.addSanDnsName("localhost")).certificate();

		assertServerAccepted(forServer(TrustRoot.certificates(self)), chain(self));
	}

	@Test
	void whenALeafOfAnAuthorityIsTrustedThenItIsRefused() {
		assertServerRefused(Reason.UNTRUSTED_ISSUER, forServer(TrustRoot.certificates(SERVER.certificate())),
				SERVER.x509Chain());
	}

	@Test
	void whenPartialChainsAreAllowedThenALeafOfAnAuthorityMayBeTrusted() {
		PeerTrustManager manager = PeerTrustManager.forServer(TrustRoot.certificates(SERVER.certificate()),
				TrustPolicy.DEFAULT.withAllowPartialChain(true), LOCALHOST, CLOCK);

		assertServerAccepted(manager, SERVER.x509Chain());
	}

	@Test
	void whenATrustedSelfSignedCertificateIsExpiredThenItIsRefused() {
		Certificate self = TestAuthority.create("Self", (builder) -> expired(builder.addSanDnsName("localhost")))
			.certificate();

		assertServerRefused(Reason.EXPIRED, forServer(TrustRoot.certificates(self)), chain(self));
	}

	@Test
	void whenCertificateIsForAnotherNameThenItIsRefused() {
		PeerTrustManager manager = PeerTrustManager.forServer(AUTHORITY.trustRoot(), TrustPolicy.DEFAULT,
				ServiceIdentity.of("www.example"), CLOCK);

		PeerCertificateException failure = assertRefused(Reason.NAME_MISMATCH,
				() -> manager.checkServerTrusted(SERVER.x509Chain(), "UNKNOWN"));

		assertThat(failure).hasMessageContaining("DNS:localhost, IP:127.0.0.1 (expected: 'www.example')");
	}

	@Test
	void whenOnlyTheIssuersNameMatchesThenServerIsRefused() {
		TestAuthority named = TestAuthority.create("Named CA", (builder) -> builder.addSanDnsName("localhost"));
		PrivateCertificate leaf = named.issue((builder) -> builder.subject("CN=localhost").addSanDnsName("other"));

		assertServerRefused(Reason.NAME_MISMATCH, forServer(named.trustRoot()),
				chain(leaf.certificate(), named.certificate()));
	}

	@Test
	void whenIssuerIsUnknownTooThenThatIsTheReason() {
		PeerTrustManager manager = PeerTrustManager.forServer(TestAuthority.create("Other CA").trustRoot(),
				TrustPolicy.DEFAULT, ServiceIdentity.of("www.example"), CLOCK);

		assertServerRefused(Reason.UNTRUSTED_ISSUER, manager, SERVER.x509Chain());
	}

	@Test
	void nameOfAClientDoesNotCount() {
		PrivateCertificate nameless = AUTHORITY.issue((builder) -> builder.subject("CN=somebody"));
		PeerTrustManager manager = PeerTrustManager.forClients(AUTHORITY.trustRoot(), TrustPolicy.DEFAULT, CLOCK);

		assertThatCode(() -> manager.checkClientTrusted(nameless.x509Chain(), "UNKNOWN")).doesNotThrowAnyException();
	}

	@Test
	void whenTrustRootIsEmptyThenEveryServerIsRefused() {
		assertServerRefused(Reason.UNTRUSTED_ISSUER, forServer(TrustRoot.certificates()), SERVER.x509Chain());
	}

	@Test
	void whenTrustRootIsEmptyThenEveryClientIsRefused() {
		PeerTrustManager manager = PeerTrustManager.forClients(TrustRoot.certificates(), TrustPolicy.DEFAULT, CLOCK);

		PeerCertificateException failure = assertRefused(Reason.UNTRUSTED_ISSUER,
				() -> manager.checkClientTrusted(SERVER.x509Chain(), "UNKNOWN"));

		assertThat(failure).hasMessageContaining("the trust root is empty");
	}

	@Test
	void whatIsForClientsRefusesServers() {
		PeerTrustManager manager = PeerTrustManager.forClients(AUTHORITY.trustRoot(), TrustPolicy.DEFAULT, CLOCK);

		assertServerRefused(Reason.NOT_ACCEPTABLE, manager, SERVER.x509Chain());
	}

	@Test
	void whatIsForAServerRefusesClients() {
		PeerTrustManager manager = forServer(AUTHORITY.trustRoot());

		assertRefused(Reason.NOT_ACCEPTABLE, () -> manager.checkClientTrusted(SERVER.x509Chain(), "UNKNOWN"));
	}

	@Test
	void enginesAndSocketsGetTheSameAnswer() throws Exception {
		PeerTrustManager servers = forServer(AUTHORITY.trustRoot());
		PeerTrustManager clients = PeerTrustManager.forClients(AUTHORITY.trustRoot(), TrustPolicy.DEFAULT, CLOCK);
		X509Certificate[] good = SERVER.x509Chain();
		X509Certificate[] bad = UNDER_EXPIRED.x509Chain();
		SSLEngine engine = SSLContext.getDefault().createSSLEngine();
		Socket socket = new Socket();

		servers.checkServerTrusted(good, "UNKNOWN", engine);
		servers.checkServerTrusted(good, "UNKNOWN", socket);
		clients.checkClientTrusted(good, "UNKNOWN", engine);
		clients.checkClientTrusted(good, "UNKNOWN", socket);
		assertRefused(Reason.UNTRUSTED_ISSUER, () -> servers.checkServerTrusted(bad, "UNKNOWN", engine));
		assertRefused(Reason.UNTRUSTED_ISSUER, () -> servers.checkServerTrusted(bad, "UNKNOWN", socket));
		assertRefused(Reason.UNTRUSTED_ISSUER, () -> clients.checkClientTrusted(bad, "UNKNOWN", engine));
		assertRefused(Reason.UNTRUSTED_ISSUER, () -> clients.checkClientTrusted(bad, "UNKNOWN", socket));
	}

	@Test
	void whenChainIsEmptyThenItIsRefused() {
		assertServerRefused(Reason.NOT_ACCEPTABLE, forServer(AUTHORITY.trustRoot()));
	}

	@Test
	void acceptedIssuersAreTheAnchors() {
		TrustRoot root = TrustRoot.certificates(AUTHORITY.certificate(), EXPIRED_AUTHORITY.certificate());

		assertThat(forServer(root).getAcceptedIssuers()).containsExactlyInAnyOrder(AUTHORITY.certificate().toX509(),
				EXPIRED_AUTHORITY.certificate().toX509());
	}

	@Test
	void causeCarriesTheReasonForTheAlert() {
		PeerTrustManager manager = forServer(AUTHORITY.trustRoot());

		PeerCertificateException failure = assertRefused(Reason.EXPIRED,
				() -> manager.checkServerTrusted(AUTHORITY.issueExpired("server").x509Chain(), "UNKNOWN"));

		assertThat(failure.getCause()).isInstanceOfSatisfying(CertPathValidatorException.class,
				(cause) -> assertThat(cause.getReason()).isEqualTo(BasicReason.EXPIRED));
	}

}

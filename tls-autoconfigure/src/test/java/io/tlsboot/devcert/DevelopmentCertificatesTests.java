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

package io.tlsboot.devcert;

import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

import io.netty.pkitesting.CertificateBuilder;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.trust.PeerCertificateException;
import io.tlsboot.trust.PeerCertificateException.Reason;
import io.tlsboot.trust.PeerTrustManager;
import io.tlsboot.trust.ServiceIdentity;
import io.tlsboot.trust.TrustPolicy;
import io.tlsboot.trust.TrustRoot;
import io.tlsboot.x509.Certificate;
import io.tlsboot.x509.PrivateCertificate;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DevelopmentCertificatesTests {

	private static final Clock CLOCK = Clock.systemUTC();

	private static final DevelopmentCertificates CREATED = DevelopmentCertificates.create(List.of("app.test"), CLOCK);

	private static final Certificate LEAF = CREATED.leaf().certificate();

	private static final X509Certificate AUTHORITY = CREATED.authority().toX509();

	private static NameConstraints constraints() {
		return NameConstraints.getInstance(constraintsEncoding());
	}

	private static byte[] constraintsEncoding() {
		return ASN1OctetString.getInstance(AUTHORITY.getExtensionValue(Extension.nameConstraints.getId())).getOctets();
	}

	@Test
	void whenANameIsTooLongThenItIsRefused() {
		String longest = "a.".repeat(124) + "test";

		assertThat(DevelopmentCertificates.create(List.of("a" + longest), CLOCK).leaf().certificate().dnsNames())
			.contains("a" + longest);
		for (String name : List.of("aa" + longest, "a.".repeat(100_000) + "test")) {
			assertThatIllegalArgumentException().isThrownBy(() -> DevelopmentCertificates.create(List.of(name), CLOCK));
		}
	}

	@Test
	void authorityMayNameTheLoopbackAndTheReservedDomainsOnly() {
		assertThat(constraints().getPermittedSubtrees()).extracting((subtree) -> subtree.getBase().toString())
			.containsExactly("2: localhost", "2: test", "7: #7f000000ff000000",
					"7: #" + "00".repeat(15) + "01" + "ff".repeat(16));
		assertThat(constraints().getPermittedSubtrees()).extracting(GeneralSubtree::getMaximum).containsOnlyNulls();
		assertThat(constraints().getExcludedSubtrees()).isNull();
	}

	@Test
	void constraintsAreCritical() {
		assertThat(AUTHORITY.getCriticalExtensionOIDs()).contains(Extension.nameConstraints.getId(),
				Extension.basicConstraints.getId(), Extension.keyUsage.getId());
	}

	@Test
	void authorityIssuesNoAuthorities() {
		assertThat(AUTHORITY.getBasicConstraints()).isZero();
	}

	@Test
	void authoritySignsCertificatesOnly() {
		boolean[] keyCertSignOnly = { false, false, false, false, false, true, false, false, false };

		assertThat(AUTHORITY.getKeyUsage()).isEqualTo(keyCertSignOnly);
	}

	@Test
	void leafIsNoAuthority() {
		assertThat(LEAF.toX509().getBasicConstraints()).isEqualTo(-1);
	}

	@Test
	void leafIsForServersAndClients() throws CertificateParsingException {
		assertThat(LEAF.toX509().getExtendedKeyUsage()).containsExactly(KeyPurposeId.id_kp_serverAuth.getId(),
				KeyPurposeId.id_kp_clientAuth.getId());
	}

	@Test
	void leafNamesTheLoopbackAndWhatWasAskedFor() {
		assertThat(LEAF.subjectAlternativeNames()).containsExactlyInAnyOrder("DNS:localhost", "DNS:app.test",
				"IP:127.0.0.1", "IP:0:0:0:0:0:0:0:1");
	}

	@Test
	void whenANameIsAskedForTwiceThenItIsNamedOnce() {
		DevelopmentCertificates created = DevelopmentCertificates.create(List.of("a.test", "a.test"), CLOCK);

		assertThat(created.leaf().certificate().dnsNames()).doesNotHaveDuplicates().contains("a.test");
	}

	@Test
	void bothAreValidForNinetyDays() {
		Instant now = Instant.parse("2026-11-01T12:00:00Z");
		DevelopmentCertificates created = DevelopmentCertificates.create(List.of(), Clock.fixed(now, ZoneOffset.UTC));

		for (Certificate certificate : List.of(created.authority(), created.leaf().certificate())) {
			assertThat(certificate.notBefore()).isEqualTo(now.minus(Duration.ofMinutes(5)));
			assertThat(certificate.notAfter()).isEqualTo(now.plus(Duration.ofDays(90)));
		}
	}

	@Test
	void eachAuthorityHasANameOfItsOwn() {
		assertThat(DevelopmentCertificates.create(List.of(), CLOCK).authority().subject())
			.isNotEqualTo(CREATED.authority().subject());
	}

	@Test
	void chainIsTheLeafAlone() {
		assertThat(CREATED.leaf().chain()).containsExactly(LEAF);
		assertThat(LEAF.issuer()).isEqualTo(CREATED.authority().subject());
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "app.test", "127.0.0.1", "::1" })
	void whoTrustsTheAuthorityAcceptsTheLeaf(String host) {
		PeerTrustManager manager = PeerTrustManager.forServer(TrustRoot.certificates(CREATED.authority()),
				TrustPolicy.DEFAULT, ServiceIdentity.of(host), CLOCK);

		assertThatCode(() -> manager.checkServerTrusted(CREATED.leaf().x509Chain(), "UNKNOWN"))
			.doesNotThrowAnyException();
	}

	@ParameterizedTest
	@ValueSource(strings = { "example.com", "test.example.com", "localhost.example.com", "mytest", "notlocalhost",
			"test", "localhost", "", "app.test.", "test.com", "a b.test", "-a.test", "a..test", "*a.test" })
	void whenANameIsOutsideTheConstraintsThenItIsRefused(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> DevelopmentCertificates.create(List.of(name), CLOCK))
			.withMessageContaining(
					"name: '%s' (expected: a host name that ends in .localhost or .test)".formatted(name));
	}

	@Test
	void whoEnforcesTheConstraintsAcceptsWhatIsInside() {
		assertThatCode(() -> checkUnderConstraints((builder) -> builder.addSanDnsName("localhost")
			.addSanDnsName("a.localhost")
			.addSanDnsName("app.test")
			.addSanIpAddress("127.0.0.1")
			.addSanIpAddress("::1"))).doesNotThrowAnyException();
	}

	@ParameterizedTest
	@ValueSource(strings = { "example.com", "test.example.com", "mytest", "notlocalhost" })
	void whoEnforcesTheConstraintsRefusesANameOutside(String name) {
		assertThatExceptionOfType(PeerCertificateException.class)
			.isThrownBy(
					() -> checkUnderConstraints((builder) -> builder.addSanDnsName("localhost").addSanDnsName(name)))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.NOT_ACCEPTABLE));
	}

	@ParameterizedTest
	@ValueSource(strings = { "10.1.2.3", "::2", "126.255.255.255", "128.0.0.1" })
	void whoEnforcesTheConstraintsRefusesAnAddressOutside(String address) {
		assertThatExceptionOfType(PeerCertificateException.class).isThrownBy(
				() -> checkUnderConstraints((builder) -> builder.addSanDnsName("localhost").addSanIpAddress(address)))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.NOT_ACCEPTABLE));
	}

	// The authority's key is gone, so another one with its constraints signs. As an
	// intermediate: the JDK does not apply those of an anchor.
	private static void checkUnderConstraints(UnaryOperator<CertificateBuilder> leaf) throws CertificateException {
		TestAuthority root = TestAuthority.create("Root CA");
		TestAuthority constrained = root.intermediate("Constrained CA", (builder) -> builder
			.addExtensionOctetString(Extension.nameConstraints.getId(), true, constraintsEncoding()));
		PrivateCertificate issued = constrained.issue((builder) -> leaf.apply(builder.subject("O=Anybody")));
		X509Certificate[] chain = { issued.x509Chain()[0], constrained.certificate().toX509() };
		PeerTrustManager.forServer(root.trustRoot(), TrustPolicy.DEFAULT, ServiceIdentity.of("localhost"), CLOCK)
			.checkServerTrusted(chain, "UNKNOWN");
	}

	@Test
	void equalWhenAuthorityAndLeafAre() {
		DevelopmentCertificates same = new DevelopmentCertificates(Certificate.loadPem(CREATED.authority().dumpPem()),
				PrivateCertificate.loadPem(CREATED.leaf().dumpPem()));
		DevelopmentCertificates other = DevelopmentCertificates.create(List.of("app.test"), CLOCK);

		assertThat(same).isEqualTo(CREATED).hasSameHashCodeAs(CREATED);
		assertThat(Arrays.asList(other, new DevelopmentCertificates(CREATED.authority(), other.leaf()),
				new DevelopmentCertificates(other.authority(), CREATED.leaf())))
			.doesNotContain(CREATED);
	}

}

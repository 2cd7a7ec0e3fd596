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

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;

import io.tlsboot.testing.ChainBuilder;
import io.tlsboot.testing.ChainBuilder.Issued;
import io.tlsboot.trust.PeerCertificateException.Reason;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.tlsboot.testing.ChainBuilder.authority;
import static io.tlsboot.testing.ChainBuilder.dns;
import static io.tlsboot.testing.ChainBuilder.ip;
import static io.tlsboot.testing.ChainBuilder.leaf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Section F of Twisted's behaviours, and traps TR4 and TR5: whom a certificate speaks
 * for, as the trust manager of a client decides.
 */
class ServiceIdentityStatementTests {

	private static final Issued ROOT = authority("Root CA").selfSigned();

	private static final byte[] GARBAGE = "garbage".getBytes(StandardCharsets.US_ASCII);

	private static void check(String host, ChainBuilder leaf) throws Exception {
		PeerTrustManager
			.forServer(TrustRoot.certificates(ROOT.certificate()), TrustPolicy.DEFAULT, ServiceIdentity.of(host),
					ChainBuilder.CLOCK)
			.checkServerTrusted(new X509Certificate[] { leaf.issuedBy(ROOT).x509() }, "UNKNOWN");
	}

	private static void assertMatch(String host, GeneralName... names) {
		assertThatCode(() -> check(host, leaf().names(names))).doesNotThrowAnyException();
	}

	private static void assertMismatch(String host, GeneralName... names) {
		assertMismatch(host, leaf().names(names));
	}

	private static void assertMismatch(String host, ChainBuilder leaf) {
		assertThatExceptionOfType(PeerCertificateException.class).isThrownBy(() -> check(host, leaf))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.NAME_MISMATCH));
	}

	private static GeneralName uri(String text) {
		return new GeneralName(GeneralName.uniformResourceIdentifier, text);
	}

	private static GeneralName mail(String text) {
		return new GeneralName(GeneralName.rfc822Name, text);
	}

	// F1
	@Test
	void dnsNameMatches() {
		assertMatch("www.example.com", dns("www.example.com"));
	}

	// F2
	@Test
	void anotherDnsNameDoesNotMatch() {
		assertMismatch("www.example.com", dns("mail.example.com"));
	}

	// F5
	@Test
	void caseOfANameDoesNotCount() {
		assertMatch("www.EXAMPLE.com", dns("WWW.example.COM"));
	}

	// F6
	@Test
	void wildcardMatchesOneLabel() {
		assertMatch("www.example.com", dns("*.example.com"));
	}

	// F6
	@ParameterizedTest
	@ValueSource(strings = { "a.b.example.com", "example.com" })
	void wildcardMatchesNeitherTwoLabelsNorTheBareDomain(String host) {
		assertMismatch(host, dns("*.example.com"));
	}

	// F7, TR4
	@ParameterizedTest
	@CsvSource({ "foo.example.com, f*.example.com", "xn--fa-hia.example.com, xn--*.example.com",
			"xn--fa-hia.example.com, *.example.com", "fa\u00df.example.com, *.example.com" })
	void partialWildcardsAndWildcardsForALabelsDoNotMatch(String host, String presented) {
		assertMismatch(host, dns(presented));
	}

	// F8, TR4
	@ParameterizedTest
	@CsvSource({ "localhost, *", "example.com, *.com", "a.example.com, *.*.com", "a.b.example.com, a.*.example.com",
			"a.b.example.com, *.*.example.com" })
	void illegalPatternsDoNotMatch(String host, String presented) {
		assertMismatch(host, dns(presented));
	}

	// F9: ours
	@Test
	void illegalPatternBesideAGoodNameIsIgnored() {
		assertMatch("www.example.com", dns("*.*.com"), dns("www.example.com"));
	}

	// F10
	@Test
	void commonNameIsNotUsedWhereTheNamesAreOthers() {
		assertMismatch("www.example.com", leaf().subject("CN=www.example.com").names(dns("mail.example.com")));
	}

	// F11, TR4
	@Test
	void commonNameIsNotUsedWhereTheNamesAreAddressesOrUris() {
		assertMismatch("www.example.com", leaf().subject("CN=www.example.com").names(ip("10.0.0.1")));
		assertMismatch("www.example.com", leaf().subject("CN=www.example.com").names(uri("https://www.example.com/")));
	}

	// F12
	@Test
	void commonNameIsNotUsedWhereThereAreNoNames() {
		assertMismatch("www.example.com",
				leaf().subject("CN=www.example.com").without(Extension.subjectAlternativeName));
		assertMismatch("www.example.com", leaf().subject("CN=www.example.com").names(mail("me@www.example.com")));
	}

	// F13
	@ParameterizedTest
	@ValueSource(strings = { "localhost", "127.0.0.1" })
	void certificateWithoutNamesIsRefusedForEveryHost(String host) {
		assertMismatch(host, leaf().without(Extension.subjectAlternativeName));
		assertMismatch(host, leaf().with(Extension.subjectAlternativeName, false, new DERSequence()));
	}

	// F13, TR4
	@ParameterizedTest
	@ValueSource(strings = { "localhost", "127.0.0.1" })
	void certificateWhoseNamesAreMalformedIsRefusedForEveryHost(String host) {
		GeneralName odd = new GeneralName(GeneralName.iPAddress, new DEROctetString(new byte[5]));

		assertMismatch(host, leaf().with(Extension.subjectAlternativeName, false, GARBAGE));
		assertMismatch(host, leaf().names(dns("localhost"), ip("127.0.0.1"), odd));
	}

	// F13, TR4
	@Test
	void exceptionWithinTheCheckRefusesTheCertificate() {
		Issued malformed = leaf().with(Extension.subjectAlternativeName, false, GARBAGE).issuedBy(ROOT);

		assertThatIllegalArgumentException().isThrownBy(() -> SubjectNames.of(malformed.x509()));
		assertThat(ServiceIdentity.of("localhost").matches(malformed.certificate())).isFalse();
	}

	// F14
	@Test
	void internationalizedNameMatchesItsALabel() {
		assertMatch("h\u00e1llo.example.com", dns("xn--hllo-5na.example.com"));
		assertMatch("xn--hllo-5na.example.com", dns("xn--hllo-5na.example.com"));
	}

	// F14: a name in Unicode has no place in a certificate (RFC 5280, section 7.2).
	@Test
	void internationalizedNameInUnicodeWithinACertificateDoesNotMatch() {
		GeneralName unicode = new GeneralName(GeneralName.dNSName, new DERIA5String("h\u00e1llo.example.com"));

		assertMismatch("h\u00e1llo.example.com", unicode);
		assertMismatch("xn--hllo-5na.example.com", unicode);
	}

	// F15, TR5
	@Test
	void sharpSIsItselfAndNotTwoLetters() {
		assertMatch("fa\u00df.example.com", dns("xn--fa-hia.example.com"));
		assertMismatch("fa\u00df.example.com", dns("fass.example.com"));
	}

	// F16
	@Test
	void ideographicFullStopIsADot() {
		assertMatch("b\u00fccher\u3002example\u3002com", dns("xn--bcher-kva.example.com"));
	}

	// F16
	@Test
	void fullWidthLettersAreRefusedAtOnce() {
		assertThatIllegalArgumentException().isThrownBy(() -> ServiceIdentity.of("\uff45xample.com"))
			.withMessageContaining("expected: a name that IDNA 2008 allows");
	}

	// F17
	@ParameterizedTest
	@CsvSource({ "127.0.0.1, 127.0.0.1", "::1, ::1", "0:0:0:0:0:0:0:1, ::1", "2001:DB8:0::A, 2001:db8::a" })
	void addressMatchesInAnyForm(String host, String presented) {
		assertMatch(host, ip(presented));
	}

	// F17
	@Test
	void anotherAddressDoesNotMatch() {
		assertMismatch("127.0.0.1", ip("127.0.0.2"));
		assertMismatch("::1", ip("::2"));
	}

	// F18
	@Test
	void addressAsDnsNameOrCommonNameDoesNotMatch() {
		assertMismatch("127.0.0.1", dns("127.0.0.1"));
		assertMismatch("127.0.0.1", leaf().subject("CN=127.0.0.1").without(Extension.subjectAlternativeName));
	}

	// F19: ours refuses at once what no certificate can match.
	@Test
	void addressWithAScopeIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> ServiceIdentity.of("fe80::1%eth0"))
			.withMessageContaining("expected: an address without a scope");
	}

	// F20: ours refuses all of them, since some resolvers take them for addresses.
	@ParameterizedTest
	@ValueSource(strings = { "127.1", "0177.0.0.1", "2130706433", "0x7f000001" })
	void addressInOtherNumbersThanFourDecimalsIsNone(String host) {
		assertThatIllegalArgumentException().isThrownBy(() -> ServiceIdentity.of(host))
			.withMessageContaining("expected: an IPv4 address as four decimal numbers, or a name");
	}

	// F21: ours
	@Test
	void trailingDotOfTheConfiguredHostDoesNotCount() {
		assertMatch("www.example.com.", dns("www.example.com"));
	}

	// F21
	@Test
	void trailingDotWithinTheCertificateDoesNotMatch() {
		assertMismatch("www.example.com", dns("www.example.com."));
		assertMismatch("www.example.com.", dns("www.example.com."));
	}

	// F22: a host is text by its type, so only null is left to refuse.
	@Test
	@SuppressWarnings("NullAway")
	void hostThatIsNoTextIsRefusedAtOnce() {
		assertThatNullPointerException().isThrownBy(() -> ServiceIdentity.of(null))
			.withMessage("'host' must not be null");
	}

	// F25, TR25
	@Test
	void underscoreIsRefusedAtOnce() {
		assertThatIllegalArgumentException().isThrownBy(() -> ServiceIdentity.of("my_host.example.com"))
			.withMessageContaining("expected: a DNS name of letters, digits and hyphens");
	}

	// TR25
	@ParameterizedTest
	@ValueSource(strings = { "my_host.example.com", "-host.example.com", "www..example.com", "www.example.com.." })
	void whatCannotBeSentAsServerNameIsRefusedAndNamed(String host) {
		assertThatIllegalArgumentException().isThrownBy(() -> ServiceIdentity.of(host))
			.withMessageContaining("'" + host + "'");
	}

}

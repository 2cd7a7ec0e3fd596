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
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;

import io.netty.pkitesting.CertificateBuilder;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ServiceIdentityTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static Certificate certificate(UnaryOperator<CertificateBuilder> names) {
		return AUTHORITY.issue((builder) -> names.apply(builder.subject("CN=leaf"))).certificate();
	}

	private static boolean matchesName(String host, String presented) {
		return ServiceIdentity.of(host).matches(certificate((builder) -> dnsName(builder, presented)));
	}

	// As it stands: the builder's own method refuses what is no host name.
	private static CertificateBuilder dnsName(CertificateBuilder builder, String name) {
		try {
			byte[] names = new GeneralNames(new GeneralName(GeneralName.dNSName, name)).getEncoded();
			return builder.addExtensionOctetString(Extension.subjectAlternativeName.getId(), false, names);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static boolean matchesAddress(String host, String presented) {
		return ServiceIdentity.of(host).matches(certificate((builder) -> builder.addSanIpAddress(presented)));
	}

	@ParameterizedTest
	@CsvSource({ "www.example.com, www.example.com", "www.example.com, WWW.Example.COM",
			"WWW.Example.COM, www.example.com", "localhost, localhost", "WWW.EXAMPLE.COM, *.example.com",
			"www.example.com, *.Example.Com" })
	void caseDoesNotCount(String host, String presented) {
		assertThat(matchesName(host, presented)).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "www.example.com, example.com", "example.com, www.example.com", "www.example.com, www.example.org",
			"www.example.com, ww.example.com", "www.example.com, wwww.example.com",
			"www.example.com, www.example.com.evil.test" })
	void otherNamesDoNotMatch(String host, String presented) {
		assertThat(matchesName(host, presented)).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "www.example.com, *.example.com", "w.example.com, *.example.com", "a.b.example.com, *.b.example.com",
			"www.xn--bcher-kva.example, *.xn--bcher-kva.example" })
	void wildcardStandsForOneLabel(String host, String presented) {
		assertThat(matchesName(host, presented)).isTrue();
	}

	@Test
	void wildcardDoesNotStandForTwoLabels() {
		assertThat(matchesName("a.b.example.com", "*.example.com")).isFalse();
	}

	@Test
	void wildcardDoesNotStandForNoLabel() {
		assertThat(matchesName("example.com", "*.example.com")).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "foo.example.com, f*.example.com", "foo.example.com, *o.example.com",
			"foo.example.com, f*o.example.com", "example.com, *.com", "localhost, *", "com, *",
			"a.b.example, a.*.example", "www.example.com, www.*.com", "www.example.com, *.*.com",
			"www.example.com, **.example.com", "www.example.com, *.", "www.example.com, .example.com",
			"www.example.com, *example.com" })
	void wildcardElsewhereThanInTheWholeFirstLabelOfThreeNeverMatches(String host, String presented) {
		assertThat(matchesName(host, presented)).isFalse();
	}

	@Test
	void internationalizedLabelNeverMatchesAWildcard() {
		assertThat(matchesName("xn--bcher-kva.example.com", "*.example.com")).isFalse();
	}

	@Test
	void internationalizedLabelMatchesItself() {
		assertThat(matchesName("xn--bcher-kva.example.com", "XN--bcher-kva.example.com")).isTrue();
	}

	@Test
	void whenOneOfSeveralNamesMatchesThenItIsEnough() {
		Certificate certificate = certificate(
				(builder) -> builder.addSanDnsName("a.example").addSanDnsName("b.example").addSanIpAddress("10.1.2.3"));

		assertThat(ServiceIdentity.of("b.example").matches(certificate)).isTrue();
		assertThat(ServiceIdentity.of("10.1.2.3").matches(certificate)).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "10.1.2.3, 10.1.2.3", "::1, ::1", "0:0:0:0:0:0:0:1, ::1", "::1, 0:0:0:0:0:0:0:1",
			"2001:DB8::0A, 2001:db8::a", "2001:db8:0:0:0:0:0:a, 2001:db8::a", "::ffff:10.1.2.3, 10.1.2.3",
			"2001:db8::10.1.2.3, 2001:db8::a01:203" })
	void addressMatchesInAnyTextualForm(String host, String presented) {
		assertThat(matchesAddress(host, presented)).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "10.1.2.3, 10.1.2.4", "::1, ::2", "::1, 127.0.0.1", "127.0.0.1, ::1" })
	void otherAddressDoesNotMatch(String host, String presented) {
		assertThat(matchesAddress(host, presented)).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "10.1.2.3, 10.1.2.3", "::1, ::1", "10.1.2.3, *.1.2.3" })
	void addressNeverMatchesADnsName(String host, String presented) {
		assertThat(matchesName(host, presented)).isFalse();
	}

	@Test
	void nameNeverMatchesAnAddress() {
		assertThat(matchesAddress("localhost", "127.0.0.1")).isFalse();
	}

	@Test
	void commonNameIsNeverUsed() {
		Certificate certificate = AUTHORITY.issue((builder) -> builder.subject("CN=www.example.com")).certificate();

		assertThat(ServiceIdentity.of("www.example.com").matches(certificate)).isFalse();
	}

	@Test
	void whenThereAreOtherNamesThenCommonNameIsNotUsedEither() {
		Certificate certificate = AUTHORITY
			.issue((builder) -> builder.subject("CN=www.example.com").addSanDnsName("mail.example.com"))
			.certificate();

		assertThat(ServiceIdentity.of("www.example.com").matches(certificate)).isFalse();
	}

	@Test
	void mailAddressAndUriNeverMatch() {
		Certificate certificate = certificate((builder) -> builder.addSanRfc822Name("www.example.com")
			.addSanUriName(URI.create("https://www.example.com")));

		assertThat(ServiceIdentity.of("www.example.com").matches(certificate)).isFalse();
	}

	@Test
	void trailingDotOfTheHostIsDropped() {
		ServiceIdentity identity = ServiceIdentity.of("www.example.com.");

		assertThat(identity.host()).isEqualTo("www.example.com");
		assertThat(identity).isEqualTo(ServiceIdentity.of("www.example.com"));
		assertThat(identity.matches(certificate((builder) -> builder.addSanDnsName("www.example.com")))).isTrue();
	}

	@Test
	void presentedNameWithATrailingDotDoesNotMatch() {
		assertThat(matchesName("www.example.com", "www.example.com.")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ".", "..", "a..b", ".example.com", "example.com..", "my_host", "a b", " a", "a ",
			"-a.example", "a-.example", "localhost:443", "example.com:443", "10.1.2.3:443", "https://example.com",
			"example.com/", "user@example.com", "*.example.com", "*", "\u212aube.example", "\uff45xample.com",
			"fe80::1%eth0", "a\u00df .example", "\u05d0a.example", "a\nb", "a\0", "::g", "1:2:3", "[::1", "::1]",
			"[localhost]:443", "x:y" })
	void whenHostIsNeitherNameNorAddressThenItIsRefused(String host) {
		assertThatIllegalArgumentException().isThrownBy(() -> ServiceIdentity.of(host)).withMessageContaining("host: ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.1", "2130706433", "0177.0.0.1", "10.1.2.256", "10.1.2", "10.1.2.3.4", "10.01.2.3",
			"10.1.2.3.", "example.123", "0x7f000001", "127.0x1", "0x7f.0X1", "0x" })
	void whenHostIsANumberThatIsNoAddressThenItIsRefused(String host) {
		assertThatIllegalArgumentException().isThrownBy(() -> ServiceIdentity.of(host))
			.withMessageContaining("expected: an IPv4 address as four decimal numbers, or a name");
	}

	@Test
	void whenLabelHas63CharactersThenHostIsAccepted() {
		String host = "a".repeat(63) + ".example";

		assertThat(ServiceIdentity.of(host).host()).isEqualTo(host);
	}

	@Test
	void whenLabelHas64CharactersThenHostIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> ServiceIdentity.of("a".repeat(64) + ".example"))
			.withMessageContaining("expected: a DNS name");
	}

	@Test
	void whenNameHas253CharactersThenHostIsAccepted() {
		String host = "a.".repeat(126) + "b";

		assertThat(ServiceIdentity.of(host).host()).hasSize(253);
	}

	@Test
	void whenNameHas254CharactersThenHostIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> ServiceIdentity.of("a.".repeat(126) + "bc"))
			.withMessageContaining("254 characters");
	}

	@Test
	void hostIsInLowerCase() {
		assertThat(ServiceIdentity.of("WWW.Example.COM").host()).isEqualTo("www.example.com");
	}

	@Test
	void onlyAddressesAreAddresses() {
		assertThat(List.of("10.1.2.3", "::1", "2001:db8::1")).map(ServiceIdentity::of)
			.allMatch(ServiceIdentity::isAddress);
		assertThat(List.of("localhost", "1.example", "a10.1.2.3a")).map(ServiceIdentity::of)
			.noneMatch(ServiceIdentity::isAddress);
	}

	@Test
	void equalWhenTheHostIs() {
		assertThat(ServiceIdentity.of("A.example")).isEqualTo(ServiceIdentity.of("a.example"))
			.hasSameHashCodeAs(ServiceIdentity.of("a.example"))
			.isNotEqualTo(ServiceIdentity.of("b.example"))
			.hasToString("a.example");
	}

	@ParameterizedTest
	@CsvSource({ "h\u00e1llo.example, xn--hllo-5na.example", "fa\u00df.example, xn--fa-hia.example",
			"b\u00fccher\u3002example, xn--bcher-kva.example", "B\u00dcCHER.example, xn--bcher-kva.example",
			"\u0645\u062b\u0627\u0644.example, xn--mgbh0fb.example" })
	void internationalNameIsItsALabels(String unicode, String ascii) {
		assertThat(ServiceIdentity.of(unicode)).isEqualTo(ServiceIdentity.of(ascii));
	}

	@Test
	void sharpSIsNotTwoLetters() {
		assertThat(ServiceIdentity.of("fa\u00df.example").host()).isNotEqualTo("fass.example");
	}

	@Test
	void whenNamesCannotBeReadThenTheyAreNobodys() {
		Certificate malformed = certificate((builder) -> builder
			.addExtensionOctetString(Extension.subjectAlternativeName.getId(), false, new byte[] { 1, 2, 3 }));

		assertThat(ServiceIdentity.of("localhost").matches(malformed)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "a.0", "a.9", "host.123" })
	void nameThatEndsInANumberIsRefused(String host) {
		// RFC 1123, section 2.1: the highest label is alphabetic.
		assertThatIllegalArgumentException().isThrownBy(() -> ServiceIdentity.of(host))
			.withMessageContaining("expected: an IPv4 address as four decimal numbers, or a name");
	}

}

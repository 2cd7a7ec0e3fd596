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

import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.tlsboot.testing.ChainBuilder.Issued;
import io.tlsboot.trust.PeerCertificateException.Reason;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.tlsboot.testing.ChainBuilder.authority;
import static io.tlsboot.testing.ChainBuilder.dns;
import static io.tlsboot.testing.ChainBuilder.leaf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Name constraints (RFC 5280, section 4.2.1.10), beside the table of chains.
 */
class NameConstraintsRuleTests {

	private static final Issued ROOT = authority("Naming Root").selfSigned();

	private static final String OUTSIDE = "the name constraints of 'CN=Bound CA' do not allow its names";

	private static Issued bound(NameConstraints constraints) {
		return authority("Bound CA").with(Extension.nameConstraints, true, constraints).issuedBy(ROOT);
	}

	private static NameConstraints only(GeneralName base) {
		return new NameConstraints(new GeneralSubtree[] { new GeneralSubtree(base) }, null);
	}

	private static GeneralName directory(String name) {
		return new GeneralName(new X500Name(name));
	}

	private static GeneralName mail(String address) {
		return new GeneralName(GeneralName.rfc822Name, address);
	}

	private static GeneralName network(int... octets) {
		byte[] encoded = new byte[octets.length];
		IntStream.range(0, octets.length).forEach((index) -> encoded[index] = (byte) octets[index]);
		return new GeneralName(GeneralName.iPAddress, new DEROctetString(encoded));
	}

	// RFC 5280, section 6.1.3 (b) and (c): "unless it is the final certificate in the
	// path".
	@Test
	void leafThatIsSelfIssuedIsBoundToo() {
		Issued authority = bound(only(dns("example.com")));

		ClientChain.of(ROOT, leaf().subject("CN=Bound CA").issuedBy(authority), authority)
			.assertRefused(Reason.NOT_ACCEPTABLE, OUTSIDE);
	}

	@Test
	void authorityThatIsSelfIssuedIsNotBound() {
		Issued authority = bound(only(directory("O=Good")));
		Issued renewed = authority("Bound CA").key("Renewed key").issuedBy(authority);

		ClientChain.of(ROOT, leaf().subject("O=Good,CN=leaf").issuedBy(renewed), renewed, authority).assertAccepted();
		ClientChain.of(ROOT, leaf().subject("O=Bad,CN=leaf").issuedBy(renewed), renewed, authority)
			.assertRefused(Reason.NOT_ACCEPTABLE, OUTSIDE);
	}

	@Test
	void authorityBelowIsBound() {
		Issued authority = bound(only(directory("O=Good")));
		Issued below = authority("Other CA").issuedBy(authority);

		ClientChain.of(ROOT, leaf().subject("O=Good,CN=leaf").issuedBy(below), below, authority)
			.assertRefused(Reason.NOT_ACCEPTABLE, "'CN=Other CA' is not acceptable: " + OUTSIDE);
	}

	@Test
	void subjectThatIsEmptyIsNoName() {
		Issued authority = bound(only(directory("O=Good")));

		ClientChain
			.of(ROOT,
					leaf().subject("")
						.with(Extension.subjectAlternativeName, true, new GeneralNames(dns("localhost")))
						.issuedBy(authority),
					authority)
			.assertAccepted();
	}

	@Test
	void subjectThatIsTheSubtreeItselfIsWithin() {
		Issued authority = bound(only(directory("O=Good,CN=leaf")));

		ClientChain.of(ROOT, leaf().subject("O=Good,CN=leaf").issuedBy(authority), authority).assertAccepted();
	}

	@Test
	void addressOfTheSubjectCountsAlsoBesideAnotherAttribute() {
		Issued authority = bound(only(mail("good.example")));

		ClientChain.of(ROOT, leaf().subject("CN=Jane Doe+E=jane@good.example").issuedBy(authority), authority)
			.assertAccepted();
		ClientChain.of(ROOT, leaf().subject("CN=Jane Doe+E=jane@bad.example").issuedBy(authority), authority)
			.assertRefused(Reason.NOT_ACCEPTABLE, OUTSIDE);
	}

	@Test
	void namesTimesConstraintsAreBounded() {
		GeneralSubtree[] excluded = IntStream.range(0, 500)
			.mapToObj((index) -> new GeneralSubtree(dns("n" + index + ".example")))
			.toArray(GeneralSubtree[]::new);
		Issued authority = bound(new NameConstraints(null, excluded));

		ClientChain.of(ROOT, leaf().names(names(47)).issuedBy(authority), authority).assertAccepted();
		ClientChain.of(ROOT, leaf().names(names(48)).issuedBy(authority), authority)
			.assertRefused(Reason.NOT_ACCEPTABLE, "there are too many names and constraints to compare");
	}

	@Test
	void namesTimesConstraintsAreBoundedForAllPathsTogether() {
		Issued authority = bound(
				new NameConstraints(null, new GeneralSubtree[] { new GeneralSubtree(dns("other.test")) }));
		Issued leaf = leaf().names(names(47)).issuedBy(authority);

		ClientChain.of(ROOT, leaf, excludingAndOthers(498), authority).assertAccepted();
		ClientChain.of(ROOT, leaf, excludingAndOthers(499), authority).assertRefused(Reason.NOT_ACCEPTABLE, OUTSIDE);
	}

	private static Issued excludingAndOthers(int others) {
		Stream<GeneralName> excluded = Stream.concat(
				IntStream.range(0, others).mapToObj((index) -> dns("n" + index + ".example")),
				Stream.of(dns("a".repeat(47))));
		return bound(new NameConstraints(null, excluded.map(GeneralSubtree::new).toArray(GeneralSubtree[]::new)));
	}

	// With 47, the names (105 * 95 octets), what they are wrapped in (8), and the subject
	// (17) are 10,000 octets.
	private static GeneralName[] names(int lastLabel) {
		return IntStream.range(0, 105)
			.mapToObj((index) -> dns("n%044d.%s".formatted(index, "a".repeat((index > 0) ? 47 : lastLabel))))
			.toArray(GeneralName[]::new);
	}

	@Test
	void nameAsLongAsTheDomainNameSystemAllowsIsCompared() {
		String label = "a".repeat(63);
		String longest = String.join(".", label, label, label, "a".repeat(53)) + ".example";
		GeneralName base = dns("example");

		assertThat(longest).hasSize(253);
		assertThat(NameMatch.isWithin(dns(longest), base)).isTrue();
		assertThatIllegalArgumentException().isThrownBy(() -> NameMatch.isWithin(dns("a" + longest), base));
	}

	@ParameterizedTest
	@CsvSource({ "255, 255", "255, 254", "254, 0", "128, 0", "0, 0" })
	void prefixIsANetwork(int third, int fourth) {
		assertThatCode(() -> NameMatch.requireConstraint(network(10, 0, 0, 0, 255, third, fourth & third, 0)))
			.doesNotThrowAnyException();
	}

	@ParameterizedTest
	@CsvSource({ "255, 1", "255, 127", "0, 1", "254, 128", "253, 0" })
	void maskWithOnesBehindAZeroIsNoNetwork(int third, int fourth) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> NameMatch.requireConstraint(network(10, 0, 0, 0, 255, 255, third, fourth)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "@good.example", "a@b@good.example", "good.example", "a@", "a@-good.example" })
	void whatIsNoAddressCannotBeCompared(String address) {
		Issued authority = bound(only(mail("good.example")));

		ClientChain.of(ROOT, leaf().names(mail(address)).issuedBy(authority), authority)
			.assertRefused(Reason.NOT_ACCEPTABLE, "its names cannot be compared with the name constraints");
	}

}

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

package io.tlsboot.testing;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import io.tlsboot.testing.ChainBuilder.Issued;
import io.tlsboot.trust.PeerCertificateException.Reason;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;

import static io.tlsboot.testing.CertificateChains.ISSUING;
import static io.tlsboot.testing.CertificateChains.ROOT;
import static io.tlsboot.testing.ChainBuilder.authority;
import static io.tlsboot.testing.ChainBuilder.dns;
import static io.tlsboot.testing.ChainBuilder.ip;
import static io.tlsboot.testing.ChainBuilder.leaf;
import static io.tlsboot.testing.ChainCase.client;
import static io.tlsboot.testing.ChainCase.server;

/**
 * Chains about names: who a certificate is for, and which names an authority may give.
 */
final class NameChains {

	private static final String HOST = "www.example.com";

	private static final String OUTSIDE = "do not allow its names";

	private static final byte[] GARBAGE = "garbage".getBytes(StandardCharsets.US_ASCII);

	private NameChains() {
	}

	static Stream<ChainCase> all() {
		return Stream
			.of(identity(), dnsConstraints(), addressConstraints(), directoryConstraints(), mailConstraints(),
					uriConstraints(), oddConstraints())
			.flatMap(List::stream);
	}

	private static ChainCase named(String title, String host, GeneralName... names) {
		return server("name: " + title, leaf().names(names).issuedBy(ISSUING), ISSUING).expecting(host);
	}

	private static ChainCase misnamed(String title, String host, GeneralName... names) {
		return named(title, host, names).refused(Reason.NAME_MISMATCH, "(expected: '" + host + "')");
	}

	private static ChainCase unnamed(String title, ChainBuilder leaf) {
		return server("name: " + title, leaf.issuedBy(ROOT));
	}

	private static List<ChainCase> identity() {
		GeneralName uri = uri("https://localhost/");
		return List.of(named("exact", HOST, dns(HOST)).shown(), named("in capitals", HOST, dns("WWW.Example.COM")),
				named("second of two", HOST, dns("example.org"), dns(HOST)),
				misnamed("another", HOST, dns("example.com")).shown(),
				misnamed("a name below", "example.com", dns(HOST)),
				named("wildcard", HOST, dns("*.example.com")).shown(),
				misnamed("wildcard for two labels", "a.b.example.com", dns("*.example.com")).shown(),
				misnamed("wildcard for no label", "example.com", dns("*.example.com")),
				misnamed("partial wildcard", "foo.example.com", dns("f*.example.com")),
				misnamed("wildcard within an A-label", "xn--fa-hia.example.com", dns("xn--*.example.com")),
				misnamed("wildcard for an A-label", "xn--fa-hia.example.com", dns("*.example.com")),
				misnamed("wildcard for everything", "localhost", dns("*")),
				misnamed("wildcard for a top-level domain", "example.com", dns("*.com")),
				misnamed("two wildcards", "a.example.com", dns("*.*.com")),
				misnamed("wildcard in the middle", "a.b.example.com", dns("a.*.example.com")),
				named("illegal wildcard beside the name", HOST, dns("*.*.com"), dns(HOST)),
				misnamed("trailing dot in the certificate", HOST, dns(HOST + ".")),
				misnamed("NUL in the certificate", HOST, dns(HOST + "\0.example.org")),
				named("IPv4", "127.0.0.1", ip("127.0.0.1")).shown(),
				misnamed("another IPv4", "127.0.0.1", ip("127.0.0.2")).shown(), named("IPv6", "::1", ip("::1")),
				named("IPv6 in another form", "0:0:0:0:0:0:0:1", ip("::1")), misnamed("another IPv6", "::1", ip("::2")),
				misnamed("IPv4 as a DNS name", "127.0.0.1", dns("127.0.0.1")),
				misnamed("IPv4 mapped to IPv6", "127.0.0.1", ip("::ffff:127.0.0.1")),
				unnamed("common name alone", leaf().subject("CN=localhost").without(Extension.subjectAlternativeName))
					.refused(Reason.NAME_MISMATCH, "no name (expected: 'localhost')")
					.shown(),
				unnamed("common name beside another name", leaf().subject("CN=localhost").names(dns("elsewhere")))
					.refused(Reason.NAME_MISMATCH, "DNS:elsewhere (expected: 'localhost')")
					.shown(),
				unnamed("common name beside an address", leaf().subject("CN=localhost").names(ip("127.0.0.1")))
					.refused(Reason.NAME_MISMATCH, "IP:127.0.0.1 (expected: 'localhost')"),
				unnamed("none at all", leaf().without(Extension.subjectAlternativeName)).refused(Reason.NAME_MISMATCH,
						"no name (expected: 'localhost')"),
				unnamed("URI alone", leaf().names(uri)).refused(Reason.NAME_MISMATCH, "no name").shown(),
				unnamed("mail address alone", leaf().names(mail("localhost@localhost"))).refused(Reason.NAME_MISMATCH,
						"no name"),
				unnamed("empty list", leaf().with(Extension.subjectAlternativeName, false, new DERSequence()))
					.refused(Reason.NAME_MISMATCH, ""),
				unnamed("malformed", leaf().with(Extension.subjectAlternativeName, false, GARBAGE))
					.refused(Reason.NAME_MISMATCH, "names cannot be read"),
				unnamed("address of five octets beside a name",
						leaf().names(dns("localhost"),
								new GeneralName(GeneralName.iPAddress, new DEROctetString(new byte[5]))))
					.refused(Reason.NAME_MISMATCH, "names cannot be read"));
	}

	private static GeneralName uri(String text) {
		return new GeneralName(GeneralName.uniformResourceIdentifier, text);
	}

	private static GeneralName mail(String text) {
		return new GeneralName(GeneralName.rfc822Name, text);
	}

	private static GeneralName directory(String text) {
		return new GeneralName(new X500Name(text));
	}

	private static GeneralName network(int... octets) {
		byte[] bytes = new byte[octets.length];
		for (int i = 0; i < octets.length; i++) {
			bytes[i] = (byte) octets[i];
		}
		return new GeneralName(GeneralName.iPAddress, new DEROctetString(bytes));
	}

	private static Issued constrained(ASN1Encodable constraints) {
		return authority("Constrained CA").with(Extension.nameConstraints, true, constraints).issuedBy(ROOT);
	}

	private static NameConstraints only(GeneralName... bases) {
		return new NameConstraints(subtrees(bases), null);
	}

	private static NameConstraints not(GeneralName... bases) {
		return new NameConstraints(null, subtrees(bases));
	}

	private static GeneralSubtree[] subtrees(GeneralName... bases) {
		return Stream.of(bases).map(GeneralSubtree::new).toArray(GeneralSubtree[]::new);
	}

	// Most are shown with a client, whose names are looked at by nothing else.
	private static ChainCase within(String title, NameConstraints constraints, GeneralName... names) {
		Issued authority = constrained(constraints);
		return client("constraints: " + title, leaf().names(names).issuedBy(authority), authority);
	}

	private static ChainCase outside(String title, NameConstraints constraints, GeneralName... names) {
		return within(title, constraints, names).refused(Reason.NOT_ACCEPTABLE, OUTSIDE);
	}

	private static List<ChainCase> dnsConstraints() {
		GeneralName domain = dns("example.com");
		Issued permitting = constrained(only(domain));
		Issued excluding = constrained(not(domain));
		Issued below = authority("Below CA").issuedBy(permitting);
		Issued root = authority("Constrained Root").with(Extension.nameConstraints, true, only(domain)).selfSigned();
		Issued excludingRoot = authority("Excluding Root").with(Extension.nameConstraints, true, not(domain))
			.selfSigned();
		Issued underRoot = authority("Under Root CA").issuedBy(root);
		ChainBuilder good = leaf().names(dns(HOST));
		ChainBuilder bad = leaf().names(dns("localhost"));
		return List.of(server("permitted DNS name", good.issuedBy(permitting), permitting).expecting(HOST).shown(),
				server("DNS name that is not permitted", bad.issuedBy(permitting), permitting)
					.refused(Reason.NOT_ACCEPTABLE, "the name constraints of 'CN=Constrained CA' " + OUTSIDE)
					.shown(),
				server("excluded DNS name", good.issuedBy(excluding), excluding).expecting(HOST)
					.refused(Reason.NOT_ACCEPTABLE, OUTSIDE)
					.shown(),
				server("DNS name that is not excluded", bad.issuedBy(excluding), excluding).shown(),
				server("DNS name not permitted two levels up", bad.issuedBy(below), below, permitting)
					.refused(Reason.NOT_ACCEPTABLE, OUTSIDE)
					.shown(),
				server("DNS name permitted two levels up", good.issuedBy(below), below, permitting).expecting(HOST),
				server("DNS name permitted by the anchor", good.issuedBy(root)).trusting(root).expecting(HOST).shown(),
				server("DNS name not permitted by the anchor", bad.issuedBy(root)).trusting(root)
					.refused(Reason.NOT_ACCEPTABLE, "the name constraints of 'CN=Constrained Root' " + OUTSIDE)
					.shown(),
				server("DNS name not permitted by the anchor above", bad.issuedBy(underRoot), underRoot).trusting(root)
					.refused(Reason.NOT_ACCEPTABLE, OUTSIDE),
				server("DNS name excluded by the anchor", good.issuedBy(excludingRoot)).trusting(excludingRoot)
					.expecting(HOST)
					.refused(Reason.NOT_ACCEPTABLE, OUTSIDE)
					.shown(),
				within("the permitted domain itself", only(domain), dns("EXAMPLE.com")),
				outside("a domain that ends alike", only(domain), dns("badexample.com")).shown(),
				outside("one name of two is not permitted", only(domain), dns(HOST), dns("example.org")).shown(),
				within("permitted by the second of two", only(dns("example.org"), domain), dns(HOST)),
				outside("permitted and excluded", new NameConstraints(subtrees(domain), subtrees(dns(HOST))),
						dns(HOST)),
				within("permitted beside what is excluded", new NameConstraints(subtrees(domain), subtrees(dns(HOST))),
						dns("mail.example.com")),
				within("wildcard within what is permitted", only(domain), dns("*.example.com")),
				outside("wildcard above what is permitted", only(dns(HOST)), dns("*.example.com")),
				outside("wildcard that may be what is excluded", not(dns(HOST)), dns("*.example.com")),
				outside("wildcard below what is excluded", not(domain), dns("*.www.example.com")),
				within("wildcard beside what is excluded", not(domain), dns("*.example.org")),
				within("DNS names where addresses are constrained", only(network(10, 0, 0, 0, 255, 0, 0, 0)),
						dns(HOST)),
				// "Every DNS name permitted" is not here: the JDK's validation cannot
				// read it.
				outside("every DNS name excluded", not(dns("")), dns(HOST)));
	}

	private static List<ChainCase> addressConstraints() {
		GeneralName ten = network(10, 0, 0, 0, 255, 0, 0, 0);
		GeneralName loopback = network(127, 0, 0, 0, 255, 0, 0, 0);
		GeneralName six = new GeneralName(GeneralName.iPAddress, "2001:db8::/32");
		Issued permitting = constrained(only(loopback));
		Issued excluding = constrained(not(loopback));
		Issued root = authority("Ten Root").with(Extension.nameConstraints, true, only(ten)).selfSigned();
		ChainBuilder here = leaf().names(ip("127.0.0.1"));
		return List.of(
				server("permitted address", here.issuedBy(permitting), permitting).expecting("127.0.0.1").shown(),
				server("excluded address", here.issuedBy(excluding), excluding).expecting("127.0.0.1")
					.refused(Reason.NOT_ACCEPTABLE, OUTSIDE)
					.shown(),
				server("address not permitted by the anchor", here.issuedBy(root)).trusting(root)
					.expecting("127.0.0.1")
					.refused(Reason.NOT_ACCEPTABLE, OUTSIDE)
					.shown(),
				outside("address that is not permitted", only(ten), ip("11.0.0.1")).shown(),
				outside("IPv6 address where IPv4 is permitted", only(ten), ip("2001:db8::1")),
				within("IPv6 address where IPv4 is excluded", not(ten), ip("2001:db8::1")),
				within("permitted IPv6 address", only(six), ip("2001:db8::1")),
				outside("IPv6 address that is not permitted", only(six), ip("2001:db9::1")),
				// An address where DNS names are constrained is not here: without a DNS
				// name the
				// JDK's validation takes the common name for one.
				outside("excluded IPv6 address", not(six), ip("2001:db8:1::1")));
	}

	private static List<ChainCase> directoryConstraints() {
		GeneralName mine = directory("O=Mine");
		Issued permitting = constrained(only(mine));
		Issued excluding = constrained(not(mine));
		Issued theirs = authority("Their CA").subject("O=Theirs,CN=CA").issuedBy(permitting);
		ChainBuilder inside = leaf().subject("O=Mine,CN=leaf");
		return List.of(server("permitted subject", inside.issuedBy(permitting), permitting).shown(),
				server("subject that is not permitted", leaf().subject("O=Theirs").issuedBy(permitting), permitting)
					.refused(Reason.NOT_ACCEPTABLE, OUTSIDE)
					.shown(),
				server("excluded subject", inside.issuedBy(excluding), excluding)
					.refused(Reason.NOT_ACCEPTABLE, OUTSIDE)
					.shown(),
				server("subject that is not excluded", leaf().issuedBy(excluding), excluding),
				server("subject of an intermediate that is not permitted", inside.issuedBy(theirs), theirs, permitting)
					.refused(Reason.NOT_ACCEPTABLE, "O=Theirs"),
				outside("alternative directory name that is not permitted", only(mine), directory("O=Theirs")),
				server("permitted subject in other letters", leaf().subject("O=MINE,CN=leaf").issuedBy(permitting),
						permitting));
	}

	private static List<ChainCase> mailConstraints() {
		Issued permitting = constrained(only(mail("example.com")));
		return List.of(within("permitted mail address", only(mail("example.com")), mail("me@example.com")),
				outside("mail address of another host", only(mail("example.com")), mail("me@example.org")),
				outside("mail address of a host below", only(mail("example.com")), mail("me@www.example.com")),
				within("mail address below a domain", only(mail(".example.com")), mail("me@www.example.com")),
				outside("mail address at the domain itself", only(mail(".example.com")), mail("me@example.com")),
				outside("excluded mail address", not(mail("me@example.com")), mail("me@EXAMPLE.com")),
				within("mail address beside the excluded one", not(mail("me@example.com")), mail("you@example.com")),
				client("constraints: mail address in the subject",
						leaf().subject("CN=me,E=me@example.org").issuedBy(permitting), permitting)
					.refused(Reason.NOT_ACCEPTABLE, OUTSIDE),
				within("malformed mail address", only(mail("example.com")), mail("nobody"))
					.refused(Reason.NOT_ACCEPTABLE, "cannot be compared"));
	}

	private static List<ChainCase> uriConstraints() {
		return List.of(within("permitted URI", only(uri("example.com")), uri("https://example.com/a")),
				outside("URI of another host", only(uri("example.com")), uri("https://example.org/a")),
				outside("URI of a host below", only(uri("example.com")), uri("https://www.example.com/a")),
				within("URI below a domain", only(uri(".example.com")), uri("spiffe://www.example.com/a")),
				outside("excluded URI", not(uri("example.com")), uri("https://example.com/")),
				within("URI beside the excluded one", not(uri("example.com")), uri("https://example.org/")),
				within("URI without a host", not(uri("example.com")), uri("urn:a:b")).refused(Reason.NOT_ACCEPTABLE,
						"cannot be compared"),
				within("URI with an IPv4 address", not(uri("example.com")), uri("https://127.0.0.1/"))
					.refused(Reason.NOT_ACCEPTABLE, "cannot be compared"),
				within("URI with an IPv6 address", not(uri("example.com")), uri("https://[::1]/"))
					.refused(Reason.NOT_ACCEPTABLE, "cannot be compared"));
	}

	private static ChainCase malformed(String title, ASN1Encodable constraints) {
		Issued authority = constrained(constraints);
		return server("constraints: " + title, leaf().issuedBy(authority), authority).refused(Reason.NOT_ACCEPTABLE,
				"its name constraints are malformed");
	}

	private static List<ChainCase> oddConstraints() {
		GeneralSubtree deep = new GeneralSubtree(dns("localhost"), BigInteger.ONE, null);
		Issued broken = authority("Broken CA").with(Extension.nameConstraints, false, GARBAGE).issuedBy(ROOT);
		Issued soft = authority("Soft CA").with(Extension.nameConstraints, false, only(dns("example.com")))
			.issuedBy(ROOT);
		return List.of(malformed("empty", new DERSequence()), malformed("leading dot", only(dns(".example.com"))),
				malformed("wildcard", only(dns("*.example.com"))),
				malformed("address without mask", not(network(10, 0, 0, 0))),
				malformed("mask with a gap", not(network(10, 0, 0, 0, 255, 0, 255, 0))),
				malformed("mail without host", not(mail("me@"))),
				malformed("minimum", new NameConstraints(new GeneralSubtree[] { deep }, null)),
				server("constraints: garbage", leaf().issuedBy(broken), broken).refused(Reason.NOT_ACCEPTABLE,
						"its name constraints are malformed"),
				server("constraints: not critical", leaf().issuedBy(soft), soft).refused(Reason.NOT_ACCEPTABLE,
						OUTSIDE),
				server("constraints of a leaf",
						leaf().with(Extension.nameConstraints, true, only(dns("localhost"))).issuedBy(ROOT))
					.refused(Reason.NOT_ACCEPTABLE, "it has name constraints, and it is no authority's")
					.shown());
	}

}

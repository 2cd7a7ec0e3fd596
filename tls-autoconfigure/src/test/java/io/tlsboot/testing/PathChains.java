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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.tlsboot.testing.ChainBuilder.Issued;
import io.tlsboot.trust.PeerCertificateException.Reason;
import io.tlsboot.trust.TrustPolicy;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;

import static io.tlsboot.testing.CertificateChains.ISSUING;
import static io.tlsboot.testing.CertificateChains.ROOT;
import static io.tlsboot.testing.ChainBuilder.authority;
import static io.tlsboot.testing.ChainBuilder.dns;
import static io.tlsboot.testing.ChainBuilder.leaf;
import static io.tlsboot.testing.ChainCase.client;
import static io.tlsboot.testing.ChainCase.server;

/**
 * Chains whose certificates are good or bad together: their number, order and issuers.
 */
final class PathChains {

	private static final Issued OTHER = authority("Other Root").selfSigned();

	private static final TrustPolicy PARTIAL = TrustPolicy.DEFAULT.withAllowPartialChain(true);

	private static final String UNTRUSTED = "no trusted certificate issued";

	private static final String NOT_SELF_ISSUED = "is not self-issued, and partial chains are not allowed";

	private PathChains() {
	}

	static Stream<ChainCase> all() {
		return Stream.of(depth(), pathLength(), order(), missing(), crossSigned(), loops(), partial(), subjects())
			.flatMap(List::stream);
	}

	// The leaf, then this many intermediates.
	private static Issued[] chain(int intermediates) {
		List<Issued> chain = new ArrayList<>();
		Issued issuer = ROOT;
		for (int i = 1; i <= intermediates; i++) {
			issuer = authority("CA " + i).issuedBy(issuer);
			chain.add(0, issuer);
		}
		chain.add(0, leaf().issuedBy(issuer));
		return chain.toArray(Issued[]::new);
	}

	private static List<ChainCase> depth() {
		List<ChainCase> rows = new ArrayList<>();
		for (int i = 0; i <= 9; i++) {
			ChainCase row = server(i + " intermediates", chain(i));
			rows.add((i % 3 == 0) ? row.shown() : row);
		}
		for (int i = 10; i <= 11; i++) {
			rows.add(server(i + " intermediates", chain(i)).refused(Reason.NOT_ACCEPTABLE,
					"the chain has %d intermediates (allowed: 9)".formatted(i)));
		}
		// The JDK's engine may take no more than eight certificates from a client.
		rows.add(client("7 intermediates", chain(7)).shown());
		rows.add(client("9 intermediates", chain(9)));
		rows.add(client("10 intermediates", chain(10)).refused(Reason.NOT_ACCEPTABLE, "has 10 intermediates"));
		rows.add(server("3 intermediates where 2 are allowed", chain(3))
			.under(TrustPolicy.DEFAULT.withMaximumIntermediates(2))
			.refused(Reason.NOT_ACCEPTABLE, "has 3 intermediates (allowed: 2)")
			.shown());
		rows.add(server("no intermediate where none is allowed", chain(0))
			.under(TrustPolicy.DEFAULT.withMaximumIntermediates(0)));
		rows.add(server("1 intermediate where none is allowed", chain(1))
			.under(TrustPolicy.DEFAULT.withMaximumIntermediates(0))
			.refused(Reason.NOT_ACCEPTABLE, "has 1 intermediates (allowed: 0)")
			.shown());
		rows.add(server("40 intermediates", chain(40)).refused(Reason.UNTRUSTED_ISSUER, UNTRUSTED));
		return rows;
	}

	private static List<ChainCase> pathLength() {
		Issued lowest = authority("Lowest CA").pathLength(0).issuedBy(ROOT);
		Issued below = authority("Below CA").issuedBy(lowest);
		Issued renewed = authority("Lowest CA").key("Lowest CA, renewed").issuedBy(lowest);
		Issued middle = authority("Middle CA").pathLength(1).issuedBy(ROOT);
		Issued belowMiddle = authority("Below Middle CA").issuedBy(middle);
		Issued belowBoth = authority("Below Both CA").issuedBy(belowMiddle);
		Issued lowestRoot = authority("Lowest Root").pathLength(0).selfSigned();
		Issued underLowest = authority("Under Lowest CA").issuedBy(lowestRoot);
		Issued belowRenewed = authority("Below Renewed CA").issuedBy(renewed);
		return List.of(server("path length 0, none below", leaf().issuedBy(lowest), lowest).shown(),
				server("path length 0, one below", leaf().issuedBy(below), below, lowest)
					.refused(Reason.NOT_ACCEPTABLE, "'CN=Lowest CA' allows 0 intermediates below it, and there are 1")
					.shown(),
				client("path length 0, one below", leaf().issuedBy(below), below, lowest)
					.refused(Reason.NOT_ACCEPTABLE, "'CN=Lowest CA' allows 0 intermediates below it, and there are 1")
					.shown(),
				server("path length 0, a self-issued one below", leaf().issuedBy(renewed), renewed, lowest),
				server("path length 0, a self-issued and another one below", leaf().issuedBy(belowRenewed),
						belowRenewed, renewed, lowest)
					.refused(Reason.NOT_ACCEPTABLE, "allows 0 intermediates below it"),
				server("path length 1, one below", leaf().issuedBy(belowMiddle), belowMiddle, middle),
				server("path length 1, two below", leaf().issuedBy(belowBoth), belowBoth, belowMiddle, middle)
					.refused(Reason.NOT_ACCEPTABLE, "'CN=Middle CA' allows 1 intermediates below it, and there are 2"),
				server("path length 0 of the anchor, none below", leaf().issuedBy(lowestRoot)).trusting(lowestRoot),
				server("path length 0 of the anchor, one below", leaf().issuedBy(underLowest), underLowest)
					.trusting(lowestRoot)
					.refused(Reason.NOT_ACCEPTABLE, "'CN=Lowest Root' allows 0 intermediates below it, and there are 1")
					.shown(),
				server("path length 0, and the leaf an authority's",
						authority("leaf").without(Extension.keyUsage).names(dns("localhost")).issuedBy(lowest), lowest),
				server("self-issued intermediates do not count", leaf().issuedBy(renewed), renewed, lowest)
					.under(TrustPolicy.DEFAULT.withMaximumIntermediates(1)));
	}

	private static List<ChainCase> order() {
		Issued[] chain = chain(3);
		Issued[] reversed = chain.clone();
		Collections.reverse(Arrays.asList(reversed).subList(1, reversed.length));
		return List.of(server("intermediates in reverse order", reversed),
				client("intermediates in reverse order", reversed),
				server("root sent too", leaf().issuedBy(ISSUING), ISSUING, ROOT),
				server("root sent first", leaf().issuedBy(ISSUING), ROOT, ISSUING),
				server("unrelated certificate last", leaf().issuedBy(ISSUING), ISSUING, OTHER),
				server("unrelated certificate between", leaf().issuedBy(ISSUING), OTHER, ISSUING),
				server("unrelated expired certificate", leaf().issuedBy(ISSUING), ISSUING,
						authority("Bygone CA").expired().selfSigned()),
				server("intermediate twice", leaf().issuedBy(ISSUING), ISSUING, ISSUING),
				server("leaf twice", chain[0], chain[0], chain[1], chain[2], chain[3]),
				server("intermediate before the leaf", ISSUING, leaf().issuedBy(ISSUING)).refused(Reason.NOT_ACCEPTABLE,
						"'CN=Issuing CA' is not acceptable: its key may not be used for signatures"),
				server("empty chain").refused(Reason.NOT_ACCEPTABLE, "the chain is empty"),
				client("empty chain").refused(Reason.NOT_ACCEPTABLE, "the chain is empty"),
				server("nobody is trusted", leaf().issuedBy(ROOT)).trusting()
					.refused(Reason.UNTRUSTED_ISSUER, "the trust root is empty")
					.shown(),
				client("nobody is trusted", leaf().issuedBy(ROOT)).trusting()
					.refused(Reason.UNTRUSTED_ISSUER, "the trust root is empty"));
	}

	private static List<ChainCase> missing() {
		Issued[] chain = chain(2);
		Issued namesake = authority("Root CA").key("Root CA, another").selfSigned();
		Issued forgedCa = authority("Issuing CA").key("Issuing CA, forged").selfSigned();
		return List.of(
				server("intermediate missing", leaf().issuedBy(ISSUING)).refused(Reason.UNTRUSTED_ISSUER, UNTRUSTED)
					.shown(),
				client("intermediate missing", leaf().issuedBy(ISSUING)).refused(Reason.UNTRUSTED_ISSUER, UNTRUSTED)
					.shown(),
				server("upper intermediate missing", chain[0], chain[1]).refused(Reason.UNTRUSTED_ISSUER, UNTRUSTED)
					.shown(),
				server("lower intermediate missing", chain[0], chain[2]).refused(Reason.UNTRUSTED_ISSUER, UNTRUSTED),
				server("another root is trusted", leaf().issuedBy(ROOT)).trusting(OTHER)
					.refused(Reason.UNTRUSTED_ISSUER, UNTRUSTED)
					.shown(),
				client("another root is trusted", leaf().issuedBy(ISSUING), ISSUING).trusting(OTHER)
					.refused(Reason.UNTRUSTED_ISSUER, UNTRUSTED)
					.shown(),
				server("another root is trusted and its own sent", leaf().issuedBy(ROOT), ROOT).trusting(OTHER)
					.refused(Reason.UNTRUSTED_ISSUER, UNTRUSTED),
				server("a root of the name and another key is trusted", leaf().issuedBy(ROOT)).trusting(namesake)
					.refused(Reason.UNTRUSTED_ISSUER, UNTRUSTED)
					.shown(),
				server("two roots of one name are trusted", leaf().issuedBy(ROOT)).trusting(namesake, ROOT).shown(),
				server("an intermediate of the name and another key", leaf().issuedBy(ISSUING), forgedCa)
					.refused(Reason.UNTRUSTED_ISSUER, UNTRUSTED),
				server("an intermediate of the name and another key, and the right one", leaf().issuedBy(ISSUING),
						forgedCa, ISSUING),
				server("leaf signed with another key", leaf().issuedBy(new X500Name("CN=Root CA"), "Forger"))
					.refused(Reason.UNTRUSTED_ISSUER, UNTRUSTED)
					.shown());
	}

	private static List<ChainCase> crossSigned() {
		Issued expired = authority("Issuing CA").expired().issuedBy(OTHER);
		Issued byOther = authority("Issuing CA").issuedBy(OTHER);
		Issued crossRoot = authority("Root CA").issuedBy(OTHER);
		Issued expiredRoot = authority("Root CA").expired().selfSigned();
		Issued expiredOther = authority("Other Root").expired().selfSigned();
		Issued leaf = leaf().issuedBy(ISSUING);
		return List.of(server("cross-signed, one expired and first", leaf, expired, ISSUING).trusting(ROOT, OTHER),
				server("cross-signed, one expired and last", leaf, ISSUING, expired).trusting(ROOT, OTHER),
				server("cross-signed, and only the expired one trusted", leaf, expired, ISSUING).trusting(OTHER)
					.refused(Reason.EXPIRED, "'CN=Issuing CA' expired on"),
				server("cross-signed, the first trusted", leaf, ISSUING, byOther).trusting(ROOT),
				server("cross-signed, the second trusted", leaf, ISSUING, byOther).trusting(OTHER),
				server("cross-signed, both trusted", leaf, ISSUING, byOther).trusting(ROOT, OTHER),
				server("cross-signed, none trusted", leaf, ISSUING, byOther)
					.trusting(authority("Third Root").selfSigned())
					.refused(Reason.UNTRUSTED_ISSUER, UNTRUSTED),
				server("root cross-signed", leaf, ISSUING, crossRoot).trusting(OTHER).shown(),
				client("root cross-signed", leaf, ISSUING, crossRoot).trusting(OTHER).shown(),
				server("root cross-signed, and the root itself trusted", leaf, ISSUING, crossRoot).trusting(ROOT),
				server("root cross-signed by an expired one, and itself trusted", leaf, ISSUING, crossRoot)
					.trusting(expiredOther, ROOT),
				server("root expired, and cross-signed by a trusted one", leaf, ISSUING, crossRoot)
					.trusting(expiredRoot, OTHER),
				server("root expired, and renewed with the same key", leaf, ISSUING).trusting(expiredRoot, ROOT));
	}

	private static List<ChainCase> loops() {
		Issued one = authority("Loop 1").issuedBy(new X500Name("CN=Loop 2"), "Loop 2");
		Issued two = authority("Loop 2").issuedBy(one);
		Issued out = authority("Loop 2").issuedBy(ROOT);
		List<Issued> maze = new ArrayList<>(List.of(leaf().issuedBy(new X500Name("CN=Maze 1"), "Maze 1")));
		IntStream.rangeClosed(1, 24).forEach((level) -> {
			for (int i = 0; i < 2; i++) {
				maze.add(authority("Maze " + level).issuedBy(new X500Name("CN=Maze " + (level + 1)),
						"Maze " + (level + 1)));
			}
		});
		return List.of(server("loop", leaf().issuedBy(one), one, two).refused(Reason.UNTRUSTED_ISSUER, UNTRUSTED),
				client("loop", leaf().issuedBy(one), one, two).refused(Reason.UNTRUSTED_ISSUER, UNTRUSTED),
				server("loop with a way out", leaf().issuedBy(one), one, two, out),
				server("maze of sixteen million ways, none out", maze.toArray(Issued[]::new))
					.refused(Reason.UNTRUSTED_ISSUER, "(search given up)"),
				server("leaf as its own issuer's issuer", leaf().issuedBy(one), one,
						authority("Loop 2").key("leaf").issuedBy(one))
					.refused(Reason.UNTRUSTED_ISSUER, UNTRUSTED));
	}

	private static List<ChainCase> partial() {
		Issued leaf = leaf().issuedBy(ISSUING);
		Issued expired = authority("Expired CA").expired().issuedBy(ROOT);
		Issued underExpired = leaf().issuedBy(expired);
		Issued upper = authority("Upper CA").issuedBy(ROOT);
		Issued lower = authority("Lower CA").issuedBy(upper);
		return List.of(
				server("intermediate trusted alone", leaf).trusting(ISSUING)
					.refused(Reason.UNTRUSTED_ISSUER, NOT_SELF_ISSUED)
					.shown(),
				client("intermediate trusted alone", leaf).trusting(ISSUING)
					.refused(Reason.UNTRUSTED_ISSUER, NOT_SELF_ISSUED)
					.shown(),
				server("intermediate trusted alone and sent", leaf, ISSUING).trusting(ISSUING)
					.refused(Reason.UNTRUSTED_ISSUER, NOT_SELF_ISSUED),
				server("intermediate and root trusted", leaf, ISSUING).trusting(ISSUING, ROOT).shown(),
				client("intermediate and root trusted", leaf, ISSUING).trusting(ISSUING, ROOT).shown(),
				server("intermediate and root trusted, and neither sent", leaf).trusting(ISSUING, ROOT),
				server("two intermediates and root trusted, and none sent", leaf().issuedBy(lower)).trusting(ROOT,
						lower, upper),
				server("leaf trusted alone", leaf).trusting(leaf)
					.refused(Reason.UNTRUSTED_ISSUER, NOT_SELF_ISSUED)
					.shown(),
				server("leaf and its root trusted", leaf, ISSUING).trusting(leaf, ROOT).shown(),
				server("intermediate trusted, partial chains allowed", leaf).trusting(ISSUING).under(PARTIAL).shown(),
				client("intermediate trusted, partial chains allowed", leaf).trusting(ISSUING).under(PARTIAL).shown(),
				server("leaf trusted, partial chains allowed", leaf).trusting(leaf).under(PARTIAL).shown(),
				server("expired intermediate trusted, partial chains allowed", underExpired).trusting(expired)
					.under(PARTIAL)
					.refused(Reason.EXPIRED, "'CN=Expired CA' expired on")
					.shown(),
				server("no authority trusted, partial chains allowed", leaf().issuedBy(leaf)).trusting(leaf)
					.under(PARTIAL)
					.refused(Reason.UNTRUSTED_ISSUER, "no trusted certificate issued"));
	}

	private static List<ChainCase> subjects() {
		GeneralNames names = new GeneralNames(dns("localhost"));
		Issued shouted = authority("Issuing CA").subject("CN=ISSUING  CA").issuedBy(ROOT);
		return List.of(
				server("empty subject, critical names",
						leaf().subject("").with(Extension.subjectAlternativeName, true, names).issuedBy(ROOT))
					.shown(),
				server("empty subject, names that are not critical", leaf().subject("").issuedBy(ROOT))
					.refused(Reason.NOT_ACCEPTABLE, "its subject is empty and its alternative names are not critical"),
				client("empty subject, names that are not critical", leaf().subject("").issuedBy(ROOT))
					.refused(Reason.NOT_ACCEPTABLE, "its subject is empty and its alternative names are not critical"),
				server("issuer's name in other letters and spaces", leaf().issuedBy(shouted), shouted),
				server("issuer's name in other letters than its certificate's",
						leaf().issuedBy(new X500Name("CN=issuing ca"), "Issuing CA"), ISSUING),
				server("serial number 0", leaf().serial(BigInteger.ZERO).issuedBy(ROOT)),
				client("nameless", leaf().without(Extension.subjectAlternativeName).issuedBy(ROOT)).shown());
	}

}

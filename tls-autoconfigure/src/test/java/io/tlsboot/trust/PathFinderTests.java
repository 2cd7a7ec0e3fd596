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

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.tlsboot.testing.ChainBuilder;
import io.tlsboot.testing.ChainBuilder.Issued;
import io.tlsboot.trust.PeerCertificateException.Reason;
import org.bouncycastle.asn1.x500.X500Name;
import org.junit.jupiter.api.Test;

import static io.tlsboot.testing.ChainBuilder.authority;
import static io.tlsboot.testing.ChainBuilder.leaf;

/**
 * How far the search for a path goes (RFC 4158), and where it ends.
 */
class PathFinderTests {

	private static final Issued ROOT = authority("Search Root").selfSigned();

	private static Stream<Issued> join(Issued first, Stream<Issued> others) {
		return Stream.concat(Stream.of(first), others);
	}

	private static Stream<Issued> many(int count, IntFunction<Issued> making) {
		return IntStream.range(0, count).mapToObj(making);
	}

	@Test
	void fiftyCertificatesAreRead() {
		Issued leaf = leaf().issuedBy(ROOT);

		ClientChain.of(ROOT, join(leaf, many(49, (index) -> ROOT))).assertAccepted();
		ClientChain.of(ROOT, join(leaf, many(50, (index) -> ROOT)))
			.assertRefused(Reason.NOT_ACCEPTABLE, "the chain has 51 certificates (allowed: 50)");
	}

	@Test
	void pathHasAtMost32Certificates() {
		ClientChain.of(ROOT, tower(30)).assertAccepted();
		ClientChain.of(ROOT, tower(31))
			.assertRefused(Reason.UNTRUSTED_ISSUER, "no trusted certificate issued 'CN=leaf'");
	}

	// Self-issued intermediates do not count, so that nothing else bounds the path.
	private static Stream<Issued> tower(int intermediates) {
		List<Issued> chain = new ArrayList<>();
		Issued issuer = ROOT;
		for (int index = 0; index < intermediates; index++) {
			issuer = authority("Tower").key("Storey " + index).issuedBy(issuer);
			chain.add(0, issuer);
		}
		chain.add(0, leaf().issuedBy(issuer));
		return chain.stream();
	}

	// RFC 5280, section 6.1.3 (a) (4)
	@Test
	void keyOfTheIssuerUnderAnotherNameIsNoIssuer() {
		Issued renamed = authority("Renamed CA").key("Shared key").issuedBy(ROOT);
		Issued leaf = leaf().issuedBy(new X500Name("CN=Original CA"), "Shared key");

		ClientChain.of(ROOT, leaf, renamed)
			.assertRefused(Reason.UNTRUSTED_ISSUER, "no trusted certificate issued 'CN=leaf'");
	}

	@Test
	void whenEachOfManyPathsBreaksARuleThenAllOfTwentyAreTried() {
		Issued good = crossed().issuedBy(ROOT);
		Issued leaf = leaf().issuedBy(good);

		ClientChain
			.of(ROOT,
					Stream.concat(join(leaf, many(19, (index) -> crossed().expired().issuedBy(ROOT))), Stream.of(good)))
			.assertAccepted();
		ClientChain
			.of(ROOT,
					Stream.concat(join(leaf, many(20, (index) -> crossed().expired().issuedBy(ROOT))), Stream.of(good)))
			.assertRefused(Reason.EXPIRED, "'CN=Crossed CA' expired on");
	}

	private static ChainBuilder crossed() {
		return authority("Crossed CA");
	}

	@Test
	void whenManySignaturesDoNotFitThenTheSearchIsGivenUp() {
		Stream<Issued> fitting = many(10,
				(index) -> authority("Low CA").issuedBy(new X500Name("CN=High CA"), "nobody"));
		Stream<Issued> others = many(20, (index) -> authority("High CA").key("Other " + index).issuedBy(ROOT));
		Issued leaf = leaf().issuedBy(new X500Name("CN=Low CA"), "Low CA");

		ClientChain.of(ROOT, join(leaf, Stream.concat(fitting, others)))
			.assertRefused(Reason.UNTRUSTED_ISSUER, "(search given up)");
	}

	@Test
	void trustedIntermediateAtTheEndOfAPartialChainIsNoIntermediate() {
		Issued intermediate = authority("Partial CA").issuedBy(ROOT);
		TrustPolicy partial = TrustPolicy.DEFAULT.withAllowPartialChain(true).withMaximumIntermediates(0);

		ClientChain.of(intermediate, leaf().issuedBy(intermediate)).under(partial).assertAccepted();
		ClientChain.of(ROOT, leaf().issuedBy(intermediate), intermediate)
			.under(partial)
			.assertRefused(Reason.NOT_ACCEPTABLE, "the chain has 1 intermediates (allowed: 0)");
	}

}

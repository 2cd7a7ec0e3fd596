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

package io.tlsboot.x509;

import java.util.List;
import java.util.stream.Stream;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.tlsboot.testing.TestAuthority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How the certificates that are given become the chain that is sent.
 */
class PrivateCertificateChainTests {

	private static final TestAuthority ROOT = TestAuthority.create("Root CA");

	private static final TestAuthority MIDDLE = ROOT.intermediate("Middle CA");

	private static final TestAuthority LOW = MIDDLE.intermediate("Low CA");

	private static final PrivateCertificate ISSUED = LOW.issue("leaf");

	private static final Certificate LEAF = ISSUED.certificate();

	static Stream<List<Certificate>> orders() {
		return permutations(List.of(), List.of(LEAF, LOW.certificate(), MIDDLE.certificate(), ROOT.certificate()));
	}

	private static Stream<List<Certificate>> permutations(List<Certificate> taken, List<Certificate> rest) {
		if (rest.isEmpty()) {
			return Stream.of(taken);
		}
		return rest.stream()
			.flatMap((next) -> permutations(Stream.concat(taken.stream(), Stream.of(next)).toList(),
					rest.stream().filter((other) -> !other.equals(next)).toList()));
	}

	private static PrivateCertificate of(Certificate... certificates) {
		return PrivateCertificate.of(List.of(certificates), ISSUED.privateKey());
	}

	@ParameterizedTest
	@MethodSource("orders")
	void chainIsOrderedAndTheRootLeftOut(List<Certificate> given) {
		PrivateCertificate certificate = PrivateCertificate.of(given, ISSUED.privateKey());

		assertThat(certificate.chain()).containsExactly(LEAF, LOW.certificate(), MIDDLE.certificate());
		assertThat(certificate.unrelated()).isEmpty();
	}

	@Test
	void certificateIsTheOneOfTheKey() {
		assertThat(of(ROOT.certificate(), MIDDLE.certificate(), LEAF).certificate()).isEqualTo(LEAF);
	}

	@Test
	void platformsChainBeginsWithTheLeaf() {
		assertThat(of(LOW.certificate(), LEAF).x509Chain()).containsExactly(LEAF.toX509(), LOW.certificate().toX509());
	}

	@Test
	void whenACertificateIsGivenTwiceThenItIsSentOnce() {
		PrivateCertificate certificate = of(LEAF, LEAF, LOW.certificate());

		assertThat(certificate.chain()).containsExactly(LEAF, LOW.certificate());
	}

	@Test
	void whenACertificateHasNoPlaceInTheChainThenItIsReportedAndNotSent() {
		Certificate stranger = TestAuthority.create("Stranger").issue("stranger").certificate();

		PrivateCertificate certificate = of(LEAF, stranger, LOW.certificate());

		assertThat(certificate.chain()).containsExactly(LEAF, LOW.certificate());
		assertThat(certificate.unrelated()).containsExactly(stranger);
	}

	@Test
	void whenAnIssuerIsMissingThenTheChainEndsAndTheRestIsReported() {
		PrivateCertificate certificate = of(LEAF, MIDDLE.certificate());

		assertThat(certificate.chain()).containsExactly(LEAF);
		assertThat(certificate.unrelated()).containsExactly(MIDDLE.certificate());
	}

	@Test
	void whenIssuerHasTheNameAndNotTheKeyThenItHasNoPlaceInTheChain() {
		Certificate impostor = ROOT.intermediate("Low CA").certificate();

		PrivateCertificate certificate = of(LEAF, impostor, LOW.certificate());

		assertThat(certificate.chain()).containsExactly(LEAF, LOW.certificate());
		assertThat(certificate.unrelated()).containsExactly(impostor);
	}

	@Test
	void whenLeafIsSelfIssuedThenItIsTheChain() throws Exception {
		X509Bundle self = new CertificateBuilder().subject("CN=self").setIsCertificateAuthority(true).buildSelfSigned();
		Certificate leaf = Certificate.of(self.getCertificate());

		PrivateCertificate certificate = PrivateCertificate.of(List.of(ROOT.certificate(), leaf),
				self.getKeyPair().getPrivate());

		assertThat(certificate.chain()).containsExactly(leaf);
		assertThat(certificate.unrelated()).containsExactly(ROOT.certificate());
	}

	@Test
	void chainCannotBeChanged() {
		assertThat(of(LEAF, LOW.certificate()).chain()).isUnmodifiable();
	}

	@Test
	void dumpPemWritesTheWholeChain() {
		PrivateCertificate certificate = of(LOW.certificate(), LEAF);

		assertThat(Certificate.loadPemChain(certificate.dumpPem())).containsExactly(LEAF, LOW.certificate());
		assertThat(PrivateCertificate.loadPem(certificate.dumpPem())).isEqualTo(certificate);
	}

	@Test
	void notEqualWhenTheChainDiffers() {
		assertThat(of(LEAF)).isNotEqualTo(of(LEAF, LOW.certificate()));
	}

}

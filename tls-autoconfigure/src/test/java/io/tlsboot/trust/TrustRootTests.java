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

import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.Certificate;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TrustRootTests {

	private static final Certificate ONE = TestAuthority.create("One").certificate();

	private static final Certificate TWO = TestAuthority.create("Two").certificate();

	@Test
	void certificatesAreTheAnchors() {
		assertThat(TrustRoot.certificates(ONE, TWO).anchors()).containsExactlyInAnyOrder(ONE, TWO);
	}

	@Test
	void whenThereAreNoCertificatesThenThereAreNoAnchors() {
		assertThat(TrustRoot.certificates().anchors()).isEmpty();
	}

	@Test
	void whenACertificateIsGivenTwiceThenItCountsOnce() {
		assertThat(TrustRoot.certificates(List.of(ONE, ONE)).anchors()).containsExactly(ONE);
	}

	@Test
	void whenTheCallersListChangesThenAnchorsStay() {
		List<Certificate> certificates = new ArrayList<>(List.of(ONE));
		TrustRoot root = TrustRoot.certificates(certificates);
		certificates.add(TWO);

		assertThat(root.anchors()).containsExactly(ONE);
	}

	@Test
	void anchorsCannotBeChanged() {
		assertThat(TrustRoot.certificates(ONE).anchors()).isUnmodifiable();
		assertThat(union(TrustRoot.certificates(ONE), TrustRoot.certificates(TWO)).anchors()).isUnmodifiable();
	}

	@Test
	void equalWhenTheCertificatesAre() {
		assertThat(TrustRoot.certificates(ONE, TWO)).isEqualTo(TrustRoot.certificates(TWO, ONE))
			.hasSameHashCodeAs(TrustRoot.certificates(TWO, ONE))
			.isNotEqualTo(TrustRoot.certificates(ONE));
	}

	@Test
	void descriptionCountsTheCertificates() {
		assertThat(TrustRoot.certificates().description()).isEqualTo("0 certificates");
		assertThat(TrustRoot.certificates(ONE).description()).isEqualTo("1 certificate");
		assertThat(TrustRoot.certificates(ONE, TWO).description()).isEqualTo("2 certificates");
	}

	@Test
	void unionHasTheAnchorsOfEveryPart() {
		assertThat(union(TrustRoot.certificates(ONE), TrustRoot.certificates(TWO, ONE)).anchors())
			.containsExactlyInAnyOrder(ONE, TWO);
	}

	@Test
	void unionOfOnePartIsThatPart() {
		TrustRoot part = TrustRoot.certificates(ONE);

		assertThat(union(part)).isSameAs(part);
	}

	@Test
	void unionOfNoPartsHasNoAnchors() {
		assertThat(union().anchors()).isEmpty();
	}

	@Test
	void unionDescribesEveryPart() {
		assertThat(union(TrustRoot.certificates(ONE), TrustRoot.certificates(ONE, TWO)).description())
			.isEqualTo("1 certificate + 2 certificates");
	}

	@Test
	void unionsAreEqualWhenTheirPartsAre() {
		TrustRoot one = TrustRoot.certificates(ONE);
		TrustRoot two = TrustRoot.certificates(TWO);

		assertThat(union(one, two)).isEqualTo(union(one, two)).isNotEqualTo(union(one, one));
	}

	@Test
	void platformIsAlwaysTheSame() {
		assertThat(TrustRoot.platform()).isSameAs(TrustRoot.platform());
	}

	@Test
	void jvmIsOneRoot() {
		assertThat(TrustRoot.jvm()).isSameAs(TrustRoot.jvm()).isNotEqualTo(TrustRoot.platform());
	}

	@Test
	void sourcesOfAUnionAreThoseOfItsPartsInOrder() {
		TrustSource one = TrustSource.of("one.pem", List.of(ONE));
		TrustSource none = TrustSource.of("none", List.of());

		assertThat(union(TrustRoot.source(one), TrustRoot.source(none), TrustRoot.certificates(TWO)).sources())
			.containsExactly(one, none, TrustSource.of("certificates", List.of(TWO)));
	}

	@Test
	void rootsAreEqualIfTheirSourcesAre() {
		assertThat(TrustRoot.source(TrustSource.of("a", List.of(ONE))))
			.isEqualTo(TrustRoot.source(TrustSource.of("a", List.of(ONE))))
			.isNotEqualTo(TrustRoot.source(TrustSource.of("b", List.of(ONE))));
	}

	private static TrustRoot union(TrustRoot... parts) {
		return TrustRoot.union(List.of(parts));
	}

	@Test
	void whatTheMachineTrustsIsNamedBeforeItIsRead() {
		assertThat(TrustRoot.platform().description()).startsWith("platform");
		assertThat(TrustRoot.jvm().description()).startsWith("jvm");
	}

}

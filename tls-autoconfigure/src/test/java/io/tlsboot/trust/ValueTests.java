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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;

import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.Certificate;
import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The values of this package: equal when all their parts are.
 */
class ValueTests {

	private static final Certificate ONE = TestAuthority.create("One").certificate();

	private static final Certificate TWO = TestAuthority.create("Two").certificate();

	@Test
	void trustSourceIsItsPlaceItsKindAndItsCertificates() {
		EqualsVerifier.forClass(TrustSource.class)
			.withPrefabValuesForField("certificates", Set.of(ONE), Set.of(TWO))
			.withNonnullFields("description", "certificates")
			.verify();
	}

	@Test
	void trustRootOfCertificatesIsItsSource() {
		EqualsVerifier.forClass(CertificatesTrustRoot.class)
			.withPrefabValues(TrustSource.class, TrustSource.of("a", List.of(ONE)), TrustSource.of("a", List.of(TWO)))
			.suppress(Warning.NULL_FIELDS)
			.verify();
	}

	@Test
	void unionOfTrustRootsIsItsParts() {
		EqualsVerifier.forClass(UnionTrustRoot.class)
			.withPrefabValuesForField("roots", List.of(TrustRoot.certificates(ONE)),
					List.of(TrustRoot.certificates(TWO)))
			.withNonnullFields("roots")
			.verify();
	}

	@Test
	void policyIsAllItsParts() {
		EqualsVerifier.forClass(TrustPolicy.class)
			.withPrefabValuesForField("maximumIntermediates", 0, 9)
			.withPrefabValuesForField("minimumRsaBits", 2048, 3072)
			.verify();
	}

	@Test
	void serviceIdentityIsItsHostAndItsAddress() {
		EqualsVerifier.forClass(ServiceIdentity.class)
			.withPrefabValues(InetAddress.class, InetAddress.getLoopbackAddress(),
					new InetSocketAddress(0).getAddress())
			.withNonnullFields("host")
			.suppress(Warning.STRICT_HASHCODE)
			.verify();
	}

	@Test
	void theMachinesRootsAreWhatTheyAreAndNotTheirCertificates() {
		assertThat(TrustRoot.jvm()).isEqualTo(TrustRoot.jvm()).isNotEqualTo(TrustRoot.platform());
	}

}

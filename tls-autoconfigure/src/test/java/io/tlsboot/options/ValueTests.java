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

package io.tlsboot.options;

import java.util.List;

import io.tlsboot.testing.TestAuthority;
import nl.jqno.equalsverifier.EqualsVerifier;
import org.junit.jupiter.api.Test;

/**
 * The values of this package that have no test of their equality elsewhere.
 */
class ValueTests {

	@Test
	void versionRangeIsItsEnds() {
		EqualsVerifier.forClass(TlsVersionRange.class)
			.withPrefabValuesForField("minimum", TlsVersion.TLSv1_0, TlsVersion.TLSv1_1)
			.withPrefabValuesForField("maximum", TlsVersion.TLSv1_2, TlsVersion.TLSv1_3)
			.withNonnullFields("minimum", "maximum")
			.verify();
	}

	@Test
	void applicationProtocolsAreTheirNamesInOrder() {
		EqualsVerifier.forClass(ApplicationProtocols.class)
			.withPrefabValuesForField("names", List.of("a", "b"), List.of("b", "a"))
			.withNonnullFields("names")
			.verify();
	}

	@Test
	void generationIsItsNameItsNumberAndItsOptions() {
		EqualsVerifier.forClass(Generation.class)
			.withPrefabValuesForField("number", 1L, 2L)
			.withPrefabValues(CertificateOptions.class, CertificateOptions.builder().build(),
					CertificateOptions.of(TestAuthority.create("Test CA").issue("one")))
			.withNonnullFields("name", "options")
			.verify();
	}

}

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

package io.tlsboot.benchmarks;

import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.trust.TrustRoot;
import io.tlsboot.x509.PrivateCertificate;

/**
 * Certificates of the moment, for localhost.
 */
final class Identities {

	private static final TestAuthority AUTHORITY = TestAuthority.create("benchmarks");

	private Identities() {
	}

	static TrustRoot trustRoot() {
		return AUTHORITY.trustRoot();
	}

	static PrivateCertificate withKey(Algorithm algorithm) {
		return AUTHORITY
			.issue((builder) -> builder.algorithm(algorithm).subject("CN=localhost").addSanDnsName("localhost"));
	}

}

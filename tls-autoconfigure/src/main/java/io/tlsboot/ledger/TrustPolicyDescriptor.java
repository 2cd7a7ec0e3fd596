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

package io.tlsboot.ledger;

import io.tlsboot.trust.TrustPolicy;

/**
 * How strictly a peer's chain is judged.
 *
 * @param maximumIntermediates how many certificates may stand between the peer's and the
 * trusted one
 * @param allowPartialChain whether it may end at a certificate that is not self-issued
 * @param minimumRsaBits the shortest RSA key
 * @param insecurelyAllowSha1 whether SHA-1 signatures are accepted
 * @param strictTrustProfile whether it must keep all that is demanded of authorities
 * @since 0.1.0
 */
public record TrustPolicyDescriptor(int maximumIntermediates, boolean allowPartialChain, int minimumRsaBits,
		boolean insecurelyAllowSha1, boolean strictTrustProfile) {

	static TrustPolicyDescriptor of(TrustPolicy policy) {
		return new TrustPolicyDescriptor(policy.maximumIntermediates(), policy.allowPartialChain(),
				policy.minimumRsaBits(), policy.insecurelyAllowSha1(), policy.strictProfile());
	}

}

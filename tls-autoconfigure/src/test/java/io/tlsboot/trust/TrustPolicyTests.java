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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TrustPolicyTests {

	@Test
	void eachPartIsChangedAlone() {
		TrustPolicy policy = TrustPolicy.DEFAULT;

		assertThat(policy).isEqualTo(new TrustPolicy(9, false, 2048, false, false));
		assertThat(policy.withMaximumIntermediates(0)).isEqualTo(new TrustPolicy(0, false, 2048, false, false));
		assertThat(policy.withAllowPartialChain(true)).isEqualTo(new TrustPolicy(9, true, 2048, false, false));
		assertThat(policy.withMinimumRsaBits(1024)).isEqualTo(new TrustPolicy(9, false, 1024, false, false));
		assertThat(policy.withInsecurelyAllowSha1(true)).isEqualTo(new TrustPolicy(9, false, 2048, true, false));
		assertThat(policy.withStrictProfile(true)).isEqualTo(new TrustPolicy(9, false, 2048, false, true));
	}

	@Test
	void numbersOutOfRangeAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> TrustPolicy.DEFAULT.withMaximumIntermediates(-1))
			.withMessage("maximumIntermediates: -1 (expected: 0 to 9)");
		assertThatIllegalArgumentException().isThrownBy(() -> TrustPolicy.DEFAULT.withMaximumIntermediates(10))
			.withMessage("maximumIntermediates: 10 (expected: 0 to 9)");
		assertThatIllegalArgumentException().isThrownBy(() -> TrustPolicy.DEFAULT.withMinimumRsaBits(1023))
			.withMessage("minimumRsaBits: 1023 (expected: >= 1024)");
	}

}

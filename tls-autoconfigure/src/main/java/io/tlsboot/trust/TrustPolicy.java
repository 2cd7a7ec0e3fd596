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

import java.util.Optional;

import io.tlsboot.x509.Certificate;

/**
 * How strictly a peer's chain is judged, beyond what nobody may switch off.
 *
 * @param maximumIntermediates how many certificates may stand between the leaf and the
 * anchor, self-issued ones not counted
 * @param allowPartialChain whether a chain may end at a trusted certificate that is not
 * self-issued
 * @param minimumRsaBits the shortest RSA key of any certificate in the chain
 * @param insecurelyAllowSha1 whether SHA-1 signatures are accepted
 * @param strictProfile whether what RFC 5280 demands of authorities is demanded of a
 * chain too, although widespread tools do not keep to it: key identifiers, critical basic
 * constraints, serial numbers, no version 1; and of a server's chain what the CA/Browser
 * Forum demands of single certificates
 * @since 0.1.0
 */
public record TrustPolicy(int maximumIntermediates, boolean allowPartialChain, int minimumRsaBits,
		boolean insecurelyAllowSha1, boolean strictProfile) {

	// Neither engine looks at a chain of more than ten certificates.
	private static final int MOST_INTERMEDIATES = 9;

	/**
	 * Nine intermediates, chains up to a self-issued anchor, RSA of 2048 bits, no SHA-1,
	 * and the profile that clients apply.
	 */
	public static final TrustPolicy DEFAULT = new TrustPolicy(MOST_INTERMEDIATES, false, 2048, false, false);

	private static final int LEAST_RSA_BITS = 1024;

	/**
	 * Create a policy.
	 * @param maximumIntermediates 0 to 9
	 * @param allowPartialChain whether a chain may end at any trusted certificate
	 * @param minimumRsaBits at least 1024
	 * @param insecurelyAllowSha1 whether SHA-1 signatures are accepted
	 * @param strictProfile whether the profile for authorities is demanded
	 * @throws IllegalArgumentException if a number is out of range
	 */
	public TrustPolicy {
		if (maximumIntermediates < 0 || maximumIntermediates > MOST_INTERMEDIATES) {
			throw new IllegalArgumentException(
					"maximumIntermediates: %d (expected: 0 to %d)".formatted(maximumIntermediates, MOST_INTERMEDIATES));
		}
		if (minimumRsaBits < LEAST_RSA_BITS) {
			throw new IllegalArgumentException(
					"minimumRsaBits: %d (expected: >= %d)".formatted(minimumRsaBits, LEAST_RSA_BITS));
		}
	}

	/**
	 * Say what is too weak about a certificate for whoever judges by this policy. The
	 * signature of a self-issued certificate proves nothing and is not looked at.
	 * @param certificate the certificate
	 * @return what is too weak, or empty
	 */
	public Optional<String> weaknessOf(Certificate certificate) {
		return Optional.ofNullable(CertificateRules.weakness(this, certificate.toX509(), certificate.isSelfIssued()));
	}

	/**
	 * Return a copy with another limit of intermediates.
	 * @param maximumIntermediates 0 to 9
	 * @return the copy
	 */
	public TrustPolicy withMaximumIntermediates(int maximumIntermediates) {
		return new TrustPolicy(maximumIntermediates, this.allowPartialChain, this.minimumRsaBits,
				this.insecurelyAllowSha1, this.strictProfile);
	}

	/**
	 * Return a copy whose chains may end at any trusted certificate.
	 * @param allowPartialChain whether they may
	 * @return the copy
	 */
	public TrustPolicy withAllowPartialChain(boolean allowPartialChain) {
		return new TrustPolicy(this.maximumIntermediates, allowPartialChain, this.minimumRsaBits,
				this.insecurelyAllowSha1, this.strictProfile);
	}

	/**
	 * Return a copy with another floor for RSA keys.
	 * @param minimumRsaBits at least 1024
	 * @return the copy
	 */
	public TrustPolicy withMinimumRsaBits(int minimumRsaBits) {
		return new TrustPolicy(this.maximumIntermediates, this.allowPartialChain, minimumRsaBits,
				this.insecurelyAllowSha1, this.strictProfile);
	}

	/**
	 * Return a copy that accepts SHA-1 signatures, or does not.
	 * @param insecurelyAllowSha1 whether it does
	 * @return the copy
	 */
	public TrustPolicy withInsecurelyAllowSha1(boolean insecurelyAllowSha1) {
		return new TrustPolicy(this.maximumIntermediates, this.allowPartialChain, this.minimumRsaBits,
				insecurelyAllowSha1, this.strictProfile);
	}

	/**
	 * Return a copy that demands the profile for authorities, or does not.
	 * @param strictProfile whether it does
	 * @return the copy
	 */
	public TrustPolicy withStrictProfile(boolean strictProfile) {
		return new TrustPolicy(this.maximumIntermediates, this.allowPartialChain, this.minimumRsaBits,
				this.insecurelyAllowSha1, strictProfile);
	}

}

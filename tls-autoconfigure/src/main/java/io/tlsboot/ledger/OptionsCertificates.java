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

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The certificates that options are made of.
 *
 * @param options the name of the options
 * @param generation their generation
 * @param identity the chain that is sent, leaf first; none of an anonymous client
 * @param trust the trust roots that the application has chosen
 * @param trustsMachine whether trust roots of this machine count, too, which are not
 * listed
 * @since 0.1.0
 */
public record OptionsCertificates(String options, long generation, List<CertificateState> identity,
		List<CertificateState> trust, boolean trustsMachine) {

	/**
	 * Create a description.
	 * @param options the name of the options
	 * @param generation their generation
	 * @param identity the chain that is sent
	 * @param trust the trust roots that the application has chosen
	 * @param trustsMachine whether trust roots of this machine count, too
	 */
	public OptionsCertificates {
		identity = List.copyOf(identity);
		trust = List.copyOf(trust);
	}

	/**
	 * Return the certificate of the chain that needs attention first.
	 * @return one that cannot be used, else the one that expires first; empty if there is
	 * no chain
	 */
	public Optional<CertificateState> firstOfIdentity() {
		return first(this.identity);
	}

	/**
	 * Return the trust root that needs attention first.
	 * @return one that cannot be used, else the one that expires first; empty if there is
	 * none
	 */
	public Optional<CertificateState> firstOfTrust() {
		return first(this.trust);
	}

	/**
	 * Tell whether a peer's chain can end somewhere.
	 * @return whether there is a trust root that can be used, or none is configured
	 */
	public boolean trustUsable() {
		return this.trustsMachine || this.trust.isEmpty() || this.trust.stream().anyMatch(CertificateState::usable);
	}

	private static Optional<CertificateState> first(List<CertificateState> certificates) {
		return certificates.stream()
			.min(Comparator.comparing(CertificateState::usable).thenComparing(CertificateState::validUntil));
	}

}

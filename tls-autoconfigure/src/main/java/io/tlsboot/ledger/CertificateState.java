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

import java.time.Duration;
import java.time.Instant;

import io.tlsboot.trust.PeerText;

/**
 * A certificate in use, and whether it is valid at a moment.
 *
 * @param subject whose it is, in one line of limited length
 * @param fingerprint its SHA-256 digest
 * @param validFrom the first instant of its validity
 * @param validUntil the last instant of its validity
 * @param daysLeft how many whole days are left, negative when it has expired
 * @param state {@value #VALID}, {@value #EXPIRING}, {@value #EXPIRED} or
 * {@value #NOT_YET_VALID}
 * @since 0.1.0
 */
public record CertificateState(String subject, String fingerprint, Instant validFrom, Instant validUntil, long daysLeft,
		String state) {

	/** Valid, and longer than the time of warning. */
	public static final String VALID = "valid";

	/** Valid, and no longer than the time of warning. */
	public static final String EXPIRING = "expiring";

	/** Not valid any more. */
	public static final String EXPIRED = "expired";

	/** Not valid before a moment that is to come. */
	public static final String NOT_YET_VALID = "not-yet-valid";

	private static final int MAX_SUBJECT = 255;

	static CertificateState of(CertificateDescriptor certificate, Instant now, Duration warning) {
		Instant end = certificate.validUntil();
		return new CertificateState(PeerText.line(certificate.subject(), MAX_SUBJECT), certificate.fingerprint(),
				certificate.validFrom(), end, Math.floorDiv(Duration.between(now, end).toSeconds(), 86_400L),
				state(certificate, now, warning));
	}

	private static String state(CertificateDescriptor certificate, Instant now, Duration warning) {
		if (now.isAfter(certificate.validUntil())) {
			return EXPIRED;
		}
		if (now.isBefore(certificate.validFrom())) {
			return NOT_YET_VALID;
		}
		return now.plus(warning).isAfter(certificate.validUntil()) ? EXPIRING : VALID;
	}

	/**
	 * Tell whether it can be used now.
	 * @return whether it can
	 */
	public boolean usable() {
		return this.state.equals(VALID) || this.state.equals(EXPIRING);
	}

}

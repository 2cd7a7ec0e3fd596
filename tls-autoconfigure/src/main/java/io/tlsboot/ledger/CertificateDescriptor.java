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
import java.util.List;

import io.tlsboot.x509.Certificate;

/**
 * A certificate, for people.
 *
 * @param subject whose it is
 * @param issuer who signed it
 * @param subjectAlternativeNames the names and addresses it speaks for
 * @param serialNumber the issuer's number for it, in hex
 * @param validFrom the first instant of its validity
 * @param validUntil the last instant of its validity
 * @param daysLeft how many whole days it is still valid; negative when it has expired
 * @param fingerprint the SHA-256 digest
 * @since 0.1.0
 */
public record CertificateDescriptor(String subject, String issuer, List<String> subjectAlternativeNames,
		String serialNumber, Instant validFrom, Instant validUntil, long daysLeft, String fingerprint) {

	static CertificateDescriptor of(Certificate certificate, Instant now) {
		long left = Duration.between(now, certificate.notAfter()).toSeconds();
		return new CertificateDescriptor(certificate.subject().toString(), certificate.issuer().toString(),
				certificate.subjectAlternativeNames(), certificate.serialNumber().toString(16), certificate.notBefore(),
				certificate.notAfter(), Math.floorDiv(left, Duration.ofDays(1).toSeconds()),
				certificate.digest("SHA-256"));
	}

}

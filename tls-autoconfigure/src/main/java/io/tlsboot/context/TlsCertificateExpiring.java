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

package io.tlsboot.context;

import java.time.Instant;

/**
 * Application event: a certificate in use is near its end, or past it. Published once for
 * each certificate and each time of warning that it comes to, on a thread of its own,
 * when the application has started and then once a day.
 *
 * @param options the name of the options
 * @param role {@value #IDENTITY} or {@value #TRUST}
 * @param subject whose certificate it is, in one line of limited length
 * @param fingerprint its SHA-256 digest
 * @param notAfter the last instant of its validity
 * @param daysLeft how many whole days are left, negative when it has expired
 * @since 0.1.0
 */
public record TlsCertificateExpiring(String options, String role, String subject, String fingerprint, Instant notAfter,
		long daysLeft) {

	/** It is of the own chain. */
	public static final String IDENTITY = "identity";

	/** It is a trust root that the application has chosen. */
	public static final String TRUST = "trust";

}

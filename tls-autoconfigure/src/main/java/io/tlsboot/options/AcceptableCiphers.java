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
import java.util.stream.Stream;

/**
 * The cipher suites that may be negotiated, most wanted first, under their IANA names.
 *
 * @param names the suites of TLS 1.3 and of the versions before it
 * @since 0.1.0
 */
public record AcceptableCiphers(List<String> names) {

	/**
	 * Forward-secret AEAD suites only (RFC 9325, section 4.2): those of TLS 1.3, and for
	 * TLS 1.2 those with ECDHE; AES-GCM before ChaCha20.
	 */
	public static final AcceptableCiphers DEFAULT = new AcceptableCiphers(
			List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256",
					"TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
					"TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
					"TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"));

	/**
	 * What is added where versions before TLS 1.2 are allowed, which know no AEAD:
	 * forward secrecy at least.
	 */
	public static final AcceptableCiphers BEFORE_TLS_1_2 = new AcceptableCiphers(
			List.of("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
					"TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"));

	/**
	 * Create a list.
	 * @param names the suites, at least one
	 */
	public AcceptableCiphers {
		names = List.copyOf(names);
		if (names.isEmpty()) {
			throw new IllegalArgumentException("'names' must not be empty");
		}
	}

	/**
	 * Return what is offered for a range of versions.
	 * @param versions the versions
	 * @return {@link #DEFAULT}, and {@link #BEFORE_TLS_1_2} where it is needed
	 */
	public static AcceptableCiphers forVersions(TlsVersionRange versions) {
		if (versions.minimum().compareTo(TlsVersion.TLSv1_2) >= 0) {
			return DEFAULT;
		}
		return new AcceptableCiphers(Stream.concat(DEFAULT.names.stream(), BEFORE_TLS_1_2.names.stream()).toList());
	}

}

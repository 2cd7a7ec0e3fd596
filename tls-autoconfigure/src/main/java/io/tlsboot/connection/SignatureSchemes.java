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

package io.tlsboot.connection;

import java.util.Map;
import java.util.Optional;

/**
 * The names of signature schemes (RFC 8446, section 4.2.3, and the registry of IANA).
 */
final class SignatureSchemes {

	private static final Map<Integer, String> NAMES = Map.ofEntries(Map.entry(0x0201, "rsa_pkcs1_sha1"),
			Map.entry(0x0203, "ecdsa_sha1"), Map.entry(0x0401, "rsa_pkcs1_sha256"),
			Map.entry(0x0501, "rsa_pkcs1_sha384"), Map.entry(0x0601, "rsa_pkcs1_sha512"),
			Map.entry(0x0403, "ecdsa_secp256r1_sha256"), Map.entry(0x0503, "ecdsa_secp384r1_sha384"),
			Map.entry(0x0603, "ecdsa_secp521r1_sha512"), Map.entry(0x0804, "rsa_pss_rsae_sha256"),
			Map.entry(0x0805, "rsa_pss_rsae_sha384"), Map.entry(0x0806, "rsa_pss_rsae_sha512"),
			Map.entry(0x0807, "ed25519"), Map.entry(0x0808, "ed448"), Map.entry(0x0809, "rsa_pss_pss_sha256"),
			Map.entry(0x080a, "rsa_pss_pss_sha384"), Map.entry(0x080b, "rsa_pss_pss_sha512"),
			Map.entry(0x0904, "mldsa44"), Map.entry(0x0905, "mldsa65"), Map.entry(0x0906, "mldsa87"));

	private SignatureSchemes() {
	}

	static Optional<String> name(int codePoint) {
		return Optional.ofNullable(NAMES.get(codePoint));
	}

}

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

package io.tlsboot.x509;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.tlsboot.x509.CertificateLoadException.Part;
import io.tlsboot.x509.KeyStores.Entry;
import org.jspecify.annotations.Nullable;

/**
 * Picks one key and its chain from the entries of a key store.
 */
final class StoredIdentity {

	private StoredIdentity() {
	}

	static PrivateCertificate read(byte[] content, @Nullable String type, char @Nullable [] password,
			@Nullable String alias) {
		Kind kind = Kind.of(content);
		if (kind != Kind.PKCS12 && kind != Kind.JKS) {
			throw new CertificateLoadException(Part.KEY_STORE,
					"no key store found (found: %s; expected: PKCS#12 or JKS)".formatted(kind.description()));
		}
		if (type != null && !type.equalsIgnoreCase(kind.name())) {
			throw new CertificateLoadException(Part.KEY_STORE,
					"found: %s (expected: type %s)".formatted(kind.description(), type));
		}
		List<Entry> entries = KeyStores.read(kind, content, password);
		List<Entry> keys = entries.stream()
			.filter((entry) -> entry.key() != null && (alias == null || alias.equalsIgnoreCase(entry.alias())))
			.toList();
		if (keys.size() != 1) {
			throw new CertificateLoadException((alias != null) ? Part.ALIAS : Part.KEY_STORE,
					"expected one private key%s in the key store (found: %d)"
						.formatted((alias != null) ? " named '%s'".formatted(alias) : "", keys.size()));
		}
		Entry key = keys.get(0);
		// The chain of JKS stands with its key; in PKCS#12 all certificates stand alone.
		List<Certificate> certificates = new ArrayList<>(key.certificates());
		if (certificates.isEmpty()) {
			entries.forEach((entry) -> certificates.addAll(entry.certificates()));
		}
		if (certificates.isEmpty()) {
			throw new CertificateLoadException(Part.KEY_STORE, "no certificate found in the key store");
		}
		return PrivateCertificate.of(certificates, PrivateKeys.of(Objects.requireNonNull(key.key())));
	}

}

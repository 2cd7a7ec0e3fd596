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

package io.tlsboot.bundle;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

import io.tlsboot.options.CertificateOptions;
import io.tlsboot.x509.Certificate;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslStoreBundle;

/**
 * Identity and trust of options as key stores in memory. Made when asked for: reading the
 * platform's roots takes longer than most applications need to know.
 */
final class OptionsSslStores implements SslStoreBundle {

	private static final String ALIAS = "tls";

	private final CertificateOptions options;

	OptionsSslStores(CertificateOptions options) {
		this.options = options;
	}

	@Override
	public @Nullable KeyStore getKeyStore() {
		return this.options.identity()
			.map((identity) -> store(
					(store) -> store.setKeyEntry(ALIAS, identity.privateKey(), null, identity.x509Chain())))
			.orElse(null);
	}

	@Override
	public @Nullable String getKeyStorePassword() {
		return null;
	}

	@Override
	public @Nullable KeyStore getTrustStore() {
		return this.options.trustRoot().map((root) -> store((store) -> {
			int index = 0;
			for (Certificate anchor : root.anchors()) {
				store.setCertificateEntry(ALIAS + "-" + index++, anchor.toX509());
			}
		})).orElse(null);
	}

	private static KeyStore store(Content content) {
		try {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(null, null);
			content.put(store);
			return store;
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException("a key store in memory cannot be made", ex);
		}
	}

	@Override
	public String toString() {
		return "OptionsSslStores[%s]".formatted(this.options);
	}

	/**
	 * Fills a store.
	 */
	private interface Content {

		void put(KeyStore store) throws GeneralSecurityException;

	}

}

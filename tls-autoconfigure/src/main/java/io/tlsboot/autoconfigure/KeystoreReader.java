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

package io.tlsboot.autoconfigure;

import java.util.Arrays;

import io.tlsboot.x509.CertificateLoadException;
import io.tlsboot.x509.CertificateVerifyException;
import io.tlsboot.x509.PrivateCertificate;

/**
 * Reads who we are from {@code tls.options.*.keystore}.
 */
final class KeystoreReader {

	private static final String LOCATION = "keystore.location";

	private final OptionsFiles files;

	KeystoreReader(OptionsFiles files) {
		this.files = files;
	}

	static boolean isConfigured(TlsProperties.Options configured) {
		TlsProperties.Keystore keystore = configured.getKeystore();
		return keystore.getLocation() != null || keystore.getType() != null || keystore.getPassword() != null
				|| keystore.getAlias() != null;
	}

	/**
	 * Read the identity of options that have a key store.
	 * @param name the name of the options
	 * @param configured the options
	 * @return the identity
	 * @throws TlsConfigurationException if it cannot be used
	 */
	PrivateCertificate read(String name, TlsProperties.Options configured) {
		TlsProperties.Keystore keystore = configured.getKeystore();
		requireAlone(name, configured);
		String location = keystore.getLocation();
		if (location == null) {
			throw this.files.refuse(name, LOCATION, "it is required and not set",
					"Set the location of the key store, or remove the keys beside it.", null);
		}
		byte[] content = this.files.readBytes(name, LOCATION, location);
		char[] password = (keystore.getPassword() != null) ? keystore.getPassword().toCharArray() : null;
		try {
			return PrivateCertificate.loadKeyStore(content,
					(keystore.getType() != null) ? keystore.getType().name() : null, password, keystore.getAlias());
		}
		catch (CertificateLoadException ex) {
			throw refuse(name, keystore, location, ex);
		}
		catch (CertificateVerifyException ex) {
			throw this.files.refuse(name, LOCATION, ex.getMessage() + " in " + PemLocation.describe(location),
					"Use a key store with the certificate of its private key.", ex);
		}
		finally {
			if (password != null) {
				Arrays.fill(password, '\0');
			}
		}
	}

	private void requireAlone(String name, TlsProperties.Options configured) {
		String other = !configured.getCertificate().isEmpty() ? "certificate" : (configured.getPrivateKey() != null)
				? "private-key" : (configured.getPrivateKeyPassword() != null) ? "private-key-password" : null;
		if (other != null) {
			throw this.files.refuse(name, other, "'%s' and 'keystore' are mutually exclusive".formatted(other),
					"Remove one of them.", null);
		}
	}

	private TlsConfigurationException refuse(String name, TlsProperties.Keystore keystore, String location,
			CertificateLoadException ex) {
		String problem = ex.getMessage() + " in " + PemLocation.describe(location);
		boolean hasPassword = keystore.getPassword() != null;
		return switch (ex.part()) {
			case PASSWORD -> this.files.refuse(name, "keystore.password", problem,
					hasPassword ? "Correct the password." : "Set the password.", ex);
			case ALIAS -> this.files.refuse(name, "keystore.alias", problem,
					"Correct the alias; 'keytool -list' shows those of a key store.", ex);
			case KEY_STORE -> this.files.refuse(name, LOCATION, problem,
					"Use a PKCS#12 or JKS key store with one private key, or set '%s'."
						.formatted(OptionsFiles.property(name, "keystore.alias")),
					ex);
			default -> this.files.refuse(name, LOCATION, problem, "Use a key store that is not damaged.", ex);
		};
	}

}

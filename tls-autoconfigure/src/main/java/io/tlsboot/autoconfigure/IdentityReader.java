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

import java.time.Clock;
import java.time.Instant;

import io.tlsboot.x509.Certificate;
import io.tlsboot.x509.CertificateLoadException;
import io.tlsboot.x509.CertificateVerifyException;
import io.tlsboot.x509.PrivateCertificate;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads who we are: certificate chain and private key of {@code tls.options.*}.
 */
final class IdentityReader {

	private static final Log logger = LogFactory.getLog(OptionsRegistry.class);

	private final OptionsFiles files;

	private final @Nullable DevelopmentMaterial development;

	private final Clock clock;

	IdentityReader(OptionsFiles files, @Nullable DevelopmentMaterial development, Clock clock) {
		this.files = files;
		this.development = development;
		this.clock = clock;
	}

	/**
	 * Read the identity of options.
	 * @param name the name of the options
	 * @param configured the options
	 * @return the identity, or {@code null} if none is configured
	 * @throws TlsConfigurationException if it cannot be used
	 */
	@Nullable PrivateCertificate read(String name, TlsProperties.Options configured) {
		String certificate = configured.getCertificate();
		if (certificate == null) {
			if (configured.getPrivateKey() != null) {
				throw this.files.refuse(name, "certificate", "a private key is set and its certificate is not",
						"Set the certificate, or remove '%s'.".formatted(OptionsFiles.property(name, "private-key")),
						null);
			}
			return (this.development != null) ? this.development.certificates().leaf() : null;
		}
		String key = (configured.getPrivateKey() != null) ? configured.getPrivateKey() : certificate;
		String keyProperty = (configured.getPrivateKey() != null) ? "private-key" : "certificate";
		String password = configured.getPrivateKeyPassword();
		try {
			PrivateCertificate identity = PrivateCertificate.loadPem(this.files.read(name, "certificate", certificate),
					this.files.read(name, keyProperty, key), (password != null) ? password.toCharArray() : null);
			warnOfMaterial(name, identity);
			return identity;
		}
		catch (CertificateLoadException ex) {
			String part = switch (ex.part()) {
				case CERTIFICATE, KEY_STORE, ALIAS, REQUEST -> "certificate";
				case PRIVATE_KEY -> keyProperty;
				case PASSWORD -> (password != null) ? "private-key-password" : keyProperty;
			};
			String where = part.equals("private-key-password") ? ""
					: " in " + PemLocation.describe(part.equals("certificate") ? certificate : key);
			throw this.files.refuse(name, part, ex.getMessage() + where, action(name, ex.part(), configured), ex);
		}
		catch (CertificateVerifyException ex) {
			throw this.files.refuse(name, keyProperty,
					"%s (key: %s, certificate: %s)".formatted(ex.getMessage(), PemLocation.describe(key),
							PemLocation.describe(certificate)),
					"Use the private key that the certificate was issued for.", ex);
		}
	}

	private String action(String name, CertificateLoadException.Part part, TlsProperties.Options configured) {
		return switch (part) {
			case CERTIFICATE, KEY_STORE, ALIAS, REQUEST -> "Use a PEM file with the certificate chain.";
			case PRIVATE_KEY -> (configured.getPrivateKey() != null) ? "Use a PEM file with one private key."
					: "Put the private key into the same file, or set '%s'."
						.formatted(OptionsFiles.property(name, "private-key"));
			case PASSWORD -> (configured.getPrivateKeyPassword() != null)
					? "Correct or remove '%s'.".formatted(OptionsFiles.property(name, "private-key-password"))
					: "Set '%s'.".formatted(OptionsFiles.property(name, "private-key-password"));
		};
	}

	private void warnOfMaterial(String name, PrivateCertificate identity) {
		Instant now = this.clock.instant();
		for (Certificate certificate : identity.chain()) {
			if (now.isAfter(certificate.notAfter())) {
				logger.warn("The options '%s' hold a certificate that has expired on %s: '%s'. Peers will refuse it."
					.formatted(name, certificate.notAfter(), certificate.subject()));
			}
			else if (now.isBefore(certificate.notBefore())) {
				logger
					.warn("The options '%s' hold a certificate that is not valid before %s: '%s'. Peers will refuse it."
						.formatted(name, certificate.notBefore(), certificate.subject()));
			}
		}
		identity.unrelated()
			.forEach((certificate) -> logger
				.warn("The options '%s' hold a certificate that has no place in the chain and is not sent: '%s'"
					.formatted(name, certificate.subject())));
	}

}

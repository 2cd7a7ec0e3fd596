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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.tlsboot.trust.PeerText;
import io.tlsboot.trust.TrustPolicy;
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

	private static final int MAX_SUBJECT = 255;

	private static final String EXTRA_CHAIN = "extra-chain";

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
	 * @param bundled the identity of the options' bundle, or {@code null} if there is
	 * none
	 * @return the identity, or {@code null} if none is configured
	 * @throws TlsConfigurationException if it cannot be used
	 */
	@Nullable PrivateCertificate read(String name, TlsProperties.Options configured, @Nullable PrivateCertificate bundled) {
		PrivateCertificate identity = (bundled != null) ? bundled : KeystoreReader.isConfigured(configured)
				? new KeystoreReader(this.files).read(name, configured) : readFiles(name, configured);
		List<String> extra = configured.getExtraChain();
		if (identity != null) {
			PrivateCertificate whole = (extra != null) ? identity.withExtraChain(readExtraChain(name, extra))
					: identity;
			warnOfMaterial("The options '%s' hold".formatted(name), whole, this.clock.instant());
			return whole;
		}
		if (extra != null) {
			throw this.files.refuse(name, EXTRA_CHAIN, "an extra chain is set and no certificate that it belongs to",
					"Set the certificate, or remove the extra chain.", null);
		}
		return (this.development != null) ? this.development.certificates().leaf() : null;
	}

	private @Nullable PrivateCertificate readFiles(String name, TlsProperties.Options configured) {
		List<String> certificates = configured.getCertificate();
		if (certificates.isEmpty()) {
			if (configured.getPrivateKey() != null) {
				throw this.files.refuse(name, "certificate", "a private key is set and its certificate is not",
						"Set the certificate, or remove '%s'.".formatted(OptionsFiles.property(name, "private-key")),
						null);
			}
			return null;
		}
		String key = (configured.getPrivateKey() != null) ? configured.getPrivateKey() : certificates.get(0);
		String keyProperty = (configured.getPrivateKey() != null) ? "private-key"
				: certificateProperty(certificates, 0);
		String password = configured.getPrivateKeyPassword();
		char[] secret = (password != null) ? password.toCharArray() : null;
		List<byte[]> contents = new ArrayList<>();
		for (int index = 0; index < certificates.size(); index++) {
			contents.add(readCertificates(name, configured, index, secret));
		}
		byte[] keyContent = (configured.getPrivateKey() != null) ? this.files.readBytes(name, keyProperty, key)
				: contents.get(0);
		try {
			return PrivateCertificate.load(contents, keyContent, secret);
		}
		catch (CertificateLoadException ex) {
			throw refuse(name, configured, ex, keyProperty, key);
		}
		catch (CertificateVerifyException ex) {
			throw this.files.refuse(name, keyProperty,
					"%s (key: %s, certificate: %s)".formatted(ex.getMessage(), PemLocation.describe(key),
							PemLocation.describe(certificates.get(0))),
					"Use the private key that the certificate was issued for.", ex);
		}
		finally {
			if (secret != null) {
				Arrays.fill(secret, '\0');
			}
		}
	}

	private List<Certificate> readExtraChain(String name, List<String> values) {
		List<Certificate> certificates = new ArrayList<>();
		for (int index = 0; index < values.size(); index++) {
			String property = (values.size() == 1) ? EXTRA_CHAIN : "%s[%d]".formatted(EXTRA_CHAIN, index);
			byte[] content = this.files.readBytes(name, property, values.get(index));
			try {
				certificates.addAll(Certificate.loadAll(content, null));
			}
			catch (CertificateLoadException ex) {
				throw this.files.refuse(name, property,
						ex.getMessage() + " in " + PemLocation.describe(values.get(index)),
						"Use a file with certificates.", ex);
			}
		}
		return certificates;
	}

	private byte[] readCertificates(String name, TlsProperties.Options configured, int index,
			char @Nullable [] secret) {
		String value = configured.getCertificate().get(index);
		String property = certificateProperty(configured.getCertificate(), index);
		byte[] content = this.files.readBytes(name, property, value);
		try {
			Certificate.loadAll(content, secret);
			return content;
		}
		catch (CertificateLoadException ex) {
			throw refuse(name, configured, ex, property, value);
		}
	}

	private static String certificateProperty(List<String> certificates, int index) {
		return (certificates.size() == 1) ? "certificate" : "certificate[%d]".formatted(index);
	}

	private TlsConfigurationException refuse(String name, TlsProperties.Options configured, CertificateLoadException ex,
			String property, String value) {
		if (ex.part() == CertificateLoadException.Part.PASSWORD && configured.getPrivateKeyPassword() != null) {
			return this.files.refuse(name, "private-key-password", ex.getMessage(), action(name, ex.part(), configured),
					ex);
		}
		return this.files.refuse(name, property, ex.getMessage() + " in " + PemLocation.describe(value),
				action(name, ex.part(), configured), ex);
	}

	private String action(String name, CertificateLoadException.Part part, TlsProperties.Options configured) {
		return switch (part) {
			case CERTIFICATE -> "Use a file with the certificate chain.";
			case PRIVATE_KEY -> (configured.getPrivateKey() != null) ? "Use a file with one private key."
					: "Put the private key into the same file, or set '%s'."
						.formatted(OptionsFiles.property(name, "private-key"));
			case PASSWORD -> (configured.getPrivateKeyPassword() != null)
					? "Correct or remove '%s'.".formatted(OptionsFiles.property(name, "private-key-password"))
					: "Set '%s'.".formatted(OptionsFiles.property(name, "private-key-password"));
			case KEY_STORE, ALIAS, REQUEST ->
				"Use a file that is not damaged, or set '%s'.".formatted(OptionsFiles.property(name, "keystore"));
		};
	}

	/**
	 * Warn of certificates that are of no use.
	 * @param who who presents them, with a verb
	 * @param identity the chain
	 * @param now the time by which they are judged
	 */
	static void warnOfMaterial(String who, PrivateCertificate identity, Instant now) {
		for (Certificate certificate : identity.chain()) {
			if (now.isAfter(certificate.notAfter())) {
				logger.warn("%s a certificate that has expired on %s: '%s'. Peers will refuse it.".formatted(who,
						certificate.notAfter(), subject(certificate)));
			}
			else if (now.isBefore(certificate.notBefore())) {
				logger.warn("%s a certificate that is not valid before %s: '%s'. Peers will refuse it.".formatted(who,
						certificate.notBefore(), subject(certificate)));
			}
			warnOfWeakness(who, certificate);
		}
		identity.unrelated()
			.forEach(
					(certificate) -> logger.warn("%s a certificate that has no place in the chain and is not sent: '%s'"
						.formatted(who, subject(certificate))));
	}

	// One line, whoever chose the name.
	private static String subject(Certificate certificate) {
		return PeerText.line(certificate.subject().toString(), MAX_SUBJECT);
	}

	// Measured by our own defaults: what a peer asks for, only the peer knows.
	private static void warnOfWeakness(String who, Certificate certificate) {
		TrustPolicy.DEFAULT.weaknessOf(certificate)
			.ifPresent((weakness) -> logger.warn("%s a certificate that is too weak: '%s' (%s). Peers will refuse it."
				.formatted(who, subject(certificate), weakness)));
	}

}

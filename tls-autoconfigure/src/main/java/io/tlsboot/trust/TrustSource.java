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

package io.tlsboot.trust;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.tlsboot.x509.Certificate;
import io.tlsboot.x509.CertificateLoadException;

/**
 * Trusted certificates and where they come from.
 *
 * @param description where they come from, for people
 * @param machine whether they are this machine's, chosen by its administrator or the JDK,
 * and not by the application
 * @param certificates the certificates, each once, in the order in which they were found
 * @since 0.1.0
 */
public record TrustSource(String description, boolean machine, Set<Certificate> certificates) {

	/**
	 * Create a source.
	 * @param description where the certificates come from, for people
	 * @param machine whether they are this machine's
	 * @param certificates the certificates, possibly none
	 */
	public TrustSource {
		Objects.requireNonNull(description, "'description' must not be null");
		certificates = Collections.unmodifiableSet(new LinkedHashSet<>(List.copyOf(certificates)));
	}

	/**
	 * Return a source that the application chose.
	 * @param description where the certificates come from, for people
	 * @param certificates the certificates; duplicates count once
	 * @return the source
	 */
	public static TrustSource of(String description, Collection<Certificate> certificates) {
		return new TrustSource(description, false, new LinkedHashSet<>(certificates));
	}

	/**
	 * Read every certificate of a file's content: PEM (RFC 7468), DER, or a key store
	 * whose certificates are not encrypted.
	 * @param description where the content comes from, for people
	 * @param content the content
	 * @return the source, with at least one certificate
	 * @throws TrustRootException if there is none, or one is damaged; the message says
	 * what was found, not where
	 */
	public static TrustSource read(String description, byte[] content) {
		return of(description, parse(content));
	}

	/**
	 * Return the SHA-256 digests of the certificates, as certificate tools print them.
	 * @return the fingerprints in the order of the certificates
	 */
	public List<String> fingerprints() {
		return this.certificates.stream().map((certificate) -> certificate.digest("SHA-256")).toList();
	}

	static List<Certificate> parse(byte[] content) {
		try {
			return Certificate.loadAll(content);
		}
		catch (CertificateLoadException ex) {
			throw new TrustRootException(String.valueOf(ex.getMessage()), ex);
		}
	}

}

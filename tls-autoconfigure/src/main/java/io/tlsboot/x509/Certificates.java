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

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.tlsboot.x509.CertificateLoadException.Part;
import org.jspecify.annotations.Nullable;

/**
 * Reads certificates from their DER encoding.
 */
final class Certificates {

	private Certificates() {
	}

	/**
	 * Read the first certificate; what follows it is ignored.
	 * @param encoded the encoding
	 * @return the certificate
	 * @throws CertificateLoadException if it is damaged or something else
	 */
	static Certificate parse(byte[] encoded) {
		int length = Der.length(encoded, 0);
		if (length < 0) {
			throw damaged(null);
		}
		return parse(encoded, 0, length);
	}

	/**
	 * Read the first certificate; what follows it is ignored.
	 * @param content octets that are to be DER
	 * @return the certificate
	 * @throws CertificateLoadException if it is damaged or something else
	 */
	static Certificate parseFirst(byte[] content) {
		Kind kind = Kind.of(content);
		if (kind != Kind.CERTIFICATE) {
			throw new CertificateLoadException(Part.CERTIFICATE,
					"no certificate found (found: %s; expected: DER)".formatted(kind.description()));
		}
		return parse(content);
	}

	/**
	 * Read the certificates of a file that has one behind the other.
	 * @param encoded the encoding
	 * @return the certificates, at least one
	 * @throws CertificateLoadException if one is damaged or something else
	 */
	static List<Certificate> parseAll(byte[] encoded) {
		List<Certificate> certificates = new ArrayList<>();
		for (int offset = 0; offset < encoded.length;) {
			int length = Der.length(encoded, offset);
			if (length < 0) {
				throw damaged(null);
			}
			certificates.add(parse(encoded, offset, length));
			offset += length;
		}
		return certificates;
	}

	private static Certificate parse(byte[] encoded, int offset, int length) {
		try {
			CertificateFactory factory = CertificateFactory.getInstance("X.509");
			Certificate certificate = Certificate.of((X509Certificate) factory
				.generateCertificate(new ByteArrayInputStream(Arrays.copyOfRange(encoded, offset, offset + length))));
			// Now rather than later: what is returned can be used.
			certificate.publicKeyInfo();
			certificate.subject().fields();
			certificate.issuer().fields();
			return certificate;
		}
		catch (CertificateException | RuntimeException | StackOverflowError ex) {
			throw damaged(ex);
		}
	}

	private static CertificateLoadException damaged(@Nullable Throwable cause) {
		return new CertificateLoadException(Part.CERTIFICATE, "a certificate is damaged", cause);
	}

}

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

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The certificates that are sent to a peer, in the order in which they are: the leaf,
 * then each one's issuer, without the root.
 */
final class Chain {

	private final List<Certificate> certificates;

	private final List<Certificate> unrelated;

	private final @Nullable Certificate root;

	private Chain(List<Certificate> certificates, List<Certificate> unrelated, @Nullable Certificate root) {
		this.certificates = List.copyOf(certificates);
		this.unrelated = List.copyOf(unrelated);
		this.root = root;
	}

	static Chain of(List<Certificate> certificates, PrivateKey privateKey) {
		Certificate leaf = certificates.stream()
			.filter((candidate) -> Signatures.match(candidate.publicKeyInfo(), privateKey))
			.findFirst()
			.orElseThrow(() -> new CertificateVerifyException(
					"the private key does not match the certificate %s".formatted(certificates.get(0).describe())));
		List<Certificate> rest = new ArrayList<>(certificates);
		rest.removeIf(leaf::equals);
		List<Certificate> chain = new ArrayList<>(List.of(leaf));
		Certificate root = null;
		for (Certificate issuer = issuerOf(leaf, rest); issuer != null; issuer = issuerOf(issuer, rest)) {
			rest.remove(issuer);
			if (!issuer.isSelfIssued()) {
				chain.add(issuer);
			}
			else {
				root = issuer;
			}
		}
		return new Chain(chain, rest, root);
	}

	private static @Nullable Certificate issuerOf(Certificate certificate, List<Certificate> candidates) {
		if (certificate.isSelfIssued()) {
			return null;
		}
		for (Certificate candidate : candidates) {
			if (candidate.subject().equals(certificate.issuer()) && signed(certificate, candidate)) {
				return candidate;
			}
		}
		return null;
	}

	private static boolean signed(Certificate certificate, Certificate issuer) {
		try {
			if (issuer.publicKeyInfo().type().isMlDsa()) {
				certificate.toX509().verify(issuer.publicKey(), KeyEncryption.provider());
			}
			else {
				certificate.toX509().verify(issuer.publicKey());
			}
			return true;
		}
		catch (GeneralSecurityException | RuntimeException ex) {
			return false;
		}
	}

	List<Certificate> certificates() {
		return this.certificates;
	}

	List<Certificate> unrelated() {
		return this.unrelated;
	}

	@Nullable Certificate root() {
		return this.root;
	}

}

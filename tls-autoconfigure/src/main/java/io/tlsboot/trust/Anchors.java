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

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.security.auth.x500.X500Principal;

import io.tlsboot.x509.Certificate;

/**
 * Trusted certificates, found by their subject.
 */
final class Anchors {

	private final List<X509Certificate> all = new ArrayList<>();

	private final Set<Certificate> values;

	private final Map<X500Principal, List<X509Certificate>> bySubject = new HashMap<>();

	Anchors(Collection<Certificate> anchors) {
		this.values = new HashSet<>(anchors);
		for (Certificate anchor : this.values) {
			X509Certificate certificate = anchor.toX509();
			this.all.add(certificate);
			this.bySubject.computeIfAbsent(certificate.getSubjectX500Principal(), (subject) -> new ArrayList<>())
				.add(certificate);
		}
	}

	boolean isEmpty() {
		return this.all.isEmpty();
	}

	List<X509Certificate> all() {
		return this.all;
	}

	boolean contains(X509Certificate certificate) {
		return this.values.contains(Certificate.of(certificate));
	}

	/**
	 * Return the anchors that may have issued a certificate, by name.
	 * @param certificate the certificate
	 * @return the anchors, possibly none
	 */
	List<X509Certificate> issuersOf(X509Certificate certificate) {
		return this.bySubject.getOrDefault(certificate.getIssuerX500Principal(), List.of());
	}

}

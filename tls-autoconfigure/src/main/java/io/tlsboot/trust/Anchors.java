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

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import io.tlsboot.x509.Certificate;
import org.jspecify.annotations.Nullable;

/**
 * Trusted certificates, and the platform's path validation that ends at one of them, or
 * at one of those that are valid.
 */
final class Anchors {

	private final List<Certificate> all;

	private final @Nullable X509TrustManager path;

	// Made anew only when an anchor becomes valid or expires.
	private volatile Valid valid;

	Anchors(Collection<Certificate> all) {
		this.all = List.copyOf(all);
		this.path = path(this.all);
		this.valid = new Valid(this.all, this.path);
	}

	List<Certificate> all() {
		return this.all;
	}

	List<Certificate> invalid(Instant now) {
		return this.all.stream().filter((anchor) -> !isValid(anchor, now)).toList();
	}

	/**
	 * Return the path validation that ends at any anchor.
	 * @return the platform's path validation, or {@code null} if there is no anchor
	 */
	@Nullable X509TrustManager path() {
		return this.path;
	}

	/**
	 * Return the path validation that ends at an anchor that is valid.
	 * @param now the time
	 * @return the platform's path validation, or {@code null} if there is no such anchor
	 */
	@Nullable X509TrustManager validPath(Instant now) {
		List<Certificate> anchors = this.all.stream().filter((anchor) -> isValid(anchor, now)).toList();
		Valid known = this.valid;
		if (!known.anchors().equals(anchors)) {
			known = new Valid(anchors, path(anchors));
			this.valid = known;
		}
		return known.path();
	}

	private static boolean isValid(Certificate certificate, Instant now) {
		return !now.isAfter(certificate.notAfter()) && !now.isBefore(certificate.notBefore());
	}

	private static @Nullable X509TrustManager path(List<Certificate> anchors) {
		if (anchors.isEmpty()) {
			return null;
		}
		try {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(null, null);
			int index = 0;
			for (Certificate anchor : anchors) {
				store.setCertificateEntry("anchor-" + index++, anchor.toX509());
			}
			TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
			factory.init(store);
			for (TrustManager manager : factory.getTrustManagers()) {
				if (manager instanceof X509TrustManager x509) {
					return x509;
				}
			}
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException("the platform's path validation cannot be set up", ex);
		}
		throw new IllegalStateException("the platform has no path validation for X.509");
	}

	/**
	 * The anchors that are valid at some time.
	 *
	 * @param anchors the certificates
	 * @param path the path validation, or {@code null} if there are none
	 */
	private record Valid(List<Certificate> anchors, @Nullable X509TrustManager path) {

	}

}

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
import java.util.List;
import java.util.Set;

import io.tlsboot.x509.Certificate;

/**
 * The certificates at which a peer's chain may end. Value-equal. The counterpart of
 * Twisted's trust roots.
 *
 * @since 0.1.0
 */
public sealed interface TrustRoot permits CertificatesTrustRoot, PlatformTrustRoot, UnionTrustRoot {

	/**
	 * Trust these certificates and nothing else. None at all trusts nobody.
	 * @param certificates the anchors
	 * @return the trust root
	 */
	static TrustRoot certificates(Certificate... certificates) {
		return certificates(List.of(certificates));
	}

	/**
	 * Trust these certificates and nothing else. None at all trusts nobody.
	 * @param certificates the anchors
	 * @return the trust root
	 */
	static TrustRoot certificates(Collection<Certificate> certificates) {
		return new CertificatesTrustRoot(Set.copyOf(certificates));
	}

	/**
	 * Trust what this machine's administrator trusts: the JVM's trust store where
	 * {@code javax.net.ssl.trustStore} names one, else {@code SSL_CERT_FILE}, else the
	 * bundle of the operating system, else the roots that came with the JDK.
	 * @return the trust root
	 */
	static TrustRoot platform() {
		return PlatformTrustRoot.INSTANCE;
	}

	/**
	 * Trust what any of these trusts.
	 * @param roots the parts
	 * @return the trust root
	 */
	static TrustRoot union(Collection<TrustRoot> roots) {
		return (roots.size() == 1) ? roots.iterator().next() : new UnionTrustRoot(List.copyOf(roots));
	}

	/**
	 * Return the trusted certificates. The first call may read files; never call it on an
	 * event loop.
	 * @return the anchors, possibly none
	 */
	Set<Certificate> anchors();

	/**
	 * Return where the anchors come from, for people.
	 * @return a short description
	 */
	String description();

}

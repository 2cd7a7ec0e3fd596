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
public sealed interface TrustRoot permits CertificatesTrustRoot, MachineTrustRoot, UnionTrustRoot {

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
		return source(TrustSource.of("certificates", certificates));
	}

	/**
	 * Trust the certificates of a source and nothing else. None at all trusts nobody.
	 * @param source the anchors
	 * @return the trust root
	 */
	static TrustRoot source(TrustSource source) {
		return new CertificatesTrustRoot(source);
	}

	/**
	 * Trust what this machine's administrator trusts. The first of these that there is:
	 * <ol>
	 * <li>the trust store that {@code javax.net.ssl.trustStore} names;</li>
	 * <li>{@code SSL_CERT_FILE} and {@code SSL_CERT_DIR}, together;</li>
	 * <li>the operating system's: the key chains of macOS, the root store of Windows, the
	 * bundle or the directory of Linux;</li>
	 * <li>the roots that came with the JDK; {@link #description()} says so.</li>
	 * </ol>
	 * What is named and cannot be read is a {@link TrustRootException} when the anchors
	 * are asked for; nothing else is trusted in its place.
	 * @return the trust root
	 */
	static TrustRoot platform() {
		return MachineTrustRoot.PLATFORM;
	}

	/**
	 * Trust what the JVM trusts where nothing else is said: the trust store that
	 * {@code javax.net.ssl.trustStore} names, else the roots that came with the JDK.
	 * @return the trust root
	 */
	static TrustRoot jvm() {
		return MachineTrustRoot.JVM;
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
	 * @throws TrustRootException if they cannot be read
	 */
	Set<Certificate> anchors();

	/**
	 * Return where each anchor comes from. The first call may read files; never call it
	 * on an event loop.
	 * @return the sources, in the order given; one that is empty is listed too
	 * @throws TrustRootException if they cannot be read
	 */
	List<TrustSource> sources();

	/**
	 * Return where the anchors come from that the application chose. Those of this
	 * machine are not among them, and are not read.
	 * @return the sources, in the order given; one that is empty is listed too
	 */
	List<TrustSource> namedSources();

	/**
	 * Tell whether anchors of this machine are trusted. Reads nothing.
	 * @return whether they are
	 */
	boolean trustsMachine();

	/**
	 * Return where the anchors come from, for people. Reads nothing.
	 * @return a short description
	 */
	String description();

}

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

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Objects;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

import io.tlsboot.trust.PeerCertificateException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Decides about a peer's chain, in the same way for both engines: a path from the leaf to
 * a trusted anchor that keeps every rule (RFC 5280, section 6), anchor included, and, for
 * a server, its name (RFC 9525). The platform's own host name check is not used. Every
 * failure, whatever it is, refuses the peer.
 * <p>
 * Immutable; called by the engines on any thread.
 *
 * @since 0.1.0
 */
public final class PeerTrustManager extends X509ExtendedTrustManager {

	private final Anchors anchors;

	private final @Nullable ServiceIdentity expected;

	private final PathFinder paths;

	private PeerTrustManager(TrustRoot root, TrustPolicy policy, Purpose purpose, @Nullable ServiceIdentity expected,
			Clock clock) {
		this.anchors = new Anchors(root.anchors());
		this.expected = expected;
		this.paths = new PathFinder(this.anchors, policy, new PathRules(policy, purpose, clock));
	}

	/**
	 * Return what judges chains of servers, and leaves their names to its caller.
	 * @param root the trusted anchors
	 * @param policy how strictly
	 * @param clock the time
	 * @return the trust manager, of which {@link #check} alone is to be called
	 */
	static PeerTrustManager forNamelessServers(TrustRoot root, TrustPolicy policy, Clock clock) {
		return new PeerTrustManager(root, policy, Purpose.SERVER, null, clock);
	}

	/**
	 * Return what a client decides with about its server.
	 * @param root the trusted anchors
	 * @param policy how strictly
	 * @param expected whom the certificate must name
	 * @param clock the time
	 * @return the trust manager, which refuses every client
	 */
	public static PeerTrustManager forServer(TrustRoot root, TrustPolicy policy, ServiceIdentity expected,
			Clock clock) {
		Objects.requireNonNull(expected, "'expected' must not be null");
		return new PeerTrustManager(root, policy, Purpose.SERVER, expected, clock);
	}

	/**
	 * Return what a server decides with about its clients.
	 * @param root the trusted anchors
	 * @param policy how strictly
	 * @param clock the time
	 * @return the trust manager, which refuses every server
	 */
	public static PeerTrustManager forClients(TrustRoot root, TrustPolicy policy, Clock clock) {
		return new PeerTrustManager(root, policy, Purpose.CLIENT, null, clock);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		if (this.expected != null) {
			throw new PeerCertificateException(Reason.NOT_ACCEPTABLE, "a client was to be verified as a server", null);
		}
		check(chain);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		if (this.expected == null) {
			throw new PeerCertificateException(Reason.NOT_ACCEPTABLE, "a server was to be verified without a name",
					null);
		}
		check(chain);
		checkName(chain[0], this.expected);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
			throws CertificateException {
		checkClientTrusted(chain, authType);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
			throws CertificateException {
		checkServerTrusted(chain, authType);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
			throws CertificateException {
		checkClientTrusted(chain, authType);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
			throws CertificateException {
		checkServerTrusted(chain, authType);
	}

	/**
	 * Judge a chain without its name.
	 * @param chain the chain
	 * @throws PeerCertificateException if it is refused
	 */
	void check(X509Certificate[] chain) throws PeerCertificateException {
		try {
			if (chain.length == 0) {
				throw new PeerCertificateException(Reason.NOT_ACCEPTABLE, "the chain is empty", null);
			}
			if (this.anchors.isEmpty()) {
				throw new PeerCertificateException(Reason.UNTRUSTED_ISSUER,
						"nobody is trusted: the trust root is empty", null);
			}
			this.paths.find(List.of(chain));
		}
		catch (RuntimeException | StackOverflowError ex) {
			throw new PeerCertificateException(Reason.NOT_ACCEPTABLE, "the chain cannot be verified", ex);
		}
	}

	static void checkName(X509Certificate leaf, ServiceIdentity expected) throws PeerCertificateException {
		try {
			SubjectNames names = SubjectNames.of(leaf);
			if (!expected.matches(names)) {
				throw new PeerCertificateException(Reason.NAME_MISMATCH,
						"the certificate is for %s (expected: '%s')".formatted(names, expected.host()), null);
			}
		}
		catch (RuntimeException | StackOverflowError ex) {
			throw new PeerCertificateException(Reason.NAME_MISMATCH, "the certificate's names cannot be read", ex);
		}
	}

	/**
	 * Return the trusted certificates.
	 * @return a new array
	 */
	@Override
	public X509Certificate[] getAcceptedIssuers() {
		return this.anchors.all().toArray(X509Certificate[]::new);
	}

}

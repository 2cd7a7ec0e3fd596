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
import java.time.Clock;
import java.util.List;
import java.util.Optional;

import io.tlsboot.x509.Certificate;

/**
 * Judges the chains of peers apart from their handshakes, by the same rules; the names of
 * servers are not looked at. Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class ChainCheck {

	private final PeerTrustManager rules;

	private ChainCheck(PeerTrustManager rules) {
		this.rules = rules;
	}

	/**
	 * Return what judges chains of clients.
	 * @param root the trusted anchors
	 * @param policy how strictly
	 * @param clock the time
	 * @return the check
	 */
	public static ChainCheck ofClients(TrustRoot root, TrustPolicy policy, Clock clock) {
		return new ChainCheck(PeerTrustManager.forClients(root, policy, clock));
	}

	/**
	 * Return what judges chains of servers.
	 * @param root the trusted anchors
	 * @param policy how strictly
	 * @param clock the time
	 * @return the check
	 */
	public static ChainCheck ofServers(TrustRoot root, TrustPolicy policy, Clock clock) {
		return new ChainCheck(PeerTrustManager.forNamelessServers(root, policy, clock));
	}

	/**
	 * Judge a chain.
	 * @param chain the chain, leaf first
	 * @return why it is refused, or empty if it is accepted
	 */
	public Optional<PeerCertificateException.Reason> refusal(List<Certificate> chain) {
		try {
			this.rules.check(chain.stream().map(Certificate::toX509).toArray(X509Certificate[]::new));
			return Optional.empty();
		}
		catch (PeerCertificateException ex) {
			return Optional.of(ex.reason());
		}
	}

}

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

package io.tlsboot.testing;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;

import io.tlsboot.testing.ChainBuilder.Issued;
import io.tlsboot.trust.PeerCertificateException.Reason;
import io.tlsboot.trust.PeerTrustManager;
import io.tlsboot.trust.ServiceIdentity;
import io.tlsboot.trust.TrustPolicy;
import io.tlsboot.trust.TrustRoot;
import io.tlsboot.x509.PrivateCertificate;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of chains: what a peer sends, who is trusted, and the verdict.
 *
 * @param title what is shown
 * @param server whether the peer is a server
 * @param sent the chain
 * @param trusted the anchors
 * @param policy how strictly
 * @param host whom a server must be
 * @param reason why the chain is refused, {@code null} if it is accepted
 * @param message a part of what is said then
 * @param inHandshake whether a handshake shows it too
 */
public record ChainCase(String title, boolean server, List<Issued> sent, List<Issued> trusted, TrustPolicy policy,
		String host, @Nullable Reason reason, String message, boolean inHandshake) {

	static ChainCase server(String title, Issued... sent) {
		return new ChainCase(title, true, List.of(sent), List.of(CertificateChains.ROOT), TrustPolicy.DEFAULT,
				"localhost", null, "", false);
	}

	static ChainCase client(String title, Issued... sent) {
		return new ChainCase("client: " + title, false, List.of(sent), List.of(CertificateChains.ROOT),
				TrustPolicy.DEFAULT, "localhost", null, "", false);
	}

	ChainCase trusting(Issued... anchors) {
		return new ChainCase(this.title, this.server, this.sent, List.of(anchors), this.policy, this.host, this.reason,
				this.message, this.inHandshake);
	}

	ChainCase under(TrustPolicy policy) {
		return new ChainCase(this.title, this.server, this.sent, this.trusted, policy, this.host, this.reason,
				this.message, this.inHandshake);
	}

	ChainCase expecting(String host) {
		return new ChainCase(this.title, this.server, this.sent, this.trusted, this.policy, host, this.reason,
				this.message, this.inHandshake);
	}

	ChainCase refused(Reason reason, String message) {
		return new ChainCase(this.title, this.server, this.sent, this.trusted, this.policy, this.host, reason, message,
				this.inHandshake);
	}

	/**
	 * Have it shown by a handshake too.
	 */
	ChainCase shown() {
		return new ChainCase(this.title, this.server, this.sent, this.trusted, this.policy, this.host, this.reason,
				this.message, true);
	}

	public TrustRoot trustRoot() {
		return TrustRoot.certificates(Issued.certificates(this.trusted));
	}

	/**
	 * Return the peer's chain with its key.
	 */
	public PrivateCertificate identity() {
		return PrivateCertificate.of(Issued.certificates(this.sent), this.sent.get(0).keys().getPrivate());
	}

	/**
	 * Put the chain before the trust manager.
	 */
	public void check() throws CertificateException {
		X509Certificate[] chain = this.sent.stream().map(Issued::x509).toArray(X509Certificate[]::new);
		if (this.server) {
			PeerTrustManager.forServer(trustRoot(), this.policy, ServiceIdentity.of(this.host), ChainBuilder.CLOCK)
				.checkServerTrusted(chain, "UNKNOWN");
		}
		else {
			PeerTrustManager.forClients(trustRoot(), this.policy, ChainBuilder.CLOCK)
				.checkClientTrusted(chain, "UNKNOWN");
		}
	}

	@Override
	public String toString() {
		return this.title;
	}

}

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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

import io.tlsboot.trust.PeerCertificateException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Decides about a peer's chain as {@link PeerTrustManager} does, where the name that a
 * server must have is not known beforehand: it is the one that the connection was opened
 * to. One object judges servers and clients.
 * <p>
 * Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class ConnectionTrustManager extends X509ExtendedTrustManager {

	private static final Set<String> ALGORITHMS = Set.of("HTTPS", "LDAPS");

	private final @Nullable TrustRoot root;

	private final TrustPolicy policy;

	private final Clock clock;

	private final boolean alwaysNamed;

	private final @Nullable PeerTrustManager clients;

	private volatile @Nullable PeerTrustManager servers;

	private ConnectionTrustManager(@Nullable TrustRoot root, TrustPolicy policy, Clock clock, boolean alwaysNamed,
			boolean trustsClients) {
		this.root = root;
		this.policy = policy;
		this.clock = clock;
		this.alwaysNamed = alwaysNamed;
		this.clients = (root != null && trustsClients) ? PeerTrustManager.forClients(root, policy, clock) : null;
		this.servers = (root != null) ? PeerTrustManager.forNamelessServers(root, policy, clock) : null;
	}

	/**
	 * Return what a client decides with about any server: each must have the name that
	 * the connection was opened to. A connection without one is refused.
	 * @param root the trusted anchors
	 * @param policy how strictly
	 * @param clock the time
	 * @return the trust manager, which refuses every client
	 */
	public static ConnectionTrustManager forServers(TrustRoot root, TrustPolicy policy, Clock clock) {
		return new ConnectionTrustManager(root, policy, clock, true, false);
	}

	/**
	 * Return what others decide with, on their own connections. Whether a server's name
	 * is checked is then theirs to say, by the endpoint identification algorithm of the
	 * connection ({@link SSLParameters#setEndpointIdentificationAlgorithm(String)}).
	 * @param root the trusted anchors, or {@code null}: of servers those of the platform,
	 * read when the first one is judged; of clients none
	 * @param policy how strictly
	 * @param trustsClients whether clients are judged, too; otherwise each is refused
	 * @param clock the time
	 * @return the trust manager
	 */
	public static ConnectionTrustManager forBoth(@Nullable TrustRoot root, TrustPolicy policy, boolean trustsClients,
			Clock clock) {
		return new ConnectionTrustManager(root, policy, clock, false, trustsClients);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		if (this.clients == null) {
			throw new PeerCertificateException(Reason.NOT_ACCEPTABLE,
					"no client is trusted: the options do not ask clients for certificates", null);
		}
		this.clients.check(chain);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		checkServer(chain, null);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
			throws CertificateException {
		checkClientTrusted(chain, authType);
		if (socket instanceof SSLSocket secured) {
			checkAsked(chain, Named.of(secured));
		}
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
			throws CertificateException {
		checkServer(chain, (socket instanceof SSLSocket secured) ? Named.of(secured) : null);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
			throws CertificateException {
		checkClientTrusted(chain, authType);
		if (engine != null) {
			checkAsked(chain, Named.of(engine));
		}
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
			throws CertificateException {
		checkServer(chain, (engine != null) ? Named.of(engine) : null);
	}

	private void checkServer(X509Certificate[] chain, @Nullable Named named) throws PeerCertificateException {
		servers().check(chain);
		if (this.alwaysNamed) {
			checkName(chain[0], named);
		}
		else if (named != null) {
			checkAsked(chain, named);
		}
	}

	// As the platform's own trust manager does, which knows these two.
	private static void checkAsked(X509Certificate[] chain, Named named) throws PeerCertificateException {
		String algorithm = named.algorithm();
		if (algorithm == null || algorithm.isEmpty()) {
			return;
		}
		if (!ALGORITHMS.contains(algorithm.toUpperCase(Locale.ROOT))) {
			throw new PeerCertificateException(Reason.NOT_ACCEPTABLE,
					"the endpoint identification algorithm '%s' is not known".formatted(algorithm), null);
		}
		checkName(chain[0], named);
	}

	private static void checkName(X509Certificate leaf, @Nullable Named named) throws PeerCertificateException {
		Set<String> hosts = (named != null) ? named.hosts() : Set.of();
		if (hosts.isEmpty()) {
			throw new PeerCertificateException(Reason.NAME_MISMATCH,
					"it is not known which name the connection was opened to", null);
		}
		PeerCertificateException mismatch = null;
		for (String host : hosts) {
			try {
				PeerTrustManager.checkName(leaf, ServiceIdentity.of(host));
				return;
			}
			catch (PeerCertificateException ex) {
				mismatch = (mismatch != null) ? mismatch : ex;
			}
			catch (IllegalArgumentException ex) {
				mismatch = (mismatch != null) ? mismatch
						: new PeerCertificateException(Reason.NAME_MISMATCH, String.valueOf(ex.getMessage()), ex);
			}
		}
		throw mismatch;
	}

	private PeerTrustManager servers() throws PeerCertificateException {
		PeerTrustManager known = this.servers;
		if (known != null) {
			return known;
		}
		try {
			known = PeerTrustManager.forNamelessServers((this.root != null) ? this.root : TrustRoot.platform(),
					this.policy, this.clock);
		}
		catch (TrustRootException ex) {
			throw new PeerCertificateException(Reason.NOT_ACCEPTABLE, "the platform's trusted certificates: " + ex, ex);
		}
		this.servers = known;
		return known;
	}

	/**
	 * Return the certificates that clients' chains may end at; a server names them to its
	 * clients.
	 * @return a new array
	 */
	@Override
	public X509Certificate[] getAcceptedIssuers() {
		return (this.clients != null) ? this.clients.getAcceptedIssuers() : new X509Certificate[0];
	}

	/**
	 * What a connection says about its other end.
	 *
	 * @param algorithm the endpoint identification algorithm, or {@code null}
	 * @param hosts the names that it was opened to: the server name that is asked for,
	 * and the host
	 */
	private record Named(@Nullable String algorithm, Set<String> hosts) {

		static Named of(SSLEngine engine) {
			return of(engine.getSSLParameters(), engine.getPeerHost());
		}

		static Named of(SSLSocket socket) {
			SSLSession session = socket.getHandshakeSession();
			return of(socket.getSSLParameters(), (session != null) ? session.getPeerHost() : null);
		}

		private static Named of(SSLParameters parameters, @Nullable String peer) {
			List<SNIServerName> asked = parameters.getServerNames();
			Set<String> hosts = ((asked != null) ? asked : List.<SNIServerName>of()).stream()
				.filter(SNIHostName.class::isInstance)
				.map((name) -> ((SNIHostName) name).getAsciiName())
				.collect(Collectors.toCollection(LinkedHashSet::new));
			if (peer != null && !peer.isEmpty()) {
				boolean bracketed = peer.startsWith("[") && peer.endsWith("]");
				hosts.add(bracketed ? peer.substring(1, peer.length() - 1) : peer);
			}
			return new Named(parameters.getEndpointIdentificationAlgorithm(), hosts);
		}

	}

}

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

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.tlsboot.trust.PeerCertificateException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Searches the certificates that a peer sent for a path to a trusted anchor (RFC 4158). A
 * path that ends well but breaks a rule is given up for the next one, so that an expired
 * cross-certificate does no harm. What a peer can make us compute is bounded.
 */
final class PathFinder {

	// More of each than any honest chain needs. Signatures are remembered, so that their
	// number alone would not bound the number of paths.
	private static final int MAX_SIGNATURES = 100;

	private static final int MAX_STEPS = 1000;

	private static final int MAX_CANDIDATES = 20;

	private static final int MAX_SENT = 50;

	private static final int MAX_LENGTH = 32;

	private final Anchors anchors;

	private final TrustPolicy policy;

	private final PathRules rules;

	PathFinder(Anchors anchors, TrustPolicy policy, PathRules rules) {
		this.anchors = anchors;
		this.policy = policy;
		this.rules = rules;
	}

	/**
	 * Find a path that keeps every rule.
	 * @param sent what the peer sent, its own certificate first, the others in any order
	 * @throws PeerCertificateException if there is none, with the reason of the path that
	 * came closest
	 */
	void find(List<X509Certificate> sent) throws PeerCertificateException {
		if (sent.size() > MAX_SENT) {
			throw new PeerCertificateException(Reason.NOT_ACCEPTABLE,
					"the chain has %d certificates (allowed: %d)".formatted(sent.size(), MAX_SENT), null);
		}
		Search search = new Search(sent);
		if (search.extend(List.of(sent.get(0)))) {
			return;
		}
		if (search.closest != null) {
			throw search.closest;
		}
		throw new PeerCertificateException(Reason.UNTRUSTED_ISSUER, "no trusted certificate issued '%s'%s".formatted(
				sent.get(0).getSubjectX500Principal().getName(), search.exhausted() ? " (search given up)" : ""), null);
	}

	/**
	 * One search.
	 */
	private final class Search {

		private final List<X509Certificate> sent;

		private final Map<Link, Boolean> links = new HashMap<>();

		private final NameConstraintsRule names = new NameConstraintsRule();

		private int signatures;

		private int steps;

		private int candidates;

		private @Nullable PeerCertificateException closest;

		private Search(List<X509Certificate> sent) {
			this.sent = sent;
		}

		private boolean exhausted() {
			return this.signatures >= MAX_SIGNATURES || this.steps >= MAX_STEPS || this.candidates >= MAX_CANDIDATES;
		}

		// An anchor is an end, and where no good path ends there, a step like any
		// other: with a root and its intermediate both trusted, the path goes on to
		// the root.
		private boolean extend(List<X509Certificate> path) {
			X509Certificate last = path.get(path.size() - 1);
			if (exhausted()) {
				return false;
			}
			this.steps++;
			if (PathFinder.this.anchors.contains(last) && isGood(path)) {
				return true;
			}
			return path.size() < MAX_LENGTH
					&& (extend(path, PathFinder.this.anchors.issuersOf(last)) || extend(path, issuersOf(last)));
		}

		private boolean extend(List<X509Certificate> path, List<X509Certificate> issuers) {
			X509Certificate last = path.get(path.size() - 1);
			for (X509Certificate issuer : issuers) {
				if (!repeats(path, issuer) && signed(last, issuer) && extend(append(path, issuer))) {
					return true;
				}
			}
			return false;
		}

		private List<X509Certificate> issuersOf(X509Certificate certificate) {
			return this.sent.stream()
				.filter((issuer) -> issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
				.toList();
		}

		// A path in which a key of the same name comes again has a shorter one in it.
		private boolean repeats(List<X509Certificate> path, X509Certificate candidate) {
			return path.stream()
				.anyMatch((certificate) -> certificate.equals(candidate)
						|| (certificate.getSubjectX500Principal().equals(candidate.getSubjectX500Principal())
								&& certificate.getPublicKey().equals(candidate.getPublicKey())));
		}

		private boolean signed(X509Certificate certificate, X509Certificate issuer) {
			return this.links.computeIfAbsent(new Link(certificate, issuer), (link) -> {
				if (exhausted() || !CertificateRules.isVerifiable(issuer.getPublicKey())) {
					return false;
				}
				this.signatures++;
				try {
					certificate.verify(issuer.getPublicKey());
					return true;
				}
				catch (GeneralSecurityException | RuntimeException ex) {
					return false;
				}
			});
		}

		private boolean isGood(List<X509Certificate> path) {
			this.candidates++;
			try {
				X509Certificate anchor = path.get(path.size() - 1);
				if (!PathFinder.this.policy.allowPartialChain()
						&& !anchor.getSubjectX500Principal().equals(anchor.getIssuerX500Principal())) {
					throw new PeerCertificateException(Reason.UNTRUSTED_ISSUER,
							"the trusted certificate '%s' is not self-issued, and partial chains are not allowed"
								.formatted(anchor.getSubjectX500Principal().getName()),
							null);
				}
				PathFinder.this.rules.check(path, this.names);
				return true;
			}
			catch (PeerCertificateException ex) {
				this.closest = (this.closest != null) ? this.closest : ex;
				return false;
			}
			catch (RuntimeException ex) {
				this.closest = new PeerCertificateException(Reason.NOT_ACCEPTABLE, "the chain cannot be verified", ex);
				return false;
			}
		}

		private static List<X509Certificate> append(List<X509Certificate> path, X509Certificate next) {
			List<X509Certificate> longer = new ArrayList<>(path);
			longer.add(next);
			return longer;
		}

	}

	/**
	 * A certificate and who may have signed it.
	 *
	 * @param certificate the certificate
	 * @param issuer the candidate
	 */
	private record Link(X509Certificate certificate, X509Certificate issuer) {

	}

}

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
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Set;

import io.tlsboot.trust.PeerCertificateException.Reason;

/**
 * What every path must keep. The platform's validation runs too; the rules here are those
 * that it does not apply, or does not apply to anchors and to what is trusted itself.
 */
final class PathRules {

	private final TrustPolicy policy;

	private final CertificateRules certificates;

	private final Clock clock;

	PathRules(TrustPolicy policy, Purpose purpose, Clock clock) {
		this.policy = policy;
		this.certificates = new CertificateRules(policy, purpose);
		this.clock = clock;
	}

	/**
	 * Check a path whose signatures fit.
	 * @param path the leaf, its issuers, and the anchor, which may be the leaf itself
	 * @param names the name constraints, whose cost is counted for a whole search
	 * @throws PeerCertificateException if a rule is broken
	 */
	void check(List<X509Certificate> path, NameConstraintsRule names) throws PeerCertificateException {
		Instant now = this.clock.instant();
		for (X509Certificate certificate : path) {
			checkValidity(certificate, now);
		}
		this.certificates.checkLeaf(path.get(0));
		for (int i = 1; i < path.size(); i++) {
			this.certificates.checkAuthority(path.get(i), i == path.size() - 1);
		}
		for (int i = 0; i < path.size(); i++) {
			this.certificates.checkStrength(path.get(i), i == path.size() - 1);
		}
		checkLength(path);
		names.check(path);
		if (path.size() > 1) {
			checkByPlatform(path, now);
		}
	}

	// RFC 5280, section 4.1.2.5: both ends are included, and times are whole seconds.
	private static void checkValidity(X509Certificate certificate, Instant now) throws PeerCertificateException {
		if (now.truncatedTo(ChronoUnit.SECONDS).isAfter(certificate.getNotAfter().toInstant())) {
			throw new PeerCertificateException(Reason.EXPIRED, "the certificate '%s' expired on %s"
				.formatted(name(certificate), certificate.getNotAfter().toInstant()), null);
		}
		if (now.isBefore(certificate.getNotBefore().toInstant())) {
			throw new PeerCertificateException(Reason.NOT_YET_VALID, "the certificate '%s' is not valid before %s"
				.formatted(name(certificate), certificate.getNotBefore().toInstant()), null);
		}
	}

	// RFC 5280, section 6.1.4 (l) and (m): self-issued intermediates do not count.
	private void checkLength(List<X509Certificate> path) throws PeerCertificateException {
		int intermediates = 0;
		for (int i = 1; i < path.size(); i++) {
			X509Certificate authority = path.get(i);
			int limit = authority.getBasicConstraints();
			if (limit >= 0 && intermediates > limit) {
				throw new PeerCertificateException(Reason.NOT_ACCEPTABLE,
						"'%s' allows %d intermediates below it, and there are %d".formatted(name(authority), limit,
								intermediates),
						null);
			}
			boolean anchor = i == path.size() - 1;
			if (!anchor && !authority.getSubjectX500Principal().equals(authority.getIssuerX500Principal())) {
				intermediates++;
			}
		}
		if (intermediates > this.policy.maximumIntermediates()) {
			throw new PeerCertificateException(Reason.NOT_ACCEPTABLE, "the chain has %d intermediates (allowed: %d)"
				.formatted(intermediates, this.policy.maximumIntermediates()), null);
		}
	}

	private static void checkByPlatform(List<X509Certificate> path, Instant now) throws PeerCertificateException {
		X509Certificate anchor = path.get(path.size() - 1);
		try {
			CertPath certPath = CertificateFactory.getInstance("X.509")
				.generateCertPath(path.subList(0, path.size() - 1));
			PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
			parameters.setRevocationEnabled(false);
			parameters.setDate(Date.from(now.truncatedTo(ChronoUnit.SECONDS)));
			CertPathValidator.getInstance("PKIX").validate(certPath, parameters);
		}
		catch (CertPathValidatorException ex) {
			throw new PeerCertificateException(Reason.NOT_ACCEPTABLE,
					"the chain of '%s' is not acceptable: %s".formatted(name(path.get(0)), ex.getMessage()), ex);
		}
		catch (GeneralSecurityException ex) {
			throw new PeerCertificateException(Reason.NOT_ACCEPTABLE, "the platform cannot verify the chain", ex);
		}
	}

	static String name(X509Certificate certificate) {
		return certificate.getSubjectX500Principal().getName();
	}

}

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
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

import io.tlsboot.trust.PeerCertificateException.Reason;
import io.tlsboot.x509.Certificate;
import org.jspecify.annotations.Nullable;

/**
 * Decides about a peer's chain: path (RFC 5280, section 6), validity of every certificate
 * including the anchor, and, for a server, its name (RFC 9525). The platform's own host
 * name check is not used. Every failure, whatever it is, refuses the peer.
 * <p>
 * Immutable; called by the engines on any thread.
 *
 * @since 0.1.0
 */
public final class PeerTrustManager extends X509ExtendedTrustManager {

	private final Anchors anchors;

	private final @Nullable ServiceIdentity expected;

	private final Clock clock;

	private PeerTrustManager(TrustRoot root, @Nullable ServiceIdentity expected, Clock clock) {
		this.anchors = new Anchors(root.anchors());
		this.expected = expected;
		this.clock = clock;
	}

	/**
	 * Return what a client decides with about its server.
	 * @param root the trusted anchors
	 * @param expected whom the certificate must name
	 * @param clock the time
	 * @return the trust manager, which refuses every client
	 */
	public static PeerTrustManager forServer(TrustRoot root, ServiceIdentity expected, Clock clock) {
		Objects.requireNonNull(expected, "'expected' must not be null");
		return new PeerTrustManager(root, expected, clock);
	}

	/**
	 * Return what a server decides with about its clients.
	 * @param root the trusted anchors
	 * @param clock the time
	 * @return the trust manager, which refuses every server
	 */
	public static PeerTrustManager forClients(TrustRoot root, Clock clock) {
		return new PeerTrustManager(root, null, clock);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		if (this.expected != null) {
			throw new PeerCertificateException(Reason.NOT_ACCEPTABLE, "a client was to be verified as a server", null);
		}
		check(chain, (validator) -> validator.checkClientTrusted(chain, authType));
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		if (this.expected == null) {
			throw new PeerCertificateException(Reason.NOT_ACCEPTABLE, "a server was to be verified without a name",
					null);
		}
		check(chain, (validator) -> validator.checkServerTrusted(chain, authType));
		checkName(Certificate.of(chain[0]), this.expected);
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

	private void check(X509Certificate[] chain, PathCheck pathCheck) throws PeerCertificateException {
		X509TrustManager path = this.anchors.path();
		if (path == null) {
			throw new PeerCertificateException(Reason.UNTRUSTED_ISSUER, "nobody is trusted: the trust root is empty",
					null);
		}
		try {
			List<Certificate> certificates = Arrays.stream(chain).map(Certificate::of).toList();
			pathCheck.validate(path);
			// The platform never looks at the dates of an anchor, nor of anything that is
			// itself trusted.
			for (Certificate certificate : certificates) {
				checkValidity(certificate);
			}
			checkAnchorValidity(certificates, pathCheck);
		}
		catch (PeerCertificateException ex) {
			throw ex;
		}
		catch (CertificateException | RuntimeException ex) {
			throw new PeerCertificateException(reason(ex), message(reason(ex), chain), ex);
		}
	}

	// The platform does not say at which anchor the path ended, and what the peer sent
	// does not either: it may have sent more than the path. So there must be a path to an
	// anchor that is valid.
	private void checkAnchorValidity(List<Certificate> certificates, PathCheck pathCheck)
			throws PeerCertificateException {
		Instant now = this.clock.instant();
		List<Certificate> invalid = this.anchors.invalid(now);
		if (invalid.isEmpty()) {
			return;
		}
		CertificateException failure = null;
		X509TrustManager path = this.anchors.validPath(now);
		if (path != null) {
			try {
				pathCheck.validate(path);
				return;
			}
			catch (CertificateException ex) {
				failure = ex;
			}
		}
		for (Certificate anchor : invalid) {
			if (certificates.stream().anyMatch((certificate) -> certificate.issuer().equals(anchor.subject()))) {
				checkValidity(anchor);
			}
		}
		throw new PeerCertificateException(Reason.EXPIRED, "the trusted certificate at the end of the chain is expired",
				failure);
	}

	private void checkValidity(Certificate certificate) throws PeerCertificateException {
		Instant now = this.clock.instant();
		if (now.isAfter(certificate.notAfter())) {
			throw new PeerCertificateException(Reason.EXPIRED,
					"the certificate '%s' expired on %s".formatted(certificate.subject(), certificate.notAfter()),
					null);
		}
		if (now.isBefore(certificate.notBefore())) {
			throw new PeerCertificateException(Reason.NOT_YET_VALID, "the certificate '%s' is not valid before %s"
				.formatted(certificate.subject(), certificate.notBefore()), null);
		}
	}

	private static void checkName(Certificate leaf, ServiceIdentity expected) throws PeerCertificateException {
		boolean matches;
		try {
			matches = expected.matches(leaf);
		}
		catch (RuntimeException ex) {
			throw new PeerCertificateException(Reason.NAME_MISMATCH, "the certificate's names cannot be read", ex);
		}
		if (!matches) {
			throw new PeerCertificateException(Reason.NAME_MISMATCH, "the certificate is for %s (expected: '%s')"
				.formatted(leaf.subjectAlternativeNames(), expected.host()), null);
		}
	}

	private static Reason reason(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof CertificateExpiredException) {
				return Reason.EXPIRED;
			}
			if (cause instanceof CertificateNotYetValidException) {
				return Reason.NOT_YET_VALID;
			}
			if (cause instanceof CertPathValidatorException validation) {
				if (validation.getReason() == BasicReason.EXPIRED) {
					return Reason.EXPIRED;
				}
				if (validation.getReason() == BasicReason.NOT_YET_VALID) {
					return Reason.NOT_YET_VALID;
				}
				if (validation.getReason() == BasicReason.INVALID_SIGNATURE) {
					// An anchor has the issuer's name and did not sign.
					return Reason.UNTRUSTED_ISSUER;
				}
				return Reason.NOT_ACCEPTABLE;
			}
			if (cause instanceof CertPathBuilderException && cause.getCause() == null) {
				return Reason.UNTRUSTED_ISSUER;
			}
		}
		return Reason.NOT_ACCEPTABLE;
	}

	private static String message(Reason reason, X509Certificate[] chain) {
		String subject = (chain.length > 0) ? chain[0].getSubjectX500Principal().getName() : "";
		return switch (reason) {
			case UNTRUSTED_ISSUER -> "no trusted certificate issued '%s'".formatted(subject);
			case EXPIRED -> "a certificate in the chain of '%s' is expired".formatted(subject);
			case NOT_YET_VALID -> "a certificate in the chain of '%s' is not valid yet".formatted(subject);
			default -> "the chain of '%s' is not acceptable".formatted(subject);
		};
	}

	/**
	 * Return the trusted certificates.
	 * @return a new array
	 */
	@Override
	public X509Certificate[] getAcceptedIssuers() {
		return this.anchors.all().stream().map(Certificate::toX509).toArray(X509Certificate[]::new);
	}

	/**
	 * One direction of the platform's path check.
	 */
	private interface PathCheck {

		void validate(X509TrustManager validator) throws CertificateException;

	}

}

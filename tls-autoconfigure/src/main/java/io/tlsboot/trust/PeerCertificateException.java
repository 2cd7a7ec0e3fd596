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

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.PKIXReason;

import org.jspecify.annotations.Nullable;

/**
 * A peer's certificate that was refused, and why. The cause carries the reason in the
 * form in which the JDK's engine looks for it when it chooses the alert. That engine
 * knows fewer alerts than there are reasons: see {@link Reason}. The message is one line
 * of limited length, whatever the names in the certificate.
 *
 * @since 0.1.0
 */
public class PeerCertificateException extends CertificateException {

	private static final long serialVersionUID = 1L;

	private static final int MAX_MESSAGE = 1000;

	private final Reason reason;

	PeerCertificateException(Reason reason, String message, @Nullable Throwable cause) {
		super(PeerText.line(message, MAX_MESSAGE), new CertPathValidatorException(PeerText.line(message, MAX_MESSAGE),
				cause, null, -1, reason.pathReason));
		this.reason = reason;
	}

	/**
	 * Return why the certificate was refused.
	 * @return the reason
	 */
	public Reason reason() {
		return this.reason;
	}

	/**
	 * Why a certificate is refused, and what the peer is told (RFC 8446, section 6.2).
	 * With BoringSSL it is the alert named here. With the JDK's engine a client says
	 * {@code bad_certificate} for {@link #NOT_YET_VALID} and {@code certificate_unknown}
	 * for {@link #UNTRUSTED_ISSUER}. A server, and under TLS 1.3 a client on Java 17,
	 * says {@code certificate_unknown} there, whatever the reason.
	 */
	public enum Reason {

		/** No trusted anchor ends the chain. Alert: {@code unknown_ca}. */
		UNTRUSTED_ISSUER(PKIXReason.NO_TRUST_ANCHOR),

		/**
		 * A certificate of the chain is past its validity period. Alert:
		 * {@code certificate_expired}.
		 */
		EXPIRED(BasicReason.EXPIRED),

		/**
		 * A certificate of the chain is before its validity period. Alert:
		 * {@code certificate_expired}.
		 */
		NOT_YET_VALID(BasicReason.NOT_YET_VALID),

		/**
		 * The certificate does not speak for the expected host. Alert:
		 * {@code bad_certificate}.
		 */
		NAME_MISMATCH(BasicReason.INVALID_SIGNATURE),

		/**
		 * The certificate is not for this use, or a rule of the path is broken. Alert:
		 * {@code bad_certificate}.
		 */
		NOT_ACCEPTABLE(BasicReason.INVALID_SIGNATURE);

		// From this alone JSSE chooses its alert, and it says bad_certificate for a bad
		// signature. Every constant above is an enum's, too.
		@SuppressWarnings("ImmutableEnumChecker")
		private final CertPathValidatorException.Reason pathReason;

		Reason(CertPathValidatorException.Reason pathReason) {
			this.pathReason = pathReason;
		}

	}

}

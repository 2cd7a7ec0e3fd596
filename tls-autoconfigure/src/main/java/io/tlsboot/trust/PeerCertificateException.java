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
 * A peer's certificate that was refused, and why. The cause always carries the reason in
 * the form in which the JDK's engine finds it, so that the peer gets the alert that fits.
 *
 * @since 0.1.0
 */
public class PeerCertificateException extends CertificateException {

	private static final long serialVersionUID = 1L;

	private final Reason reason;

	PeerCertificateException(Reason reason, String message, @Nullable Throwable cause) {
		super(message, new CertPathValidatorException(message, cause, null, -1, reason.pathReason));
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
	 * Why a certificate is refused.
	 */
	public enum Reason {

		/** No trusted anchor ends the chain. */
		UNTRUSTED_ISSUER(PKIXReason.NO_TRUST_ANCHOR),

		/** A certificate of the chain is past its validity period. */
		EXPIRED(BasicReason.EXPIRED),

		/** A certificate of the chain is before its validity period. */
		NOT_YET_VALID(BasicReason.NOT_YET_VALID),

		/** The certificate does not speak for the expected host. */
		NAME_MISMATCH(BasicReason.UNSPECIFIED),

		/** The certificate is not for this use, or a rule of the path is broken. */
		NOT_ACCEPTABLE(BasicReason.UNSPECIFIED);

		// Every constant above is an enum's, too.
		@SuppressWarnings("ImmutableEnumChecker")
		private final CertPathValidatorException.Reason pathReason;

		Reason(CertPathValidatorException.Reason pathReason) {
			this.pathReason = pathReason;
		}

	}

}

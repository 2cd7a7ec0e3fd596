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

package io.tlsboot.engine;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

import javax.net.ssl.X509ExtendedTrustManager;

import io.netty.handler.ssl.OpenSslCertificateException;
import io.tlsboot.trust.PeerCertificateException;

/**
 * Says the reason of a refusal in the codes from which BoringSSL derives the alert; left
 * alone it answers most with internal_error.
 */
final class OpenSslAlertTrustManager extends DelegatingTrustManager {

	// X509_V_ERR_* of x509_vfy.h
	private static final int CERT_NOT_YET_VALID = 9;

	private static final int CERT_HAS_EXPIRED = 10;

	private static final int UNABLE_TO_GET_ISSUER_CERT_LOCALLY = 20;

	private static final int CERT_REJECTED = 28;

	private static final int HOSTNAME_MISMATCH = 62;

	OpenSslAlertTrustManager(X509ExtendedTrustManager delegate) {
		super(delegate);
	}

	@Override
	void client(X509Certificate[] chain, Verdict verdict) throws CertificateException {
		translate(verdict);
	}

	@Override
	void server(X509Certificate[] chain, Verdict verdict) throws CertificateException {
		translate(verdict);
	}

	private static void translate(Verdict verdict) throws CertificateException {
		try {
			verdict.give();
		}
		catch (PeerCertificateException ex) {
			throw new OpenSslCertificateException(ex.getMessage(), ex, code(ex.reason()));
		}
	}

	private static int code(PeerCertificateException.Reason reason) {
		return switch (reason) {
			case UNTRUSTED_ISSUER -> UNABLE_TO_GET_ISSUER_CERT_LOCALLY;
			case EXPIRED -> CERT_HAS_EXPIRED;
			case NOT_YET_VALID -> CERT_NOT_YET_VALID;
			case NAME_MISMATCH -> HOSTNAME_MISMATCH;
			case NOT_ACCEPTABLE -> CERT_REJECTED;
		};
	}

}

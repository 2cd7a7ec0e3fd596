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

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

import io.netty.handler.ssl.ResumableX509ExtendedTrustManager;

/**
 * Judges the chain of a resumed session again, which the engines do not: a certificate
 * may have expired since.
 */
final class ResumptionTrustManager extends DelegatingTrustManager implements ResumableX509ExtendedTrustManager {

	private static final String UNKNOWN = "UNKNOWN";

	ResumptionTrustManager(X509ExtendedTrustManager delegate) {
		super(delegate);
	}

	@Override
	public void resumeClientTrusted(X509Certificate[] chain, SSLEngine engine) throws CertificateException {
		checkClientTrusted(chain, UNKNOWN, engine);
	}

	@Override
	public void resumeServerTrusted(X509Certificate[] chain, SSLEngine engine) throws CertificateException {
		checkServerTrusted(chain, UNKNOWN, engine);
	}

}

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
import java.util.Arrays;

import javax.net.ssl.X509ExtendedTrustManager;

import io.tlsboot.x509.Certificate;

/**
 * Shows the chain of a server to an observer before it is judged.
 */
final class ObservedTrustManager extends DelegatingTrustManager {

	private final ChainObserver observer;

	ObservedTrustManager(X509ExtendedTrustManager delegate, ChainObserver observer) {
		super(delegate);
		this.observer = observer;
	}

	@Override
	void server(X509Certificate[] chain, Verdict verdict) throws CertificateException {
		this.observer.presented(Arrays.stream(chain).map(Certificate::of).toList());
		verdict.give();
	}

}

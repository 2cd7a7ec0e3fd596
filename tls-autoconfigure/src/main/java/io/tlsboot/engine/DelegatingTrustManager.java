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

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Leaves the verdict to another trust manager, and lets a subclass act around it.
 */
abstract class DelegatingTrustManager extends X509ExtendedTrustManager {

	private final X509ExtendedTrustManager delegate;

	DelegatingTrustManager(X509ExtendedTrustManager delegate) {
		this.delegate = delegate;
	}

	/**
	 * Have a client's chain judged.
	 * @param chain the chain
	 * @param verdict the other trust manager
	 * @throws CertificateException if it is refused
	 */
	void client(X509Certificate[] chain, Verdict verdict) throws CertificateException {
		verdict.give();
	}

	/**
	 * Have a server's chain judged.
	 * @param chain the chain
	 * @param verdict the other trust manager
	 * @throws CertificateException if it is refused
	 */
	void server(X509Certificate[] chain, Verdict verdict) throws CertificateException {
		verdict.give();
	}

	@Override
	public final void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		client(chain, () -> this.delegate.checkClientTrusted(chain, authType));
	}

	@Override
	public final void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		server(chain, () -> this.delegate.checkServerTrusted(chain, authType));
	}

	@Override
	public final void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
			throws CertificateException {
		client(chain, () -> this.delegate.checkClientTrusted(chain, authType, socket));
	}

	@Override
	public final void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
			throws CertificateException {
		server(chain, () -> this.delegate.checkServerTrusted(chain, authType, socket));
	}

	@Override
	public final void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
			throws CertificateException {
		client(chain, () -> this.delegate.checkClientTrusted(chain, authType, engine));
	}

	@Override
	public final void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
			throws CertificateException {
		server(chain, () -> this.delegate.checkServerTrusted(chain, authType, engine));
	}

	@Override
	public X509Certificate[] getAcceptedIssuers() {
		return this.delegate.getAcceptedIssuers();
	}

	/**
	 * One verdict of the other trust manager.
	 */
	interface Verdict {

		void give() throws CertificateException;

	}

}

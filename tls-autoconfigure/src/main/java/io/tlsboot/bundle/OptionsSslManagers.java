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

package io.tlsboot.bundle;

import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.time.Clock;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.TrustManagerFactorySpi;
import javax.net.ssl.X509ExtendedTrustManager;

import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.ClientAuthentication;
import io.tlsboot.trust.ConnectionTrustManager;
import io.tlsboot.trust.UnverifyingTrustManager;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.SslStoreBundle;

/**
 * The platform's key manager with the options' identity, and our own trust manager with
 * their trust root.
 */
final class OptionsSslManagers implements SslManagerBundle {

	private final SslStoreBundle stores;

	private final ConnectionDefaults defaults;

	private final TrustManagerFactory trust;

	OptionsSslManagers(SslStoreBundle stores, CertificateOptions options, ConnectionDefaults defaults, Clock clock) {
		this.stores = stores;
		this.defaults = defaults;
		this.trust = new FixedFactory(trustManager(options, clock));
	}

	private static X509ExtendedTrustManager trustManager(CertificateOptions options, Clock clock) {
		if (options.isVerificationInsecurelySkipped()) {
			return new UnverifyingTrustManager();
		}
		return ConnectionTrustManager.forBoth(options.trustRoot().orElse(null), options.trustPolicy(),
				options.clientAuthentication() != ClientAuthentication.NONE, clock);
	}

	@Override
	public KeyManagerFactory getKeyManagerFactory() {
		return SslManagerBundle.from(this.stores, SslBundleKey.NONE).getKeyManagerFactory();
	}

	@Override
	public TrustManagerFactory getTrustManagerFactory() {
		return this.trust;
	}

	@Override
	public SSLContext createSslContext(String protocol) {
		return OptionsSslContext.of(SslManagerBundle.super.createSslContext(protocol), this.defaults);
	}

	/**
	 * Hands out one trust manager, whatever it is initialized with.
	 */
	private static final class FixedFactory extends TrustManagerFactory {

		FixedFactory(X509ExtendedTrustManager manager) {
			super(new FixedFactorySpi(manager), provider(), "io.tlsboot");
		}

		private static Provider provider() {
			try {
				return TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm()).getProvider();
			}
			catch (NoSuchAlgorithmException ex) {
				throw new IllegalStateException("the JVM's TLS cannot be used: " + ex.getMessage(), ex);
			}
		}

	}

	/**
	 * What the factory does.
	 */
	private static final class FixedFactorySpi extends TrustManagerFactorySpi {

		private final X509ExtendedTrustManager manager;

		FixedFactorySpi(X509ExtendedTrustManager manager) {
			this.manager = manager;
		}

		@Override
		protected void engineInit(@Nullable KeyStore store) {
		}

		@Override
		protected void engineInit(@Nullable ManagerFactoryParameters parameters) {
		}

		@Override
		protected TrustManager[] engineGetTrustManagers() {
			return new TrustManager[] { this.manager };
		}

	}

}

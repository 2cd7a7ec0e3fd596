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

import java.security.SecureRandom;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

import org.jspecify.annotations.Nullable;

/**
 * A context of the JVM whose connections begin with the versions, suites and client
 * authentication of the options, not with those of the JVM: many users take the context
 * of a bundle alone and never look at its options.
 */
final class OptionsSslContext extends SSLContext {

	private OptionsSslContext(SSLContext delegate, ConnectionDefaults defaults) {
		super(new Spi(delegate, defaults), delegate.getProvider(), delegate.getProtocol());
	}

	static SSLContext of(SSLContext delegate, ConnectionDefaults defaults) {
		return new OptionsSslContext(delegate, defaults);
	}

	/**
	 * What the context does.
	 */
	private static final class Spi extends SSLContextSpi {

		private final SSLContext delegate;

		private final ConnectionDefaults defaults;

		Spi(SSLContext delegate, ConnectionDefaults defaults) {
			this.delegate = delegate;
			this.defaults = defaults;
		}

		@Override
		protected void engineInit(KeyManager @Nullable [] keys, TrustManager @Nullable [] trust,
				@Nullable SecureRandom random) {
			throw new UnsupportedOperationException("this context is initialized already");
		}

		@Override
		protected SSLSocketFactory engineGetSocketFactory() {
			return new OptionsSocketFactory(this.delegate.getSocketFactory(), this.defaults);
		}

		@Override
		protected SSLServerSocketFactory engineGetServerSocketFactory() {
			return new OptionsServerSocketFactory(this.delegate.getServerSocketFactory(), this.defaults);
		}

		@Override
		protected SSLEngine engineCreateSSLEngine() {
			return this.defaults.apply(this.delegate.createSSLEngine());
		}

		@Override
		protected SSLEngine engineCreateSSLEngine(@Nullable String host, int port) {
			return this.defaults.apply(this.delegate.createSSLEngine(host, port));
		}

		@Override
		protected SSLParameters engineGetDefaultSSLParameters() {
			return this.defaults.apply(this.delegate.getDefaultSSLParameters());
		}

		@Override
		protected SSLParameters engineGetSupportedSSLParameters() {
			return this.delegate.getSupportedSSLParameters();
		}

		@Override
		protected SSLSessionContext engineGetServerSessionContext() {
			return this.delegate.getServerSessionContext();
		}

		@Override
		protected SSLSessionContext engineGetClientSessionContext() {
			return this.delegate.getClientSessionContext();
		}

	}

}

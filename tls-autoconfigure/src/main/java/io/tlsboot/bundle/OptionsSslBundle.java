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

import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.TlsVersion;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;

/**
 * Options as a bundle of Spring Boot: identity, trust root, versions and cipher suites.
 * Its trust manager is ours, so that a chain is judged by the same rules as everywhere;
 * whether a server's name is checked, its user decides, by the endpoint identification
 * algorithm. What a bundle has no place for is left behind: application protocols, groups
 * and engine; and client authentication, which only {@link #createSslContext()} carries.
 *
 * @since 0.1.0
 */
public final class OptionsSslBundle implements SslBundle {

	private final Supplier<CertificateOptions> options;

	private @Nullable SslBundle bundle;

	private OptionsSslBundle(Supplier<CertificateOptions> options) {
		this.options = options;
	}

	/**
	 * Return options as a bundle.
	 * @param options the options
	 * @return the bundle; its stores live in memory and are made when first asked for
	 */
	public static SslBundle of(CertificateOptions options) {
		return new OptionsSslBundle(() -> options);
	}

	/**
	 * Return options as a bundle that are not there yet.
	 * @param options returns the options, when the bundle is first used; called once, if
	 * it does not throw
	 * @return the bundle
	 */
	public static SslBundle lazily(Supplier<CertificateOptions> options) {
		return new OptionsSslBundle(options);
	}

	private synchronized SslBundle bundle() {
		if (this.bundle == null) {
			CertificateOptions known = this.options.get();
			OptionsSslStores stores = new OptionsSslStores(known);
			String[] protocols = known.versions()
				.versions()
				.stream()
				.map(TlsVersion::protocolName)
				.toArray(String[]::new);
			String[] suites = suites(known);
			this.bundle = SslBundle.of(stores, SslBundleKey.NONE, SslOptions.of(suites, protocols), DEFAULT_PROTOCOL,
					new OptionsSslManagers(stores, known,
							new ConnectionDefaults(protocols, suites, known.clientAuthentication()),
							Clock.systemUTC()));
		}
		return this.bundle;
	}

	// JSSE takes no name that it does not know. Where it knows none of them, it is to say
	// so.
	private static String[] suites(CertificateOptions options) {
		List<String> known = options.acceptableCiphers().select(Arrays.asList(supported()));
		return (known.isEmpty() ? options.acceptableCiphers().names() : known).toArray(String[]::new);
	}

	private static String[] supported() {
		try {
			return SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites();
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("the JVM's TLS cannot be used: " + ex.getMessage(), ex);
		}
	}

	@Override
	public SslStoreBundle getStores() {
		return bundle().getStores();
	}

	@Override
	public SslBundleKey getKey() {
		return SslBundleKey.NONE;
	}

	@Override
	public SslOptions getOptions() {
		return bundle().getOptions();
	}

	@Override
	public String getProtocol() {
		return DEFAULT_PROTOCOL;
	}

	@Override
	public SslManagerBundle getManagers() {
		return bundle().getManagers();
	}

	@Override
	public String toString() {
		return "OptionsSslBundle[%s]".formatted(bundle().getStores());
	}

}

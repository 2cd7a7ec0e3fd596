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

import io.tlsboot.options.AcceptableCiphers;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.TlsVersion;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslOptions;

/**
 * Makes an SSL bundle of options. It carries identity, trust, versions and cipher suites;
 * application protocols, groups, client authentication and the engine are none of a
 * bundle's parts.
 *
 * @since 0.1.0
 */
public final class OptionsSslBundle {

	private OptionsSslBundle() {
	}

	/**
	 * Return options as a bundle.
	 * @param options the options
	 * @return the bundle; its stores live in memory and are made when first asked for
	 */
	public static SslBundle of(CertificateOptions options) {
		SslOptions sslOptions = SslOptions.of(
				AcceptableCiphers.forVersions(options.versions()).names().toArray(String[]::new),
				options.versions().versions().stream().map(TlsVersion::protocolName).toArray(String[]::new));
		return SslBundle.of(new OptionsSslStores(options), SslBundleKey.NONE, sslOptions);
	}

}

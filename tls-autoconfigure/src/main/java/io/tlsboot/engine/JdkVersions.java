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

import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.security.Security;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

import io.tlsboot.options.TlsVersion;

/**
 * Which versions and suites the JDK negotiates: those that it knows, less those that the
 * security property {@code jdk.tls.disabledAlgorithms} forbids. JSSE accepts a forbidden
 * version in its setters and fails each handshake.
 */
final class JdkVersions {

	private static final Set<TlsVersion> ENABLED = Collections.unmodifiableSet(detect());

	private JdkVersions() {
	}

	static Set<TlsVersion> enabled() {
		return ENABLED;
	}

	/**
	 * Tell whether the security property stands against a version.
	 * @param version the version
	 * @return whether it does
	 */
	static boolean isForbidden(TlsVersion version) {
		return forbidden().contains(version.protocolName());
	}

	private static Set<String> forbidden() {
		String disabled = Security.getProperty("jdk.tls.disabledAlgorithms");
		return (disabled != null) ? Arrays.stream(disabled.split(",")).map(String::trim).collect(Collectors.toSet())
				: Set.of();
	}

	private static Set<TlsVersion> detect() {
		Set<String> forbidden = forbidden();
		Set<TlsVersion> versions = EnumSet.noneOf(TlsVersion.class);
		for (String name : supported().getProtocols()) {
			TlsVersion.of(name).filter((version) -> !forbidden.contains(name)).ifPresent(versions::add);
		}
		return versions;
	}

	/**
	 * Return the cipher suites that the JDK knows and does not forbid.
	 * @return their names
	 */
	static Set<String> cipherSuites() {
		return Set.of(supported().getCipherSuites());
	}

	private static SSLParameters supported() {
		try {
			// Not the default context, which reads the key stores of system properties.
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, new TrustManager[0], null);
			return context.getSupportedSSLParameters();
		}
		catch (NoSuchAlgorithmException | KeyManagementException ex) {
			throw new IllegalStateException("the JDK has no TLS", ex);
		}
	}

}

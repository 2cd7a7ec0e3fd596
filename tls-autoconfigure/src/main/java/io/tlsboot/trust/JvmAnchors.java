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

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import io.tlsboot.x509.Certificate;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the JVM trusts, by the rules of the JSSE Reference Guide, but for one: a
 * trust store that is named and missing is an error, where JSSE silently trusts nobody.
 */
final class JvmAnchors implements Supplier<TrustSource> {

	static final String TRUST_STORE = "javax.net.ssl.trustStore";

	private static final String NONE = "NONE";

	private final UnaryOperator<@Nullable String> properties;

	JvmAnchors(UnaryOperator<@Nullable String> properties) {
		this.properties = properties;
	}

	@Override
	public TrustSource get() {
		String location = property(TRUST_STORE);
		try {
			return (location != null)
					? new TrustSource("%s %s".formatted(TRUST_STORE, location), true, acceptedBy(load(location)))
					: new TrustSource("the JDK's own", true, acceptedBy(null));
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new TrustRootException(
					"the JVM's trust store%s cannot be read: %s".formatted(
							(location != null) ? " '" + location + "' (" + TRUST_STORE + ")" : "", ex.getMessage()),
					ex);
		}
	}

	boolean isConfigured() {
		return property(TRUST_STORE) != null;
	}

	private KeyStore load(String location) throws IOException, GeneralSecurityException {
		String type = property("javax.net.ssl.trustStoreType");
		String provider = property("javax.net.ssl.trustStoreProvider");
		String password = property("javax.net.ssl.trustStorePassword");
		KeyStore store = newStore((type != null) ? type : KeyStore.getDefaultType(), provider);
		char[] secret = (password != null) ? password.toCharArray() : null;
		if (location.equals(NONE)) {
			store.load(null, secret);
			return store;
		}
		if (!Files.exists(Path.of(location))) {
			throw new IOException("it does not exist");
		}
		try (InputStream content = Files.newInputStream(Path.of(location))) {
			store.load(content, secret);
		}
		return store;
	}

	private static KeyStore newStore(String type, @Nullable String provider) throws GeneralSecurityException {
		return (provider != null) ? KeyStore.getInstance(type, provider) : KeyStore.getInstance(type);
	}

	private @Nullable String property(String name) {
		String value = this.properties.apply(name);
		return (value != null && !value.isEmpty()) ? value : null;
	}

	// Without a store, the platform finds the JDK's own.
	private static Set<Certificate> acceptedBy(@Nullable KeyStore store) throws GeneralSecurityException {
		Set<Certificate> anchors = new LinkedHashSet<>();
		TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
		factory.init(store);
		for (TrustManager manager : factory.getTrustManagers()) {
			if (manager instanceof X509TrustManager x509) {
				for (X509Certificate certificate : x509.getAcceptedIssuers()) {
					anchors.add(Certificate.of(certificate));
				}
			}
		}
		return anchors;
	}

}

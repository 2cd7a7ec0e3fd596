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
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import io.tlsboot.x509.Certificate;
import org.jspecify.annotations.Nullable;

/**
 * What this machine trusts, read once, on first use.
 */
final class PlatformTrustRoot implements TrustRoot {

	static final PlatformTrustRoot INSTANCE = new PlatformTrustRoot(System::getenv, System::getProperty,
			// Debian and Alpine, Red Hat, SUSE
			List.of(Path.of("/etc/ssl/certs/ca-certificates.crt"), Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
					Path.of("/etc/ssl/ca-bundle.pem")));

	private final UnaryOperator<@Nullable String> environment;

	private final UnaryOperator<@Nullable String> properties;

	private final List<Path> bundles;

	private volatile @Nullable Loaded loaded;

	PlatformTrustRoot(UnaryOperator<@Nullable String> environment, UnaryOperator<@Nullable String> properties,
			List<Path> bundles) {
		this.environment = environment;
		this.properties = properties;
		this.bundles = bundles;
	}

	@Override
	public Set<Certificate> anchors() {
		return loaded().anchors();
	}

	@Override
	public String description() {
		Loaded known = this.loaded;
		return (known != null) ? "platform (%s: %d certificates)".formatted(known.source(), known.anchors().size())
				: "platform";
	}

	private Loaded loaded() {
		Loaded known = this.loaded;
		if (known == null) {
			synchronized (this) {
				known = this.loaded;
				if (known == null) {
					known = load();
					this.loaded = known;
				}
			}
		}
		return known;
	}

	private Loaded load() {
		if (this.properties.apply("javax.net.ssl.trustStore") != null) {
			return jvm("javax.net.ssl.trustStore");
		}
		String file = this.environment.apply("SSL_CERT_FILE");
		if (file != null && !file.isEmpty()) {
			return bundle(Path.of(file), "SSL_CERT_FILE " + file);
		}
		for (Path bundle : this.bundles) {
			if (Files.isReadable(bundle)) {
				return bundle(bundle, bundle.toString());
			}
		}
		return jvm("the JDK's own");
	}

	private static Loaded bundle(Path file, String source) {
		Set<Certificate> anchors = new LinkedHashSet<>();
		try (InputStream content = Files.newInputStream(file)) {
			CertificateFactory.getInstance("X.509")
				.generateCertificates(content)
				.forEach((certificate) -> anchors.add(Certificate.of((X509Certificate) certificate)));
		}
		catch (IOException | CertificateException ex) {
			throw new IllegalStateException(
					"the platform's trusted certificates cannot be read from '%s': %s".formatted(file, ex.getMessage()),
					ex);
		}
		return new Loaded(Set.copyOf(anchors), source);
	}

	private static Loaded jvm(String source) {
		Set<Certificate> anchors = new LinkedHashSet<>();
		try {
			TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			factory.init((KeyStore) null);
			for (TrustManager manager : factory.getTrustManagers()) {
				if (manager instanceof X509TrustManager x509) {
					for (X509Certificate certificate : x509.getAcceptedIssuers()) {
						anchors.add(Certificate.of(certificate));
					}
				}
			}
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("the JVM's trust store cannot be read: " + ex.getMessage(), ex);
		}
		return new Loaded(Set.copyOf(anchors), source);
	}

	@Override
	public String toString() {
		return description();
	}

	/**
	 * What was found.
	 *
	 * @param anchors the certificates
	 * @param source where they were
	 */
	private record Loaded(Set<Certificate> anchors, String source) {

	}

}

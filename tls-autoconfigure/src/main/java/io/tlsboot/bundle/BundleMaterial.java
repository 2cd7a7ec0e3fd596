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

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.tlsboot.options.AcceptableCiphers;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.options.TlsVersionRange;
import io.tlsboot.trust.TrustRoot;
import io.tlsboot.trust.TrustSource;
import io.tlsboot.x509.Certificate;
import io.tlsboot.x509.PrivateCertificate;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;

/**
 * What options can take over from a bundle of Spring Boot: its stores and its options,
 * not its managers.
 *
 * @param identity the key of the key store with its chain, or {@code null} if the bundle
 * has no key store
 * @param trustRoot the certificates of the trust store, or {@code null} if the bundle has
 * none
 * @param versions the enabled protocols, or {@code null} if they are not set
 * @param ciphers the cipher suites, or {@code null} if they are not set
 * @since 0.1.0
 */
public record BundleMaterial(@Nullable PrivateCertificate identity, @Nullable TrustRoot trustRoot,
		@Nullable TlsVersionRange versions, @Nullable AcceptableCiphers ciphers) {

	/**
	 * Read a bundle.
	 * @param name the name of the bundle
	 * @param bundle the bundle
	 * @return what can be taken over
	 * @throws IllegalArgumentException if something cannot; the message says what, and
	 * holds no secret
	 */
	public static BundleMaterial of(String name, SslBundle bundle) {
		if (!bundle.getProtocol().equals(SslBundle.DEFAULT_PROTOCOL)) {
			throw new IllegalArgumentException(
					"its protocol is '%s' (expected: 'TLS', and versions as enabled protocols)"
						.formatted(bundle.getProtocol()));
		}
		KeyStore keys = store("key store", bundle.getStores()::getKeyStore);
		KeyStore trust = store("trust store", bundle.getStores()::getTrustStore);
		if (keys == null && trust == null) {
			throw new IllegalArgumentException("it has neither a key store nor a trust store");
		}
		try {
			return new BundleMaterial((keys != null) ? identity(keys, bundle) : null,
					(trust != null) ? trustRoot(name, trust) : null,
					versions(bundle.getOptions().getEnabledProtocols()), ciphers(bundle.getOptions().getCiphers()));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException(
					"its stores cannot be read (%s)".formatted(ex.getClass().getSimpleName()), ex);
		}
	}

	// Stores are read when they are asked for.
	private static @Nullable KeyStore store(String what, Store store) {
		try {
			return store.get();
		}
		catch (RuntimeException ex) {
			// Not what it says, which quotes a value that may be the key itself.
			throw new IllegalArgumentException("its %s cannot be loaded (%s)".formatted(what, kind(ex)), ex);
		}
	}

	private static String kind(Throwable failure) {
		Throwable root = failure;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		return root.getClass().getSimpleName();
	}

	private static PrivateCertificate identity(KeyStore store, SslBundle bundle) throws GeneralSecurityException {
		String alias = alias(store, bundle.getKey().getAlias());
		String password = Optional.ofNullable(bundle.getKey().getPassword())
			.orElseGet(bundle.getStores()::getKeyStorePassword);
		char[] secret = (password != null) ? password.toCharArray() : null;
		try {
			Key key = store.getKey(alias, secret);
			if (!(key instanceof PrivateKey privateKey)) {
				throw new IllegalArgumentException(
						"the entry '%s' of its key store is no private key".formatted(alias));
			}
			return PrivateCertificate.of(Arrays.stream(store.getCertificateChain(alias))
				.map((certificate) -> Certificate.of((X509Certificate) certificate))
				.toList(), privateKey);
		}
		finally {
			if (secret != null) {
				Arrays.fill(secret, '\0');
			}
		}
	}

	private static String alias(KeyStore store, @Nullable String wanted) throws GeneralSecurityException {
		List<String> aliases = new ArrayList<>();
		for (String alias : Collections.list(store.aliases())) {
			if (store.isKeyEntry(alias)) {
				aliases.add(alias);
			}
		}
		if (wanted != null) {
			if (!store.isKeyEntry(wanted)) {
				throw new IllegalArgumentException(
						"its key store has no private key '%s' (found: %s)".formatted(wanted, aliases));
			}
			return wanted;
		}
		if (aliases.size() != 1) {
			throw new IllegalArgumentException(
					"its key store has %d private keys %s (expected: one, or the bundle's 'key.alias')"
						.formatted(aliases.size(), aliases));
		}
		return aliases.get(0);
	}

	private static TrustRoot trustRoot(String name, KeyStore store) throws GeneralSecurityException {
		List<Certificate> certificates = new ArrayList<>();
		for (String alias : Collections.list(store.aliases())) {
			if (store.isCertificateEntry(alias)) {
				certificates.add(Certificate.of((X509Certificate) store.getCertificate(alias)));
			}
		}
		if (certificates.isEmpty()) {
			throw new IllegalArgumentException("its trust store has no trusted certificate");
		}
		return TrustRoot.source(TrustSource.of("SSL bundle '%s'".formatted(name), certificates));
	}

	private static @Nullable TlsVersionRange versions(String @Nullable [] protocols) {
		if (protocols == null) {
			return null;
		}
		Set<TlsVersion> versions = EnumSet.noneOf(TlsVersion.class);
		for (String protocol : protocols) {
			versions.add(TlsVersion.of(protocol)
				.orElseThrow(() -> new IllegalArgumentException(
						"its enabled protocol '%s' is not known (expected: TLSv1.2 or TLSv1.3)".formatted(protocol))));
		}
		List<TlsVersion> sorted = List.copyOf(versions);
		if (sorted.isEmpty()) {
			throw new IllegalArgumentException("its enabled protocols are empty");
		}
		TlsVersionRange range = new TlsVersionRange(sorted.get(0), sorted.get(sorted.size() - 1));
		if (!range.versions().equals(sorted)) {
			throw new IllegalArgumentException("its enabled protocols have a gap: %s".formatted(sorted));
		}
		if (range.minimum().compareTo(TlsVersionRange.DEFAULT.minimum()) < 0) {
			throw new IllegalArgumentException(
					"its enabled protocols are weak: %s (expected: TLSv1.2 or TLSv1.3; weaker ones are named by 'insecurely-lower-minimum-to')"
						.formatted(sorted));
		}
		return range;
	}

	private static @Nullable AcceptableCiphers ciphers(String @Nullable [] names) {
		if (names == null) {
			return null;
		}
		try {
			return AcceptableCiphers.of(names);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("its ciphers: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Returns a store.
	 */
	private interface Store {

		@Nullable KeyStore get();

	}

}

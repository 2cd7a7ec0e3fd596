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

import java.io.File;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.tlsboot.x509.Certificate;
import org.jspecify.annotations.Nullable;

/**
 * Finds what this machine's administrator trusts. What is named and cannot be read is an
 * error, never a reason to look further.
 */
final class PlatformAnchors implements Supplier<TrustSource> {

	// Of Java itself, since Spring's is not known here. Anchors are looked for once.
	private static final Logger logger = System.getLogger(PlatformAnchors.class.getName());

	private static final String USER_KEY_CHAIN = "KeychainStore";

	private static final String CERT_FILE = "SSL_CERT_FILE";

	private static final String CERT_DIR = "SSL_CERT_DIR";

	private final UnaryOperator<@Nullable String> environment;

	private final JvmAnchors jvm;

	private final Locations locations;

	PlatformAnchors(UnaryOperator<@Nullable String> environment, UnaryOperator<@Nullable String> properties,
			Locations locations) {
		this.environment = environment;
		this.jvm = new JvmAnchors(properties);
		this.locations = locations;
	}

	@Override
	public TrustSource get() {
		if (this.jvm.isConfigured()) {
			return this.jvm.get();
		}
		TrustSource named = fromEnvironment();
		if (named != null) {
			return named;
		}
		TrustSource system = fromSystem();
		return (system != null) ? system : this.jvm.get();
	}

	private @Nullable TrustSource fromEnvironment() {
		String file = this.environment.apply(CERT_FILE);
		String directories = this.environment.apply(CERT_DIR);
		Set<Certificate> anchors = new LinkedHashSet<>();
		List<String> descriptions = new ArrayList<>();
		if (file != null && !file.isEmpty()) {
			anchors.addAll(readFile(Path.of(file), CERT_FILE));
			descriptions.add(CERT_FILE + " " + file);
		}
		if (directories != null && !directories.isEmpty()) {
			anchors.addAll(readDirectories(directories));
			descriptions.add(CERT_DIR + " " + directories);
		}
		return descriptions.isEmpty() ? null : source(String.join(", ", descriptions), anchors);
	}

	// As OpenSSL does, a directory of the list that is not there is passed over; but not
	// when that is all of them.
	private static Set<Certificate> readDirectories(String list) {
		List<Path> directories = Arrays.stream(list.split(File.pathSeparator))
			.filter((entry) -> !entry.isEmpty())
			.map(Path::of)
			.filter(Files::isDirectory)
			.toList();
		if (directories.isEmpty()) {
			throw new TrustRootException(
					"the platform's trusted certificates cannot be read: no directory of %s '%s' exists"
						.formatted(CERT_DIR, list),
					null);
		}
		Set<Certificate> anchors = new LinkedHashSet<>();
		for (Path directory : directories) {
			CertificateDirectory read = CertificateDirectory.read(directory, CertificateDirectory.NAMED_OR_HASHED);
			read.skipped()
				.forEach((file, problem) -> logger.log(Level.WARNING,
						"%s: '%s' is skipped: %s".formatted(CERT_DIR, file, problem)));
			anchors.addAll(read.certificates());
		}
		return anchors;
	}

	private @Nullable TrustSource fromSystem() {
		TrustSource stores = fromKeyStores();
		if (stores == null) {
			return fromFiles();
		}
		if (!stores.description().equals(USER_KEY_CHAIN)) {
			return stores;
		}
		// Before JDK 23 the roots of macOS itself are in no key store, only what was
		// added by users and administrators.
		TrustSource files = fromFiles();
		if (files == null) {
			return stores;
		}
		Set<Certificate> both = new LinkedHashSet<>(files.certificates());
		both.addAll(stores.certificates());
		return source("%s, %s".formatted(stores.description(), files.description()), both);
	}

	private @Nullable TrustSource fromFiles() {
		for (Path bundle : this.locations.bundles()) {
			// Images without certificates have an empty one.
			if (Files.isReadable(bundle) && !isEmpty(bundle)) {
				return source(bundle.toString(), readFile(bundle, "the operating system's bundle"));
			}
		}
		for (Path directory : this.locations.directories()) {
			if (Files.isReadable(directory) && Files.isDirectory(directory)) {
				// Such a directory also holds what is not trusted, for example Debian's
				// ssl-cert-snakeoil.pem.
				Set<Certificate> anchors = CertificateDirectory.read(directory, CertificateDirectory.HASHED)
					.certificates();
				if (!anchors.isEmpty()) {
					return source(directory.toString(), anchors);
				}
			}
		}
		return null;
	}

	private @Nullable TrustSource fromKeyStores() {
		Set<Certificate> anchors = new LinkedHashSet<>();
		List<String> descriptions = new ArrayList<>();
		for (String type : this.locations.keyStores()) {
			try {
				KeyStore store = this.locations.opener().open(type);
				if (store != null) {
					for (String alias : Collections.list(store.aliases())) {
						if (store.isCertificateEntry(alias)
								&& store.getCertificate(alias) instanceof X509Certificate certificate) {
							anchors.add(Certificate.of(certificate));
						}
					}
					descriptions.add(type);
				}
			}
			catch (IOException | GeneralSecurityException ex) {
				throw new TrustRootException(
						"the platform's trusted certificates cannot be read from the key store %s: %s".formatted(type,
								ex.getMessage()),
						ex);
			}
		}
		return anchors.isEmpty() ? null : source(String.join(", ", descriptions), anchors);
	}

	private static List<Certificate> readFile(Path file, String name) {
		try {
			return TrustSource.parse(Files.readAllBytes(file));
		}
		catch (IOException | TrustRootException ex) {
			String problem = (ex instanceof IOException) ? ex.getClass().getSimpleName() : ex.getMessage();
			throw new TrustRootException("the platform's trusted certificates cannot be read from '%s' (%s): %s"
				.formatted(file, name, problem), ex);
		}
	}

	private static boolean isEmpty(Path file) {
		try {
			return Files.size(file) == 0;
		}
		catch (IOException ex) {
			return true;
		}
	}

	private static TrustSource source(String description, Iterable<Certificate> anchors) {
		Set<Certificate> all = new LinkedHashSet<>();
		anchors.forEach(all::add);
		return new TrustSource(description, true, all);
	}

	/**
	 * Where operating systems keep what they trust.
	 *
	 * @param keyStores the types of key stores of the JDK; those that a JDK lacks belong
	 * to another operating system
	 * @param opener opens them
	 * @param bundles files with all certificates; the first that is there counts
	 * @param directories directories of hashed names, where there is no bundle
	 */
	record Locations(List<String> keyStores, KeyStoreOpener opener, List<Path> bundles, List<Path> directories) {

		static final Locations WELL_KNOWN = new Locations(
				// macOS (the first one since JDK 23), Windows
				List.of("KeychainStore-ROOT", USER_KEY_CHAIN, "Windows-ROOT"), Locations::open,
				// Debian and Alpine, Red Hat, SUSE, Red Hat, SUSE, Alpine and the BSDs
				paths("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
						"/etc/ssl/ca-bundle.pem", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
						"/var/lib/ca-certificates/ca-bundle.pem", "/etc/ssl/cert.pem"),
				// Debian, Alpine and SUSE, Red Hat
				paths("/etc/ssl/certs", "/etc/pki/ca-trust/extracted/pem/directory-hash", "/etc/pki/tls/certs"));

		private static List<Path> paths(String... paths) {
			return Arrays.stream(paths).map(Path::of).toList();
		}

		private static @Nullable KeyStore open(String type) throws IOException, GeneralSecurityException {
			KeyStore store;
			try {
				store = KeyStore.getInstance(type);
			}
			catch (KeyStoreException ex) {
				return null;
			}
			store.load(null, null);
			return store;
		}

	}

	/**
	 * Opens a key store of the operating system.
	 */
	@FunctionalInterface
	interface KeyStoreOpener {

		/**
		 * Open a key store.
		 * @param type its type
		 * @return the key store, or {@code null} if the JDK has no such type
		 * @throws IOException if it cannot be read
		 * @throws GeneralSecurityException if it cannot be read
		 */
		@Nullable KeyStore open(String type) throws IOException, GeneralSecurityException;

	}

}

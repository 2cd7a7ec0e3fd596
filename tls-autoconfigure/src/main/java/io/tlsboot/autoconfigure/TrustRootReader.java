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

package io.tlsboot.autoconfigure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.tlsboot.options.ClientAuthentication;
import io.tlsboot.trust.CertificateDirectory;
import io.tlsboot.trust.TrustRoot;
import io.tlsboot.trust.TrustRootException;
import io.tlsboot.trust.TrustSource;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads whom we trust: the trust roots of {@code tls.options.*}.
 */
final class TrustRootReader {

	static final String KEY = "trust-roots";

	static final String MACHINE_ACTION = "Correct what names it, or name other trust roots than this machine's.";

	private static final String MISSING_ACTION = "Correct the location, put the file there, or write 'optional:' in "
			+ "front of the location if it may be missing.";

	private static final Log logger = LogFactory.getLog(TrustRootReader.class);

	private final OptionsFiles files;

	private final @Nullable DevelopmentMaterial development;

	TrustRootReader(OptionsFiles files, @Nullable DevelopmentMaterial development) {
		this.files = files;
		this.development = development;
	}

	/**
	 * Read the trust root of options.
	 * @param name the name of the options
	 * @param configured the options
	 * @return the trust root, or {@code null} if none is configured
	 * @throws TlsConfigurationException if it cannot be used
	 */
	@Nullable TrustRoot read(String name, TlsProperties.Options configured) {
		List<String> values = configured.getTrustRoots();
		if (values == null) {
			return (this.development != null) ? developmentTrust(this.development, configured) : null;
		}
		TrustRoot root = read(this.files, name, KEY, values);
		report("The options '%s'".formatted(name), this.files.describe(name, KEY), root);
		return root;
	}

	/**
	 * Read the trust root that a list names.
	 * @param files where the list is
	 * @param name the name that the list belongs to
	 * @param list the key of the list
	 * @param values the list
	 * @return the trust root
	 * @throws TlsConfigurationException if it cannot be used
	 */
	static TrustRoot read(OptionsFiles files, String name, String list, List<String> values) {
		if (values.isEmpty()) {
			throw files.refuse(name, list, "it is set and empty (expected: at least one trust root)",
					"Name whom to trust, or remove the property.", null);
		}
		List<TrustRoot> roots = new ArrayList<>();
		for (String value : values) {
			String key = "%s[%d]".formatted(list, roots.size());
			roots.add(new Entry(files, name, key, TrustLocation.of(value)).read());
		}
		return TrustRoot.union(roots);
	}

	private static TrustRoot developmentTrust(DevelopmentMaterial development, TlsProperties.Options configured) {
		TrustRoot authority = TrustRoot
			.source(TrustSource.of("development authority", List.of(development.certificates().authority())));
		boolean asksClients = configured.getClientAuth() != null
				&& configured.getClientAuth() != ClientAuthentication.NONE;
		return asksClients ? authority : TrustRoot.union(List.of(authority, TrustRoot.platform()));
	}

	/**
	 * Log where the anchors come from, and warn if there are none.
	 * @param who who trusts them
	 * @param property the property that names them, and its origin
	 * @param root the trust root
	 */
	static void report(String who, String property, TrustRoot root) {
		if (root.anchors().isEmpty()) {
			logger.warn("%s: there is no certificate to trust, so every peer is refused".formatted(property));
		}
		if (logger.isInfoEnabled()) {
			logger.info("%s: trusted are %s".formatted(who,
					root.sources()
						.stream()
						.map((source) -> "%d of %s".formatted(source.certificates().size(), source.description()))
						.collect(Collectors.joining(", "))));
		}
	}

	/**
	 * One entry of the list.
	 */
	private static final class Entry {

		private final OptionsFiles files;

		private final String name;

		private final String key;

		private final TrustLocation location;

		private Entry(OptionsFiles files, String name, String key, TrustLocation location) {
			this.files = files;
			this.name = name;
			this.key = key;
			this.location = location;
		}

		private TrustRoot read() {
			String place = this.location.place();
			if (place.equals(TrustLocation.PLATFORM) || place.equals(TrustLocation.JVM)) {
				requireNotOptional();
				return machine(place.equals(TrustLocation.PLATFORM) ? TrustRoot.platform() : TrustRoot.jvm());
			}
			if (this.location.isPattern()) {
				return pattern();
			}
			Path path = this.files.locations().path(place);
			if (path == null) {
				requireNotOptional();
			}
			else if (this.location.isOptional() && !path.toFile().exists()) {
				return nothing(path);
			}
			else if (this.location.isDirectory() || path.toFile().isDirectory()) {
				return directory(path);
			}
			return TrustRoot.source(file(place, this.location.describe(path)));
		}

		private TrustRoot machine(TrustRoot root) {
			try {
				root.anchors();
				return root;
			}
			catch (TrustRootException ex) {
				throw refuse(ex.getMessage(), MACHINE_ACTION, ex);
			}
		}

		private TrustSource file(String place, String described) {
			try {
				return TrustSource.read(described, this.files.readBytes(this.name, this.key, place, MISSING_ACTION));
			}
			catch (TrustRootException ex) {
				throw refuse(ex.getMessage() + " in " + described,
						"Use a PEM or DER file with the trusted certificates.", ex);
			}
		}

		private TrustRoot pattern() {
			TrustLocation.Matches matches;
			try {
				matches = this.location.matches();
			}
			catch (IllegalArgumentException ex) {
				throw refuse(ex.getMessage(), "Correct the pattern.", ex);
			}
			if (matches.files().isEmpty()) {
				if (this.location.isOptional()) {
					return nothing(null);
				}
				throw refuse("found: %s, which %s".formatted(this.location.describe(null),
						matches.directoryExists() ? "matches no file" : "is in a directory that does not exist"),
						MISSING_ACTION, null);
			}
			return TrustRoot.union(matches.files()
				.stream()
				.map((matched) -> TrustRoot.source(file(matched.toString(), "'" + matched + "'")))
				.toList());
		}

		private TrustRoot directory(Path path) {
			String described = this.location.describe(path);
			if (!path.toFile().isDirectory()) {
				throw refuse("found: %s, which %s".formatted(described,
						path.toFile().exists() ? "is no directory" : "does not exist"), MISSING_ACTION, null);
			}
			try {
				CertificateDirectory directory = CertificateDirectory.read(path);
				directory.skipped()
					.forEach((skipped, problem) -> logger
						.warn("%s: '%s' is skipped: %s".formatted(describe(), skipped, problem)));
				return TrustRoot.source(TrustSource.of(described, directory.certificates()));
			}
			catch (TrustRootException ex) {
				throw refuse(ex.getMessage(), "Correct the permissions of the directory.", ex);
			}
		}

		private TrustRoot nothing(@Nullable Path path) {
			String described = this.location.describe(path);
			logger.info("%s: there is nothing at %s, which is optional".formatted(describe(), described));
			return TrustRoot.source(TrustSource.of(described, List.of()));
		}

		private void requireNotOptional() {
			if (this.location.isOptional()) {
				throw refuse(
						"found: 'optional:' in front of what is no file and no directory: "
								+ this.location.describe(null),
						"Remove 'optional:', or name a file or a directory.", null);
			}
		}

		private String describe() {
			return this.files.describe(this.name, this.key);
		}

		private TlsConfigurationException refuse(@Nullable String problem, String action, @Nullable Throwable cause) {
			return this.files.refuse(this.name, this.key, problem, action, cause);
		}

	}

}

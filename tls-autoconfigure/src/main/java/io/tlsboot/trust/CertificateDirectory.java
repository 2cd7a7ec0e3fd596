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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.tlsboot.x509.Certificate;

/**
 * The trusted certificates of a directory: as a rule every certificate of every file
 * whose name ends in {@code .pem}, {@code .crt} or {@code .cer}, in any case. Directories
 * below it are not looked into.
 *
 * @param path the directory
 * @param certificates the certificates, each once, in the order of the file names
 * @param skipped the files that hold no certificate or cannot be read, each with what is
 * wrong
 * @since 0.1.0
 */
public record CertificateDirectory(Path path, Set<Certificate> certificates, Map<Path, String> skipped) {

	// A link of "openssl rehash" to a certificate, not to a revocation list.
	static final Pattern HASHED = Pattern.compile("[0-9a-f]{8}\\.\\d+");

	private static final Pattern PEM = Pattern.compile("(?i).*\\.pem");

	static final Pattern NAMED = Pattern.compile("(?i).+\\.(pem|crt|cer)");

	static final Pattern NAMED_OR_HASHED = Pattern.compile(NAMED + "|" + HASHED);

	/**
	 * Create a value.
	 * @param path the directory
	 * @param certificates the certificates
	 * @param skipped the files that are not used
	 */
	public CertificateDirectory {
		Objects.requireNonNull(path, "'path' must not be null");
		certificates = Collections.unmodifiableSet(new LinkedHashSet<>(certificates));
		skipped = Collections.unmodifiableMap(new LinkedHashMap<>(skipped));
	}

	/**
	 * Read a directory.
	 * @param path the directory
	 * @return its certificates, possibly none
	 * @throws TrustRootException if the directory itself cannot be read
	 */
	public static CertificateDirectory read(Path path) {
		return read(path, NAMED);
	}

	/**
	 * Read a directory as Twisted does: the first certificate of every file whose name
	 * ends in {@code .pem}, in any case.
	 * @param path the directory
	 * @return its certificates, possibly none
	 * @throws TrustRootException if the directory itself cannot be read
	 */
	public static CertificateDirectory readFirst(Path path) {
		return read(path, PEM, 1);
	}

	static CertificateDirectory read(Path path, Pattern names) {
		return read(path, names, Integer.MAX_VALUE);
	}

	private static CertificateDirectory read(Path path, Pattern names, int most) {
		Set<Certificate> certificates = new LinkedHashSet<>();
		Map<Path, String> skipped = new LinkedHashMap<>();
		for (Path file : files(path, names)) {
			if (Files.exists(file) && !Files.isRegularFile(file)) {
				// To read a pipe may take for ever.
				skipped.put(file, "it is no file");
				continue;
			}
			try {
				TrustSource.parse(Files.readAllBytes(file)).stream().limit(most).forEach(certificates::add);
			}
			catch (IOException ex) {
				skipped.put(file, "it cannot be read (%s)".formatted(ex.getClass().getSimpleName()));
			}
			catch (TrustRootException ex) {
				skipped.put(file, String.valueOf(ex.getMessage()));
			}
		}
		return new CertificateDirectory(path, certificates, skipped);
	}

	private static List<Path> files(Path path, Pattern names) {
		try (Stream<Path> files = Files.list(path)) {
			return files.filter((file) -> names.matcher(file.getFileName().toString()).matches())
				.filter((file) -> !Files.isDirectory(file))
				.sorted()
				.toList();
		}
		catch (IOException | UncheckedIOException ex) {
			throw new TrustRootException(
					"the directory '%s' cannot be read (%s)".formatted(path, ex.getClass().getSimpleName()), ex);
		}
	}

}

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

package io.tlsboot.endpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

import io.tlsboot.options.DiffieHellmanParameters;
import io.tlsboot.trust.CertificateDirectory;
import io.tlsboot.trust.TrustRoot;
import io.tlsboot.trust.TrustRootException;
import io.tlsboot.trust.TrustSource;
import io.tlsboot.x509.Certificate;
import io.tlsboot.x509.CertificateLoadException;
import io.tlsboot.x509.CertificateVerifyException;
import io.tlsboot.x509.PrivateCertificate;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Reads the files and directories that an endpoint string names.
 */
final class EndpointFiles {

	private static final Log logger = LogFactory.getLog(EndpointFiles.class);

	private static final String LOCATION_ACTION = "Correct the path, or put the file there.";

	private final Path directory;

	/**
	 * Create a reader.
	 * @param directory where relative paths begin
	 */
	EndpointFiles(Path directory) {
		this.directory = directory;
	}

	PrivateCertificate identity(Arguments.Setting certificate, Arguments.Setting privateKey) {
		try {
			return PrivateCertificate.load(List.of(read(certificate)), read(privateKey), null);
		}
		catch (CertificateLoadException ex) {
			throw switch (ex.part()) {
				case CERTIFICATE -> unusable(certificate, ex, "Name a file with the certificate chain.");
				case PASSWORD -> unusable(privateKey, ex,
						"Name a key that is not encrypted, or configure options with 'private-key-password' instead of an"
								+ " endpoint string.");
				default -> unusable(privateKey, ex, "Name a file with one private key.");
			};
		}
		catch (CertificateVerifyException ex) {
			throw privateKey.refuse(
					"%s (key: %s, certificate: %s)".formatted(ex.getMessage(), EndpointString.shown(privateKey.value()),
							EndpointString.shown(certificate.value())),
					"Name the private key that the certificate was issued for.", ex);
		}
	}

	List<Certificate> certificates(Arguments.Setting setting) {
		try {
			return Certificate.loadAll(read(setting));
		}
		catch (CertificateLoadException ex) {
			throw unusable(setting, ex, "Name a file with certificates.");
		}
	}

	DiffieHellmanParameters dhParameters(Arguments.Setting setting) {
		try {
			return DiffieHellmanParameters.of(setting.value(), (path) -> read(setting));
		}
		catch (EndpointStringException ex) {
			throw ex;
		}
		catch (IllegalArgumentException ex) {
			throw unusable(setting, ex, "Name other parameters, or a group such as 'ffdhe3072'.");
		}
	}

	TrustRoot trustRoot(Arguments.Setting setting) {
		Path path = resolve(setting);
		if (!Files.isDirectory(path)) {
			throw setting.refuse(
					"%s, which %s".formatted(setting.found(),
							Files.exists(path) ? "is no directory" : "does not exist" + place(path)),
					"Name a directory with certificates in files whose names end in '.pem'.", null);
		}
		try {
			CertificateDirectory found = CertificateDirectory.readFirst(path);
			found.skipped()
				.forEach((file, problem) -> logger.warn(
						"'%s' of an endpoint string: '%s' is skipped: %s".formatted(setting.keyword(), file, problem)));
			return TrustRoot.source(TrustSource.of("'" + path + "'", found.certificates()));
		}
		catch (TrustRootException ex) {
			throw setting.refuse(String.valueOf(ex.getMessage()), "Correct the permissions of the directory.", ex);
		}
	}

	private byte[] read(Arguments.Setting setting) {
		Path path = resolve(setting);
		// To read a pipe may take for ever.
		if (!Files.isRegularFile(path)) {
			throw setting.refuse("%s, which %s".formatted(setting.found(),
					Files.exists(path) ? "is no file" : "does not exist" + place(path)), LOCATION_ACTION, null);
		}
		try {
			return Files.readAllBytes(path);
		}
		catch (IOException ex) {
			throw setting.refuse(
					"%s, which cannot be read (%s)".formatted(setting.found(), ex.getClass().getSimpleName()),
					"Correct the permissions of the file.", ex);
		}
	}

	private Path resolve(Arguments.Setting setting) {
		try {
			return this.directory.resolve(setting.value());
		}
		catch (InvalidPathException ex) {
			// Its message quotes what may be a key.
			throw setting.refuse(setting.found() + ", which is no path", LOCATION_ACTION, null);
		}
	}

	// Nothing of the path itself, of which a part may be a key too.
	private String place(Path path) {
		Path base = this.directory.toAbsolutePath();
		return path.toAbsolutePath().startsWith(base) ? " in '%s'".formatted(base) : "";
	}

	private static EndpointStringException unusable(Arguments.Setting setting, Exception cause, String action) {
		return setting.refuse("%s in %s".formatted(cause.getMessage(), EndpointString.shown(setting.value())), action,
				cause);
	}

}

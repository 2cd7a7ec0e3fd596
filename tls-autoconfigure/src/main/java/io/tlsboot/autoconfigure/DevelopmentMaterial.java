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

import java.io.File;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;

import io.tlsboot.devcert.DevelopmentCertificateStore;
import io.tlsboot.devcert.DevelopmentCertificates;
import io.tlsboot.x509.Certificate;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.system.ApplicationHome;
import org.springframework.core.env.Environment;

/**
 * The development certificates of an application, made or read when the first options ask
 * for them.
 */
final class DevelopmentMaterial {

	private static final Log logger = LogFactory.getLog(DevelopmentMaterial.class);

	private static final String DIRECTORY = "tls-dev";

	private final TlsProperties.Dev properties;

	private final PropertyOrigins origins;

	private final DevelopmentCertificateStore store;

	private @Nullable DevelopmentCertificates certificates;

	/**
	 * Create the material; nothing is made or read yet.
	 * @param properties the configuration
	 * @param environment whose profiles decide whether development certificates are
	 * allowed
	 * @param clock the time
	 * @throws TlsConfigurationException under a production profile
	 */
	DevelopmentMaterial(TlsProperties.Dev properties, Environment environment, Clock clock) {
		this.properties = properties;
		this.origins = new PropertyOrigins(environment);
		this.store = new DevelopmentCertificateStore(directory(), clock);
		ProductionProfiles.refuse(environment, "tls.dev.enabled",
				"development certificates are switched on under a production profile",
				"Configure a certificate under tls.options, and remove the property from the production profile.");
	}

	/**
	 * Return where the certificates are kept.
	 * @return the store
	 */
	DevelopmentCertificateStore store() {
		return this.store;
	}

	/**
	 * Return the certificates.
	 * @return the certificates, the same each time
	 * @throws TlsConfigurationException if a name is not allowed or the directory cannot
	 * be used
	 */
	synchronized DevelopmentCertificates certificates() {
		if (this.certificates == null) {
			try {
				this.certificates = this.store.loadOrCreate(this.properties.getNames());
			}
			catch (IllegalArgumentException ex) {
				throw this.origins.refuse("tls.dev.names", String.valueOf(ex.getMessage()), "Correct the name.", ex);
			}
			catch (UncheckedIOException ex) {
				throw this.origins.refuse("tls.dev.directory", String.valueOf(ex.getMessage()),
						"Set a directory that can be written to.", ex);
			}
			logger.warn("Development certificates are in use, valid until %s. To trust them: curl --cacert %s ..."
				.formatted(this.certificates.leaf().certificate().notAfter(), this.store.authorityFile()));
			logger
				.info("Development certificate and key for clients that need one: %s".formatted(this.store.leafFile()));
		}
		return this.certificates;
	}

	/**
	 * Tell whether a certificate is the one that was made here, which is made anew before
	 * it expires. Makes and reads nothing.
	 * @param certificate the certificate
	 * @return whether it is
	 */
	synchronized boolean isOwn(Certificate certificate) {
		return this.certificates != null && this.certificates.leaf().certificate().equals(certificate);
	}

	private Path directory() {
		Path configured = this.properties.getDirectory();
		return (configured != null) ? configured.toAbsolutePath()
				: buildDirectory(new ApplicationHome(mainClass()).getSource());
	}

	// The same way in which Spring Boot finds it; it does not hand it on to beans.
	private static @Nullable Class<?> mainClass() {
		return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
			.walk((frames) -> frames.filter((frame) -> frame.getMethodName().equals("main"))
				.findFirst()
				.<Class<?>>map(StackWalker.StackFrame::getDeclaringClass))
			.orElse(null);
	}

	/**
	 * Return the directory below the one that the application was built in.
	 * @param source the application's jar or class directory, or {@code null} if unknown
	 * @return a directory below {@code target} or {@code build}; else one below the
	 * {@code .cache} in the user's home
	 */
	static Path buildDirectory(@Nullable File source) {
		for (Path path = (source != null) ? source.toPath().toAbsolutePath() : null; path != null; path = path
			.getParent()) {
			Path name = path.getFileName();
			if (name != null && (name.toString().equals("target") || name.toString().equals("build"))) {
				return path.resolve(DIRECTORY);
			}
		}
		return Path.of(System.getProperty("user.home"), ".cache", DIRECTORY).toAbsolutePath();
	}

}

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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.stream.Stream;

import io.tlsboot.endpoint.ServerEndpoint;
import io.tlsboot.lint.Findings;
import io.tlsboot.lint.LintCheck;
import io.tlsboot.lint.LintRule;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Looks at the files with private keys: whether every user of this machine can read them.
 * Where there are no POSIX permissions, nothing is looked at.
 */
final class KeyFileLint implements LintCheck {

	private static final String ENDPOINT = EndpointStringReader.KEY;

	private static final String PRIVATE_KEY = "privateKey";

	private final TlsProperties properties;

	private final PemLocation locations;

	private final Binder binder;

	KeyFileLint(TlsProperties properties, PemLocation locations, Environment environment) {
		this.properties = properties;
		this.locations = locations;
		this.binder = Binder.get(environment);
	}

	@Override
	public void check(Findings findings) {
		this.properties.getOptions().forEach((name, options) -> checkOptions(name, options, findings));
		this.properties.getListeners().forEach((name, listener) -> {
			if (listener.getEndpoint() != null) {
				Map<String, String> arguments = EndpointArguments.of(listener);
				check("listener '%s'".formatted(name), PropertyOrigins.name("tls.listeners", name, ENDPOINT),
						path(arguments.getOrDefault(PRIVATE_KEY, ServerEndpoint.DEFAULT_PRIVATE_KEY)), findings);
			}
		});
		this.properties.getClients().forEach((name, client) -> {
			Map<String, String> arguments = EndpointArguments.of(client);
			Stream.of(PRIVATE_KEY, "certificate", "certKey")
				.filter(arguments::containsKey)
				.findFirst()
				.ifPresent((keyword) -> check("client '%s'".formatted(name),
						PropertyOrigins.name("tls.clients", name, ENDPOINT), path(arguments.get(keyword)), findings));
		});
	}

	private void checkOptions(String name, TlsProperties.Options options, Findings findings) {
		if (options.getBundle() != null) {
			checkBundle(name, "spring.ssl.bundle.pem", options.getBundle(), "keystore.private-key", findings);
			checkBundle(name, "spring.ssl.bundle.jks", options.getBundle(), "keystore.location", findings);
		}
		else if (options.getKeystore().getLocation() != null) {
			check(name, "keystore.location", options.getKeystore().getLocation(), findings);
		}
		else if (options.getPrivateKey() != null) {
			check(name, "private-key", options.getPrivateKey(), findings);
		}
		else if (!options.getCertificate().isEmpty()) {
			check(name, "certificate", options.getCertificate().get(0), findings);
		}
	}

	private void checkBundle(String name, String bundles, String bundle, String key, Findings findings) {
		String property = PropertyOrigins.name(bundles, bundle, key);
		this.binder.bind(property, String.class)
			.ifBound((value) -> check(where(name), property, this.locations.path(value), findings));
	}

	private void check(String name, String key, String value, Findings findings) {
		check(where(name), OptionsFiles.property(name, key), this.locations.path(value), findings);
	}

	private static void check(String where, String property, @Nullable Path file, Findings findings) {
		if (file != null && isReadableByAll(file)) {
			findings.add(LintRule.PRIVATE_KEY_READABLE, where, property,
					"others can read the private key in '%s'".formatted(file));
		}
	}

	private static String where(String name) {
		return "options '%s'".formatted(name);
	}

	// As the strings are read: a path, which begins in the working directory.
	private static @Nullable Path path(@Nullable String value) {
		try {
			return (value != null) ? Path.of(value) : null;
		}
		catch (InvalidPathException ex) {
			return null;
		}
	}

	// A directory that others may not enter protects what is in it.
	static boolean isReadableByAll(Path file) {
		try {
			Path real = file.toRealPath();
			boolean readable = has(real, PosixFilePermission.OTHERS_READ);
			for (@Nullable
			Path parent = real.getParent(); readable && parent != null; parent = parent.getParent()) {
				readable = has(parent, PosixFilePermission.OTHERS_EXECUTE);
			}
			return readable;
		}
		catch (IOException | UnsupportedOperationException ex) {
			return false;
		}
	}

	private static boolean has(Path path, PosixFilePermission permission) throws IOException {
		return Files.getPosixFilePermissions(path).contains(permission);
	}

}

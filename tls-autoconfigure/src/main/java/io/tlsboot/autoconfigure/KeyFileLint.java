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
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

import io.tlsboot.lint.Findings;
import io.tlsboot.lint.LintCheck;
import io.tlsboot.lint.LintRule;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the files with private keys: whether every user of this machine can read them.
 * Where there are no POSIX permissions, nothing is looked at.
 */
final class KeyFileLint implements LintCheck {

	private final TlsProperties properties;

	private final PemLocation locations;

	KeyFileLint(TlsProperties properties, PemLocation locations) {
		this.properties = properties;
		this.locations = locations;
	}

	@Override
	public void check(Findings findings) {
		this.properties.getOptions().forEach((name, options) -> {
			if (options.getKeystore().getLocation() != null) {
				check(name, "keystore.location", options.getKeystore().getLocation(), findings);
			}
			else if (options.getPrivateKey() != null) {
				check(name, "private-key", options.getPrivateKey(), findings);
			}
			else if (!options.getCertificate().isEmpty()) {
				check(name, "certificate", options.getCertificate().get(0), findings);
			}
		});
	}

	private void check(String name, String key, String value, Findings findings) {
		Path file = this.locations.path(value);
		if (file != null && isReadableByAll(file)) {
			findings.add(LintRule.PRIVATE_KEY_READABLE, "options '%s'".formatted(name),
					OptionsFiles.property(name, key), "others can read the private key in '%s'".formatted(file));
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

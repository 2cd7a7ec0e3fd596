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

import java.util.ArrayList;
import java.util.List;

import io.tlsboot.options.ClientAuthentication;
import io.tlsboot.trust.TrustRoot;
import io.tlsboot.x509.Certificate;
import io.tlsboot.x509.CertificateLoadException;
import org.jspecify.annotations.Nullable;

/**
 * Reads whom we trust: the trust roots of {@code tls.options.*}.
 */
final class TrustRootReader {

	private static final String PLATFORM = "platform";

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
		if (values.isEmpty()) {
			throw this.files.refuse(name, "trust-roots", "it is set and empty (expected: at least one trust root)",
					"Name whom to trust, or remove the property.", null);
		}
		List<TrustRoot> roots = new ArrayList<>();
		int index = 0;
		for (String value : values) {
			String key = "trust-roots[%d]".formatted(index++);
			if (value.equals(PLATFORM)) {
				roots.add(TrustRoot.platform());
				continue;
			}
			try {
				roots.add(TrustRoot.certificates(Certificate.loadPemChain(this.files.read(name, key, value))));
			}
			catch (CertificateLoadException ex) {
				throw this.files.refuse(name, key, ex.getMessage() + " in " + PemLocation.describe(value),
						"Use a PEM file with the trusted certificates.", ex);
			}
		}
		return TrustRoot.union(roots);
	}

	private static TrustRoot developmentTrust(DevelopmentMaterial development, TlsProperties.Options configured) {
		TrustRoot authority = TrustRoot.certificates(development.certificates().authority());
		boolean asksClients = configured.getClientAuth() != null
				&& configured.getClientAuth() != ClientAuthentication.NONE;
		return asksClients ? authority : TrustRoot.union(List.of(authority, TrustRoot.platform()));
	}

}

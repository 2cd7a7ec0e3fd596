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

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.ClientAuthentication;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.server.AbstractConfigurableWebServerFactory;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Has Spring Boot's web server ask its clients for certificates as the options say that
 * its bundle is made of: a bundle has no place for that. What {@code client-auth} of the
 * server says must be the same.
 */
final class WebServerClientAuthentication implements WebServerFactoryCustomizer<ConfigurableWebServerFactory>, Ordered {

	private static final String SERVER = "server.ssl";

	private static final String MANAGEMENT = "management.server.ssl";

	private final OptionsRegistry options;

	private final PropertyOrigins origins;

	private final Environment environment;

	WebServerClientAuthentication(OptionsRegistry options, Environment environment) {
		this.options = options;
		this.origins = new PropertyOrigins(environment);
		this.environment = environment;
	}

	// After Spring Boot's own, which hands over the properties.
	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

	@Override
	public void customize(ConfigurableWebServerFactory factory) {
		if (factory instanceof AbstractConfigurableWebServerFactory configured) {
			Ssl ssl = configured.getSsl();
			if (ssl != null && ssl.isEnabled()) {
				Ssl.ClientAuth wanted = wanted(SERVER, ssl);
				if (wanted != null) {
					ssl.setClientAuth(wanted);
				}
			}
		}
		checkManagement();
	}

	// Its server is made in a context of its own, where no customizer of ours is asked.
	private void checkManagement() {
		Ssl ssl = Binder.get(this.environment).bind(MANAGEMENT, Ssl.class).orElse(null);
		if (ssl == null || !ssl.isEnabled()) {
			return;
		}
		Ssl.ClientAuth wanted = wanted(MANAGEMENT, ssl);
		if (wanted != null && wanted != Ssl.ClientAuth.NONE && ssl.getClientAuth() == null) {
			throw this.origins.refuse(MANAGEMENT + ".bundle",
					"the options '%s' ask clients for certificates, which a bundle cannot carry"
						.formatted(ssl.getBundle()),
					"Set '%s.client-auth' to '%s'.".formatted(MANAGEMENT, text(wanted)), null);
		}
	}

	private Ssl.@Nullable ClientAuth wanted(String prefix, Ssl ssl) {
		Set<String> bundles = new LinkedHashSet<>();
		if (ssl.getBundle() != null) {
			bundles.add(ssl.getBundle());
		}
		ssl.getServerNameBundles().forEach((named) -> bundles.add(named.bundle()));
		Ssl.ClientAuth wanted = ssl.getClientAuth();
		for (String bundle : bundles) {
			if (this.options.names().contains(bundle)) {
				CertificateOptions known = this.options.get(bundle).current().options();
				if (known.isVerificationInsecurelySkipped()) {
					throw this.origins.refuse(OptionsFiles.property(bundle, "insecurely-skip-verification"),
							"a server ('%s') may not use options that verify nobody".formatted(prefix),
							"Use other options for the server.", null);
				}
				Ssl.ClientAuth own = of(known.clientAuthentication());
				if (wanted != null && own != wanted) {
					throw refuse(prefix, bundle, own, wanted, ssl.getClientAuth() != null);
				}
				wanted = own;
			}
		}
		return wanted;
	}

	private TlsConfigurationException refuse(String prefix, String bundle, Ssl.ClientAuth own, Ssl.ClientAuth wanted,
			boolean said) {
		String problem = "found: '%s' (expected: '%s', as the options '%s' say)".formatted(text(wanted), text(own),
				bundle);
		return said
				? this.origins.refuse(prefix + ".client-auth", problem,
						"Remove the property, or set '%s' to the same."
							.formatted(OptionsFiles.property(bundle, "client-auth")),
						null)
				: this.origins.refuse(prefix + ".server-name-bundles", problem,
						"Use options for all names that ask clients for certificates in the same way.", null);
	}

	private static Ssl.ClientAuth of(ClientAuthentication mode) {
		return Ssl.ClientAuth.valueOf(mode.name());
	}

	private static String text(Ssl.ClientAuth mode) {
		return mode.name().toLowerCase(Locale.ROOT);
	}

}

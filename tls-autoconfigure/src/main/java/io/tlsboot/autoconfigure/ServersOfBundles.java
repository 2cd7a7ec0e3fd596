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

import java.util.List;
import java.util.Locale;

import io.tlsboot.options.ClientAuthentication;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;

/**
 * Checks Spring Boot's servers that take an SSL bundle and that no customizer of ours
 * reaches: whether they ask their clients for certificates, a bundle cannot say.
 */
final class ServersOfBundles implements SmartInitializingSingleton {

	private static final List<String> SERVERS = List.of("spring.rsocket.server.ssl", "spring.grpc.server.ssl");

	private final OptionsRegistry options;

	private final Environment environment;

	ServersOfBundles(OptionsRegistry options, Environment environment) {
		this.options = options;
		this.environment = environment;
	}

	/**
	 * Check all of them.
	 * @throws TlsConfigurationException if one would let in whom the options do not
	 */
	@Override
	public void afterSingletonsInstantiated() {
		SERVERS.forEach(this::check);
	}

	private void check(String server) {
		String bundle = this.environment.getProperty(server + ".bundle");
		boolean enabled = this.environment.getProperty(server + ".enabled", Boolean.class, true);
		if (bundle == null || !enabled || !this.options.names().contains(bundle)) {
			return;
		}
		ClientAuthentication wanted = this.options.get(bundle).current().options().clientAuthentication();
		String property = server + ".client-auth";
		String said = this.environment.getProperty(property);
		if (!isSame(wanted, said)) {
			throw new PropertyOrigins(this.environment).refuse((said != null) ? property : server + ".bundle",
					"found: %s (expected: '%s', as the options '%s' say, which a bundle cannot carry)"
						.formatted((said != null) ? "'" + said + "'" : "no 'client-auth'", text(wanted), bundle),
					"Set '%s' to '%s'.".formatted(property, text(wanted)), null);
		}
	}

	private static boolean isSame(ClientAuthentication wanted, @Nullable String said) {
		return (said != null) ? said.equalsIgnoreCase(wanted.name()) : wanted == ClientAuthentication.NONE;
	}

	private static String text(ClientAuthentication mode) {
		return mode.name().toLowerCase(Locale.ROOT);
	}

}

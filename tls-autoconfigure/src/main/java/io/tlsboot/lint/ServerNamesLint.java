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

package io.tlsboot.lint;

import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

import io.tlsboot.engine.TlsContext;
import io.tlsboot.server.Listener;
import io.tlsboot.trust.ServiceIdentity;
import io.tlsboot.x509.Certificate;

/**
 * Looks at the server names of listeners: whether the certificates cover them.
 *
 * @since 0.1.0
 */
public final class ServerNamesLint implements LintCheck {

	private static final String WILDCARD = "*.";

	private final Supplier<Collection<Listener>> listeners;

	private final BinaryOperator<String> properties;

	/**
	 * Create a check.
	 * @param listeners the listeners there are
	 * @param properties the property for the name of a listener and a server name
	 */
	public ServerNamesLint(Supplier<Collection<Listener>> listeners, BinaryOperator<String> properties) {
		this.listeners = Objects.requireNonNull(listeners, "'listeners' must not be null");
		this.properties = Objects.requireNonNull(properties, "'properties' must not be null");
	}

	@Override
	public void check(Findings findings) {
		for (Listener listener : this.listeners.get()) {
			listener.serverNames()
				.ifPresent((names) -> names.contexts()
					.forEach((name, context) -> check(listener.settings().name(), name, context, findings)));
		}
	}

	private void check(String listener, String name, TlsContext context, Findings findings) {
		context.generation()
			.options()
			.identity()
			.map((identity) -> identity.certificate())
			.filter((certificate) -> !covers(certificate, name))
			.ifPresent((certificate) -> findings.add(LintRule.NAME_NOT_COVERED, "listener '%s'".formatted(listener),
					this.properties.apply(listener, name),
					"the certificate '%s' of the options '%s' is for %s, not for '%s'".formatted(certificate.subject(),
							context.generation().name(), certificate.subjectAlternativeNames(), name)));
	}

	private static boolean covers(Certificate certificate, String name) {
		if (name.startsWith(WILDCARD)) {
			return certificate.dnsNames().stream().anyMatch((covered) -> covered.toLowerCase(Locale.ROOT).equals(name));
		}
		return ServiceIdentity.of(name).matches(certificate);
	}

}

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

import java.net.InetAddress;
import java.net.UnknownHostException;

import io.tlsboot.client.ClientMode;
import io.tlsboot.lint.Findings;
import io.tlsboot.lint.LintCheck;
import io.tlsboot.lint.LintRule;
import io.tlsboot.server.ListenerSettings;
import io.tlsboot.server.TcpBackend;
import io.tlsboot.starttls.TlsPolicy;
import io.tlsboot.trust.ServiceIdentity;

/**
 * Looks at properties of listeners and clients that leave something in clear.
 */
final class ConfigurationLint implements LintCheck {

	private final TlsProperties properties;

	ConfigurationLint(TlsProperties properties) {
		this.properties = properties;
	}

	@Override
	public void check(Findings findings) {
		this.properties.getListeners().forEach((name, listener) -> check(name, listener, findings));
		this.properties.getClients().forEach((name, client) -> check(name, client, findings));
		if (this.properties.getDebug().getKeyLogFile() != null) {
			findings.add(LintRule.KEY_LOG, "application", KeyLogFile.PROPERTY,
					"whoever reads the file reads every connection");
		}
	}

	private static void check(String name, TlsProperties.Listener listener, Findings findings) {
		String where = "listener '%s'".formatted(name);
		if (listener.getMode() == ListenerSettings.Mode.STARTTLS && !listener.isRequireTls()) {
			findings.add(LintRule.TLS_NOT_REQUIRED, where, PropertyOrigins.name("tls.listeners", name, "require-tls"),
					"clients may stay in clear");
		}
		String target = listener.getForwardTo();
		if (listener.getMode() != ListenerSettings.Mode.PLAIN && target != null && !target.startsWith("client://")
				&& !isLoopback(TcpBackend.parse(target).host())) {
			findings.add(LintRule.FORWARD_IN_CLEAR, where, PropertyOrigins.name("tls.listeners", name, "forward-to"),
					"connections go on in clear to %s".formatted(target));
		}
	}

	private static void check(String name, TlsProperties.Client client, Findings findings) {
		if (client.getMode() == ClientMode.STARTTLS && client.getTlsPolicy() != TlsPolicy.REQUIRE) {
			findings.add(LintRule.OPPORTUNISTIC_TLS, "client '%s'".formatted(name),
					PropertyOrigins.name("tls.clients", name, "tls-policy"),
					"the policy is %s".formatted(client.getTlsPolicy()));
		}
	}

	// Of names, "localhost" alone: another one would have to be looked up.
	private static boolean isLoopback(String host) {
		if (host.equalsIgnoreCase("localhost")) {
			return true;
		}
		try {
			return ServiceIdentity.of(host).isAddress() && InetAddress.getByName(host).isLoopbackAddress();
		}
		catch (IllegalArgumentException | UnknownHostException ex) {
			return false;
		}
	}

}

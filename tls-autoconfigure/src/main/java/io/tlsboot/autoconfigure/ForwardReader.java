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

import io.tlsboot.client.ClientMode;
import io.tlsboot.client.TlsClients;
import io.tlsboot.server.Forwarder;
import io.tlsboot.server.ProxyHeader;
import io.tlsboot.server.TcpBackend;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Turns {@code tls.listeners.*.forward-*} into what forwards.
 */
final class ForwardReader {

	// No host and port looks like this, whatever the host is called.
	private static final String CLIENT = "client://";

	private final PropertyOrigins origins;

	private final TlsClients clients;

	ForwardReader(PropertyOrigins origins, TlsClients clients) {
		this.origins = origins;
		this.clients = clients;
	}

	/**
	 * Return what forwards the connections of a listener.
	 * @param listener the name of the listener
	 * @param configured its properties
	 * @return the handler, or {@code null} if the listener does not forward
	 * @throws TlsConfigurationException if it cannot forward as it is configured
	 */
	@Nullable Forwarder read(String listener, TlsProperties.Listener configured) {
		String target = configured.getForwardTo();
		if (target == null) {
			refuseSettings("without 'forward-to'", "Remove it, or set 'forward-to'.", listener, configured);
			return null;
		}
		if (!target.startsWith(CLIENT)) {
			return Forwarder.toTcp(listener, tcp(listener, target, configured));
		}
		refuseSettings("with 'forward-to: %s...'".formatted(CLIENT),
				"Remove it: a client has a time of its own, 'tls.clients.<name>.connect-timeout', and sends no header.",
				listener, configured);
		String client = target.substring(CLIENT.length());
		if (!this.clients.names().contains(client)) {
			throw this.origins.refuse(property(listener, "forward-to"),
					"found the client '%s' (expected: one of %s)".formatted(client, this.clients.names()),
					"Correct the name, or configure %s.".formatted(PropertyOrigins.name("tls.clients", client)), null);
		}
		if (this.clients.get(client).mode() == ClientMode.STARTTLS) {
			throw this.origins.refuse(property(listener, "forward-to"),
					"the client '%s' has the mode 'starttls', and would say what the forwarded clients are to say"
						.formatted(client),
					"Forward to a server that begins with a handshake, or to one in clear.", null);
		}
		return Forwarder.toClient(listener, client, Mono.defer(() -> this.clients.get(client).connect()));
	}

	private TcpBackend tcp(String listener, String target, TlsProperties.Listener configured) {
		TcpBackend backend;
		try {
			backend = TcpBackend.parse(target).withProxyHeader(configured.getForwardProxyProtocol());
		}
		catch (IllegalArgumentException ex) {
			throw this.origins.refuse(property(listener, "forward-to"), String.valueOf(ex.getMessage()),
					"Correct the address, or name a client by '%s<name>'.".formatted(CLIENT), ex);
		}
		try {
			return (configured.getForwardConnectTimeout() != null)
					? backend.withConnectTimeout(configured.getForwardConnectTimeout()) : backend;
		}
		catch (IllegalArgumentException ex) {
			throw this.origins.refuse(property(listener, "forward-connect-timeout"), String.valueOf(ex.getMessage()),
					"Correct the time.", ex);
		}
	}

	private void refuseSettings(String circumstance, String action, String listener,
			TlsProperties.Listener configured) {
		if (configured.getForwardConnectTimeout() != null) {
			throw this.origins.refuse(property(listener, "forward-connect-timeout"), "it has no effect " + circumstance,
					action, null);
		}
		if (configured.getForwardProxyProtocol() != ProxyHeader.NONE) {
			throw this.origins.refuse(property(listener, "forward-proxy-protocol"), "it has no effect " + circumstance,
					action, null);
		}
	}

	private static String property(String listener, String key) {
		return PropertyOrigins.name("tls.listeners", listener, key);
	}

}

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

import io.tlsboot.server.AddressRange;
import io.tlsboot.server.InboundProxies;
import io.tlsboot.server.ListenerSettings;
import io.tlsboot.server.ProxyProtocol;
import io.tlsboot.server.Transport;

/**
 * Turns what {@code tls.listeners.*} says of which connections are accepted, and how,
 * into settings.
 */
final class AcceptanceReader {

	private static final String MAX_CONNECTIONS = "max-connections";

	private static final String MAX_HANDSHAKES = "max-concurrent-handshakes";

	private static final String IDLE_TIMEOUT = "idle-timeout";

	private static final String TRANSPORT = "transport";

	private static final String REUSE_PORT = "reuse-port";

	private static final String PROXIES = "proxy-protocol-from";

	private final PropertyOrigins origins;

	AcceptanceReader(PropertyOrigins origins) {
		this.origins = origins;
	}

	/**
	 * Complete the settings of a listener.
	 * @param listener its name
	 * @param configured its properties
	 * @param settings where it listens
	 * @return the settings
	 * @throws TlsConfigurationException if it cannot accept as it is configured
	 */
	ListenerSettings read(String listener, TlsProperties.Listener configured, ListenerSettings settings) {
		Integer handshakes = configured.getMaxConcurrentHandshakes();
		if (handshakes != null && settings.mode() == ListenerSettings.Mode.PLAIN) {
			throw this.origins.refuse(property(listener, MAX_HANDSHAKES),
					"'%s' is set on a listener whose mode is 'plain'".formatted(MAX_HANDSHAKES),
					"Remove '%s', or the mode.".formatted(MAX_HANDSHAKES), null);
		}
		ListenerSettings limited = this.origins.checked(property(listener, MAX_CONNECTIONS),
				() -> settings.withLimits(settings.limits().withMaxConnections(configured.getMaxConnections())));
		ListenerSettings accepting = this.origins.checked(property(listener, MAX_HANDSHAKES),
				() -> limited.withLimits(limited.limits().withMaxConcurrentHandshakes(handshakes)));
		requireUsable(listener, configured.getTransport(), configured.isReusePort());
		return this.origins
			.checked(property(listener, IDLE_TIMEOUT), () -> accepting.withIdleTimeout(configured.getIdleTimeout()))
			.withTransport(configured.getTransport())
			.withReusePort(configured.isReusePort())
			.withProxies(proxies(listener, configured.getProxyProtocol(), configured.getProxyProtocolFrom()));
	}

	private InboundProxies proxies(String listener, ProxyProtocol protocol, List<String> from) {
		if (protocol == ProxyProtocol.NONE) {
			if (!from.isEmpty()) {
				throw this.origins.refuse(property(listener, PROXIES), "it has no effect without 'proxy-protocol'",
						"Remove it, or set 'proxy-protocol'.", null);
			}
			return InboundProxies.NONE;
		}
		if (from.isEmpty()) {
			throw this.origins.refuse(property(listener, PROXIES), "it is required with 'proxy-protocol' and not set",
					"List the addresses of the proxies: whoever can send the header can claim any address.", null);
		}
		List<AddressRange> ranges = new ArrayList<>();
		for (int index = 0; index < from.size(); index++) {
			String text = from.get(index);
			ranges.add(this.origins.checked(property(listener, "%s[%d]".formatted(PROXIES, index)),
					() -> AddressRange.parse(text)));
		}
		return new InboundProxies(protocol, ranges);
	}

	private void requireUsable(String listener, Transport transport, boolean reusePort) {
		String unavailability = transport.unavailability();
		if (unavailability != null) {
			throw this.origins.refuse(property(listener, TRANSPORT),
					"found: '%s', which cannot be used here: %s".formatted(transport.code(), unavailability),
					"Set 'auto', or put the transport's library for this platform on the class path.", null);
		}
		if (reusePort && !transport.canReusePort()) {
			throw this.origins.refuse(property(listener, REUSE_PORT),
					"the transport '%s' cannot share a port here".formatted(transport.resolve().code()),
					"Remove 'reuse-port', or use a native transport.", null);
		}
	}

	private static String property(String listener, String key) {
		return PropertyOrigins.name("tls.listeners", listener, key);
	}

}

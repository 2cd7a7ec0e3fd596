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

package io.tlsboot.ledger;

import java.util.Locale;

import io.tlsboot.client.ClientProxy;
import io.tlsboot.client.ClientSettings;
import io.tlsboot.client.TlsClient;
import io.tlsboot.ledger.SettingsDescriptor.ProxyDescriptor;
import io.tlsboot.ledger.SettingsDescriptor.StartTlsDescriptor;
import io.tlsboot.server.AddressRange;
import io.tlsboot.server.Forwarder;
import io.tlsboot.server.Listener;
import io.tlsboot.server.ListenerSettings;
import io.tlsboot.server.TcpBackend;
import io.tlsboot.starttls.ClientStartTls;
import io.tlsboot.starttls.ServerStartTls;
import org.jspecify.annotations.Nullable;

/**
 * Describes settings; never a password.
 */
final class SettingsDescriber {

	private SettingsDescriber() {
	}

	static SettingsDescriptor of(Listener listener) {
		ListenerSettings settings = listener.settings();
		Forwarder forwarder = listener.forwarder().orElse(null);
		TcpBackend backend = (forwarder != null) ? forwarder.tcp().orElse(null) : null;
		return new SettingsDescriptor(settings.handshakeTimeout(), settings.idleTimeout(), settings.backlog(),
				settings.limits().maxConnections(), settings.limits().maxConcurrentHandshakes(), settings.reusePort(),
				code(settings.proxies().protocol()),
				settings.proxies().from().stream().map(AddressRange::toString).toList(),
				(forwarder != null) ? forwarder.target() : null, (backend != null) ? backend.connectTimeout() : null,
				(backend != null) ? code(backend.proxyHeader()) : null, null, null, null, null,
				listener.startTls().map(SettingsDescriber::describe).orElse(null));
	}

	private static StartTlsDescriptor describe(ServerStartTls dialogue) {
		return new StartTlsDescriptor(dialogue.negotiator().protocol(), dialogue.settings().requireTls(), null,
				dialogue.settings().hostName(), dialogue.timeout(), dialogue.settings().maxLineLength(),
				dialogue.settings().maxMessages());
	}

	static SettingsDescriptor of(TlsClient client) {
		ClientSettings settings = client.settings();
		return new SettingsDescriptor(settings.handshakeTimeout(), settings.idleTimeout(), null, null, null, null, null,
				null, null, null, null, settings.connectTimeout(), settings.connectRetries(), settings.bindAddress(),
				describe(settings.proxy()), client.startTls().map(SettingsDescriber::describe).orElse(null));
	}

	private static @Nullable ProxyDescriptor describe(@Nullable ClientProxy proxy) {
		return (proxy != null) ? new ProxyDescriptor(code(proxy.type()), proxy.host(), proxy.port(),
				proxy.username().isPresent(), proxy.nonProxyHosts()) : null;
	}

	private static StartTlsDescriptor describe(ClientStartTls dialogue) {
		return new StartTlsDescriptor(dialogue.protocol(), null, dialogue.policy().code(),
				dialogue.settings().hostName(), dialogue.timeout(), dialogue.settings().maxLineLength(), null);
	}

	private static String code(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT);
	}

}

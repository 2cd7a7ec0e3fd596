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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.Endpoint.Side;
import io.tlsboot.connection.HandshakeListener;
import io.tlsboot.connection.ServerContexts;
import io.tlsboot.connection.TlsUpgrade;
import io.tlsboot.context.TlsUpgrades;
import io.tlsboot.engine.TlsContextSource;
import io.tlsboot.server.ListenerSettings;
import io.tlsboot.server.ServerNames;

import org.springframework.beans.factory.DisposableBean;

/**
 * Upgrades of the configured options.
 */
final class OptionsUpgrades implements TlsUpgrades, DisposableBean {

	private final EndpointFactory endpoints;

	private final HandshakeListener handshakes;

	private final Map<List<String>, TlsUpgrade> upgrades = new ConcurrentHashMap<>();

	private final List<TlsContextSource> contexts = new CopyOnWriteArrayList<>();

	OptionsUpgrades(EndpointFactory endpoints, HandshakeListener handshakes) {
		this.endpoints = endpoints;
		this.handshakes = handshakes;
	}

	@Override
	public TlsUpgrade server(String options) {
		return this.upgrades.computeIfAbsent(List.of(options), (key) -> {
			ServerNames names = ServerNames.any(kept(() -> this.endpoints.upgradeServer(options)));
			return TlsUpgrade.server(names, new Endpoint(Side.SERVER, name(options)), this.handshakes,
					ListenerSettings.DEFAULT_HANDSHAKE_TIMEOUT);
		});
	}

	@Override
	public TlsUpgrade client(String options, String serverName) {
		return this.upgrades.computeIfAbsent(List.of(options, serverName), (key) -> {
			TlsContextSource source = kept(() -> this.endpoints.upgradeClient(options, serverName));
			return TlsUpgrade.client((allocator) -> {
				TlsContextSource.Handler handler = source.newHandler(allocator);
				return new ServerContexts.Secured(handler.handler(), handler.generation());
			}, new Endpoint(Side.CLIENT, name(options)), this.handshakes, ListenerSettings.DEFAULT_HANDSHAKE_TIMEOUT);
		});
	}

	private static String name(String options) {
		return "upgrade:" + options;
	}

	private TlsContextSource kept(Supplier<TlsContextSource> factory) {
		TlsContextSource made = factory.get();
		this.contexts.add(made);
		return made;
	}

	@Override
	public void destroy() {
		this.contexts.forEach(TlsContextSource::close);
	}

}

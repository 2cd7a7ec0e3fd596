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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.tlsboot.connection.HandshakeListener;
import io.tlsboot.http.HttpServers;
import io.tlsboot.options.ApplicationProtocols;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.server.ListenerSettings;
import io.tlsboot.server.ServerNames;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.Http2;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/**
 * Gives Spring Boot's Reactor Netty server what a bundle cannot carry, where its bundles
 * are made of options: application protocols, groups, engine, resumption, and the checks
 * and records of our listeners. Where they are not, handshakes are recorded alone.
 */
final class NettyServerSecurity implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory>, AutoCloseable {

	private static final Log logger = LogFactory.getLog(NettyServerSecurity.class);

	private static final String NAME = "server.ssl";

	private static final String BUNDLE = NAME + ".bundle";

	private final OptionsRegistry options;

	private final EndpointFactory endpoints;

	private final HandshakeListener handshakes;

	private final List<ServerNames> opened = new ArrayList<>();

	NettyServerSecurity(OptionsRegistry options, EndpointFactory endpoints, HandshakeListener handshakes) {
		this.options = options;
		this.endpoints = endpoints;
		this.handshakes = handshakes;
	}

	@Override
	public void customize(NettyReactiveWebServerFactory factory) {
		Ssl ssl = factory.getSsl();
		String bundle = (ssl != null && ssl.isEnabled()) ? ssl.getBundle() : null;
		if (ssl == null || bundle == null || !this.options.names().contains(bundle)) {
			observe(factory);
			return;
		}
		for (Ssl.ServerNameSslBundle named : ssl.getServerNameBundles()) {
			if (!this.options.names().contains(named.bundle())) {
				logger
					.warn(("The SSL bundle '%s' for the name '%s' of the web server is not made of options, so the server "
							+ "is secured by its bundles alone: application protocols, groups and engine of the options '%s' have no effect")
						.formatted(named.bundle(), named.serverName(), bundle));
				observe(factory);
				return;
			}
		}
		Http2 http2 = factory.getHttp2();
		secure(factory, bundle, ssl.getServerNameBundles(), http2 != null && http2.isEnabled());
	}

	private void observe(NettyReactiveWebServerFactory factory) {
		factory.addServerCustomizers((server) -> HttpServers.observe(server, NAME, this.handshakes));
	}

	private void secure(NettyReactiveWebServerFactory factory, String bundle, List<Ssl.ServerNameSslBundle> serverNames,
			boolean http2) {
		Set<String> protocols = new LinkedHashSet<>(protocols(bundle, http2));
		ServerNames names = ServerNames
			.any(this.endpoints.webServer(bundle, BUNDLE, (options) -> forHttp(options, http2)));
		try {
			for (Ssl.ServerNameSslBundle named : serverNames) {
				protocols.addAll(protocols(named.bundle(), http2));
				names = names.with(named.serverName(), this.endpoints.webServer(named.bundle(),
						NAME + ".server-name-bundles", (options) -> forHttp(options, http2)));
			}
		}
		catch (RuntimeException ex) {
			names.close();
			throw ex;
		}
		this.opened.add(names);
		ServerNames contexts = names;
		factory.addServerCustomizers((server) -> HttpServers.secure(server, contexts,
				ApplicationProtocols.of(protocols), NAME, this.handshakes, ListenerSettings.DEFAULT_HANDSHAKE_TIMEOUT));
	}

	private List<String> protocols(String name, boolean http2) {
		return forHttp(this.options.get(name).current().options(), http2).acceptableProtocols().names();
	}

	private static CertificateOptions forHttp(CertificateOptions options, boolean http2) {
		return options.toBuilder()
			.acceptableProtocols(HttpServers.protocols(options.acceptableProtocols(), http2))
			.build();
	}

	@Override
	public void close() {
		this.opened.forEach(ServerNames::close);
	}

}

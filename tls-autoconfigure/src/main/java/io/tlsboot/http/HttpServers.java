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

package io.tlsboot.http;

import java.time.Duration;

import io.tlsboot.connection.Endpoint;
import io.tlsboot.connection.HandshakeListener;
import io.tlsboot.connection.HandshakeObserver;
import io.tlsboot.connection.SecurePipeline;
import io.tlsboot.connection.ServerContexts;
import io.tlsboot.options.ApplicationProtocols;
import reactor.netty.http.server.HttpServer;

/**
 * Secures HTTP servers of Reactor Netty in the way of our listeners.
 *
 * @since 0.1.0
 */
public final class HttpServers {

	private static final String QUIET_END = "tlsboot.quietEnd";

	private HttpServers() {
	}

	/**
	 * Return those of a server's application protocols that are versions of HTTP.
	 * @param protocols the application protocols
	 * @param http2 whether HTTP/2 is to be spoken where there is none among them
	 * @return the versions, most wanted first; never none
	 */
	public static ApplicationProtocols protocols(ApplicationProtocols protocols, boolean http2) {
		return HttpProtocols.among(protocols, http2);
	}

	/**
	 * Return a server that is secured, whatever it was secured with before.
	 * @param server the server
	 * @param contexts what connections are secured with, by the name that a client asks
	 * for
	 * @param protocols the versions of HTTP that these contexts negotiate, all together
	 * @param name how the server is called where handshakes are told of
	 * @param handshakes hears of the handshakes
	 * @param timeout how long a handshake may take
	 * @return the secured server
	 */
	public static HttpServer secure(HttpServer server, ServerContexts contexts, ApplicationProtocols protocols,
			String name, HandshakeListener handshakes, Duration timeout) {
		Endpoint endpoint = new Endpoint(Endpoint.Side.SERVER, name);
		return server.secure(Placeholder.provider(false))
			.protocol(HttpProtocols.of(protocols))
			.doOnChannelInit((observer, channel, remote) -> {
				Placeholder.remove(channel);
				channel.pipeline().addLast(QUIET_END, QuietEnd.INSTANCE);
				SecurePipeline.accept(channel, contexts, endpoint, handshakes, timeout);
			});
	}

	/**
	 * Return a server of which handshakes are told where it is secured by somebody else.
	 * What its peers do wrong in their handshakes is told and not thrown.
	 * @param server the server
	 * @param name how the server is called where handshakes are told of
	 * @param handshakes hears of the handshakes
	 * @return the observed server
	 */
	public static HttpServer observe(HttpServer server, String name, HandshakeListener handshakes) {
		Endpoint endpoint = new Endpoint(Endpoint.Side.SERVER, name);
		return server
			.doOnChannelInit((observer, channel, remote) -> HandshakeObserver.observe(channel, endpoint, handshakes));
	}

}

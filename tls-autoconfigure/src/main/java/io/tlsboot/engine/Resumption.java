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

package io.tlsboot.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.internal.tcnative.SSL;
import io.tlsboot.options.SessionResumption;
import org.jspecify.annotations.Nullable;

/**
 * Sets up the resumption of sessions. Each context has its own cache and ticket keys, so
 * no session outlives its generation.
 */
final class Resumption {

	// JSSE sends and takes no TLS 1.3 tickets when they would live longer than RFC 8446,
	// section 4.6.1 allows.
	private static final Duration TOO_LONG = Duration.ofDays(8);

	// JSSE reads these when a context is made. It does not look at the age of what is in
	// a ticket of TLS 1.2, so its servers keep their sessions in memory.
	private static final List<String> SERVER_TICKETS = List.of("jdk.tls.server.enableSessionTicketExtension");

	private static final List<String> ALL_TICKETS = List.of("jdk.tls.server.enableSessionTicketExtension",
			"jdk.tls.client.enableSessionTicketExtension");

	private static final Object PROPERTIES = new Object();

	private Resumption() {
	}

	/**
	 * Build a context that resumes sessions, or does not.
	 * @param resumption the choice
	 * @param builder builds the context
	 * @param engine the context's engine
	 * @return the context
	 * @throws SSLException if the builder throws it
	 */
	static SslContext build(SessionResumption resumption, SslContextBuilder builder, Engine engine)
			throws SSLException {
		boolean jdk = engine == Engine.JDK;
		SslContext context = jdk ? without(resumption.enabled() ? SERVER_TICKETS : ALL_TICKETS, builder)
				: builder.build();
		if (context.sessionContext() instanceof OpenSslSessionContext sessions) {
			sessions.setSessionCacheEnabled(resumption.enabled());
			if (resumption.enabled()) {
				// Allows tickets. A server's keys follow, see TicketKeys.
				sessions.setTicketKeys();
			}
		}
		Duration lifetime = (jdk && !resumption.enabled()) ? TOO_LONG : resumption.lifetime();
		context.sessionContext().setSessionTimeout(Math.toIntExact(lifetime.toSeconds()));
		context.sessionContext().setSessionCacheSize(resumption.cacheSize());
		return context;
	}

	// For one context JSSE has no switch but these. Contexts that others make at the same
	// moment keep their sessions in memory instead of in tickets, and nothing worse.
	private static SslContext without(List<String> tickets, SslContextBuilder builder) throws SSLException {
		synchronized (PROPERTIES) {
			Map<String, @Nullable String> before = new HashMap<>();
			tickets.forEach((name) -> before.put(name, System.setProperty(name, "false")));
			try {
				return builder.build();
			}
			finally {
				before.forEach(Resumption::restore);
			}
		}
	}

	private static void restore(String name, @Nullable String value) {
		if (value != null) {
			System.setProperty(name, value);
		}
		else {
			System.clearProperty(name);
		}
	}

	/**
	 * Keep a connection from sending and taking tickets.
	 * @param resumption the choice
	 * @param engine the connection's engine
	 */
	static void apply(SessionResumption resumption, SSLEngine engine) {
		if (!resumption.enabled() && engine instanceof ReferenceCountedOpenSslEngine openSsl) {
			// Netty allows the tickets of TLS 1.3 for each connection.
			SSL.setOptions(openSsl.sslPointer(), SSL.SSL_OP_NO_TICKET);
		}
	}

}

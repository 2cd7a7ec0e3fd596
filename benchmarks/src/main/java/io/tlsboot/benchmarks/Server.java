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

package io.tlsboot.benchmarks;

import java.time.Clock;

import io.tlsboot.connection.HandshakeListener;
import io.tlsboot.connection.TlsHandler;
import io.tlsboot.engine.ContextSettings;
import io.tlsboot.engine.TlsContextSource;
import io.tlsboot.ledger.Ledger;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.OptionsSource;
import io.tlsboot.server.ConnectionLimits;
import io.tlsboot.server.Listener;
import io.tlsboot.server.ListenerSettings;

/**
 * A running server on loopback.
 */
interface Server extends AutoCloseable {

	/** The only address that is listened on and connected to. */
	String LOOPBACK = "127.0.0.1";

	/**
	 * Return the port.
	 * @return the port
	 */
	int port();

	@Override
	void close();

	/**
	 * Start a listener of ours, as an application would have it: with the ledger.
	 * @param options the options
	 * @param service what it does
	 * @return the server
	 */
	static Server listener(CertificateOptions options, Service service) {
		return listener(options, service, new Ledger());
	}

	/**
	 * Start a listener of ours that tells of its handshakes.
	 * @param options the options
	 * @param service what it does
	 * @param handshakes hears of them
	 * @return the server
	 */
	static Server listener(CertificateOptions options, Service service, HandshakeListener handshakes) {
		return listener(options, service.forListener(), ConnectionLimits.DEFAULT, handshakes);
	}

	/**
	 * Start a listener of ours with limits.
	 * @param options the options
	 * @param handler what it does
	 * @param limits how many connections it may have
	 * @return the server
	 */
	static Server listener(CertificateOptions options, TlsHandler handler, ConnectionLimits limits) {
		return listener(options, handler, limits, new Ledger());
	}

	private static Server listener(CertificateOptions options, TlsHandler handler, ConnectionLimits limits,
			HandshakeListener handshakes) {
		Listener listener = Listener.tls(
				ListenerSettings.of("benchmark", ListenerSettings.Mode.TLS, 0).withAddress(LOOPBACK).withLimits(limits),
				TlsContextSource.forServer(OptionsSource.fixed("benchmark", options),
						ContextSettings.of(Clock.systemUTC())),
				handler, handshakes);
		listener.start();
		return new Server() {

			@Override
			public int port() {
				return listener.port();
			}

			@Override
			public void close() {
				listener.close();
			}

		};
	}

}

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

package io.tlsboot.bundle;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

import io.tlsboot.testing.Threads;

/**
 * A handshake between two plain sockets of the JVM over loopback, with one byte each way.
 */
final class Sockets {

	private static final int TIMEOUT = 10_000;

	private Sockets() {
	}

	static void https(SSLParameters parameters) {
		parameters.setEndpointIdentificationAlgorithm("HTTPS");
	}

	static Result connect(SSLContext server, SSLContext client, String host, Consumer<SSLParameters> customizer)
			throws IOException {
		try (SSLServerSocket listening = (SSLServerSocket) server.getServerSocketFactory()
			.createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			listening.setSoTimeout(TIMEOUT);
			CompletableFuture<SSLSession> accepted = new CompletableFuture<>();
			CompletableFuture.runAsync(() -> accept(listening, accepted), Threads.OWN);
			try (SSLSocket socket = (SSLSocket) client.getSocketFactory().createSocket()) {
				socket.setSoTimeout(TIMEOUT);
				socket.connect(new InetSocketAddress(InetAddress.getByAddress(host, new byte[] { 127, 0, 0, 1 }),
						listening.getLocalPort()));
				SSLParameters parameters = socket.getSSLParameters();
				customizer.accept(parameters);
				socket.setSSLParameters(parameters);
				socket.getOutputStream().write(1);
				if (socket.getInputStream().read() != 1) {
					throw new SSLException("no answer");
				}
				return new Result(socket.getSession(), get(accepted));
			}
		}
	}

	// Told before the socket is closed, which under TLS 1.3 waits for the other end.
	private static void accept(SSLServerSocket listening, CompletableFuture<SSLSession> accepted) {
		try (SSLSocket socket = (SSLSocket) listening.accept()) {
			socket.setSoTimeout(TIMEOUT);
			int received = socket.getInputStream().read();
			accepted.complete(socket.getSession());
			socket.getOutputStream().write(received);
		}
		catch (IOException ex) {
			accepted.completeExceptionally(ex);
		}
	}

	private static SSLSession get(CompletableFuture<SSLSession> accepted) {
		try {
			return accepted.get(TIMEOUT, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException | ExecutionException | TimeoutException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What both ends see.
	 */
	record Result(SSLSession client, SSLSession server) {

		Certificate serverCertificate() throws SSLException {
			return this.client.getPeerCertificates()[0];
		}

		Certificate clientCertificate() throws SSLException {
			return this.server.getPeerCertificates()[0];
		}

	}

}

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

package io.tlsboot.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import io.tlsboot.x509.PrivateCertificate;

/**
 * TLS as a program has it that knows nothing of us.
 */
public final class Jsse {

	private static final char[] PASSWORD = "changeit".toCharArray();

	private Jsse() {
	}

	public static SSLContext context(PrivateCertificate identity, TestAuthority authority) {
		try {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(null, PASSWORD);
			store.setKeyEntry("key", identity.privateKey(), PASSWORD, identity.x509Chain());
			store.setCertificateEntry("ca", authority.certificate().toX509());
			KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			keys.init(store, PASSWORD);
			TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			trust.init(store);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
			return context;
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Let two sockets shake hands and say one byte each.
	 * @param host how the client calls the server
	 */
	public static void connect(SSLContext context, String host, String version, boolean clientCertificate)
			throws Exception {
		int timeout = (int) Endpoints.TIMEOUT.toMillis();
		try (SSLServerSocket listening = (SSLServerSocket) context.getServerSocketFactory()
			.createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			listening.setSoTimeout(timeout);
			listening.setEnabledProtocols(new String[] { version });
			listening.setNeedClientAuth(clientCertificate);
			CompletableFuture<Void> served = CompletableFuture.runAsync(() -> serve(listening), Threads.OWN);
			try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket()) {
				socket.setSoTimeout(timeout);
				socket.connect(new InetSocketAddress(InetAddress.getByAddress(host, new byte[] { 127, 0, 0, 1 }),
						listening.getLocalPort()));
				socket.getOutputStream().write(1);
				if (socket.getInputStream().read() != 1) {
					throw new IOException("no answer");
				}
			}
			served.get(timeout, TimeUnit.MILLISECONDS);
		}
	}

	private static void serve(SSLServerSocket listening) {
		try (SSLSocket socket = (SSLSocket) listening.accept()) {
			socket.setSoTimeout((int) Endpoints.TIMEOUT.toMillis());
			socket.getOutputStream().write(socket.getInputStream().read());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

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
import java.net.Socket;
import java.security.GeneralSecurityException;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;

/**
 * A client of the JDK whose TCP connection the test can reach past TLS, for what no
 * honest client does.
 */
public final class RawTlsPeer implements AutoCloseable {

	private final Socket tcp;

	private final SSLSocket tls;

	private RawTlsPeer(Socket tcp, SSLSocket tls) {
		this.tcp = tcp;
		this.tls = tls;
	}

	public static RawTlsPeer connect(int port, String version) throws IOException, GeneralSecurityException {
		SSLContext context = SSLContext.getInstance("TLS");
		TrustManager[] trust = InsecureTrustManagerFactory.INSTANCE.getTrustManagers();
		context.init(null, trust, null);
		Socket tcp = new Socket(InetAddress.getLoopbackAddress(), port);
		tcp.setSoTimeout((int) Endpoints.TIMEOUT.toMillis());
		SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(tcp, "localhost", port, false);
		tls.setEnabledProtocols(new String[] { version });
		return new RawTlsPeer(tcp, tls);
	}

	public void handshake() throws IOException {
		this.tls.startHandshake();
		this.tls.getOutputStream().write('x');
		this.tls.getInputStream().read();
	}

	/**
	 * Return what is under TLS.
	 */
	public Socket tcp() {
		return this.tcp;
	}

	/**
	 * Return what TLS goes through.
	 */
	public SSLSocket tls() {
		return this.tls;
	}

	public void renegotiate() throws IOException {
		this.tls.startHandshake();
		this.tls.getOutputStream().write('x');
		this.tls.getInputStream().read();
		throw new AssertionError("renegotiated");
	}

	@Override
	public void close() throws IOException {
		this.tcp.close();
	}

}

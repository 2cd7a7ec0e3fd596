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
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;

import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import org.jspecify.annotations.Nullable;

/**
 * Makes sockets that begin with the options' choices.
 */
final class OptionsSocketFactory extends SSLSocketFactory {

	private final SSLSocketFactory delegate;

	private final ConnectionDefaults defaults;

	OptionsSocketFactory(SSLSocketFactory delegate, ConnectionDefaults defaults) {
		this.delegate = delegate;
		this.defaults = defaults;
	}

	private Socket secured(Socket socket) {
		return this.defaults.apply((SSLSocket) socket);
	}

	@Override
	public Socket createSocket() throws IOException {
		return secured(this.delegate.createSocket());
	}

	@Override
	public Socket createSocket(Socket socket, @Nullable String host, int port, boolean autoClose) throws IOException {
		return secured(this.delegate.createSocket(socket, host, port, autoClose));
	}

	@Override
	public Socket createSocket(Socket socket, @Nullable InputStream consumed, boolean autoClose) throws IOException {
		return secured(this.delegate.createSocket(socket, consumed, autoClose));
	}

	@Override
	public Socket createSocket(@Nullable String host, int port) throws IOException {
		return secured(this.delegate.createSocket(host, port));
	}

	@Override
	public Socket createSocket(@Nullable String host, int port, @Nullable InetAddress local, int localPort)
			throws IOException {
		return secured(this.delegate.createSocket(host, port, local, localPort));
	}

	@Override
	public Socket createSocket(InetAddress host, int port) throws IOException {
		return secured(this.delegate.createSocket(host, port));
	}

	@Override
	public Socket createSocket(InetAddress host, int port, @Nullable InetAddress local, int localPort)
			throws IOException {
		return secured(this.delegate.createSocket(host, port, local, localPort));
	}

	@Override
	public String[] getDefaultCipherSuites() {
		return this.defaults.suites();
	}

	@Override
	public String[] getSupportedCipherSuites() {
		return this.delegate.getSupportedCipherSuites();
	}

}

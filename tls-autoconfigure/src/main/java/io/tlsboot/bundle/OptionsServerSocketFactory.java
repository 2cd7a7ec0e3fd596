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
import java.net.ServerSocket;

import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLServerSocketFactory;

import org.jspecify.annotations.Nullable;

/**
 * Makes server sockets that begin with the options' choices.
 */
final class OptionsServerSocketFactory extends SSLServerSocketFactory {

	private final SSLServerSocketFactory delegate;

	private final ConnectionDefaults defaults;

	OptionsServerSocketFactory(SSLServerSocketFactory delegate, ConnectionDefaults defaults) {
		this.delegate = delegate;
		this.defaults = defaults;
	}

	private ServerSocket secured(ServerSocket socket) {
		return this.defaults.apply((SSLServerSocket) socket);
	}

	@Override
	public ServerSocket createServerSocket() throws IOException {
		return secured(this.delegate.createServerSocket());
	}

	@Override
	public ServerSocket createServerSocket(int port) throws IOException {
		return secured(this.delegate.createServerSocket(port));
	}

	@Override
	public ServerSocket createServerSocket(int port, int backlog) throws IOException {
		return secured(this.delegate.createServerSocket(port, backlog));
	}

	@Override
	public ServerSocket createServerSocket(int port, int backlog, @Nullable InetAddress address) throws IOException {
		return secured(this.delegate.createServerSocket(port, backlog, address));
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

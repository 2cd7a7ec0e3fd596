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
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A server of one connection, in clear, that does what the test does with its socket.
 */
public final class RawBackend implements AutoCloseable {

	private static final int SMALL = 16 * 1024;

	private final ServerSocket server;

	private final CompletableFuture<Socket> accepted;

	private RawBackend(ServerSocket server) {
		this.server = server;
		this.accepted = CompletableFuture.supplyAsync(this::accept, Threads.OWN);
	}

	/**
	 * Listen on loopback; the system keeps little of what is not read.
	 */
	public static RawBackend listen() throws IOException {
		ServerSocket server = new ServerSocket();
		server.setReceiveBufferSize(SMALL);
		server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		return new RawBackend(server);
	}

	/**
	 * Return a port that nobody listens on.
	 */
	public static int closedPort() throws IOException {
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return server.getLocalPort();
		}
	}

	private Socket accept() {
		try {
			Socket socket = this.server.accept();
			socket.setSoTimeout((int) Endpoints.TIMEOUT.toMillis());
			return socket;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public int port() {
		return this.server.getLocalPort();
	}

	/**
	 * Wait for the connection.
	 */
	public Socket socket() throws Exception {
		return this.accepted.get(Endpoints.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		if (this.accepted.isDone() && !this.accepted.isCompletedExceptionally()) {
			this.accepted.join().close();
		}
	}

}

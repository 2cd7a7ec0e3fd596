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
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Stands between one client and a server, and does to what the client sends what a test
 * wants.
 */
public final class TamperingProxy implements AutoCloseable {

	private final ServerSocket clients;

	private final Socket server;

	private volatile UnaryOperator<byte[]> tampering = UnaryOperator.identity();

	public TamperingProxy(int port) throws IOException {
		this.clients = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
		this.server = new Socket(InetAddress.getLoopbackAddress(), port);
		start(this::serve);
	}

	private static void start(Runnable work) {
		Thread thread = new Thread(work, "tampering-proxy");
		thread.setDaemon(true);
		thread.start();
	}

	public int port() {
		return this.clients.getLocalPort();
	}

	/**
	 * From now on, change a bit of whatever the client sends.
	 */
	public void flipBits() {
		this.tampering = (bytes) -> {
			bytes[bytes.length - 1] ^= 1;
			return bytes;
		};
	}

	/**
	 * End the server's connection as if the client had.
	 */
	public void cutOff() throws IOException {
		this.server.shutdownOutput();
	}

	private void serve() {
		try (Socket client = this.clients.accept()) {
			start(() -> copyAnswers(client));
			byte[] buffer = new byte[1 << 16];
			for (int length = client.getInputStream().read(buffer); length > 0; length = client.getInputStream()
				.read(buffer)) {
				this.server.getOutputStream().write(this.tampering.apply(Arrays.copyOf(buffer, length)));
			}
		}
		catch (IOException ex) {
			// One of them has gone.
		}
	}

	private void copyAnswers(Socket client) {
		try {
			this.server.getInputStream().transferTo(client.getOutputStream());
			client.close();
		}
		catch (IOException ex) {
			// One of them has gone.
		}
	}

	@Override
	public void close() {
		try {
			this.server.close();
			this.clients.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}

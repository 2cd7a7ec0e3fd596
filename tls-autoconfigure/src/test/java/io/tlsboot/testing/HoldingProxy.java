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
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

/**
 * Stands between one client and a server, and keeps back what the client sends after its
 * handshake until a test wants it: then it is sent on in one piece.
 */
public final class HoldingProxy implements AutoCloseable {

	private final ServerSocket clients;

	private final Socket server;

	private final CountDownLatch released = new CountDownLatch(1);

	private volatile boolean holding;

	public HoldingProxy(int port) throws IOException {
		this.clients = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
		this.server = new Socket(InetAddress.getLoopbackAddress(), port);
		start(this::serve);
	}

	private static void start(Runnable work) {
		Thread thread = new Thread(work, "holding-proxy");
		thread.setDaemon(true);
		thread.start();
	}

	public int port() {
		return this.clients.getLocalPort();
	}

	/**
	 * Keep back what the client sends from now on.
	 */
	public void hold() {
		this.holding = true;
	}

	/**
	 * Send on what was kept back.
	 */
	public void release() {
		this.released.countDown();
	}

	private void serve() {
		try (Socket client = this.clients.accept()) {
			start(() -> copyAnswers(client));
			InputStream in = client.getInputStream();
			byte[] buffer = new byte[1 << 16];
			for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
				int more = this.holding ? rest(in, buffer, length) : 0;
				this.server.getOutputStream().write(buffer, 0, length + more);
			}
		}
		catch (IOException | InterruptedException ex) {
			// One of them has gone.
		}
	}

	private int rest(InputStream in, byte[] buffer, int length) throws IOException, InterruptedException {
		this.released.await();
		return in.read(buffer, length, Math.min(in.available(), buffer.length - length));
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
	public void close() throws IOException {
		this.released.countDown();
		this.server.close();
		this.clients.close();
	}

}

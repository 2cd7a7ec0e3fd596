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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Stands between one client and a server, and keeps what crosses the wire in each
 * direction.
 */
public final class RecordingProxy implements AutoCloseable {

	private final ServerSocket clients;

	private final Socket server;

	private final ByteArrayOutputStream fromClient = new ByteArrayOutputStream();

	private final ByteArrayOutputStream fromServer = new ByteArrayOutputStream();

	private final CountDownLatch ended = new CountDownLatch(2);

	public RecordingProxy(int port) throws IOException {
		this.clients = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
		this.server = new Socket(InetAddress.getLoopbackAddress(), port);
		start(this::serve);
	}

	private static void start(Runnable work) {
		Thread thread = new Thread(work, "recording-proxy");
		thread.setDaemon(true);
		thread.start();
	}

	public int port() {
		return this.clients.getLocalPort();
	}

	/**
	 * Return what the client sent, when both have closed.
	 */
	public byte[] fromClient() {
		return recorded(this.fromClient);
	}

	/**
	 * Return what the server sent, when both have closed.
	 */
	public byte[] fromServer() {
		return recorded(this.fromServer);
	}

	private byte[] recorded(ByteArrayOutputStream recording) {
		try {
			if (!this.ended.await(Endpoints.TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
				throw new IllegalStateException("the connection is still open");
			}
			return recording.toByteArray();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void serve() {
		try {
			Socket client = this.clients.accept();
			start(() -> copy(this.server, client, this.fromServer));
			copy(client, this.server, this.fromClient);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void copy(Socket from, Socket to, ByteArrayOutputStream recording) {
		try {
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			byte[] buffer = new byte[1 << 16];
			for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
				recording.write(buffer, 0, length);
				out.write(buffer, 0, length);
			}
			to.shutdownOutput();
		}
		catch (IOException ex) {
			// One of them has gone.
		}
		this.ended.countDown();
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

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

package io.tlsboot.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.tlsboot.testing.Endpoints;

/**
 * An HTTP proxy that opens one tunnel.
 */
final class ConnectProxy implements AutoCloseable {

	private final ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

	private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

	ConnectProxy() throws IOException {
		daemon(this::serve);
	}

	private static void daemon(Runnable task) {
		Thread thread = new Thread(task, "connect-proxy");
		thread.setDaemon(true);
		thread.start();
	}

	int port() {
		return this.listening.getLocalPort();
	}

	String request() {
		try {
			return String.valueOf(this.requests.poll(Endpoints.TIMEOUT.toSeconds(), TimeUnit.SECONDS));
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	private void serve() {
		try (Socket client = this.listening.accept()) {
			StringBuilder request = new StringBuilder();
			InputStream in = client.getInputStream();
			while (request.indexOf("\r\n\r\n") < 0) {
				request.append((char) in.read());
			}
			this.requests.add(request.toString());
			String target = request.substring("CONNECT ".length(), request.indexOf(" HTTP"));
			try (Socket server = new Socket(InetAddress.getLoopbackAddress(),
					Integer.parseInt(target.substring(target.indexOf(':') + 1)))) {
				client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
				daemon(() -> pump(server, client));
				in.transferTo(server.getOutputStream());
			}
		}
		catch (IOException ex) {
			// The test closes it.
		}
	}

	private static void pump(Socket from, Socket to) {
		try {
			from.getInputStream().transferTo(to.getOutputStream());
		}
		catch (IOException ex) {
			// The other end went away.
		}
	}

	@Override
	public void close() throws IOException {
		this.listening.close();
	}

}

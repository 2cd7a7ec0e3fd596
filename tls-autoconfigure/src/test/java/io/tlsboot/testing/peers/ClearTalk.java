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

package io.tlsboot.testing.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import io.tlsboot.testing.Endpoints;

/**
 * What a client without TLS says and is told.
 */
final class ClearTalk {

	private ClearTalk() {
	}

	/**
	 * Talk to a server on loopback.
	 * @param awaitedAndSaid what the server must say first, then what is said to it, and
	 * so on in turn
	 * @return all that the server says until the last of it
	 */
	static String with(int port, String... awaitedAndSaid) throws IOException {
		StringBuilder heard = new StringBuilder();
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.setSoTimeout((int) Endpoints.TIMEOUT.toMillis());
			for (int i = 0; i < awaitedAndSaid.length; i++) {
				if (i % 2 == 0) {
					heard.append(await(socket, awaitedAndSaid[i]));
				}
				else {
					socket.getOutputStream().write(awaitedAndSaid[i].getBytes(StandardCharsets.US_ASCII));
				}
			}
		}
		return heard.toString();
	}

	private static String await(Socket socket, String awaited) throws IOException {
		StringBuilder heard = new StringBuilder();
		byte[] buffer = new byte[4096];
		while (heard.indexOf(awaited) < 0) {
			int count = socket.getInputStream().read(buffer);
			if (count < 0) {
				throw new AssertionError("no '%s' in: %s".formatted(awaited, heard));
			}
			heard.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
		}
		return heard.toString();
	}

}

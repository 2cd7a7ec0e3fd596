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

package io.tlsboot.sample;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The listener in front of a PostgreSQL, which is a socket here.
 */
@ActiveProfiles({ "dev", "postgres" })
class PostgresFrontTests extends AbstractSampleTests {

	private static final int SSL_REQUEST = 80877103;

	private static final int VERSION_3 = 3 << Short.SIZE;

	private static final byte[] SESSION = "user\0me\0\0".getBytes(StandardCharsets.US_ASCII);

	private static final ServerSocket DATABASE = listen();

	private static ServerSocket listen() {
		try {
			ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
			server.setSoTimeout((int) TIMEOUT.toMillis());
			return server;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@DynamicPropertySource
	static void postgres(DynamicPropertyRegistry registry) {
		registry.add("tls.listeners.postgres.port", () -> 0);
		registry.add("tls.listeners.postgres.forward-to", () -> "127.0.0.1:" + DATABASE.getLocalPort());
	}

	@AfterAll
	static void close() throws IOException {
		DATABASE.close();
	}

	private static void begin(Socket socket) throws IOException {
		DataOutputStream out = new DataOutputStream(socket.getOutputStream());
		out.writeInt(2 * Integer.BYTES + SESSION.length);
		out.writeInt(VERSION_3);
		out.write(SESSION);
	}

	@Test
	void databaseGetsInClearWhatTheClientSaysSecured() throws IOException {
		try (Socket clear = connect("postgres")) {
			DataOutputStream out = new DataOutputStream(clear.getOutputStream());
			out.writeInt(2 * Integer.BYTES);
			out.writeInt(SSL_REQUEST);
			assertThat(clear.getInputStream().read()).isEqualTo('S');
			try (Socket socket = secure(clear)) {
				begin(socket);
				try (Socket database = DATABASE.accept()) {
					database.setSoTimeout((int) TIMEOUT.toMillis());
					DataInputStream in = new DataInputStream(database.getInputStream());
					assertThat(in.readInt()).isEqualTo(2 * Integer.BYTES + SESSION.length);
					assertThat(in.readInt()).isEqualTo(VERSION_3);
					assertThat(in.readNBytes(SESSION.length)).isEqualTo(SESSION);
					say(database, "R");
				}
				assertThat(socket.getInputStream().read()).isEqualTo('R');
				assertThat(socket.getInputStream().read()).isEqualTo(-1);
			}
		}
	}

	@Test
	void clientInClearIsToldThatTlsIsRequired() throws IOException {
		try (Socket socket = connect("postgres")) {
			begin(socket);

			assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)).startsWith("E")
				.contains("C28000", "TLS required");
		}
	}

}

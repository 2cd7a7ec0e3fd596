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

package io.tlsboot.connection;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;

import io.tlsboot.client.TlsClient;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

abstract class AbstractStartTlsStatementTests extends AbstractConnectionTests {

	/** The server of Twisted's documentation. */
	TlsHandler lines() {
		return (connection) -> connection.lines(100).concatMap((line) -> {
			this.seen.add(line);
			return line.equals("STARTTLS") ? connection.outbound()
				.sendString(Mono.just("READY\r\n"))
				.then()
				.then(connection.startTls())
				.doOnNext(this.seen::add)
				.then() : Mono.empty();
		}).doOnError(this.seen::add).then();
	}

	static CertificateOptions server(EngineChoice engine, TlsVersion version) {
		return CertificateOptions.builder().identity(SERVER).engine(engine).lowerMaximumSecurityTo(version).build();
	}

	static CertificateOptions server(EngineChoice engine) {
		return server(engine, TlsVersion.TLSv1_3);
	}

	TlsConnection inClear(Listener listener, EngineChoice engine) {
		return client(listener.port(), engine).connect().blockOptional(Endpoints.TIMEOUT).orElseThrow();
	}

	TlsClient client(int port, EngineChoice engine) {
		return this.endpoints.clientStartTls(port, "localhost",
				CertificateOptions.builder().trustRoot(AUTHORITY.trustRoot()).engine(engine).build(), null);
	}

	static NegotiatedSession upgrade(TlsConnection connection) {
		send(connection, "STARTTLS\r\n");
		assertThat(connection.lines(100).next().block(Endpoints.TIMEOUT)).isEqualTo("READY");
		return connection.startTls().blockOptional(Endpoints.TIMEOUT).orElseThrow();
	}

	Socket socket(Listener listener) throws Exception {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
		socket.setSoTimeout((int) Endpoints.TIMEOUT.toMillis());
		return socket;
	}

	static byte[] concat(byte[] first, byte[] second) {
		byte[] both = Arrays.copyOf(first, first.length + second.length);
		System.arraycopy(second, 0, both, first.length, second.length);
		return both;
	}

	// Octet by octet: whoever reads ahead keeps what it has read.
	static String line(InputStream input) throws Exception {
		StringBuilder line = new StringBuilder();
		for (int octet = input.read(); octet != '\n' && octet >= 0; octet = input.read()) {
			line.append((char) octet);
		}
		return line.toString().trim();
	}

}

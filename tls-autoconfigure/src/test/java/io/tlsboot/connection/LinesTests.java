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

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.server.Listener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LinesTests extends AbstractConnectionTests {

	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2", "OPENSSL, TLSv1_3", "JDK, TLSv1_2", "JDK, TLSv1_3" })
	void linesAreTakenOneByOne(EngineChoice engine, TlsVersion version) throws Exception {
		Listener listener = listen(engine, version,
				(connection) -> connection.lines(100).doOnNext(this.seen::add).then());
		TlsConnection connection = connect(listener);

		send(connection, "one\r\ntwo\nth");
		assertThat(next()).isEqualTo("one");
		assertThat(next()).isEqualTo("two");
		send(connection, "ree\r");
		send(connection, "\n\n");

		assertThat(next()).isEqualTo("three");
		assertThat(next()).isEqualTo("");
	}

	@Test
	void whatFollowsALineIsReadByTheNextReader() throws Exception {
		Listener listener = this.endpoints.listenPlain((connection) -> connection.lines(100)
			.next()
			.doOnNext(this.seen::add)
			.thenMany(connection.lines(100).next())
			.doOnNext(this.seen::add)
			.then(read(connection))
			.doOnNext(this.seen::add)
			.then());
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
			socket.getOutputStream().write("one\ntwo\nthe rest".getBytes(StandardCharsets.UTF_8));
		}

		assertThat(List.of(next(), next(), next())).containsExactly("one", "two", "the rest");
	}

	@Test
	void lineWithoutEndIsNotALineAndNotLost() throws Exception {
		Listener listener = this.endpoints.listenPlain((connection) -> connection.lines(100)
			.collectList()
			.doOnNext(this.seen::add)
			.then(read(connection))
			.doOnNext(this.seen::add)
			.then());
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
			socket.getOutputStream().write("one\ntwo".getBytes(StandardCharsets.UTF_8));
		}

		assertThat(next()).isEqualTo(List.of("one"));
		assertThat(next()).isEqualTo("two");
	}

	@ParameterizedTest
	@CsvSource({ "12345, 12345", "'12345\r', 12345", "'12\r45', '12\r45'", "'', ''", "'\r', ''" })
	void lineMayBeAsLongAsThis(String sent, String expected) throws Exception {
		Listener listener = this.endpoints
			.listenPlain((connection) -> connection.lines(5).doOnNext(this.seen::add).then());
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
			for (byte octet : (sent + "\n").getBytes(StandardCharsets.UTF_8)) {
				socket.getOutputStream().write(octet);
			}
			assertThat(next()).isEqualTo(expected);
		}
	}

	@ParameterizedTest
	@CsvSource({ "123456", "'12345\r6'", "'123456\n'", "'123456\r\n'", "'12345\r\r\n'" })
	void lineThatIsTooLongIsAnError(String sent) throws Exception {
		Listener listener = this.endpoints
			.listenPlain((connection) -> connection.lines(5).doOnNext(this.seen::add).doOnError(this.seen::add).then());
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
			socket.getOutputStream().write(sent.getBytes(StandardCharsets.UTF_8));

			assertThat(next()).isInstanceOfSatisfying(LineTooLongException.class,
					(failure) -> assertThat(failure).hasMessage("the peer sent a line of more than 5 bytes"));
			assertThatIOException().isThrownBy(() -> socket.getInputStream().read());
		}
	}

	@Test
	void lengthOfALineIsChecked() throws Exception {
		Listener listener = this.endpoints.listenPlain((connection) -> {
			assertThatIllegalArgumentException().isThrownBy(() -> connection.lines(0))
				.withMessage("maxLength: 0 (expected: at least 1)");
			return connection.close();
		});
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
		}
	}

}

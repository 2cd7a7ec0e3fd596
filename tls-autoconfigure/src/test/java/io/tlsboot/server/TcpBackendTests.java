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

package io.tlsboot.server;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TcpBackendTests {

	@ParameterizedTest
	@CsvSource({ "127.0.0.1:25, 127.0.0.1, 25", "localhost:8080, localhost, 8080",
			"mail.example.com:465, mail.example.com, 465", "my_service:1, my_service, 1", "[::1]:65535, ::1, 65535",
			"client:25, client, 25" })
	void hostAndPortAreRead(String text, String host, int port) {
		TcpBackend backend = TcpBackend.parse(text);

		assertThat(backend.host()).isEqualTo(host);
		assertThat(backend.port()).isEqualTo(port);
		assertThat(backend).hasToString(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "25", "localhost", "localhost:", ":25", "localhost:0", "localhost:65536", "::1:25",
			"[::1]", "[localhost]:25", "[::zz]:25", "host name:25", "1.2.3:25", "http://localhost:25", "client:partner",
			"localhost:25 " })
	void anythingElseIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> TcpBackend.parse(text))
			.withMessageContaining("found: '%s' (expected: host:port or [IPv6 address]:port)".formatted(text));
	}

	@Test
	void defaultsAreTenSecondsAndNoHeader() {
		TcpBackend backend = TcpBackend.parse("localhost:25");

		assertThat(backend.connectTimeout()).isEqualTo(Duration.ofSeconds(10));
		assertThat(backend.proxyHeader()).isEqualTo(ProxyHeader.NONE);
	}

	@Test
	void timeOutOfRangeIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> TcpBackend.parse("localhost:25").withConnectTimeout(Duration.ZERO))
			.withMessageContaining("connectTimeout: PT0S");
	}

}

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

package io.tlsboot.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.system.CapturedOutput;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Proxies and retries of clients that cannot be used.
 */
class ClientStartFailureTests extends AbstractStartFailureTests {

	private static final String CLIENT = """
			tls:
			  clients:
			    partner:
			      host: ::1
			      port: 443
			      server-name: localhost
			""";

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			host: proxy, port: 1080                       | type            | it is required with a proxy
			type: socks5, port: 1080                      | host            | it is required with a proxy
			type: socks5, host: proxy                     | port            | it is required with a proxy
			type: socks5, host: 'http://proxy', port: 80  | host            | expected: a host name or an address
			type: socks5, host: proxy, port: 70000        | port            | port: 70000 (expected: 1 to 65535)
			type: socks4, host: proxy, port: 1080         | type            | SOCKS4 knows no IPv6 addresses
			type: http, host: p, port: 1, password: s3cret | password       | it has no effect without 'username'
			type: http, host: p, port: 1, username: us    | username        | it is missing beside a username
			type: http, host: p, port: 1, username: 'u:', password: s3cret | username | it has a colon
			""")
	void whenProxyIsBad(String proxy, String key, String problem, CapturedOutput output) {
		start(CLIENT + "      proxy: {%s}\n".formatted(proxy), NoHandler.class);
		assertAnalysis(output, "Property: tls.clients.partner.proxy." + key, problem);
		assertThat(output.getAll()).doesNotContain("s3cret");
	}

	@Test
	void whenTypeOfProxyIsUnknown(CapturedOutput output) {
		start(CLIENT + "      proxy: {type: ftp, host: proxy, port: 21}\n", NoHandler.class);
		assertThat(output.getAll()).contains("APPLICATION FAILED TO START", "tls.clients.partner.proxy.type", "ftp",
				"SOCKS5");
	}

	@Test
	void whenKeyOfProxyIsUnknown(CapturedOutput output) {
		start(CLIENT + "      proxy: {type: http, hots: proxy, port: 21}\n", NoHandler.class);
		assertThat(output.getAll()).contains("APPLICATION FAILED TO START", "tls.clients.partner.proxy.hots");
	}

	@ParameterizedTest
	@CsvSource({ "-1", "11" })
	void whenRetriesAreOutOfRange(int retries, CapturedOutput output) {
		start(CLIENT + "      connect-retries: %d\n".formatted(retries), NoHandler.class);
		assertAnalysis(output, "Property: tls.clients.partner.connect-retries", "application.yml] - 7:24",
				"connectRetries: %d (expected: 0 to 10)".formatted(retries));
	}

}

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

package io.tlsboot.starttls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import io.tlsboot.connection.TlsConnection;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.testing.TestAuthority;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the page about STARTTLS against the code.
 */
class StartTlsDocumentationTests {

	private static String page() throws IOException {
		return Files.readString(Path.of("../docs/starttls.md"));
	}

	@Test
	void everyProtocolIsDocumentedAndNoOther() throws IOException {
		String page = page();
		int begin = page.indexOf("## The protocols\n");
		String table = page.substring(begin, page.indexOf("\n## ", begin));

		assertThat(Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\|").matcher(table).results().map((row) -> row.group(1)))
			.containsExactlyElementsOf(StartTlsProtocols.with(List.of()).names());
	}

	@Test
	void workedExampleIsTheOneThatIsTested() throws IOException {
		String source = Files.readString(Path.of("src/test/java/io/tlsboot/starttls/HelloNegotiator.java"));
		String example = source.substring(source.indexOf("class HelloNegotiator")).replace("\t", "    ");

		assertThat(page()).contains(example.indent(4).replaceAll("(?m) +$", ""));
	}

	@Test
	void workedExampleWorks() {
		TestAuthority authority = TestAuthority.create("Test CA");
		HelloNegotiator hello = new HelloNegotiator();
		Duration timeout = Endpoints.TIMEOUT;
		try (Endpoints endpoints = Endpoints.withoutSelfTest()) {
			Listener listener = endpoints.listenStartTls(
					CertificateOptions.builder().identity(authority.issue("server")).build(),
					new ServerStartTls(hello, StartTlsServerSettings.DEFAULTS, timeout), Endpoints.ECHO);
			TlsConnection connection = endpoints
				.clientStartTls(listener.port(), "localhost",
						CertificateOptions.builder().trustRoot(authority.trustRoot()).build(),
						new ClientStartTls(hello, StartTlsClientSettings.of("localhost"), TlsPolicy.REQUIRE, timeout))
				.connect()
				.blockOptional(timeout)
				.orElseThrow();

			assertThat(connection.session()).isPresent();
			assertThat(Endpoints.exchange(connection, "hello").block(timeout)).isEqualTo("hello");
			connection.close().block(timeout);
		}
	}

}

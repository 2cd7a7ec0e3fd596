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

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;

import io.tlsboot.server.Listener;
import io.tlsboot.testing.Endpoints;
import io.tlsboot.x509.DistinguishedName;
import io.tlsboot.x509.KeyPair;
import io.tlsboot.x509.KeyType;
import io.tlsboot.x509.SigningTerms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.system.CapturedOutput;

/**
 * Endpoint strings in properties that cannot be used, and what stands beside them.
 */
class EndpointStringStartFailureTests extends AbstractStartFailureTests {

	@Test
	void whenListenerStringHasUnknownKeyword(CapturedOutput output) {
		start("""
				tls:
				  listeners:
				    echo:
				      endpoint: ssl:0:privatKey=server.pem
				""", EchoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.echo.endpoint", "application.yml] - 4:17",
				"Problem: keyword: found: 'privatKey' (expected: one of [port, privateKey,",
				"Correct or remove the keyword.");
	}

	@Test
	void whenListenerStringNamesAFileThatIsNotThere(CapturedOutput output) {
		start("""
				tls:
				  listeners:
				    echo:
				      endpoint: ssl:0:privateKey=${dir}/missing.pem
				""", EchoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.echo.endpoint", "application.yml] - 4:17",
				"Problem: privateKey: found: '%s/missing.pem', which does not exist".formatted(this.directory),
				"Correct the path, or put the file there.");
	}

	@Test
	void whenClientStringIsBad(CapturedOutput output) {
		start("""
				tls:
				  clients:
				    partner:
				      endpoint: tls:localhost:443:endpoint=tcp\\:localhost\\:80
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.clients.partner.endpoint", "application.yml] - 4:17",
				"Problem: endpoint: TLS inside of another endpoint is not offered", "'hostname'");
	}

	@ParameterizedTest
	@CsvSource({ "address, 127.0.0.1", "port, 0", "backlog, 5", "options, edge" })
	void whenListenerHasStringAndWhatItSays(String key, String value, CapturedOutput output) {
		start("""
				tls:
				  options:
				    edge:
				      certificate: file:${dir}/edge.pem
				  listeners:
				    echo:
				      endpoint: ssl:0:privateKey=${dir}/edge.pem
				      %s: %s
				""".formatted(key, value), EchoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.echo." + key, "application.yml] - 8:",
				"it is set beside 'tls.listeners.echo.endpoint' (", "application.yml] - 7:17",
				"they are mutually exclusive", "Remove one of them");
	}

	@ParameterizedTest
	@CsvSource({ "host, localhost", "port, 443", "server-name, localhost", "options, edge", "connect-timeout, 1s",
			"bind-address, 127.0.0.1" })
	void whenClientHasStringAndWhatItSays(String key, String value, CapturedOutput output) {
		start("""
				tls:
				  options:
				    edge:
				      certificate: file:${dir}/edge.pem
				  clients:
				    partner:
				      endpoint: tls:localhost:443
				      %s: %s
				""".formatted(key, value), NoHandler.class);
		assertAnalysis(output, "Property: tls.clients.partner." + key, "application.yml] - 8:",
				"it is set beside 'tls.clients.partner.endpoint' (", "they are mutually exclusive");
	}

	@Test
	void whenPlainListenerHasString(CapturedOutput output) {
		start("""
				tls:
				  listeners:
				    echo:
				      endpoint: ssl:0:privateKey=${dir}/edge.pem
				      mode: plain
				""", EchoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.echo.mode", "application.yml] - 5:13",
				"the mode of the listener is not 'tls'");
	}

	@Test
	void whenPortOfStringIsInUse(CapturedOutput output) throws Exception {
		try (Endpoints endpoints = new Endpoints()) {
			Listener taken = endpoints.listenPlain(Endpoints.ECHO);
			start("""
					tls:
					  listeners:
					    echo:
					      endpoint: ssl:%d:interface=127.0.0.1:privateKey=${dir}/edge.pem
					""".formatted(taken.port()), EchoHandler.class);
			assertAnalysis(output, "Property: tls.listeners.echo.endpoint", "application.yml] - 4:17",
					"listener 'echo' cannot listen on 127.0.0.1 port " + taken.port());
		}
	}

	@Test
	void whenNoEngineCanUseTheKeyOfString(CapturedOutput output) throws IOException {
		Files.writeString(this.directory.resolve("new.pem"),
				KeyPair.generate(KeyType.ML_DSA_44)
					.selfSigned(DistinguishedName.of(Map.of("CN", "new")), SigningTerms.defaults())
					.dumpPem());
		start("""
				tls:
				  listeners:
				    echo:
				      endpoint: ssl:0:privateKey=${dir}/new.pem
				""", EchoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.echo.endpoint", "application.yml] - 4:17",
				"the endpoint string cannot be used: ", "ML_DSA_44", "Use a certificate with an EC or RSA key.");
	}

	@Test
	void whenTimeBesideStringIsOutOfRange(CapturedOutput output) {
		start("""
				tls:
				  clients:
				    partner:
				      endpoint: tls:localhost:443
				      handshake-timeout: 0s
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.clients.partner.handshake-timeout", "application.yml] - 5:26",
				"handshakeTimeout: PT0S");
	}

	@Test
	void whenBacklogIsOutOfRange(CapturedOutput output) {
		start("""
				tls:
				  listeners:
				    echo:
				      port: 0
				      mode: plain
				      backlog: 0
				""", EchoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.echo.backlog", "application.yml] - 6:16",
				"backlog: 0 (expected: at least 1)");
	}

	@Test
	void whenBindAddressIsAName(CapturedOutput output) {
		start("""
				tls:
				  clients:
				    partner:
				      host: localhost
				      port: 443
				      bind-address: localhost
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.clients.partner.bind-address", "application.yml] - 6:21",
				"bindAddress: 'localhost' (expected: an IP address of this machine)");
	}

}

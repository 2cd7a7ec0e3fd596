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

import org.springframework.boot.test.system.CapturedOutput;

class StartTlsStartFailureTests extends AbstractStartFailureTests {

	private static final String EDGE = """
			tls:
			  options:
			    edge:
			      certificate: file:${dir}/edge.pem
			""";

	private void listener(String... lines) {
		start(EDGE + """
				  listeners:
				    echo:
				      port: 0
				      options: edge
				      %s
				""".formatted(String.join("\n      ", lines)), EchoHandler.class);
	}

	private void forwarding(String... lines) {
		start(EDGE + """
				  listeners:
				    front:
				      port: 0
				      options: edge
				      mode: starttls
				      forward-to: 127.0.0.1:1
				      %s
				""".formatted(String.join("\n      ", lines)), NoHandler.class);
	}

	private void client(String... lines) {
		start(EDGE + """
				  clients:
				    partner:
				      host: localhost
				      port: 25
				      options: edge
				      %s
				""".formatted(String.join("\n      ", lines)), NoHandler.class);
	}

	@Test
	void whenProtocolIsNotKnown(CapturedOutput output) {
		listener("mode: starttls", "protocol: smpt");
		assertAnalysis(output, "Property: tls.listeners.echo.protocol", "application.yml] - 10:17",
				"'smpt' (expected: one of ", "smtp");
	}

	@Test
	void whenProtocolIsSetWithoutTheMode(CapturedOutput output) {
		listener("protocol: smtp");
		assertAnalysis(output, "Property: tls.listeners.echo.protocol",
				"'protocol' is set, and the mode is not 'starttls'", "Set 'mode: starttls', or remove 'protocol'.");
	}

	@Test
	void whenTlsIsNotRequiredWithoutTheMode(CapturedOutput output) {
		listener("require-tls: false");
		assertAnalysis(output, "Property: tls.listeners.echo.require-tls",
				"'require-tls' is set, and the mode is not 'starttls'");
	}

	@Test
	void whenTextsAreSetWithoutAProtocol(CapturedOutput output) {
		listener("mode: starttls", "starttls:", "  greeting: hello");
		assertAnalysis(output, "Property: tls.listeners.echo.starttls", "application.yml] - 11:19",
				"'starttls' is set without 'protocol'", "Set 'protocol', or remove 'starttls'.");
	}

	@Test
	void whenTextWouldEndItsLine(CapturedOutput output) {
		listener("mode: starttls", "protocol: smtp", "starttls:", "  greeting: \"hello\\r\\nworld\"");
		assertAnalysis(output, "Property: tls.listeners.echo.starttls",
				"greeting: 'hello??world' (expected: 1 to 400 visible ASCII characters or spaces)");
	}

	@Test
	void whenClientsInClearWouldBeForwarded(CapturedOutput output) {
		forwarding("protocol: smtp", "require-tls: false");
		assertAnalysis(output, "Property: tls.listeners.front.require-tls",
				"clients that stay in clear would be forwarded in the middle of their dialogue");
	}

	@Test
	void whenProtocolCannotBeForwarded(CapturedOutput output) {
		forwarding("protocol: mysql");
		assertAnalysis(output, "Property: tls.listeners.front.forward-to",
				"connections of the protocol 'mysql' cannot be forwarded");
	}

	@Test
	void whenConnectionsAreForwardedWithoutAProtocol(CapturedOutput output) {
		forwarding("idle-timeout: 1m");
		assertAnalysis(output, "Property: tls.listeners.front.forward-to",
				"nothing says how its clients go over to TLS", "Set 'protocol'.");
	}

	@Test
	void whenConnectionsAreForwardedToAClientThatBeginsInClear(CapturedOutput output) {
		start(EDGE + """
				  clients:
				    mx:
				      host: localhost
				      port: 25
				      options: edge
				      mode: starttls
				      protocol: smtp
				  listeners:
				    front:
				      port: 0
				      options: edge
				      forward-to: client://mx
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.front.forward-to", "the client 'mx' has the mode 'starttls'");
	}

	@Test
	void whenPolicyIsSetWithoutAProtocol(CapturedOutput output) {
		client("mode: starttls", "tls-policy: opportunistic");
		assertAnalysis(output, "Property: tls.clients.partner.tls-policy", "'tls-policy' is set without 'protocol'");
	}

	@Test
	void whenTimeOfAClientIsOutOfRange(CapturedOutput output) {
		client("mode: starttls", "protocol: smtp", "starttls:", "  timeout: 0s");
		assertAnalysis(output, "Property: tls.clients.partner.starttls", "timeout: PT0S");
	}

}

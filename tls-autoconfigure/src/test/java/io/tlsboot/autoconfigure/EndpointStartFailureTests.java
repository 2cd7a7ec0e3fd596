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

import io.netty.pkitesting.CertificateBuilder;
import io.tlsboot.server.Listener;
import io.tlsboot.server.Transport;
import io.tlsboot.testing.Endpoints;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.system.CapturedOutput;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Listeners, handlers and clients that cannot be used.
 */
class EndpointStartFailureTests extends AbstractStartFailureTests {

	@Test
	void whenOptionsNameIsUnknown(CapturedOutput output) {
		start("""
				tls:
				  options:
				    edge:
				      certificate: file:${dir}/edge.pem
				  listeners:
				    echo:
				      port: 0
				      options: egde
				""", EchoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.echo.options", "application.yml] - 8:16", "found: 'egde'",
				"[edge, default]");
	}

	@Test
	void whenPortIsInUse(CapturedOutput output) throws Exception {
		try (Endpoints endpoints = new Endpoints()) {
			Listener taken = endpoints.listenPlain(Endpoints.ECHO);
			start("""
					tls:
					  listeners:
					    echo:
					      address: 127.0.0.1
					      port: %d
					      mode: plain
					""".formatted(taken.port()), EchoHandler.class);
			assertAnalysis(output, "Property: tls.listeners.echo.port", "application.yml] - 5:13",
					"listener 'echo' cannot listen on 127.0.0.1 port " + taken.port());
		}
	}

	@Test
	void whenListenerHasNoPort(CapturedOutput output) {
		start("""
				tls:
				  listeners:
				    echo:
				      mode: plain
				""", EchoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.echo.port", "it is required and not set");
	}

	@Test
	void whenListenerHasNoHandler(CapturedOutput output) {
		start("""
				tls:
				  listeners:
				    echo:
				      port: 0
				      mode: plain
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.echo", "application.yml] - 4:13",
				"the listener 'echo' has no handler", "@TlsListener(\"echo\")");
	}

	@Test
	void whenHandlerHasNoListener(CapturedOutput output) {
		start("""
				tls:
				  options:
				    edge:
				      certificate: file:${dir}/edge.pem
				""", EchoHandler.class);
		assertAnalysis(output, "bean 'echo' serves the listener 'echo', which is not configured",
				"Configure tls.listeners.echo");
	}

	// H11
	@Test
	void whenListenerHasNoCertificate(CapturedOutput output) {
		start("""
				tls:
				  listeners:
				    echo:
				      port: 0
				""", EchoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.echo.options", "a listener needs a certificate");
	}

	@Test
	void whenPlainListenerHasOptions(CapturedOutput output) {
		start("""
				tls:
				  options:
				    edge:
				      certificate: file:${dir}/edge.pem
				  listeners:
				    echo:
				      port: 0
				      mode: plain
				      options: edge
				""", EchoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.echo.options", "application.yml] - 9:16",
				"whose mode is 'plain'");
	}

	@Test
	void whenPlainListenerHasServerNames(CapturedOutput output) {
		start("""
				tls:
				  dev.enabled: true
				  listeners:
				    echo:
				      port: 0
				      mode: plain
				      server-names:
				        "[a.example.com]": {options: default}
				""", EchoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.echo.server-names", "application.yml] - 8:38",
				"'server-names' is set on a listener whose mode is 'plain'");
	}

	@Test
	void whenPlainListenerIsStrictAboutServerNames(CapturedOutput output) {
		start("""
				tls:
				  listeners:
				    echo:
				      port: 0
				      mode: plain
				      strict-server-name: true
				""", EchoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.echo.strict-server-name", "application.yml] - 6:27",
				"'strict-server-name' is set on a listener whose mode is 'plain'");
	}

	@Test
	void whenStrictListenerHasNoServerNames(CapturedOutput output) {
		start("""
				tls:
				  options:
				    edge:
				      certificate: file:${dir}/edge.pem
				  listeners:
				    echo:
				      port: 0
				      options: edge
				      strict-server-name: true
				""", EchoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.echo.strict-server-name", "application.yml] - 9:27",
				"every client would be refused", "tls.listeners.echo.server-names");
	}

	@Test
	void whenNoConnectionMayBeOpen(CapturedOutput output) {
		start("""
				tls:
				  dev.enabled: true
				  listeners:
				    echo:
				      port: 0
				      max-connections: 0
				""", EchoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.echo.max-connections", "application.yml] - 6:24",
				"maxConnections: 0 (expected: at least 1)");
	}

	@Test
	void whenNoHandshakeMayBeInProgress(CapturedOutput output) {
		start("""
				tls:
				  dev.enabled: true
				  listeners:
				    echo:
				      endpoint: "ssl:0:privateKey=${dir}/edge.pem"
				      max-concurrent-handshakes: 0
				""", EchoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.echo.max-concurrent-handshakes", "application.yml] - 6:34",
				"maxConcurrentHandshakes: 0 (expected: at least 1)");
	}

	@Test
	void whenPlainListenerLimitsHandshakes(CapturedOutput output) {
		start("""
				tls:
				  listeners:
				    echo:
				      port: 0
				      mode: plain
				      max-concurrent-handshakes: 10
				""", EchoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.echo.max-concurrent-handshakes", "application.yml] - 6:34",
				"'max-concurrent-handshakes' is set on a listener whose mode is 'plain'");
	}

	@Test
	void whenTransportCannotBeUsed(CapturedOutput output) {
		assumeTrue(Transport.KQUEUE.unavailability() != null, "there is kqueue");
		start("""
				tls:
				  listeners:
				    echo:
				      port: 0
				      mode: plain
				      transport: kqueue
				""", EchoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.echo.transport", "application.yml] - 6:18",
				"found: 'kqueue', which cannot be used here: io.netty:netty-transport-native-kqueue is not on the class path");
	}

	@Test
	void whenItIsNotSaidWhoMaySendTheProxyHeader(CapturedOutput output) {
		start("""
				tls:
				  listeners:
				    echo:
				      port: 0
				      mode: plain
				      proxy-protocol: any
				""", EchoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.echo.proxy-protocol-from",
				"it is required with 'proxy-protocol' and not set", "can claim any address");
	}

	@Test
	void whenAProxyIsNoAddress(CapturedOutput output) {
		start("""
				tls:
				  listeners:
				    echo:
				      port: 0
				      mode: plain
				      proxy-protocol: v2
				      proxy-protocol-from:
				        - 127.0.0.1
				        - 10.0.0.1/8
				""", EchoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.echo.proxy-protocol-from[1]", "application.yml] - 9:11",
				"'10.0.0.1/8' has bits behind its prefix");
	}

	@Test
	void whenProxiesSendNoHeader(CapturedOutput output) {
		start("""
				tls:
				  listeners:
				    echo:
				      port: 0
				      mode: plain
				      proxy-protocol-from: 127.0.0.1
				""", EchoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.echo.proxy-protocol-from", "application.yml] - 6:28",
				"it has no effect without 'proxy-protocol'");
	}

	// TR25
	@Test
	void whenClientHasBadServerName(CapturedOutput output) {
		start("""
				tls:
				  clients:
				    partner:
				      host: 127.0.0.1
				      port: 9000
				      server-name: not_a_name
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.clients.partner.server-name", "application.yml] - 6:20", "not_a_name");
	}

	// B14, TR18
	@Test
	void whenEngineDoesNotSpeakTheVersion(CapturedOutput output) {
		start("""
				tls:
				  options:
				    edge:
				      certificate: file:${dir}/edge.pem
				      insecurely-lower-minimum-to: TLSv1.0
				      engine: jdk
				  listeners:
				    echo:
				      port: 0
				      options: edge
				""", EchoHandler.class);
		assertAnalysis(output, "Property: tls.options.edge.insecurely-lower-minimum-to", "application.yml] - 5:36",
				"the engine JDK cannot honour TLSv1: it does not speak TLSv1 here",
				"take TLSv1 out of the security property jdk.tls.disabledAlgorithms");
	}

	@Test
	void whenEngineCannotUseTheKey(CapturedOutput output) throws IOException {
		Files.writeString(this.directory.resolve("ed25519.pem"),
				AUTHORITY
					.issue((builder) -> builder.subject("CN=ed25519").algorithm(CertificateBuilder.Algorithm.ed25519))
					.dumpPem());
		start("""
				tls:
				  options:
				    edge:
				      certificate: file:${dir}/ed25519.pem
				      engine: openssl
				  listeners:
				    echo:
				      port: 0
				      options: edge
				""", EchoHandler.class);
		assertAnalysis(output, "Property: tls.options.edge.certificate", "application.yml] - 4:20",
				"the engine OPENSSL cannot honour a key of the type ED25519", "Set the engine to 'jdk'");
	}

	@Test
	void whenTimeIsOutOfRange(CapturedOutput output) {
		start("""
				tls:
				  listeners:
				    echo:
				      port: 0
				      mode: plain
				      handshake-timeout: 500us
				""", EchoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.echo", "handshakeTimeout: PT0.0005S");
	}

	@Test
	void whenAServerNameIsAnAddress(CapturedOutput output) {
		start("""
				tls:
				  dev.enabled: true
				  listeners:
				    echo:
				      port: 0
				      server-names:
				        "[127.0.0.1]": {options: default}
				""", EchoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.echo.server-names[127.0.0.1]",
				"server name: '127.0.0.1' is an address");
	}

	@Test
	void whenAServerNameHasNoOptions(CapturedOutput output) {
		start("""
				tls:
				  dev.enabled: true
				  listeners:
				    echo:
				      port: 0
				      server-names:
				        "[a.example.com]": {options: missing}
				""", EchoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.echo.server-names[a.example.com].options",
				"application.yml] - 7:38", "found: 'missing'");
	}

	@Test
	void whenAServerNameIsGivenTwice(CapturedOutput output) {
		start("""
				tls:
				  dev.enabled: true
				  listeners:
				    echo:
				      port: 0
				      server-names:
				        "[a.example.com]": {options: default}
				        "[A.example.com]": {options: default}
				""", EchoHandler.class);
		assertAnalysis(output, "the server name 'a.example.com' is given twice");
	}

}

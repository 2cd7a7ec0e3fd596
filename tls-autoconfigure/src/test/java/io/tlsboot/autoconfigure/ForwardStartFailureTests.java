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

/**
 * Listeners that cannot forward as they are configured.
 */
class ForwardStartFailureTests extends AbstractStartFailureTests {

	@Test
	void whenForwardingListenerHasAHandlerToo(CapturedOutput output) {
		start("""
				tls:
				  listeners:
				    echo:
				      port: 0
				      mode: plain
				      forward-to: 127.0.0.1:25
				""", EchoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.echo",
				"the listener 'echo' has 'forward-to' and a handler: bean 'echo'",
				"Remove 'forward-to', or take @TlsListener(\"echo\") off");
	}

	@Test
	void whenBackendIsNoHostAndPort(CapturedOutput output) {
		start("""
				tls:
				  listeners:
				    mail:
				      port: 0
				      mode: plain
				      forward-to: ::1:25
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.mail.forward-to", "application.yml] - 6:19",
				"found: '::1:25' (expected: host:port or [IPv6 address]:port)", "client://<name>");
	}

	@Test
	void whenPortOfBackendIsOutOfRange(CapturedOutput output) {
		start("""
				tls:
				  listeners:
				    mail:
				      port: 0
				      mode: plain
				      forward-to: 127.0.0.1:70000
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.mail.forward-to", "found: '127.0.0.1:70000'",
				"port: 70000 (expected: 1 to 65535)");
	}

	@Test
	void whenClientIsNotConfigured(CapturedOutput output) {
		start("""
				tls:
				  clients:
				    partner:
				      host: 127.0.0.1
				      port: 9000
				  listeners:
				    mail:
				      port: 0
				      mode: plain
				      forward-to: client://partnr
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.mail.forward-to", "application.yml] - 10:19",
				"found the client 'partnr' (expected: one of [partner])", "configure tls.clients.partnr");
	}

	@Test
	void whenConnectTimeoutIsOutOfRange(CapturedOutput output) {
		start("""
				tls:
				  listeners:
				    mail:
				      port: 0
				      mode: plain
				      forward-to: 127.0.0.1:25
				      forward-connect-timeout: 0s
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.mail.forward-connect-timeout", "application.yml] - 7:32",
				"connectTimeout: PT0S");
	}

	@Test
	void whenConnectTimeoutIsSetForAClient(CapturedOutput output) {
		start("""
				tls:
				  clients:
				    partner:
				      host: 127.0.0.1
				      port: 9000
				  listeners:
				    mail:
				      port: 0
				      mode: plain
				      forward-to: client://partner
				      forward-connect-timeout: 1s
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.mail.forward-connect-timeout",
				"it has no effect with 'forward-to: client://...'", "tls.clients.<name>.connect-timeout");
	}

	@Test
	void whenProxyProtocolIsSetForAClient(CapturedOutput output) {
		start("""
				tls:
				  clients:
				    partner:
				      host: 127.0.0.1
				      port: 9000
				  listeners:
				    mail:
				      port: 0
				      mode: plain
				      forward-to: client://partner
				      forward-proxy-protocol: v2
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.mail.forward-proxy-protocol",
				"it has no effect with 'forward-to: client://...'", "sends no header");
	}

	@Test
	void whenProxyProtocolIsSetOnAListenerThatDoesNotForward(CapturedOutput output) {
		start("""
				tls:
				  listeners:
				    echo:
				      port: 0
				      mode: plain
				      forward-proxy-protocol: v1
				""", EchoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.echo.forward-proxy-protocol", "application.yml] - 6:31",
				"it has no effect without 'forward-to'");
	}

}

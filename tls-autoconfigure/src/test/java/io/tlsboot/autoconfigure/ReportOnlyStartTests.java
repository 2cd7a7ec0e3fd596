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

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.system.CapturedOutput;

/**
 * What a user reads who configures a report that could report nothing.
 */
class ReportOnlyStartTests extends AbstractStartFailureTests {

	private void startOptions(String lines) {
		start("""
				tls:
				  options:
				    edge:
				      certificate: file:${dir}/edge.pem
				      trust-roots: file:${dir}/edge.pem
				%s
				""".formatted(lines.indent(6)), NoHandler.class);
	}

	@Test
	void whenTheMinimumIsInForceAlready(CapturedOutput output) {
		startOptions("client-auth: none\nreport-only.raise-minimum-to: TLSv1.2");
		assertAnalysis(output, "Property: tls.options.edge.report-only.raise-minimum-to", "application.yml] - 7:",
				"found: TLSv1.2, which is the minimum already");
	}

	@Test
	void whenClientsAreNotAsked(CapturedOutput output) {
		startOptions("client-auth: none\nreport-only.client-auth: need");
		assertAnalysis(output, "Property: tls.options.edge.report-only.client-auth",
				"who is not asked does not answer");
	}

	@Test
	void whenClientsNeedNotPresentACertificate(CapturedOutput output) {
		startOptions("client-auth: want\nreport-only.client-auth: want");
		assertAnalysis(output, "Property: tls.options.edge.report-only.client-auth", "expected: need");
	}

	@Test
	void whenPostQuantumIsNotRequired(CapturedOutput output) {
		startOptions("client-auth: none\nreport-only.post-quantum: prefer");
		assertAnalysis(output, "Property: tls.options.edge.report-only.post-quantum", "expected: require");
	}

	@Test
	void whenACipherIsUnknown(CapturedOutput output) {
		startOptions("client-auth: none\nreport-only.acceptable-ciphers: AESGMC");
		assertAnalysis(output, "Property: tls.options.edge.report-only.acceptable-ciphers", "AESGMC");
	}

	@Test
	void whenATrustRootIsMissing(CapturedOutput output) {
		startOptions("client-auth: want\nreport-only.trust-roots: file:${dir}/missing.pem");
		assertAnalysis(output, "Property: tls.options.edge.report-only.trust-roots[0]", "missing.pem");
	}

	@Test
	void whenNothingIsLeft(CapturedOutput output) {
		startOptions("""
				client-auth: none
				lower-maximum-security-to: TLSv1.2
				report-only.raise-minimum-to: TLSv1.3""");
		assertAnalysis(output, "Property: tls.options.edge.report-only", "TLSv1.3");
	}

	@Test
	void whenTheListenerIsPlain(CapturedOutput output) {
		start("""
				tls:
				  listeners:
				    echo:
				      port: 0
				      mode: plain
				      report-only:
				        raise-minimum-to: TLSv1.3
				""", EchoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.echo.report-only", "application.yml] - 7:",
				"whose mode is 'plain'");
	}

	@Test
	void whenTheListenerHasAnEndpointString(CapturedOutput output) throws IOException {
		Files.writeString(this.directory.resolve("server.pem"), AUTHORITY.issue("edge").dumpPem());
		start("""
				tls:
				  listeners:
				    echo:
				      endpoint: ssl:0:privateKey=${dir}/server.pem
				      report-only:
				        raise-minimum-to: TLSv1.3
				""", EchoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.echo.report-only", "the listener has an endpoint string");
	}

}

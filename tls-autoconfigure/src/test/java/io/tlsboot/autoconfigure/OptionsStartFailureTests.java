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
import java.util.Base64;

import io.tlsboot.x509.PrivateCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Options that cannot be used.
 */
class OptionsStartFailureTests extends AbstractStartFailureTests {

	@Test
	void whenCertificateFileIsMissing(CapturedOutput output) {
		start("""
				tls:
				  options:
				    edge:
				      certificate: file:${dir}/missing.pem
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.options.edge.certificate", "application.yml] - 4:20",
				"missing.pem', which does not exist");
	}

	// A13, TR20
	@Test
	void whenKeyDoesNotMatchCertificate(CapturedOutput output) throws IOException {
		PrivateCertificate other = AUTHORITY.issue("other");
		Files.writeString(this.directory.resolve("other.pem"), other.dumpPem());
		start("""
				tls:
				  options:
				    edge:
				      certificate: file:${dir}/edge.pem
				      private-key: file:${dir}/other.pem
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.options.edge.private-key", "application.yml] - 5:20",
				"the private key does not match the certificate 'CN=edge'");
	}

	// A3
	@Test
	void whenFileHoldsNoPrivateKey(CapturedOutput output) throws IOException {
		Files.writeString(this.directory.resolve("chain.pem"), AUTHORITY.certificate().dumpPem());
		start("""
				tls:
				  options:
				    edge:
				      certificate: file:${dir}/chain.pem
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.options.edge.certificate", "application.yml] - 4:20",
				"expected one private key (found: 1 certificate(s))", "tls.options.edge.private-key");
	}

	// A2
	@Test
	void whenPrivateKeyHasNoCertificate(CapturedOutput output) {
		start("""
				tls:
				  options:
				    edge:
				      private-key: file:${dir}/edge.pem
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.options.edge.certificate", "Origin: not set",
				"a private key is set and its certificate is not");
	}

	// A15
	@Test
	void whenKeyIsUnknown(CapturedOutput output) {
		start("""
				tls:
				  options:
				    edge:
				      private-key-passwrod: s3cret
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.options.edge.private-key-passwrod", "application.yml] - 4:29",
				"the key is not known", "private-key-password");
		assertThat(output).doesNotContain("s3cret");
	}

	// B3
	@Test
	void whenVersionsExcludeEachOther(CapturedOutput output) {
		start("""
				tls:
				  options:
				    edge:
				      raise-minimum-to: TLSv1.3
				      insecurely-lower-minimum-to: TLSv1.3
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.options.edge.raise-minimum-to", "application.yml] - 4:25",
				"'raise-minimum-to' and 'insecurely-lower-minimum-to' are mutually exclusive");
	}

	// B6
	@Test
	void whenMinimumIsAboveMaximum(CapturedOutput output) {
		start("""
				tls:
				  options:
				    edge:
				      raise-minimum-to: TLSv1.3
				      lower-maximum-security-to: TLSv1.2
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.options.edge.lower-maximum-security-to", "application.yml] - 5:34",
				"the minimum TLSv1.3 is above the maximum TLSv1.2");
	}

	// I15
	@Test
	void whenApplicationProtocolIsEmpty(CapturedOutput output) {
		start("""
				tls:
				  options:
				    edge:
				      acceptable-protocols: [h2, ""]
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.options.edge.acceptable-protocols", "application.yml] - 4:30",
				"application protocol: 0 octets (expected: 1 to 255)");
	}

	// A5
	@Test
	void whenClientsAreAskedAndNobodyIsTrusted(CapturedOutput output) {
		start("""
				tls:
				  options:
				    edge:
				      client-auth: need
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.options.edge.client-auth", "application.yml] - 4:20",
				"no trust root is given", "tls.options.edge.trust-roots");
	}

	// A10
	@Test
	void whenTrustRootIsNoCertificate(CapturedOutput output) throws IOException {
		Files.writeString(this.directory.resolve("roots.pem"), "nothing here");
		start("""
				tls:
				  options:
				    edge:
				      trust-roots: [platform, "file:${dir}/roots.pem"]
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.options.edge.trust-roots[1]", "application.yml] - 4:31",
				"no certificate found (found: no PEM block");
	}

	@Test
	void whenDevelopmentCertificatesMeetProduction(CapturedOutput output) {
		start("""
				spring:
				  profiles:
				    active: prod
				tls:
				  dev:
				    enabled: true
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.dev.enabled", "application.yml] - 6:14", "production profile");
	}

	@Test
	void whenDevelopmentNameIsOutsideTheConstraints(CapturedOutput output) {
		start("""
				tls:
				  dev:
				    enabled: true
				    directory: ${dir}/dev
				    names: [www.example.com]
				  options:
				    edge:
				      engine: auto
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.dev.names", "application.yml] - 5:13", "www.example.com");
	}

	@Test
	void whenPrivateKeyIsNoLocationThenItIsNotShown(CapturedOutput output) {
		String key = Base64.getEncoder().encodeToString(AUTHORITY.issue("edge").privateKey().getEncoded());
		start("""
				tls:
				  options:
				    edge:
				      certificate: file:${dir}/edge.pem
				      private-key: %s
				""".formatted(key), NoHandler.class);
		assertAnalysis(output, "Property: tls.options.edge.private-key", "application.yml] - 5:20",
				"characters that is no location");
		assertThat(output).doesNotContain(key.substring(40));
	}

	// A5
	@Test
	void whenTrustRootsAreEmpty(CapturedOutput output) {
		start("""
				tls:
				  options:
				    edge:
				      certificate: file:${dir}/edge.pem
				      trust-roots: ${CLIENT_CA:}
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.options.edge.trust-roots", "application.yml] - 5:20",
				"it is set and empty");
	}

	// A8, A20, B4: ours has neither the legacy options of Twisted nor its method.
	@ParameterizedTest
	@ValueSource(strings = { "method", "verify", "ca-certs", "require-certificate" })
	void whenALegacyOptionOfTwistedIsSet(String key, CapturedOutput output) {
		start("""
				tls:
				  options:
				    edge:
				      %s: TLSv1.2
				""".formatted(key), NoHandler.class);
		assertAnalysis(output, "Property: tls.options.edge." + key, "the key is not known");
	}

	// A15
	@Test
	void whenSystemPropertyIsUnknown(CapturedOutput output) {
		System.setProperty("tls.options.edge.raise-minimum-too", "TLSv1.3");
		try {
			start("tls.options.edge.engine: jdk", NoHandler.class);
		}
		finally {
			System.clearProperty("tls.options.edge.raise-minimum-too");
		}
		assertAnalysis(output, "Property: tls.options.edge.raise-minimum-too", "\"systemProperties\"",
				"the key is not known", "raise-minimum-to");
	}

	@Test
	void whenAnotherBundleHasTheNameOfOptions(CapturedOutput output) {
		start("""
				tls:
				  options:
				    edge:
				      certificate: file:${dir}/edge.pem
				spring:
				  ssl:
				    bundle:
				      pem:
				        edge:
				          keystore:
				            certificate: file:${dir}/edge.pem
				            private-key: file:${dir}/edge.pem
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.options.edge", "application.yml] - 4:20", "spring.ssl.bundle");
	}

}

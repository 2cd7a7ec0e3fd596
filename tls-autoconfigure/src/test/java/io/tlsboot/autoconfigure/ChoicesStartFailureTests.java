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
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

import io.tlsboot.x509.DistinguishedName;
import io.tlsboot.x509.KeyPair;
import io.tlsboot.x509.KeyType;
import io.tlsboot.x509.SigningTerms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.boot.test.system.CapturedOutput;

/**
 * Choices about the negotiation that cannot be used.
 */
class ChoicesStartFailureTests extends AbstractStartFailureTests {

	private static final String DH_512 = """
			-----BEGIN DH PARAMETERS-----
			MEYCQQDH8329OjdQ6IhEZ+3xrvqrdUbrmY5/0lAfjneVf6XoB59Wav02PRB/vJwZ
			qjt5N8ZKHMrgwdVjNf8Vxsy0lTbnAgEC
			-----END DH PARAMETERS-----
			""";

	private void writeRsaCertificate() throws IOException {
		Files.writeString(this.directory.resolve("edge.pem"),
				KeyPair.generate(KeyType.RSA)
					.selfSigned(DistinguishedName.of(Map.of("CN", "localhost")), SigningTerms.defaults())
					.dumpPem());
	}

	private void start(String choice) {
		start("""
				tls:
				  options:
				    edge:
				      certificate: file:${dir}/edge.pem
				      %s
				""".formatted(choice), NoHandler.class);
	}

	// C5
	@Test
	void whenACipherIsUnknown(CapturedOutput output) {
		start("acceptable-ciphers: ECDHE+AESGMC");
		assertAnalysis(output, "Property: tls.options.edge.acceptable-ciphers", "application.yml] - 5:27", "AESGMC");
	}

	// C10, TR19
	@Test
	void whenTheEngineCannotChooseSuitesOfTls13(CapturedOutput output) {
		start("engine: openssl\n      acceptable-ciphers: ECDHE+AESGCM:TLS_AES_256_GCM_SHA384");
		assertAnalysis(output, "Property: tls.options.edge.acceptable-ciphers", "application.yml] - 6:27",
				"the engine OPENSSL cannot honour", "it negotiates all suites of TLS 1.3", "Set the engine to 'jdk'");
	}

	@Test
	void whenAGroupIsUnknown(CapturedOutput output) {
		start("groups: X25519, brainpool");
		assertAnalysis(output, "Property: tls.options.edge.groups", "application.yml] - 5:15", "group: 'brainpool'");
	}

	@Test
	void whenNoGroupIsLeft(CapturedOutput output) {
		start("groups: X25519\n      post-quantum: require");
		assertAnalysis(output, "Property: tls.options.edge.groups", "application.yml] - 5:15",
				"expected: at least one hybrid group");
	}

	@Test
	@EnabledForJreRange(max = JRE.JAVA_19)
	void whenTheEngineCannotChooseGroups(CapturedOutput output) {
		start("engine: jdk\n      groups: X25519");
		assertAnalysis(output, "Property: tls.options.edge.groups", "application.yml] - 6:15",
				"the engine JDK cannot honour the groups [X25519]", "Set the engine to 'openssl'");
	}

	@Test
	void whenHybridGroupsAreRequiredAndTheEngineHasNone(CapturedOutput output) {
		start("engine: jdk\n      post-quantum: require");
		assertAnalysis(output, "Property: tls.options.edge.post-quantum", "application.yml] - 6:21",
				"it does not know [X25519MLKEM768]");
	}

	// I14
	@Test
	void whenTheEngineDoesNotKnowNpn(CapturedOutput output) {
		start("engine: jdk\n      acceptable-protocols: h2\n      protocol-negotiation: alpn, npn");
		assertAnalysis(output, "Property: tls.options.edge.protocol-negotiation", "application.yml] - 7:29",
				"the engine JDK cannot honour NPN", "Set the engine to 'openssl', or negotiate by ALPN alone.");
	}

	@Test
	void whenThereIsNothingToNegotiateByNpn(CapturedOutput output) {
		start("protocol-negotiation: npn");
		assertAnalysis(output, "Property: tls.options.edge.protocol-negotiation",
				"'protocol-negotiation' has no effect: there are no acceptable protocols");
	}

	@Test
	void whenNoMechanismIsLeft(CapturedOutput output) {
		start("protocol-negotiation: ''");
		assertAnalysis(output, "Property: tls.options.edge.protocol-negotiation",
				"found: nothing (expected: 'alpn', 'npn', or both)");
	}

	// TR17
	@Test
	void whenTheEngineHasNoFiniteFieldDiffieHellman(CapturedOutput output) throws IOException {
		writeRsaCertificate();
		start("engine: openssl\n      dh-parameters: ffdhe3072");
		assertAnalysis(output, "Property: tls.options.edge.dh-parameters", "application.yml] - 6:22",
				"the engine OPENSSL cannot honour the group", "it has no finite field Diffie-Hellman",
				"Set the engine to 'jdk', or remove the parameters: clients with elliptic curves");
	}

	@Test
	void whenTheKeyFitsNoSuiteWithFiniteFieldDiffieHellman(CapturedOutput output) {
		start("dh-parameters: ffdhe3072");
		assertAnalysis(output, "Property: tls.options.edge.dh-parameters", "application.yml] - 5:22",
				"'dh-parameters' has no effect", "servers with an RSA key");
	}

	// C16
	@Test
	void whenDiffieHellmanParametersAreTooShort(CapturedOutput output) throws IOException {
		Files.writeString(this.directory.resolve("dh.pem"), DH_512);
		start("dh-parameters: file:${dir}/dh.pem");
		assertAnalysis(output, "Property: tls.options.edge.dh-parameters", "application.yml] - 5:22",
				"the prime has 512 bits (expected: 2048 to 8192)", "name a group");
	}

	// C17: ours reads the file at once.
	@Test
	void whenDiffieHellmanParametersAreMissing(CapturedOutput output) {
		start("dh-parameters: file:${dir}/missing.pem");
		assertAnalysis(output, "Property: tls.options.edge.dh-parameters", "which does not exist",
				"name a group: ffdhe2048, ffdhe3072");
	}

	@Test
	void whenDiffieHellmanParametersAreOnTheNetwork(CapturedOutput output) {
		start("dh-parameters: https://localhost/dh.pem");
		assertAnalysis(output, "Property: tls.options.edge.dh-parameters", "the network may need TLS");
	}

	@Test
	void whenSessionsAreToLiveTooLong(CapturedOutput output) {
		start("resumption.lifetime: 8d");
		assertAnalysis(output, "Property: tls.options.edge.resumption.lifetime", "application.yml] - 5:28",
				"expected: 1 s to 7 days");
	}

	@Test
	void whenOptionsFailTheirSelfTest(CapturedOutput output) {
		start("""
				tls:
				  options:
				    edge:
				      certificate: file:${dir}/edge.pem
				      acceptable-ciphers: ECDHE+aRSA
				      lower-maximum-security-to: TLSv1.2
				  listeners:
				    echo:
				      port: 0
				      options: edge
				""", EchoHandler.class);
		assertAnalysis(output, "Property: tls.listeners.echo.options",
				"the options 'edge' cannot be used: they cannot complete a handshake of TLSv1.2 with themselves",
				"tls.self-test");
	}

	@Test
	void whenAKeyLogIsOnInProduction(CapturedOutput output) {
		start("""
				spring.profiles.active: prod
				tls.debug.key-log-file: ${dir}/keys.log
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.debug.key-log-file", "application.yml] - 2:25",
				"a key log is switched on under a production profile");
	}

	@Test
	void whenOthersMayReadTheKeyLog(CapturedOutput output) throws IOException {
		Path file = Files.createFile(this.directory.resolve("keys.log"));
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
		start("""
				tls.debug.key-log-file: ${dir}/keys.log
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.debug.key-log-file", "which others may read or write", "chmod 600");
	}

	@Test
	void whenTheKeyLogCannotBeWritten(CapturedOutput output) {
		start("""
				tls.debug.key-log-file: ${dir}/missing/keys.log
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.debug.key-log-file", "which cannot be written (NoSuchFileException)");
	}

}

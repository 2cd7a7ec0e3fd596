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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;

import io.tlsboot.x509.DistinguishedName;
import io.tlsboot.x509.KeyPair;
import io.tlsboot.x509.KeyType;
import io.tlsboot.x509.PrivateCertificate;
import io.tlsboot.x509.SigningTerms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a user reads when a key store cannot be read, or no engine can use its key.
 */
class KeystoreStartFailureTests extends AbstractStartFailureTests {

	private void store(String type, String... names) throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance(type);
		store.load(null, null);
		for (String name : names) {
			PrivateCertificate identity = AUTHORITY.issue(name);
			store.setKeyEntry(name, identity.privateKey(), "s3cret".toCharArray(), identity.x509Chain());
		}
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		store.store(content, "s3cret".toCharArray());
		Files.write(this.directory.resolve("edge.store"), content.toByteArray());
	}

	private void startWith(String... properties) {
		StringBuilder yaml = new StringBuilder("""
				tls:
				  options:
				    edge:
				      keystore:
				        location: file:${dir}/edge.store
				""");
		List.of(properties).forEach((property) -> yaml.append("        ").append(property).append('\n'));
		start(yaml.toString(), NoHandler.class);
	}

	@ParameterizedTest
	@CsvSource({ "JKS, a JKS key store", "PKCS12, a PKCS#12 key store" })
	void whenKeystorePasswordIsWrong(String type, String found, CapturedOutput output) throws Exception {
		store(type, "edge");
		startWith("password: hunter2");
		assertAnalysis(output, "Property: tls.options.edge.keystore.password", "application.yml] - 6:19",
				found + " that cannot be read with the given password in 'file:", "Correct the password.");
		assertThat(output).doesNotContain("hunter2");
	}

	@ParameterizedTest
	@CsvSource({ "JKS, a JKS key store", "PKCS12, a PKCS#12 key store" })
	void whenKeystorePasswordIsMissing(String type, String found, CapturedOutput output) throws Exception {
		store(type, "edge");
		startWith();
		assertAnalysis(output, "Property: tls.options.edge.keystore.password",
				found + " that is encrypted, and no password is given in 'file:", "Set the password.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "JKS", "PKCS12" })
	void whenAliasIsNotThere(String type, CapturedOutput output) throws Exception {
		store(type, "edge");
		startWith("password: s3cret", "alias: egde");
		assertAnalysis(output, "Property: tls.options.edge.keystore.alias", "application.yml] - 7:16",
				"expected one private key named 'egde' in the key store (found: 0) in 'file:", "keytool -list");
		assertThat(output).doesNotContain("s3cret");
	}

	@ParameterizedTest
	@ValueSource(strings = { "JKS", "PKCS12" })
	void whenAliasIsMissing(String type, CapturedOutput output) throws Exception {
		store(type, "edge", "other");
		startWith("password: s3cret");
		assertAnalysis(output, "Property: tls.options.edge.keystore.location", "application.yml] - 5:19",
				"expected one private key in the key store (found: 2)", "or set 'tls.options.edge.keystore.alias'");
	}

	@Test
	void whenKeystoreIsOfAnotherType(CapturedOutput output) throws Exception {
		store("JKS", "edge");
		startWith("password: s3cret", "type: pkcs12");
		assertAnalysis(output, "Property: tls.options.edge.keystore.location",
				"found: a JKS key store (expected: type PKCS12)");
	}

	@Test
	void whenKeystoreHasNoKey(CapturedOutput output) throws Exception {
		store("JKS");
		startWith("password: s3cret");
		assertAnalysis(output, "Property: tls.options.edge.keystore.location",
				"expected one private key in the key store (found: 0)");
	}

	@Test
	void whenKeystoreIsDamaged(CapturedOutput output) throws Exception {
		store("PKCS12", "edge");
		byte[] content = Files.readAllBytes(this.directory.resolve("edge.store"));
		content[content.length / 2] ^= 0x55;
		Files.write(this.directory.resolve("edge.store"), content);
		startWith("password: s3cret");
		assertAnalysis(output, "Property: tls.options.edge.keystore.", "a PKCS#12 key store that ");
	}

	@Test
	void whenKeystoreHasNoLocation(CapturedOutput output) {
		start("""
				tls:
				  options:
				    edge:
				      keystore:
				        password: s3cret
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.options.edge.keystore.location", "it is required and not set");
	}

	@ParameterizedTest
	@EnumSource(names = { "ML_DSA_44", "ML_DSA_65", "ML_DSA_87" })
	void whenKeyIsMlDsaThenNoEngineCanServeIt(KeyType type, CapturedOutput output) throws IOException {
		Files.writeString(this.directory.resolve("key.pem"), selfSigned(type));
		start("""
				tls:
				  options:
				    edge:
				      certificate: file:${dir}/key.pem
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.options.edge.certificate", "application.yml] - 4:20",
				"the engine OPENSSL cannot honour a key of the type %s: it cannot sign with such keys".formatted(type),
				"; the engine JDK cannot honour a key of the type " + type, "Use a certificate with an EC or RSA key.");
	}

	@ParameterizedTest
	@EnumSource(names = { "ED448", "ED25519", "RSASSA_PSS" })
	void whenKeyIsNotForBoringSslThenTheJdkIsNamed(KeyType type, CapturedOutput output) throws IOException {
		Files.writeString(this.directory.resolve("key.pem"), selfSigned(type));
		start("""
				tls:
				  options:
				    edge:
				      certificate: file:${dir}/key.pem
				      engine: openssl
				""", NoHandler.class);
		assertAnalysis(output, "Property: tls.options.edge.certificate", "application.yml] - 4:20",
				"the engine OPENSSL cannot honour a key of the type " + type, "Set the engine to 'jdk'");
	}

	private static String selfSigned(KeyType type) {
		return KeyPair.generate(type)
			.selfSigned(DistinguishedName.of(Map.of("CN", "localhost")), SigningTerms.defaults())
			.dumpPem();
	}

}

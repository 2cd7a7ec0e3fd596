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
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.tlsboot.options.CertificateOptions;
import io.tlsboot.testing.ChainBuilder.Issued;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.DistinguishedName;
import io.tlsboot.x509.Format;
import io.tlsboot.x509.KeyPair;
import io.tlsboot.x509.KeyType;
import io.tlsboot.x509.PrivateCertificate;
import io.tlsboot.x509.SigningTerms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;

import static io.tlsboot.testing.ChainBuilder.authority;
import static io.tlsboot.testing.ChainBuilder.leaf;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Certificates and keys as they may be given: files and texts of every format, one or
 * several, and key stores.
 */
@ExtendWith(OutputCaptureExtension.class)
class IdentitySourcesTests {

	private static final String BYTE_ORDER_MARK = "\uFEFF";

	private static final TestAuthority ROOT = TestAuthority.create("Test CA");

	private static final TestAuthority INTERMEDIATE = ROOT.intermediate("Intermediate CA");

	private static final PrivateCertificate EDGE = edge();

	private static final PrivateCertificate OTHER = ROOT.issue("other");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class));

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	private static PrivateCertificate edge() {
		PrivateCertificate issued = INTERMEDIATE.issue("edge");
		return PrivateCertificate.of(List.of(issued.certificate(), INTERMEDIATE.certificate()), issued.privateKey());
	}

	private PrivateCertificate read(Map<String, Object> properties) {
		PrivateCertificate[] read = new PrivateCertificate[1];
		Map<String, Object> named = new LinkedHashMap<>();
		properties.forEach((key, value) -> named.put("tls.options.edge." + key, value));
		this.runner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("test", named)))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				read[0] = context.getBean(CertificateOptions.class).identity().orElseThrow();
			});
		return read[0];
	}

	private String file(String name, byte[] content) throws IOException {
		return "file:" + Files.write(this.directory.resolve(name), content);
	}

	private String file(String name, String content) throws IOException {
		return "file:" + Files.writeString(this.directory.resolve(name), content);
	}

	private static String base64(byte[] content) {
		return "base64:" + Base64.getEncoder().encodeToString(content);
	}

	private static byte[] store(String type, PrivateCertificate... identities)
			throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance(type);
		store.load(null, null);
		for (PrivateCertificate identity : identities) {
			store.setKeyEntry(identity.certificate().subject().get("CN").orElseThrow(), identity.privateKey(),
					"secret".toCharArray(), identity.x509Chain());
		}
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		store.store(content, "secret".toCharArray());
		return content.toByteArray();
	}

	@ParameterizedTest
	@CsvSource({ "JKS, edge", "JKS, EDGE", "PKCS12, edge", "PKCS12, EDGE" })
	void keystoreOfSeveralKeysIsReadByTheAlias(String type, String alias) throws Exception {
		String location = file("edge.store", store(type, OTHER, EDGE));

		assertThat(read(Map.of("keystore.location", location, "keystore.password", "secret", "keystore.alias", alias)))
			.isEqualTo(EDGE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "JKS", "PKCS12" })
	void keystoreMayNameItsType(String type) throws Exception {
		String location = file("edge.store", store(type, EDGE));

		assertThat(read(Map.of("keystore.location", location, "keystore.password", "secret", "keystore.type", type)))
			.isEqualTo(EDGE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "JKS", "PKCS12" })
	void keystoreMayBeBase64(String type) throws Exception {
		assertThat(read(Map.of("keystore.location", base64(store(type, EDGE)), "keystore.password", "secret")))
			.isEqualTo(EDGE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "JKS", "PKCS12" })
	void certificateMayBeAKeystoreWithThePasswordOfTheKey(String type) throws Exception {
		assertThat(read(Map.of("certificate", base64(store(type, EDGE)), "private-key-password", "secret")))
			.isEqualTo(EDGE);
	}

	@Test
	void certificateAndKeyMayBeBase64OfDer() {
		PrivateCertificate read = read(Map.of("certificate", base64(EDGE.certificate().dump()), "private-key",
				base64(EDGE.keyPair().dump(Format.DER))));

		assertThat(read.chain()).containsExactly(EDGE.certificate());
		assertThat(read.keyPair()).isEqualTo(EDGE.keyPair());
	}

	@Test
	void certificateAndKeyMayBeFilesOfDer() throws Exception {
		PrivateCertificate read = read(Map.of("certificate", file("edge.der", EDGE.certificate().dump()), "private-key",
				file("edge.key", EDGE.privateKey().getEncoded())));

		assertThat(read.keyPair()).isEqualTo(EDGE.keyPair());
	}

	@Test
	void severalFilesMakeOneChainInWhateverOrder() throws Exception {
		String root = file("root.pem", ROOT.certificate().dumpPem());
		String intermediate = file("intermediate.der", INTERMEDIATE.certificate().dump());
		String leaf = file("leaf.pem", EDGE.certificate().dumpPem());
		String key = file("edge.key", EDGE.keyPair().dumpPem());

		assertThat(read(Map.of("certificate", List.of(root, intermediate, leaf), "private-key", key))).isEqualTo(EDGE);
	}

	@Test
	void severalFilesMayBeginWithTheOneThatHasTheKey() throws Exception {
		String leaf = file("leaf.pem", EDGE.certificate().dumpPem() + EDGE.keyPair().dumpPem());
		String intermediate = file("intermediate.pem", INTERMEDIATE.certificate().dumpPem());

		assertThat(read(Map.of("certificate", List.of(leaf, intermediate)))).isEqualTo(EDGE);
	}

	@Test
	void keyMayBeEncrypted() throws Exception {
		String certificates = file("edge.pem", EDGE.dumpPem("secret".toCharArray()));

		assertThat(read(Map.of("certificate", certificates, "private-key-password", "secret"))).isEqualTo(EDGE);
	}

	@Test
	void fileMayBeginWithAByteOrderMark() throws Exception {
		assertThat(read(Map.of("certificate", file("edge.pem", BYTE_ORDER_MARK + EDGE.dumpPem())))).isEqualTo(EDGE);
	}

	@Test
	void linesOfAFileMayEndWithCarriageReturns() throws Exception {
		assertThat(read(Map.of("certificate", file("edge.pem", EDGE.dumpPem().replace("\n", "\r\n"))))).isEqualTo(EDGE);
	}

	@Test
	void fileMayEndWithoutANewline() throws Exception {
		assertThat(read(Map.of("certificate", file("edge.pem", EDGE.dumpPem().strip())))).isEqualTo(EDGE);
	}

	@Test
	void ed448KeyMayBeGivenWhereTheEngineIsChosenAutomatically() throws Exception {
		PrivateCertificate self = KeyPair.generate(KeyType.ED448)
			.selfSigned(DistinguishedName.of(Map.of("CN", "localhost")), SigningTerms.defaults());

		assertThat(read(Map.of("certificate", file("ed448.pem", self.dumpPem())))).isEqualTo(self);
	}

	// E18: ours warns, as of a certificate that has expired.
	@Test
	void certificateWithAShortKeyIsWarnedAboutAndUsed(CapturedOutput output) {
		read(Map.of("certificate", chain(leaf().key("RSA-1024").issuedBy(authority("Root CA").selfSigned()))));

		assertThat(output)
			.contains("too weak: 'CN=leaf' (its RSA key has 1024 bits (required: 2048)). Peers will refuse it.");
	}

	// E18
	@ParameterizedTest
	@ValueSource(strings = { "MD5", "SHA1", "SHA1-PSS", "RIPEMD160" })
	void certificateWithAWeakSignatureIsWarnedAboutAndUsed(String digest, CapturedOutput output) {
		Issued root = authority("RSA Root").key("RSA-2048").selfSigned();

		read(Map.of("certificate", chain(leaf().digest(digest).issuedBy(root))));

		assertThat(output).contains("too weak: 'CN=leaf' (its signature is weak (");
	}

	// E18
	@Test
	void weakIntermediateIsWarnedAboutToo(CapturedOutput output) {
		Issued root = authority("RSA Root").key("RSA-2048").selfSigned();
		Issued intermediate = authority("Old CA").digest("SHA1").issuedBy(root);
		Issued leaf = leaf().issuedBy(intermediate);

		read(Map.of("certificate",
				PrivateCertificate.of(List.of(leaf.certificate(), intermediate.certificate()), leaf.keys().getPrivate())
					.dumpPem()));

		assertThat(output).contains("too weak: 'CN=Old CA' (its signature is weak (SHA1withRSA))")
			.doesNotContain("'CN=leaf'");
	}

	// E18
	@Test
	void signatureOfASelfSignedCertificateIsNotWarnedAbout(CapturedOutput output) {
		read(Map.of("certificate", chain(leaf().key("RSA-2048").digest("SHA1").selfSigned())));

		assertThat(output).doesNotContain("Peers will refuse it");
	}

	private static String chain(Issued issued) {
		return PrivateCertificate.of(List.of(issued.certificate()), issued.keys().getPrivate()).dumpPem();
	}

	// A12
	@Test
	void extraChainGoesBehindTheCertificate() throws IOException {
		String leaf = file("leaf.pem", PrivateCertificate.of(List.of(EDGE.certificate()), EDGE.privateKey()).dumpPem());

		assertThat(read(
				Map.of("certificate", leaf, "extra-chain[0]", file("ca.pem", INTERMEDIATE.certificate().dumpPem())))
			.chain()).isEqualTo(EDGE.chain());
	}

	// A11
	@Test
	void whenThereIsNoCertificateThenAnExtraChainIsRefusedEvenIfItIsEmpty() {
		this.runner.withPropertyValues("tls.options.edge.extra-chain=")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("tls.options.edge.extra-chain")
				.hasMessageContaining("an extra chain is set and no certificate that it belongs to"));
	}

}

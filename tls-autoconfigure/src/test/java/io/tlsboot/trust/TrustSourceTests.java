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

package io.tlsboot.trust;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.Certificate;
import io.tlsboot.x509.DistinguishedName;
import io.tlsboot.x509.Format;
import io.tlsboot.x509.KeyPair;
import io.tlsboot.x509.KeyType;
import io.tlsboot.x509.PrivateCertificate;
import io.tlsboot.x509.SigningTerms;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS12SafeBagBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

/**
 * Trusted certificates as they are read from files and directories.
 */
class TrustSourceTests {

	private static final Certificate ONE = TestAuthority.create("One").certificate();

	private static final Certificate TWO = TestAuthority.create("Two").certificate();

	@TempDir
	private Path directory;

	@Test
	void pemIsReadWithAllItsCertificatesEachOnce() {
		String text = "# trusted\r\n" + (ONE.dumpPem() + TWO.dumpPem() + ONE.dumpPem()).replace("\n", "\r\n");

		assertThat(TrustSource.read("a", text.getBytes(StandardCharsets.UTF_8)).certificates()).containsExactly(ONE,
				TWO);
	}

	@Test
	void derIsReadWithAllItsCertificates() {
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		content.writeBytes(TWO.dump());
		content.writeBytes(ONE.dump());

		assertThat(TrustSource.read("a", content.toByteArray()).certificates()).containsExactly(TWO, ONE);
	}

	@Test
	void whenThereIsNoCertificateThenItSaysWhatThereIs() {
		assertRefused(new byte[0], "no certificate found (found: an empty file;");
		assertRefused("nothing here".getBytes(StandardCharsets.UTF_8), "no certificate found (found: no PEM block;");
		assertRefused(Arrays.copyOf(ONE.dump(), 100), "no certificate found");
		assertRefused(ONE.dumpPem().substring(0, 200).getBytes(StandardCharsets.UTF_8), "damaged");
	}

	@Test
	void whenThereIsSomethingElseThenItSaysWhatThereIs() {
		PrivateCertificate self = KeyPair.generate(KeyType.EC_P256)
			.selfSigned(DistinguishedName.of(Map.of("CN", "self")), SigningTerms.defaults());

		assertRefused(self.request().dump(), "no certificate found (found: a certificate request;");
		assertRefused(self.request().dumpPem().getBytes(StandardCharsets.UTF_8),
				"no certificate found (found: a certificate request;");
		assertRefused(self.keyPair().dump(Format.DER), "no certificate found (found: 1 private key(s);");
		assertRefused("<html></html>".getBytes(StandardCharsets.UTF_8), "no certificate found (found: no PEM block;");
	}

	@Test
	void whenTextBeginsWithAByteOrderMarkThenItsFirstCertificateIsRead() {
		String text = "\uFEFF" + ONE.dumpPem() + TWO.dumpPem();

		assertThat(TrustSource.read("a", text.getBytes(StandardCharsets.UTF_8)).certificates()).containsExactly(ONE,
				TWO);
	}

	@Test
	void keyStoreWhoseCertificatesAreNotEncryptedIsRead() throws Exception {
		PKCS12PfxPduBuilder store = new PKCS12PfxPduBuilder();
		store.addData(new JcaPKCS12SafeBagBuilder(ONE.toX509()).build());
		store.addData(new JcaPKCS12SafeBagBuilder(TWO.toX509()).build());

		assertThat(TrustSource.read("a", store.build(null, new char[0]).getEncoded()).certificates())
			.containsExactly(ONE, TWO);
		assertThat(TrustSource.read("a", store("JKS")).certificates()).containsExactly(ONE);
	}

	@Test
	void keyStoreWhoseCertificatesAreEncryptedIsRefused() throws Exception {
		assertRefused(store("PKCS12"), "a PKCS#12 key store that is encrypted, and no password is given");
	}

	private static byte[] store(String type) throws Exception {
		KeyStore store = KeyStore.getInstance(type);
		store.load(null, null);
		store.setCertificateEntry("one", ONE.toX509());
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		store.store(content, "secret".toCharArray());
		return content.toByteArray();
	}

	private static void assertRefused(byte[] content, String message) {
		assertThatExceptionOfType(TrustRootException.class).isThrownBy(() -> TrustSource.read("a", content))
			.withMessageContaining(message);
	}

	@Test
	void fingerprintsAreInTheOrderOfTheCertificates() {
		assertThat(TrustSource.of("a", List.of(TWO, ONE)).fingerprints()).containsExactly(TWO.digest("SHA-256"),
				ONE.digest("SHA-256"));
	}

	@Test
	void directoryIsReadByTheEndsOfItsFileNames() throws Exception {
		Files.writeString(this.directory.resolve("a.PEM"), ONE.dumpPem() + TWO.dumpPem());
		Files.write(this.directory.resolve("b.cer"), ONE.dump());
		Files.write(this.directory.resolve("c.txt"), TestAuthority.create("Three").certificate().dump());
		Files.createDirectory(this.directory.resolve("d.crt"));

		CertificateDirectory read = CertificateDirectory.read(this.directory);

		assertThat(read.certificates()).containsExactly(ONE, TWO);
		assertThat(read.skipped()).isEmpty();
	}

	@Test
	void filesOfADirectoryThatCannotBeUsedAreSkippedByName() throws Exception {
		Path junk = Files.writeString(this.directory.resolve("junk.pem"), "nothing here");
		Path dangling = Files.createSymbolicLink(this.directory.resolve("dangling.pem"), Path.of("missing"));
		Files.writeString(this.directory.resolve("one.pem"), ONE.dumpPem());

		CertificateDirectory read = CertificateDirectory.read(this.directory);

		assertThat(read.certificates()).containsExactly(ONE);
		assertThat(read.skipped()).containsOnlyKeys(junk, dangling)
			.hasEntrySatisfying(junk, (problem) -> assertThat(problem).startsWith("no certificate found"))
			.hasEntrySatisfying(dangling,
					(problem) -> assertThat(problem).isEqualTo("it cannot be read (NoSuchFileException)"));
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void whatIsNoFileIsSkippedAndNotRead() throws Exception {
		Path device = Files.createSymbolicLink(this.directory.resolve("device.pem"), Path.of("/dev/null"));

		assertThat(CertificateDirectory.read(this.directory).skipped()).containsExactly(entry(device, "it is no file"));
	}

	@Test
	void whenTheDirectoryIsMissingThenItIsRefused() {
		assertThatExceptionOfType(TrustRootException.class)
			.isThrownBy(() -> CertificateDirectory.read(this.directory.resolve("missing")))
			.withMessageContaining("missing' cannot be read (NoSuchFileException)");
	}

}

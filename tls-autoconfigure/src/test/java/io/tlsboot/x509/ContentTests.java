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

package io.tlsboot.x509;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Map;

import io.tlsboot.x509.CertificateLoadException.Part;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is found in a file, in whatever format, and how it is listed in a message.
 */
class ContentTests {

	private static final int MOST = 32 * 1024 * 1024;

	private static final PrivateCertificate ONE = self("one");

	private static final PrivateCertificate TWO = self("two");

	private static PrivateCertificate self(String name) {
		return KeyPair.generate(KeyType.EC_P256)
			.selfSigned(DistinguishedName.of(Map.of("CN", name)), SigningTerms.defaults());
	}

	private static String pem(String label, int... octets) {
		byte[] content = new byte[octets.length];
		for (int index = 0; index < octets.length; index++) {
			content[index] = (byte) octets[index];
		}
		return PemTexts.write(new PemObject(label, content));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] join(byte[]... parts) throws IOException {
		ByteArrayOutputStream joined = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			joined.write(part);
		}
		return joined.toByteArray();
	}

	private static void assertRefused(byte[] content, Part part, String message) {
		assertThatExceptionOfType(CertificateLoadException.class).isThrownBy(() -> Certificate.loadAll(content))
			.withMessageContaining(message)
			.satisfies((ex) -> assertThat(ex.part()).isEqualTo(part));
	}

	@Test
	void certificatesInDerBehindEachOtherAreAllRead() throws IOException {
		byte[] both = join(ONE.certificate().dump(), TWO.certificate().dump());

		assertThat(Certificate.loadAll(both)).containsExactly(ONE.certificate(), TWO.certificate());
		assertThat(Certificate.load(both)).isEqualTo(ONE.certificate());
	}

	@Test
	void whenTheLastOfSeveralCertificatesIsCutOffThenNoneIsRead() throws IOException {
		byte[] both = join(ONE.certificate().dump(), TWO.certificate().dump());

		assertRefused(Arrays.copyOf(both, both.length - 1), Part.CERTIFICATE, "a certificate is damaged");
	}

	@Test
	void whenSomethingElseStandsBehindACertificateThenNothingIsRead() throws IOException {
		assertRefused(join(ONE.certificate().dump(), new byte[] { 0 }), Part.CERTIFICATE, "a certificate is damaged");
	}

	@Test
	void whenFileIsHugeThenItIsRefusedUnread() {
		byte[] most = new byte[MOST];
		Arrays.fill(most, (byte) ' ');

		assertRefused(most, Part.CERTIFICATE, "found: an empty file");
		assertRefused(Arrays.copyOf(most, MOST + 1), Part.CERTIFICATE,
				"found: 33554433 octets (expected: at most 33554432)");
	}

	@ParameterizedTest
	@CsvSource({ "CERTIFICATE REQUEST, a certificate request", "NEW CERTIFICATE REQUEST, a certificate request",
			"PUBLIC KEY, a public key", "RSA PUBLIC KEY, a public key", "X509 CRL, a certificate revocation list",
			"PKCS7, a PKCS#7 bundle", "CMS, a PKCS#7 bundle", "DSA PRIVATE KEY, a DSA private key",
			"DH PARAMETERS, Diffie-Hellman parameters",
			"TRUSTED CERTIFICATE, a certificate with OpenSSL's trust settings",
			"OPENSSH PRIVATE KEY, an OpenSSH private key", "PGP PUBLIC KEY BLOCK, an OpenPGP key",
			"PGP MESSAGE, an OpenPGP message", "NONSENSE, a PEM block of an unknown kind" })
	void blockOfAnotherKindIsCalledByWhatItIs(String label, String description) {
		assertRefused(bytes(pem(label, 1)), Part.CERTIFICATE, "no certificate found (found: " + description + ";");
	}

	@ParameterizedTest
	@ValueSource(strings = { "CERTIFICATE", "X509 CERTIFICATE" })
	void certificateIsReadUnderItsOldLabelToo(String label) {
		String text = ONE.certificate().dumpPem().replace("CERTIFICATE", label);

		assertThat(Certificate.loadPem(text)).isEqualTo(ONE.certificate());
	}

	@ParameterizedTest
	@ValueSource(strings = { "PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY" })
	void whenAKeyIsCutOffThenItIsTheKeyThatIsDamaged(String label) {
		String text = ONE.certificate().dumpPem() + "-----BEGIN " + label + "-----\nAAAA\n";

		assertRefused(bytes(text), Part.PRIVATE_KEY, "a PEM block is damaged (found: a private key without end");
	}

	@ParameterizedTest
	@CsvSource({ "CERTIFICATE, a certificate", "X509 CERTIFICATE, a certificate", "EC PARAMETERS, EC parameters" })
	void whenAnotherBlockIsCutOffThenItIsNamed(String label, String description) {
		assertRefused(bytes("-----BEGIN " + label + "-----\nAAAA\n"), Part.CERTIFICATE,
				"a PEM block is damaged (found: " + description + " without end");
	}

	@Test
	void whenABlockThatIsNotUsedIsDamagedThenTheOthersAreRead() {
		String text = "-----BEGIN DH PARAMETERS-----\n?\n-----END DH PARAMETERS-----\n" + ONE.certificate().dumpPem();

		assertThat(Certificate.loadPem(text)).isEqualTo(ONE.certificate());
	}

	@Test
	void messageListsEverythingThatWasFound() {
		String key = PemTexts.pkcs8(ONE.privateKey());
		String text = ONE.dumpPem() + TWO.certificate().dumpPem() + key + pem("PUBLIC KEY", 1) + pem("X509 CRL", 1);

		assertThatExceptionOfType(CertificateLoadException.class).isThrownBy(() -> KeyPair.loadPem(text))
			.withMessage("expected one private key (found: 2 certificate(s), 2 private key(s), a public key,"
					+ " a certificate revocation list)");
	}

	@Test
	void messageSaysThatAKeyStoreIsEmptyOrHoldsOtherThings() throws Exception {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		byte[] empty = written(store);
		store.setCertificateEntry("one", ONE.certificate().toX509());
		byte[] certificate = written(store);

		assertThatExceptionOfType(CertificateLoadException.class)
			.isThrownBy(() -> Certificate.loadAll(empty, "secret".toCharArray()))
			.withMessageContaining("(found: a PKCS#12 key store with nothing in it;");
		assertThatExceptionOfType(CertificateLoadException.class)
			.isThrownBy(() -> KeyPair.load(certificate, "secret".toCharArray()))
			.withMessageContaining("(found: a PKCS#12 key store with 1 certificate(s))");
	}

	private static byte[] written(KeyStore store) throws Exception {
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		store.store(content, "secret".toCharArray());
		return content.toByteArray();
	}

	@Test
	void keyStoresAreToldFromOtherFiles() throws Exception {
		KeyStore jks = KeyStore.getInstance("JKS");
		jks.load(null, null);
		KeyStore pkcs12 = KeyStore.getInstance("PKCS12");
		pkcs12.load(null, null);

		assertThat(Content.isKeyStore(written(jks))).isTrue();
		assertThat(Content.isKeyStore(written(pkcs12))).isTrue();
		assertThat(Content.isKeyStore(ONE.certificate().dump())).isFalse();
		assertThat(Content.isKeyStore(bytes(ONE.dumpPem()))).isFalse();
	}

	@Test
	void wipedPasswordCannotBeReadAnyMore() {
		char[] password = "secret".toCharArray();
		Content.wipe(password);

		assertThat(password).containsOnly('\0');
		assertThatCode(() -> Content.wipe(null)).doesNotThrowAnyException();
	}

}

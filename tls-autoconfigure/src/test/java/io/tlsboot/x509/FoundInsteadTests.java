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
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.tlsboot.x509.CertificateLoadException.Part;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A file that holds something else than it should: the message says what.
 */
class FoundInsteadTests {

	private static final KeyPair KEYS = KeyPair.generate(KeyType.EC_P256);

	private static final KeyPair RSA_KEYS = KeyPair.generate(KeyType.RSA);

	private static final PrivateCertificate SELF = KEYS.selfSigned(DistinguishedName.of(Map.of("CN", "self")),
			SigningTerms.defaults());

	private static final byte[] CERTIFICATE = octets(SELF.certificate().dumpPem());

	private static final byte[] CRL = crl();

	private static final byte[] PUBLIC_KEY = KEYS.publicKey().dump();

	private static final String HTML = "<!DOCTYPE html>\n<html><body>Sign in</body></html>\n";

	private static byte[] octets(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] pem(String label, byte[] content) {
		return octets(PemTexts.write(new PemObject(label, content)));
	}

	private static byte[] crl() {
		try {
			X509v2CRLBuilder builder = new X509v2CRLBuilder(new X500Name("CN=self"),
					Date.from(Instant.parse("2026-03-01T12:00:00Z")));
			builder.addCRLEntry(BigInteger.ONE, Date.from(Instant.parse("2026-03-01T12:00:00Z")), 0);
			X509CRLHolder list = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(KEYS.privateKey()));
			return list.getEncoded();
		}
		catch (IOException | OperatorCreationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static byte[] bundle() throws Exception {
		CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
		generator.addCertificates(new JcaCertStore(List.of(SELF.certificate().toX509())));
		return generator.generate(new CMSProcessableByteArray(new byte[0])).getEncoded();
	}

	private static byte[] emptyStore() throws Exception {
		KeyStore store = KeyStore.getInstance("JKS");
		store.load(null, null);
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		store.store(content, "secret".toCharArray());
		return content.toByteArray();
	}

	private static Stream<Arguments> neither() throws Exception {
		return Stream.of(Arguments.of("a revocation list, PEM", pem("X509 CRL", CRL), "a certificate revocation list"),
				Arguments.of("a revocation list, DER", CRL, "a certificate revocation list"),
				Arguments.of("a request, PEM", octets(SELF.request().dumpPem()), "a certificate request"),
				Arguments.of("a request of old, PEM", pem("NEW CERTIFICATE REQUEST", SELF.request().dump()),
						"a certificate request"),
				Arguments.of("a request, DER", SELF.request().dump(), "a certificate request"),
				Arguments.of("a public key, PEM", pem("PUBLIC KEY", PUBLIC_KEY), "a public key"),
				Arguments.of("a public key, DER", PUBLIC_KEY, "a public key"),
				Arguments.of("a bundle, PEM", pem("PKCS7", bundle()), "a PKCS#7 bundle"),
				Arguments.of("a bundle, DER", bundle(), "a PKCS#7 bundle"),
				Arguments.of("an OpenSSH key", pem("OPENSSH PRIVATE KEY", octets("openssh-key-v1")),
						"an OpenSSH private key"),
				Arguments.of("an OpenPGP key", pem("PGP PRIVATE KEY BLOCK", octets("key")), "an OpenPGP key"),
				Arguments.of("DH parameters", pem("DH PARAMETERS", octets("parameters")), "Diffie-Hellman parameters"),
				Arguments.of("another block", pem("SOMETHING ELSE", octets("else")), "a PEM block of an unknown kind"),
				Arguments.of("nothing", new byte[0], "an empty file"),
				Arguments.of("blank lines", octets("\r\n \n"), "an empty file"),
				Arguments.of("HTML", octets(HTML), "no PEM block"),
				Arguments.of("UTF-16", SELF.dumpPem().getBytes(StandardCharsets.UTF_16), "text in UTF-16"),
				Arguments.of("an empty key store", emptyStore(), "a JKS key store with nothing in it"),
				Arguments.of("a JCEKS key store", ByteBuffer.allocate(8).putInt(0xCECECECE).array(),
						"a JCEKS key store"),
				Arguments.of("other DER", new byte[] { 48, 6, 2, 1, 1, 1, 1, 0 }, "DER of an unknown kind"),
				Arguments.of("an archive", new byte[] { 'P', 'K', 3, 4, 0 }, "binary content that is no DER"));
	}

	static Stream<Arguments> insteadOfACertificate() throws Exception {
		byte[] encrypted = octets(PemTexts.encryptedPkcs8(KEYS.privateKey(), "secret"));
		return Stream.concat(neither(), Stream.of(
				Arguments.of("a key, PKCS#8 PEM", octets(PemTexts.pkcs8(KEYS.privateKey())), "1 private key(s)"),
				Arguments.of("a key, SEC1 PEM", octets(PemTexts.traditional(KEYS.privateKey())), "1 private key(s)"),
				Arguments.of("a key, PKCS#8 DER", KEYS.privateKey().getEncoded(), "1 private key(s)"),
				Arguments.of("a key, SEC1 DER", KEYS.dump(Format.DER), "1 private key(s)"),
				Arguments.of("a key, PKCS#1 DER", RSA_KEYS.dump(Format.DER), "1 private key(s)"),
				Arguments.of("an encrypted key", encrypted, "1 private key(s)")));
	}

	static Stream<Arguments> insteadOfAKey() throws Exception {
		return Stream.concat(neither(), Stream.of(Arguments.of("a certificate, PEM", CERTIFICATE, "1 certificate(s)"),
				Arguments.of("a certificate, DER", SELF.certificate().dump(), "1 certificate(s)")));
	}

	@Test
	void whenANameInDerHoldsPemThenTheCertificateIsReadAndNotTheName() {
		PrivateCertificate outer = KEYS.selfSigned(
				DistinguishedName.of(Map.of("CN", "outer", "O", "\n" + SELF.certificate().dumpPem())),
				SigningTerms.defaults());

		assertThat(Certificate.loadAll(outer.certificate().dump())).containsExactly(outer.certificate());
		assertThat(Certificate.load(outer.certificate().dump())).isEqualTo(outer.certificate());
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("insteadOfACertificate")
	void whenThereIsNoCertificateThenTheMessageSaysWhatThereIs(String title, byte[] content, String found) {
		assertThatExceptionOfType(CertificateLoadException.class).isThrownBy(() -> Certificate.loadAll(content))
			.withMessageContaining("no certificate found (found: " + found + "; expected: ")
			.satisfies((ex) -> assertThat(ex.part()).isEqualTo(Part.CERTIFICATE));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("insteadOfAKey")
	void whenThereIsNoKeyThenTheMessageSaysWhatThereIs(String title, byte[] content, String found) {
		assertThatExceptionOfType(CertificateLoadException.class)
			.isThrownBy(() -> PrivateCertificate.load(List.of(CERTIFICATE), content, null))
			.withMessageContaining("expected one private key (found: " + found + ")")
			.satisfies((ex) -> assertThat(ex.part()).isEqualTo(Part.PRIVATE_KEY));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("insteadOfAKey")
	void whenThereIsNoKeyStoreThenTheMessageSaysWhatThereIs(String title, byte[] content, String found) {
		assertThatExceptionOfType(CertificateLoadException.class)
			.isThrownBy(() -> PrivateCertificate.loadKeyStore(content, null, "secret".toCharArray(), null))
			.withMessageMatching("(?s)(no key store found \\(found: .+; expected: PKCS#12 or JKS\\)"
					+ "|expected one private key in the key store \\(found: 0\\))")
			.satisfies((ex) -> assertThat(ex.part()).isEqualTo(Part.KEY_STORE));
	}

}

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
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.tlsboot.testing.ChainBuilder;
import io.tlsboot.x509.CertificateLoadException.Part;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A file is recognised by its content, and a message calls it by what it is.
 */
class KindTests {

	private static final KeyPair KEYS = KeyPair.generate(KeyType.EC_P256);

	private static final PrivateCertificate SELF = KEYS.selfSigned(DistinguishedName.of(Map.of("CN", "a.example")),
			SigningTerms.defaults());

	private static final ASN1Integer NUMBER = new ASN1Integer(BigInteger.TWO);

	private static final DERSequence SEQUENCE = new DERSequence();

	private static final DERBitString BITS = new DERBitString(new byte[] { 1 });

	static Stream<Arguments> contents() throws Exception {
		String unknown = "DER of an unknown kind";
		String binary = "binary content that is no DER";
		String pem = SELF.certificate().dumpPem();
		return Stream.of(Arguments.of("a certificate request", SELF.request().dump()),
				Arguments.of("a certificate revocation list", revocationList("2040-01-01T00:00:00Z")),
				// From 2050 on another type of time is used (RFC 5280, section 5.1.2.4).
				Arguments.of("a certificate revocation list", revocationList("2060-01-01T00:00:00Z")),
				Arguments.of("1 private key(s)", KEYS.privateKey().getEncoded()),
				Arguments.of("1 private key(s)", KEYS.dump(Format.DER)),
				Arguments.of("1 private key(s)", der(numbers(9))),
				Arguments.of("1 private key(s)", der(SEQUENCE, new DEROctetString(new byte[] { 1 }))),
				Arguments.of("a DSA private key", der(numbers(6))),
				Arguments.of("a public key", KEYS.publicKey().dump()),
				Arguments.of("an RSA public key or Diffie-Hellman parameters", der(numbers(2))),
				Arguments.of("an RSA public key or Diffie-Hellman parameters", der(numbers(3))),
				Arguments.of("a PKCS#7 bundle",
						new ContentInfo(PKCSObjectIdentifiers.signedData, SEQUENCE).getEncoded(ASN1Encoding.DER)),
				Arguments.of("a JCEKS key store", store("JCEKS")),
				Arguments.of("text in UTF-16", pem.getBytes(StandardCharsets.UTF_16)),
				Arguments.of("text in UTF-16", ("\ufeff" + pem).getBytes(StandardCharsets.UTF_16LE)),
				Arguments.of("no PEM block", "abc".getBytes(StandardCharsets.UTF_8)),
				Arguments.of("no PEM block", "Schl\u00fcssel:\t1\r\n".getBytes(StandardCharsets.UTF_8)),
				Arguments.of("an empty file", " \t\r\n".getBytes(StandardCharsets.UTF_8)),
				Arguments.of(binary, new byte[] { 'a', 0, 'b' }), Arguments.of(binary, new byte[] { 0x30, 0x05, 1 }),
				Arguments.of(binary, new DERSet(NUMBER).getEncoded()), Arguments.of(unknown, der()),
				Arguments.of(unknown, der(NUMBER)), Arguments.of(unknown, der(ASN1Boolean.TRUE, NUMBER)),
				Arguments.of(unknown, der(PKCSObjectIdentifiers.signedData, NUMBER)),
				Arguments.of(unknown, der(NUMBER, ASN1Boolean.TRUE)), Arguments.of(unknown, der(numbers(4))),
				Arguments.of(unknown, der(numbers(8))), Arguments.of(unknown, der(NUMBER, SEQUENCE)),
				Arguments.of(unknown, der(SEQUENCE, NUMBER)), Arguments.of(unknown, der(SEQUENCE, SEQUENCE, NUMBER)),
				Arguments.of(unknown, der(SEQUENCE, NUMBER, BITS)),
				Arguments.of(unknown, der(SEQUENCE, SEQUENCE, BITS, NUMBER)),
				Arguments.of(unknown, der(SEQUENCE, new DEROctetString(new byte[] { 1 }), NUMBER)),
				Arguments.of(unknown, der(SEQUENCE, BITS, NUMBER)));
	}

	private static ASN1Encodable[] numbers(int count) {
		return Stream.generate(() -> NUMBER).limit(count).toArray(ASN1Encodable[]::new);
	}

	private static byte[] der(ASN1Encodable... elements) throws IOException {
		return new DERSequence(elements).getEncoded();
	}

	private static byte[] revocationList(String time) throws IOException {
		return new X509v2CRLBuilder(new X500Name("CN=Test CA"), Date.from(Instant.parse(time)))
			.build(Signatures.signer(KEYS.publicKey(), KEYS.privateKey(), "SHA-256"))
			.getEncoded();
	}

	private static byte[] store(String type) throws Exception {
		KeyStore store = KeyStore.getInstance(type);
		store.load(null, null);
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		store.store(content, "secret".toCharArray());
		return content.toByteArray();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("contents")
	void messageCallsTheContentByWhatItIs(String description, byte[] content) {
		assertThatExceptionOfType(CertificateLoadException.class).isThrownBy(() -> Certificate.loadAll(content))
			.withMessageContaining("no certificate found (found: " + description + ";")
			.satisfies((ex) -> assertThat(ex.part()).isEqualTo(Part.CERTIFICATE));
	}

	@Test
	void certificateOfVersion1IsOneAlthoughItDoesNotSayItsVersion() {
		Certificate old = ChainBuilder.authority("Old CA").version1().selfSigned().certificate();

		assertThat(old.toX509().getVersion()).isEqualTo(1);
		assertThat(Certificate.loadAll(old.dump())).containsExactly(old);
	}

	@Test
	void textIsPemWhateverStandsInFrontOfTheBlock() {
		String text = "\u0000\u0001 " + "x".repeat(10) + "\n" + SELF.certificate().dumpPem();

		assertThat(Certificate.loadAll(text.getBytes(StandardCharsets.UTF_8))).containsExactly(SELF.certificate());
	}

	@Test
	void fourOctetsAreEnoughToKnowAKeyStore() {
		byte[] magic = { (byte) 0xFE, (byte) 0xED, (byte) 0xFE, (byte) 0xED };

		assertThatExceptionOfType(CertificateLoadException.class)
			.isThrownBy(() -> Certificate.loadAll(magic, "secret".toCharArray()))
			.withMessage("a JKS key store that is damaged or of an unknown kind");
	}

	@Test
	void version3InFrontOfASequenceIsAKeyStoreAndNoKey() throws IOException {
		byte[] store = der(new ASN1Integer(3), SEQUENCE, DERNull.INSTANCE);

		assertThatExceptionOfType(CertificateLoadException.class).isThrownBy(() -> Certificate.loadAll(store))
			.withMessage("a PKCS#12 key store that is damaged or of an unknown kind")
			.satisfies((ex) -> assertThat(ex.part()).isEqualTo(Part.KEY_STORE));
	}

	@Test
	void whereDerOfACertificateIsExpectedThenTextIsCalledWhatItIs() {
		List<byte[]> others = List.of(SELF.certificate().dumpPem().getBytes(StandardCharsets.UTF_8), new byte[0]);

		assertThat(others).allSatisfy((content) -> assertThatExceptionOfType(CertificateLoadException.class)
			.isThrownBy(() -> Certificate.load(content))
			.withMessageMatching("no certificate found \\(found: (PEM text|an empty file); expected: DER\\)"));
	}

}

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

import java.io.IOException;
import java.net.InetAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.CertificateLoadException.Part;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CertificateTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate ISSUED = AUTHORITY.issue("leaf");

	private static final Certificate LEAF = ISSUED.certificate();

	private static final Certificate ROOT = AUTHORITY.certificate();

	@Test
	void whenTextHasSeveralThenLoadPemReturnsTheFirst() {
		assertThat(Certificate.loadPem(LEAF.dumpPem() + ROOT.dumpPem())).isEqualTo(LEAF);
	}

	@Test
	void loadPemChainKeepsTheOrderOfTheText() {
		assertThat(Certificate.loadPemChain(ROOT.dumpPem() + LEAF.dumpPem())).containsExactly(ROOT, LEAF);
	}

	@Test
	void whenLinesEndWithCarriageReturnThenTextIsRead() {
		String pem = (LEAF.dumpPem() + ROOT.dumpPem()).replace("\n", "\r\n");

		assertThat(Certificate.loadPemChain(pem)).containsExactly(LEAF, ROOT);
	}

	@Test
	void whenTextHasNoFinalNewlineThenItIsRead() {
		assertThat(Certificate.loadPem(LEAF.dumpPem().strip())).isEqualTo(LEAF);
	}

	@Test
	void textBeforeBetweenAndAfterTheBlocksIsSkipped() {
		String pem = "subject=CN = leaf\n" + LEAF.dumpPem() + "\n# the root\n" + ROOT.dumpPem() + "the end";

		assertThat(Certificate.loadPemChain(pem)).containsExactly(LEAF, ROOT);
	}

	@Test
	void whenKeyStandsInFrontThenCertificateIsFound() {
		assertThat(Certificate.loadPem(PemTexts.pkcs8(ISSUED.privateKey()) + LEAF.dumpPem())).isEqualTo(LEAF);
	}

	@Test
	void whenBlockIsNotBase64ThenLoadFails() {
		assertDamaged(LEAF.dumpPem().replaceFirst("MII", "M*I"));
	}

	@Test
	void whenBlockIsNotACertificateThenLoadFails() {
		assertDamaged(PemTexts.write(new PemObject("CERTIFICATE", new byte[] { 1, 2, 3 })));
	}

	@Test
	void whenBlockHasNoEndThenLoadFails() {
		assertDamaged(LEAF.dumpPem().substring(0, 200));
	}

	@Test
	void whenSecondBlockIsDamagedThenLoadPemFailsToo() {
		assertDamaged(LEAF.dumpPem() + ROOT.dumpPem().substring(0, 200));
	}

	private static void assertDamaged(String pem) {
		assertThatExceptionOfType(CertificateLoadException.class).isThrownBy(() -> Certificate.loadPem(pem))
			.withMessageContaining("damaged")
			.satisfies((ex) -> assertThat(ex.part()).isEqualTo(Part.CERTIFICATE));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\n\n", " \r\n\t" })
	void whenTextIsEmptyThenLoadFails(String text) {
		assertThatExceptionOfType(CertificateLoadException.class).isThrownBy(() -> Certificate.loadPem(text))
			.withMessageContaining("no certificate found (found: an empty file;")
			.satisfies((ex) -> assertThat(ex.part()).isEqualTo(Part.CERTIFICATE));
	}

	@ParameterizedTest
	@ValueSource(strings = { "certificate.pem", "MIIBCgKCAQEA" })
	void whenTextHasNoBlockThenLoadFails(String text) {
		assertThatExceptionOfType(CertificateLoadException.class).isThrownBy(() -> Certificate.loadPem(text))
			.withMessageContaining("no certificate found (found: no PEM block;")
			.satisfies((ex) -> assertThat(ex.part()).isEqualTo(Part.CERTIFICATE));
	}

	@Test
	void whenTextHasOnlyAKeyThenLoadFailsAndSaysSo() {
		assertThatExceptionOfType(CertificateLoadException.class)
			.isThrownBy(() -> Certificate.loadPemChain(PemTexts.pkcs8(ISSUED.privateKey())))
			.withMessageContaining("no certificate found (found: 1 private key(s);");
	}

	@Test
	void messageDoesNotQuoteTheText() {
		assertThatExceptionOfType(CertificateLoadException.class).isThrownBy(() -> Certificate.loadPem("hunter2"))
			.withMessageNotContaining("hunter2");
	}

	@Test
	void digestIsThatOfTheEncoding() throws NoSuchAlgorithmException {
		byte[] digest = MessageDigest.getInstance("SHA-256").digest(LEAF.dump());

		assertThat(LEAF.digest("SHA-256")).isEqualTo(HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest))
			.matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
	}

	@Test
	void whenDigestIsUnknownThenItIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> LEAF.digest("ROT13"))
			.withMessageContaining("algorithm: 'ROT13'");
	}

	@Test
	void subjectAlternativeNamesAreDnsNamesThenAddresses() {
		Certificate certificate = AUTHORITY
			.issue((builder) -> builder.subject("CN=leaf")
				.addSanIpAddress("10.1.2.3")
				.addSanIpAddress("::1")
				.addSanDnsName("b.example")
				.addSanRfc822Name("somebody@example.com")
				.addSanDnsName("a.example"))
			.certificate();

		assertThat(certificate.subjectAlternativeNames()).containsExactly("DNS:b.example", "DNS:a.example",
				"IP:10.1.2.3", "IP:0:0:0:0:0:0:0:1");
		assertThat(certificate.dnsNames()).containsExactly("b.example", "a.example");
		assertThat(certificate.ipAddresses()).extracting(InetAddress::getHostAddress)
			.containsExactly("10.1.2.3", "0:0:0:0:0:0:0:1");
	}

	@Test
	void whenExtensionIsAbsentThenThereAreNoAlternativeNames() {
		assertThat(ROOT.subjectAlternativeNames()).isEmpty();
		assertThat(ROOT.dnsNames()).isEmpty();
		assertThat(ROOT.ipAddresses()).isEmpty();
	}

	@Test
	void whenAnAddressIsMalformedThenThereAreNoAlternativeNames() throws IOException {
		byte[] names = new GeneralNames(new GeneralName[] { new GeneralName(GeneralName.dNSName, "a.example"),
				new GeneralName(GeneralName.iPAddress, new DEROctetString(new byte[] { 1, 2, 3, 4, 5 })) })
			.getEncoded();
		Certificate certificate = AUTHORITY
			.issue((builder) -> builder.subject("CN=leaf")
				.addExtensionOctetString(Extension.subjectAlternativeName.getId(), false, names))
			.certificate();

		assertThat(certificate.subjectAlternativeNames()).isEmpty();
	}

	@Test
	void equalWhenTheEncodingIs() {
		Certificate again = Certificate.loadPem(LEAF.dumpPem());

		assertThat(again).isEqualTo(LEAF).hasSameHashCodeAs(LEAF).isNotSameAs(LEAF);
	}

	@Test
	void notEqualToAnotherCertificateOfTheSameName() {
		assertThat(AUTHORITY.issue("leaf").certificate()).isNotEqualTo(LEAF);
	}

	@Test
	void notEqualToThePlatformsObject() {
		assertThat((Object) LEAF).isNotEqualTo(LEAF.toX509());
	}

	@Test
	void toStringSaysSubjectAndIssuer() {
		assertThat(LEAF).hasToString("<Certificate Subject=leaf Issuer=Test CA>");
	}

	@Test
	void whenNameHasNoCommonNameThenToStringLeavesItEmpty() {
		Certificate certificate = AUTHORITY.issue((builder) -> builder.subject("O=Example")).certificate();

		assertThat(certificate).hasToString("<Certificate Subject= Issuer=Test CA>");
	}

	@Test
	void whatDumpPemWritesLoadPemReads() {
		String pem = LEAF.dumpPem();

		assertThat(Certificate.loadPem(pem)).isEqualTo(LEAF);
		assertThat(pem).startsWith("-----BEGIN CERTIFICATE-----\n").endsWith("\n-----END CERTIFICATE-----\n");
		assertThat(pem.lines()).allSatisfy((line) -> assertThat(line).hasSizeLessThanOrEqualTo(64));
	}

	@Test
	void dumpReturnsACopy() {
		byte[] dumped = LEAF.dump();
		dumped[0] = 0;

		assertThat(LEAF.dump()).isNotEqualTo(dumped);
	}

	@Test
	void whenSubjectIsIssuerThenSelfIssued() {
		assertThat(ROOT.isSelfIssued()).isTrue();
	}

	@Test
	void whenSubjectIsNotIssuerThenNotSelfIssued() {
		assertThat(LEAF.isSelfIssued()).isFalse();
	}

	@Test
	void namesKeySerialNumberAndValidityAreThoseOfThePlatform() {
		assertThat(LEAF.subject().get("CN")).contains("leaf");
		assertThat(LEAF.issuer()).isEqualTo(ROOT.subject());
		assertThat(LEAF.publicKey()).isEqualTo(LEAF.toX509().getPublicKey());
		assertThat(LEAF.serialNumber()).isEqualTo(LEAF.toX509().getSerialNumber());
		assertThat(LEAF.notBefore()).isEqualTo(LEAF.toX509().getNotBefore().toInstant());
		assertThat(LEAF.notAfter()).isEqualTo(LEAF.toX509().getNotAfter().toInstant());
	}

	@Test
	void whenTextIsNotAsciiThenCertificateIsFound() {
		assertThat(Certificate.loadPem("Zertifikat f\u00fcr Pr\u00fcfungen\n" + LEAF.dumpPem())).isEqualTo(LEAF);
	}

}

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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.tlsboot.x509.CertificateLoadException.Part;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Requests for certificates (PKCS#10, RFC 2986): how they are made and read.
 */
class CertificateRequestTests {

	private static final KeyPair KEYS = KeyPair.generate(KeyType.EC_P256);

	private static final DistinguishedName NAME = DistinguishedName.of(Map.of("CN", "www.example.com"));

	private static final CertificateRequest REQUEST = request("a.example", "10.0.0.1");

	private static CertificateRequest request(String... names) {
		return KEYS.request(NAME, List.of(names), "sha256");
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static void assertRefused(byte[] content, String message) {
		assertThatExceptionOfType(CertificateLoadException.class).isThrownBy(() -> CertificateRequest.load(content))
			.withMessageContaining(message)
			.satisfies((ex) -> assertThat(ex.part()).isEqualTo(Part.REQUEST));
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "www.example.com", "*.example.com", "xn--bcher-kva.example", "a-b.c--d.e",
			"1and1.example", "4.example", "A.Example" })
	void hostBecomesADnsName(String host) {
		CertificateRequest request = request(host);

		assertThat(request.dnsNames()).containsExactly(host);
		assertThat(request.ipAddresses()).isEmpty();
		assertThat(CertificateRequest.load(request.dump()).subjectAlternativeNames()).containsExactly("DNS:" + host);
	}

	@ParameterizedTest
	@ValueSource(strings = { "10.0.0.1", "0:0:0:0:0:0:0:1" })
	void literalBecomesAnAddress(String literal) throws IOException {
		CertificateRequest request = request(literal);

		assertThat(request.dnsNames()).isEmpty();
		assertThat(request.ipAddresses()).containsExactly(InetAddress.getByName(literal));
		assertThat(CertificateRequest.load(request.dump()).subjectAlternativeNames()).containsExactly("IP:" + literal);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a b", "a_b.example", "-a.example", "a-.example", ".example", "example.", "a..b",
			"*", "*.", "a.*.example", "**.example", "1.2.3", "127.1", "256.0.0.1", "a.1", "http://a.example",
			"someone@example.com", "b\u00fccher.example" })
	void whatIsNeitherNameNorAddressIsRefused(String host) {
		assertThatIllegalArgumentException().isThrownBy(() -> request(host))
			.withMessage("name: '%s' (expected: a DNS name or an IP address)", host);
	}

	@Test
	void labelsAndNamesAreAsLongAsTheDomainNameSystemAllows() {
		// RFC 1035, section 2.3.4
		String label = "a".repeat(63);
		String longest = String.join(".", label, label, label, "a".repeat(61));

		assertThat(request(longest).dnsNames()).containsExactly(longest);
		assertThatIllegalArgumentException().isThrownBy(() -> request(longest + "a"));
		assertThatIllegalArgumentException().isThrownBy(() -> request(label + "a.example"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST" })
	void requestIsReadUnderBothLabelsAndAmongOtherBlocks(String label) {
		String text = KEYS.dumpPem() + REQUEST.dumpPem().replace("CERTIFICATE REQUEST", label);

		assertThat(CertificateRequest.loadPem(text)).isEqualTo(REQUEST);
	}

	@Test
	void whenThereIsNoRequestThenMessageSaysWhatThereIs() {
		assertRefused(bytes(KEYS.dumpPem()), "no certificate request found (expected: a"
				+ " '-----BEGIN CERTIFICATE REQUEST-----' block that is not damaged)");
		assertRefused(bytes(REQUEST.dumpPem().substring(0, 100)), "block that is not damaged");
		assertRefused(KEYS.publicKey().dump(), "no certificate request found (found: a public key)");
		assertRefused(new byte[0], "no certificate request found (found: an empty file)");
	}

	@Test
	void whenContentIsNoRequestThenItIsDamaged() {
		assertRefused(bytes(PemBlock.write("CERTIFICATE REQUEST", KEYS.publicKey().dump())),
				"the certificate request is damaged or not supported");
	}

	@Test
	void whenSignatureIsOfAnotherKeyOrUnknownThenRequestIsRefused() {
		byte[] encoded = REQUEST.dump();
		encoded[encoded.length - 1] ^= 1;
		byte[] unknown = REQUEST.dump();
		// The last octet of ecdsa-with-SHA256 (1.2.840.10045.4.3.2) in front of the
		// signature.
		int at = lastIndexOf(unknown, new byte[] { 0x04, 0x03, 0x02 });
		unknown[at + 2] = 0x7F;

		assertThatExceptionOfType(CertificateVerifyException.class).isThrownBy(() -> CertificateRequest.load(encoded))
			.withMessage("the certificate request was not signed by its own key");
		assertThatExceptionOfType(CertificateVerifyException.class).isThrownBy(() -> CertificateRequest.load(unknown))
			.withMessage("the signature of the certificate request cannot be verified");
	}

	private static int lastIndexOf(byte[] content, byte[] part) {
		for (int index = content.length - part.length; index > 0; index--) {
			if (content[index] == part[0] && content[index + 1] == part[1] && content[index + 2] == part[2]) {
				return index;
			}
		}
		throw new IllegalStateException();
	}

	@Test
	void requestWithoutNamesAsksForNone() {
		CertificateRequest request = CertificateRequest.load(KEYS.request(NAME).dump());

		assertThat(request.subjectAlternativeNames()).isEmpty();
		assertThat(request.subject()).isEqualTo(NAME);
		assertThat(request.publicKey()).isEqualTo(KEYS.publicKey());
	}

	@Test
	void namesThatNoPolicySeesAreNotSigned() throws IOException {
		GeneralName mail = new GeneralName(GeneralName.rfc822Name, "someone@example.com");
		GeneralName malformed = new GeneralName(GeneralName.iPAddress, new DEROctetString(new byte[5]));
		GeneralName host = new GeneralName(GeneralName.dNSName, "a.example");
		ExtensionsGenerator extensions = new ExtensionsGenerator();
		extensions.addExtension(Extension.subjectAlternativeName, false,
				new GeneralNames(new GeneralName[] { mail, malformed, host }));
		CertificateRequest request = CertificateRequest
			.load(new PKCS10CertificationRequestBuilder(new X500Name("CN=x y"),
					SubjectPublicKeyInfo.getInstance(KEYS.publicKey().dump()))
				.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate())
				.build(Signatures.signer(KEYS.publicKey(), KEYS.privateKey(), "SHA-256"))
				.getEncoded());
		PrivateCertificate root = KEYS.selfSigned(NAME, SigningTerms.defaults().forAuthority());

		Certificate signed = root.authority().sign(request, (asked) -> true, SigningTerms.defaults());

		assertThat(request.subjectAlternativeNames()).containsExactly("DNS:a.example");
		assertThat(GeneralNames
			.getInstance(DEROctetString.getInstance(signed.toX509().getExtensionValue("2.5.29.17")).getOctets())
			.getNames()).containsExactly(host);
	}

	@Test
	void equalWhenTheEncodingIs() {
		CertificateRequest same = CertificateRequest.load(REQUEST.dump());
		CertificateRequest other = request("b.example");

		assertThat(REQUEST).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(other).isNotEqualTo(null);
		assertThat(REQUEST.hashCode()).isNotEqualTo(other.hashCode());
	}

	@Test
	void toStringSaysTheSubject() {
		assertThat(REQUEST).hasToString("<CertificateRequest Subject=www.example.com>");
		assertThat(KEYS.request(DistinguishedName.of(Map.of()))).hasToString("<CertificateRequest Subject=>");
	}

}

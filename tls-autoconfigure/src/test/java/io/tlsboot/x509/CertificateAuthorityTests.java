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

import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.tlsboot.testing.ChainBuilder;
import io.tlsboot.testing.ChainBuilder.Issued;
import nl.jqno.equalsverifier.EqualsVerifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What an authority signs, and how the certificates look (RFC 5280, section 4).
 */
class CertificateAuthorityTests {

	private static final int DIGITAL_SIGNATURE = 0;

	private static final int KEY_CERT_SIGN = 5;

	private static final int CRL_SIGN = 6;

	private static final SigningTerms TERMS = SigningTerms.defaults();

	private static final KeyPair KEYS = KeyPair.generate(KeyType.EC_P256);

	private static final PrivateCertificate ROOT = KeyPair.generate(KeyType.EC_P256)
		.selfSigned(name("Root CA"), TERMS.forAuthority());

	private static DistinguishedName name(String commonName) {
		return DistinguishedName.of(Map.of("CN", commonName));
	}

	private static PrivateCertificate identity(Issued issued) {
		return PrivateCertificate.of(List.of(issued.certificate()), issued.keys().getPrivate());
	}

	private static Certificate sign(DistinguishedName subject, String... hosts) {
		return ROOT.authority().sign(KEYS.request(subject, List.of(hosts), "sha256"), (request) -> true, TERMS);
	}

	private static byte[] authorityKeyIdentifier(Certificate certificate) {
		return AuthorityKeyIdentifier.getInstance(extension(certificate, Extension.authorityKeyIdentifier.getId()))
			.getKeyIdentifierOctets();
	}

	private static byte[] subjectKeyIdentifier(Certificate certificate) {
		return SubjectKeyIdentifier.getInstance(extension(certificate, Extension.subjectKeyIdentifier.getId()))
			.getKeyIdentifier();
	}

	private static byte[] extension(Certificate certificate, String identifier) {
		return ASN1OctetString.getInstance(certificate.toX509().getExtensionValue(identifier)).getOctets();
	}

	@Test
	void rootOfVersion1Signs() throws Exception {
		PrivateCertificate old = identity(ChainBuilder.authority("Old Root").version1().selfSigned());

		Certificate signed = old.authority().sign(KEYS.request(name("a.example")), TERMS);

		signed.toX509().verify(old.certificate().publicKey());
		// It has no identifier that could be repeated: RFC 5280, section 4.2.1.2 (1).
		assertThat(authorityKeyIdentifier(signed)).hasSize(20);
	}

	@Test
	void issuedCertificateOfVersion1SignsNothing() {
		Issued root = ChainBuilder.authority("Old Root").selfSigned();
		PrivateCertificate old = identity(ChainBuilder.authority("Old CA").version1().issuedBy(root));

		assertThatExceptionOfType(CertificateVerifyException.class).isThrownBy(old::authority)
			.withMessageContaining("'CN=Old CA' (SHA-256 ")
			.withMessageContaining("is none of an authority and may not sign others");
	}

	@Test
	void whenIssuerHasAnIdentifierOfItsOwnThenItIsRepeated() {
		byte[] identifier = { 1, 2, 3, 4 };
		PrivateCertificate issuer = identity(ChainBuilder.authority("Numbered CA")
			.withoutKeyIdentifiers()
			.with(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(identifier))
			.selfSigned());

		assertThat(authorityKeyIdentifier(issuer.authority().sign(KEYS.request(name("a")), TERMS)))
			.isEqualTo(identifier);
	}

	@Test
	void whenIssuerHasNoIdentifierThenThatOfItsKeyIsUsed() {
		Issued issuer = ChainBuilder.authority("Root CA").withoutKeyIdentifiers().selfSigned();
		Issued identified = ChainBuilder.authority("Root CA").selfSigned();

		assertThat(authorityKeyIdentifier(identity(issuer).authority().sign(KEYS.request(name("a")), TERMS)))
			.isEqualTo(subjectKeyIdentifier(identified.certificate()));
	}

	@Test
	void identifiersChainTheCertificates() {
		assertThat(authorityKeyIdentifier(sign(name("a.example")))).isEqualTo(subjectKeyIdentifier(ROOT.certificate()));
	}

	@Test
	void leafSignsHandshakesAndNothingElse() {
		boolean[] usage = sign(name("a.example")).toX509().getKeyUsage();

		assertThat(usage[DIGITAL_SIGNATURE]).isTrue();
		assertThat(usage[KEY_CERT_SIGN]).isFalse();
		assertThat(usage[CRL_SIGN]).isFalse();
	}

	@Test
	void authoritySignsCertificatesAndRevocationListsAndHasNoHostName() {
		Certificate authority = KEYS.selfSigned(name("ca.example"), TERMS.forAuthority()).certificate();
		boolean[] usage = authority.toX509().getKeyUsage();

		assertThat(usage[DIGITAL_SIGNATURE]).isFalse();
		assertThat(usage[KEY_CERT_SIGN]).isTrue();
		assertThat(usage[CRL_SIGN]).isTrue();
		assertThat(authority.subjectAlternativeNames()).isEmpty();
	}

	@Test
	void whenCommonNameIsAHostThenItIsAnAlternativeNameOnce() {
		assertThat(sign(name("a.example"), "b.example").subjectAlternativeNames()).containsExactly("DNS:a.example",
				"DNS:b.example");
		assertThat(sign(name("a.example"), "b.example", "a.example").subjectAlternativeNames())
			.containsExactly("DNS:b.example", "DNS:a.example");
		assertThat(sign(name("10.0.0.1")).subjectAlternativeNames()).containsExactly("IP:10.0.0.1");
	}

	@Test
	void whenCommonNameIsNoHostThenItIsNoAlternativeName() {
		assertThat(sign(name("Jane Doe")).subjectAlternativeNames()).isEmpty();
		assertThat(sign(name("Jane Doe")).toX509().getExtensionValue("2.5.29.17")).isNull();
	}

	// RFC 5280, section 4.2.1.6
	@Test
	void whenSubjectIsEmptyThenAlternativeNamesAreCritical() {
		assertThat(sign(DistinguishedName.of(Map.of()), "a.example").toX509().getCriticalExtensionOIDs())
			.contains("2.5.29.17");
		assertThat(sign(name("x"), "a.example").toX509().getCriticalExtensionOIDs()).doesNotContain("2.5.29.17");
	}

	@Test
	void whenKeyOfTheRequestIsShortThenItIsNotSigned() throws Exception {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
		generator.initialize(1024);
		CertificateRequest request = KeyPair.of(generator.generateKeyPair()).request(name("a.example"));

		assertThatExceptionOfType(CertificateVerifyException.class)
			.isThrownBy(() -> ROOT.authority().sign(request, TERMS))
			.withMessage("the RSA key of the request has 1024 bits (expected: at least 2048)");
	}

	@Test
	void whenKeyOfTheRequestHas2048BitsThenItIsSigned() {
		CertificateRequest request = KeyPair.generate().request(name("a.example"));

		assertThat(ROOT.authority().sign(request, TERMS).publicKeyInfo()).isEqualTo(request.publicKey());
	}

	@Test
	void termsDecideTheLifetime() {
		Certificate signed = ROOT.authority()
			.sign(KEYS.request(name("a.example")), TERMS.withLifetime(Duration.ofHours(2)));

		assertThat(Duration.between(signed.notBefore(), signed.notAfter())).isEqualTo(Duration.ofHours(2));
	}

	@Test
	void asynchronousPolicyThatAnswersNothingRefuses() {
		CompletableFuture<Certificate> refused = ROOT.authority()
			.signLater(KEYS.request(name("a.example")), (request) -> CompletableFuture.completedFuture(null), TERMS)
			.toCompletableFuture();

		assertThatExceptionOfType(CompletionException.class).isThrownBy(refused::join)
			.withCauseInstanceOf(CertificateVerifyException.class)
			.withMessageContaining("the policy refuses the certificate request of 'CN=a.example'");
	}

	@Test
	void termsAreAValue() {
		EqualsVerifier.forClass(SigningTerms.class).withNonnullFields("lifetime", "digest").verify();
	}

	@Test
	void termsSayWhatTheyAre() {
		assertThat(TERMS).hasToString("<SigningTerms serial=random lifetime=PT8760H digest=SHA-256 authority=false>");
		assertThat(TERMS.withSerialNumber(BigInteger.TEN)
			.withLifetime(Duration.ofDays(1))
			.withDigest("sha512")
			.forAuthority()).hasToString("<SigningTerms serial=10 lifetime=PT24H digest=SHA-512 authority=true>");
	}

	@Test
	void eachTermChangesNoOther() {
		SigningTerms all = TERMS.forAuthority().withDigest("sha384").withLifetime(Duration.ofDays(1));

		assertThat(all.withSerialNumber(BigInteger.ONE))
			.hasToString("<SigningTerms serial=1 lifetime=PT24H digest=SHA-384 authority=true>");
		assertThatIllegalArgumentException().isThrownBy(() -> TERMS.withLifetime(Duration.ZERO))
			.withMessageContaining("lifetime: PT0S (expected: > 0)");
	}

	@Test
	void serialNumberHasUpTo159Bits() {
		// RFC 5280, section 4.1.2.2: 20 octets, and not negative.
		BigInteger longest = BigInteger.ONE.shiftLeft(159).subtract(BigInteger.ONE);

		assertThat(ROOT.authority().sign(KEYS.request(name("a")), TERMS.withSerialNumber(longest)).serialNumber())
			.isEqualTo(longest);
		assertThatIllegalArgumentException().isThrownBy(() -> TERMS.withSerialNumber(longest.add(BigInteger.ONE)));
	}

}

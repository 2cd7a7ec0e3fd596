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
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import io.tlsboot.testing.ChainBuilder;
import io.tlsboot.testing.ChainBuilder.Issued;
import io.tlsboot.trust.ServiceIdentity;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Section L of Twisted's behaviours, as far as {@link SigningTests} has it not: requests
 * and signing.
 */
class SigningStatementTests {

	private static final SigningTerms TERMS = SigningTerms.defaults();

	private static final PrivateCertificate ROOT = KeyPair.generate(KeyType.EC_P256)
		.selfSigned(name("Root CA"), TERMS.forAuthority());

	private static final KeyPair KEYS = KeyPair.generate(KeyType.EC_P256);

	private static DistinguishedName name(String commonName) {
		return DistinguishedName.of(Map.of("CN", commonName));
	}

	private static Certificate sign(String commonName, SigningTerms terms) {
		return ROOT.authority().sign(KEYS.request(name(commonName)), terms);
	}

	// L2
	@Test
	void requestIsSignedWithSha256UnlessAskedOtherwise() throws Exception {
		CertificateRequest request = KEYS.request(name("a"));
		CertificateRequest other = KEYS.request(name("a"), List.of(), "sha384");

		assertThat(algorithm(request)).isEqualTo("1.2.840.10045.4.3.2");
		assertThat(algorithm(other)).isEqualTo("1.2.840.10045.4.3.3");
	}

	private static String algorithm(CertificateRequest request) throws Exception {
		return new PKCS10CertificationRequest(request.dump()).getSignatureAlgorithm().getAlgorithm().getId();
	}

	// L4
	@Test
	void serialNumberOfTwentyOctetsIsTheCallers() {
		BigInteger serial = BigInteger.ONE.shiftLeft(159).subtract(BigInteger.ONE);

		assertThat(sign("a", TERMS.withSerialNumber(serial)).serialNumber()).isEqualTo(serial);
	}

	// L6
	@Test
	void whenPolicyAllowsThenTheCertificateIsForTheKeyAndTheNameOfTheRequest() {
		Certificate signed = ROOT.authority().sign(KEYS.request(name("a")), (asked) -> true, TERMS);

		assertThat(signed.subject()).isEqualTo(name("a"));
		assertThat(signed.issuer()).isEqualTo(ROOT.certificate().subject());
		assertThat(signed.publicKeyInfo()).isEqualTo(KEYS.publicKey());
	}

	// L6
	@Test
	void whenAsynchronousPolicySaysNeitherThenItRefuses() {
		CompletionStage<@Nullable Boolean> neither = CompletableFuture.completedFuture(null);
		CompletableFuture<Certificate> signed = ROOT.authority()
			.signLater(KEYS.request(name("a")), (asked) -> neither, TERMS)
			.toCompletableFuture();

		assertThatExceptionOfType(CompletionException.class).isThrownBy(signed::join)
			.withCauseInstanceOf(CertificateVerifyException.class);
	}

	// L8
	@Test
	void failureOfAnAsynchronousPolicyPassesThroughAsItIs() {
		IllegalStateException failure = new IllegalStateException("no");
		CompletableFuture<Certificate> signed = ROOT.authority()
			.signLater(KEYS.request(name("a")), (asked) -> CompletableFuture.failedFuture(failure), TERMS)
			.toCompletableFuture();

		assertThatExceptionOfType(CompletionException.class).isThrownBy(signed::join).withCause(failure);
	}

	// L9
	@Test
	void requestWithAnotherKeyThanItsSignersIsRefused() {
		byte[] encoded = KEYS.request(name("a")).dump();
		byte[] key = KEYS.publicKey().dump();
		byte[] other = KeyPair.generate(KeyType.EC_P256).publicKey().dump();
		String changed = new String(encoded, StandardCharsets.ISO_8859_1)
			.replace(new String(key, StandardCharsets.ISO_8859_1), new String(other, StandardCharsets.ISO_8859_1));

		assertThatExceptionOfType(CertificateVerifyException.class)
			.isThrownBy(() -> CertificateRequest.load(changed.getBytes(StandardCharsets.ISO_8859_1)))
			.withMessageContaining("not signed by its own key");
	}

	// L14
	@Test
	void requestsAndCertificatesAreWrittenAndReadAsDerUnlessAskedOtherwise() {
		CertificateRequest request = KEYS.request(name("a"));
		Certificate signed = ROOT.authority().sign(request, TERMS);

		assertThat(request.dump()).isEqualTo(request.dump(Format.DER)).startsWith(0x30);
		assertThat(signed.dump()).isEqualTo(signed.dump(Format.DER)).startsWith(0x30);
		assertThat(Certificate.load(signed.dump())).isEqualTo(signed);
		assertThat(new String(request.dump(Format.PEM), StandardCharsets.US_ASCII))
			.startsWith("-----BEGIN CERTIFICATE REQUEST-----\n");
		assertThat(new String(signed.dump(Format.PEM), StandardCharsets.US_ASCII))
			.startsWith("-----BEGIN CERTIFICATE-----\n");
	}

	// L15
	@Test
	void signedCertificateSatisfiesACheckOfItsName() {
		assertThat(ServiceIdentity.of("www.example.com").matches(sign("www.example.com", TERMS))).isTrue();
		assertThat(ServiceIdentity.of("10.0.0.1").matches(sign("10.0.0.1", TERMS))).isTrue();
	}

	// L15
	@ParameterizedTest
	@ValueSource(strings = { "Jane Doe", "under_score", "jane@example.com", "B\u00fccherei" })
	void whenCommonNameIsNoHostThenItIsNoAlternativeName(String commonName) {
		assertThat(sign(commonName, TERMS).subjectAlternativeNames()).isEmpty();
	}

	// L15
	@Test
	void authorityHasNoAlternativeName() {
		assertThat(sign("ca.example.com", TERMS.forAuthority()).subjectAlternativeNames()).isEmpty();
	}

	// L16
	@Test
	void newCertificateForTheSameKeyKeepsTheKey() {
		PrivateCertificate self = KEYS.selfSigned(name("a"), TERMS);
		Certificate signed = ROOT.authority().sign(self.request(), TERMS);

		PrivateCertificate renewed = self.newCertificate(signed);

		assertThat(renewed.certificate()).isEqualTo(signed);
		assertThat(renewed.keyPair()).isEqualTo(self.keyPair());
	}

	// E19, and what Twisted's own authorities are
	@Test
	void authorityOfVersion1Signs() {
		Issued old = ChainBuilder.authority("Old Root").version1().selfSigned();
		PrivateCertificate authority = PrivateCertificate.of(List.of(old.certificate()), old.keys().getPrivate());

		Certificate signed = authority.authority().sign(KEYS.request(name("a")), TERMS);

		assertThat(signed.issuer()).isEqualTo(old.certificate().subject());
	}

	@Test
	void keyOfARequestThatIsTooShortIsNotSigned() throws Exception {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
		generator.initialize(1024);
		KeyPair weak = KeyPair.of(generator.generateKeyPair());

		assertThatExceptionOfType(CertificateVerifyException.class)
			.isThrownBy(() -> ROOT.authority().sign(weak.request(name("a")), TERMS))
			.withMessageContaining("the RSA key of the request has 1024 bits (expected: at least 2048)");
	}

}

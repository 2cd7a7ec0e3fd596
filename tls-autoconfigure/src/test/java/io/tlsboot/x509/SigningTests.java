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
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Section L of Twisted's behaviours: requests and signing.
 */
class SigningTests {

	private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

	private static final KeyPair ROOT_KEYS = KeyPair.generate(KeyType.EC_P256);

	private static final PrivateCertificate ROOT = ROOT_KEYS.selfSigned(name("Root CA"),
			SigningTerms.defaults().forAuthority(), Clock.fixed(NOW, ZoneOffset.UTC), new SecureRandom());

	private static final KeyPair KEYS = KeyPair.generate(KeyType.EC_P256);

	private static final SigningTerms TERMS = SigningTerms.defaults();

	private static DistinguishedName name(String commonName) {
		return DistinguishedName.of(Map.of("CN", commonName));
	}

	private static CertificateRequest request() {
		return KEYS.request(name("www.example.com"), List.of("a.example.com", "10.0.0.1"), "sha256");
	}

	@Test
	void oneKeyRequestsAnotherSignsAndTheFirstAssembles() {
		Certificate signed = ROOT.authority().sign(request(), TERMS);

		PrivateCertificate assembled = PrivateCertificate.of(signed, KEYS);

		assertThat(assembled.certificate().issuer()).isEqualTo(ROOT.certificate().subject());
		assertThat(assembled.keyPair()).isEqualTo(KEYS);
	}

	@Test
	void signatureIsSha256UnlessAskedOtherwise() {
		assertThat(ROOT.authority().sign(request(), TERMS).toX509().getSigAlgName()).isEqualTo("SHA256withECDSA");
		assertThat(ROOT.authority().sign(request(), TERMS.withDigest("sha512")).toX509().getSigAlgName())
			.isEqualTo("SHA512withECDSA");
	}

	@Test
	void validityStartsNowForOneYear() {
		CertificateAuthority authority = new CertificateAuthority(ROOT, Clock.fixed(NOW, ZoneOffset.UTC),
				new SecureRandom());

		Certificate signed = authority.sign(request(), TERMS);

		assertThat(signed.notBefore()).isEqualTo(NOW);
		assertThat(signed.notAfter()).isEqualTo(NOW.plus(Duration.ofDays(365)));
	}

	@Test
	void serialNumberIsRandomUnlessGiven() {
		BigInteger first = ROOT.authority().sign(request(), TERMS).serialNumber();
		BigInteger second = ROOT.authority().sign(request(), TERMS).serialNumber();

		assertThat(first.bitLength()).isEqualTo(128);
		assertThat(first).isNotEqualTo(second);
		assertThat(ROOT.authority().sign(request(), TERMS.withSerialNumber(BigInteger.TEN)).serialNumber())
			.isEqualTo(BigInteger.TEN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-1", "1461501637330902918203684832716283019655932542976" })
	void serialNumberIsPositiveAndHasAtMostTwentyOctets(String serial) {
		assertThatIllegalArgumentException().isThrownBy(() -> TERMS.withSerialNumber(new BigInteger(serial)))
			.withMessageContaining("expected: > 0, at most 20 octets");
	}

	@Test
	void policySeesTheSubjectAndTheNamesOfTheRequest() {
		AtomicReference<CertificateRequest> seen = new AtomicReference<>();

		Certificate signed = ROOT.authority().sign(request(), (asked) -> {
			seen.set(asked);
			return true;
		}, TERMS);

		assertThat(seen.get().subject().get("CN")).contains("www.example.com");
		assertThat(seen.get().subjectAlternativeNames()).containsExactly("DNS:a.example.com", "IP:10.0.0.1");
		assertThat(signed.subjectAlternativeNames()).containsExactlyInAnyOrder("DNS:www.example.com",
				"DNS:a.example.com", "IP:10.0.0.1");
	}

	@Test
	void whenPolicyRefusesThenVerifyExceptionIsThrown() {
		assertThatExceptionOfType(CertificateVerifyException.class)
			.isThrownBy(() -> ROOT.authority().sign(request(), (asked) -> false, TERMS))
			.withMessageContaining("the policy refuses");
	}

	@Test
	void exceptionOfThePolicyPropagates() {
		assertThatIllegalStateException().isThrownBy(() -> ROOT.authority().sign(request(), (asked) -> {
			throw new IllegalStateException("no");
		}, TERMS)).withMessage("no");
	}

	@Test
	void whenPolicyIsAsynchronousThenTheResultIs() {
		CompletableFuture<Boolean> answer = new CompletableFuture<>();
		CompletionStage<Certificate> signed = ROOT.authority().signLater(request(), (asked) -> answer, TERMS);

		assertThat(signed.toCompletableFuture()).isNotDone();
		answer.complete(true);
		assertThat(signed.toCompletableFuture().join().dnsNames()).contains("a.example.com");
	}

	@Test
	void whenAsynchronousPolicyRefusesOrFailsThenSoDoesTheResult() {
		CompletableFuture<Certificate> refused = ROOT.authority()
			.signLater(request(), (asked) -> CompletableFuture.completedFuture(false), TERMS)
			.toCompletableFuture();
		CompletableFuture<Certificate> failed = ROOT.authority()
			.signLater(request(), (asked) -> CompletableFuture.failedFuture(new IllegalStateException("no")), TERMS)
			.toCompletableFuture();

		assertThatExceptionOfType(CompletionException.class).isThrownBy(refused::join)
			.withCauseInstanceOf(CertificateVerifyException.class);
		assertThatExceptionOfType(CompletionException.class).isThrownBy(failed::join)
			.withCauseInstanceOf(IllegalStateException.class);
	}

	@Test
	void tamperedRequestIsRefused() {
		byte[] encoded = request().dump();
		encoded[encoded.length - 1] ^= 1;

		assertThatExceptionOfType(CertificateVerifyException.class).isThrownBy(() -> CertificateRequest.load(encoded));
	}

	@Test
	void withoutPolicyTheNamesOfTheRequestAreDropped() {
		assertThat(ROOT.authority().sign(request(), TERMS).subjectAlternativeNames())
			.containsExactly("DNS:www.example.com");
	}

	@Test
	void certificateIsVersion3WithAllThatModernChecksAskFor() {
		Certificate signed = ROOT.authority().sign(request(), TERMS);

		assertThat(signed.toX509().getVersion()).isEqualTo(3);
		assertThat(signed.toX509().getBasicConstraints()).isEqualTo(-1);
		assertThat(signed.toX509().getCriticalExtensionOIDs()).contains("2.5.29.19", "2.5.29.15");
		assertThat(signed.toX509().getNonCriticalExtensionOIDs()).contains("2.5.29.14", "2.5.29.35", "2.5.29.17");
		assertThat(ROOT.certificate().toX509().getBasicConstraints()).isNotNegative();
	}

	@Test
	void lifetimeIsPositive() {
		assertThatIllegalArgumentException().isThrownBy(() -> TERMS.withLifetime(Duration.ofSeconds(-1)))
			.withMessageContaining("lifetime: PT-1S (expected: > 0)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "md5", "sha1", "sha", "rot13" })
	void weakAndUnknownDigestsAreRefused(String digest) {
		assertThatIllegalArgumentException().isThrownBy(() -> TERMS.withDigest(digest));
		assertThatIllegalArgumentException().isThrownBy(() -> KEYS.request(name("a"), List.of(), digest));
	}

	@Test
	void requestsAndCertificatesGoThroughBothFormats() {
		CertificateRequest request = request();
		Certificate signed = ROOT.authority().sign(request, TERMS);

		assertThat(CertificateRequest.load(request.dump(Format.DER))).isEqualTo(request);
		assertThat(CertificateRequest.load(request.dump(Format.PEM))).isEqualTo(request);
		assertThat(Certificate.load(signed.dump(Format.DER), Format.DER)).isEqualTo(signed);
		assertThat(Certificate.load(signed.dump(Format.PEM), Format.PEM)).isEqualTo(signed);
	}

	@Test
	void someoneElsesCertificateIsRefused() {
		PrivateCertificate own = KEYS.selfSigned(name("own"), TERMS);

		assertThatExceptionOfType(CertificateVerifyException.class)
			.isThrownBy(() -> own.newCertificate(ROOT.certificate()));
		assertThat(own.newCertificate(ROOT.authority().sign(own.request(), TERMS)).privateKey())
			.isEqualTo(own.privateKey());
	}

	@Test
	void leafSignsNothing() {
		PrivateCertificate leaf = KEYS.selfSigned(name("leaf"), TERMS);

		assertThatExceptionOfType(CertificateVerifyException.class).isThrownBy(leaf::authority)
			.withMessageContaining("none of an authority");
	}

	@ParameterizedTest
	@EnumSource(names = { "OTHER", "EC_OTHER" }, mode = Mode.EXCLUDE)
	void everyTypeOfKeySignsItself(KeyType type) {
		KeyPair keys = KeyPair.generate(type);
		PrivateCertificate self = keys.selfSigned(name("localhost"), TERMS);

		assertThat(self.keyPair()).isEqualTo(keys);
		assertThat(self.certificate().publicKeyInfo().type()).isEqualTo(type);
		assertThat(PrivateCertificate.loadPem(self.dumpPem())).isEqualTo(self);
		assertThat(self.inspect()).endsWith(keys.inspect());
		assertThat(keys).hasToString("<KeyPair " + self.certificate().publicKeyInfo().keyHash() + ">");
	}

	@Test
	void smallRsaKeysAreNotMade() {
		assertThatIllegalArgumentException().isThrownBy(() -> KeyPair.generate(KeyType.RSA, 1024))
			.withMessageContaining("bits: 1024 (expected: at least 2048)");
	}

	@Test
	void inspectShowsSubjectIssuerSerialDigestAndKey() {
		Certificate signed = ROOT.authority().sign(request(), TERMS.withSerialNumber(BigInteger.valueOf(12345)));

		assertThat(signed.inspect().lines()).containsExactly("Certificate For Subject:",
				"               Common Name: www.example.com", "", "Issuer:", "               Common Name: Root CA", "",
				"Serial Number: 12345", "Digest: " + signed.digest("MD5"), "Public Key with Hash: " + KEYS.keyHash());
		assertThat(signed.digest("sha")).isEqualTo(signed.digest("SHA-1"));
	}

	@Test
	void shortAndLongNamesBuildEqualNames() {
		DistinguishedName name = DistinguishedName.of(Map.of("CN", "a", "organizationName", "\u00fc", "C", "DE"));

		assertThat(name).isEqualTo(DistinguishedName.of(Map.of("commonName", "a", "O", "\u00fc", "countryName", "DE")));
		assertThat(name.with("commonName", "b").get("CN")).contains("b");
		assertThat(name.inspect()).isEqualTo("               Common Name: a\n              Country Name: DE\n"
				+ "         Organization Name: \u00fc");
		assertThat(DistinguishedName.of(Map.of()).inspect()).isEmpty();
		assertThatIllegalArgumentException().isThrownBy(() -> DistinguishedName.of(Map.of("Cn", "a")));
	}

}

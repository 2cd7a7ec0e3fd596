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
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.ECParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.CertificateLoadException.Part;
import org.bouncycastle.util.io.pem.PemObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What a private certificate is read from, and what is refused.
 */
class PrivateCertificateTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final PrivateCertificate RSA = issue(Algorithm.rsa2048);

	private static final PrivateCertificate EC = issue(Algorithm.ecp256);

	private static final PrivateCertificate EC384 = issue(Algorithm.ecp384);

	private static final PrivateCertificate ED25519 = issue(Algorithm.ed25519);

	private static final String CERTIFICATE = EC.certificate().dumpPem();

	private static final String KEY = PemTexts.pkcs8(EC.privateKey());

	private static PrivateCertificate issue(Algorithm algorithm) {
		UnaryOperator<CertificateBuilder> leaf = (builder) -> builder.subject("CN=leaf").algorithm(algorithm);
		return AUTHORITY.issue(leaf);
	}

	static Stream<Arguments> plainKeys() {
		return Stream.of(Arguments.of("RSA, PKCS#8", RSA, PemTexts.pkcs8(RSA.privateKey())),
				Arguments.of("RSA, PKCS#1", RSA, PemTexts.traditional(RSA.privateKey())),
				Arguments.of("EC P-256, PKCS#8", EC, KEY),
				Arguments.of("EC P-256, SEC1", EC, PemTexts.traditional(EC.privateKey())),
				Arguments.of("EC P-256, SEC1 behind parameters", EC,
						PemTexts.ecParameters() + PemTexts.traditional(EC.privateKey())),
				Arguments.of("EC P-384, PKCS#8", EC384, PemTexts.pkcs8(EC384.privateKey())),
				Arguments.of("EC P-384, SEC1", EC384, PemTexts.traditional(EC384.privateKey())),
				Arguments.of("Ed25519, PKCS#8", ED25519, PemTexts.pkcs8(ED25519.privateKey())));
	}

	static Stream<Arguments> encryptedKeys() {
		return Stream.of(Arguments.of("RSA, PKCS#8", RSA, PemTexts.encryptedPkcs8(RSA.privateKey(), "secret")),
				Arguments.of("RSA, traditional", RSA, PemTexts.encryptedTraditional(RSA.privateKey(), "secret")),
				Arguments.of("EC, PKCS#8", EC, PemTexts.encryptedPkcs8(EC.privateKey(), "secret")),
				Arguments.of("EC, traditional", EC, PemTexts.encryptedTraditional(EC.privateKey(), "secret")),
				Arguments.of("Ed25519, PKCS#8", ED25519, PemTexts.encryptedPkcs8(ED25519.privateKey(), "secret")));
	}

	// The encoding of one and the same key depends on the shape that it was read from.
	private static BigInteger number(PrivateKey key) {
		if (key instanceof ECPrivateKey ec) {
			return ec.getS();
		}
		if (key instanceof RSAPrivateKey rsa) {
			return rsa.getPrivateExponent();
		}
		return new BigInteger(1, ((EdECPrivateKey) key).getBytes().orElseThrow());
	}

	@Test
	void whenKeyStandsFirstThenOneTextIsRead() {
		assertThat(PrivateCertificate.loadPem(KEY + CERTIFICATE)).isEqualTo(EC);
	}

	@Test
	void whenKeyStandsLastThenOneTextIsRead() {
		assertThat(PrivateCertificate.loadPem(CERTIFICATE + KEY)).isEqualTo(EC);
	}

	@Test
	void certificateAndKeyAreReadFromTwoTexts() {
		assertThat(PrivateCertificate.loadPem(CERTIFICATE, KEY)).isEqualTo(EC);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("plainKeys")
	void keyIsReadInEveryShape(String shape, PrivateCertificate expected, String key) {
		PrivateCertificate loaded = PrivateCertificate.loadPem(expected.certificate().dumpPem(), key);

		assertThat(loaded.chain()).isEqualTo(expected.chain());
		assertThat(number(loaded.privateKey())).isEqualTo(number(expected.privateKey()));
	}

	@Test
	void whenLinesEndWithCarriageReturnThenTextIsRead() {
		assertThat(PrivateCertificate.loadPem((CERTIFICATE + KEY).replace("\n", "\r\n"))).isEqualTo(EC);
	}

	@Test
	void whenEd25519KeyCarriesItsPublicKeyThenItIsRead() {
		// RFC 5958, version 2: RFC 8410, section 10.3 has the example.
		byte[] plain = ED25519.privateKey().getEncoded();
		byte[] publicKey = ED25519.certificate().publicKey().getEncoded();
		String seed = HexFormat.of().formatHex(plain, plain.length - 32, plain.length);
		String point = HexFormat.of().formatHex(publicKey, publicKey.length - 32, publicKey.length);
		byte[] version2 = HexFormat.of()
			.parseHex("3051" + "020101" + "300506032b6570" + "04220420" + seed + "812100" + point);

		String key = PemTexts.write(new PemObject("PRIVATE KEY", version2));

		assertThat(PrivateCertificate.loadPem(ED25519.certificate().dumpPem(), key).certificate())
			.isEqualTo(ED25519.certificate());
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("encryptedKeys")
	void whenPasswordIsRightThenEncryptedKeyIsRead(String shape, PrivateCertificate expected, String key) {
		PrivateCertificate loaded = PrivateCertificate.loadPem(expected.certificate().dumpPem(), key,
				"secret".toCharArray());

		assertThat(loaded.chain()).isEqualTo(expected.chain());
		assertThat(number(loaded.privateKey())).isEqualTo(number(expected.privateKey()));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("encryptedKeys")
	void whenPasswordIsWrongThenItIsRefused(String shape, PrivateCertificate certificate, String key) {
		assertRefused(certificate.certificate().dumpPem(), key, "hunter2", Part.PASSWORD,
				"cannot be decrypted with the given password");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("encryptedKeys")
	void whenPasswordIsMissingThenEncryptedKeyIsRefused(String shape, PrivateCertificate certificate, String key) {
		assertRefused(certificate.certificate().dumpPem(), key, null, Part.PASSWORD,
				"encrypted and no password is given");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("plainKeys")
	void whenKeyIsNotEncryptedThenPasswordIsRefused(String shape, PrivateCertificate certificate, String key) {
		assertRefused(certificate.certificate().dumpPem(), key, "secret", Part.PASSWORD, "not encrypted");
	}

	@Test
	void whenWrongPasswordHappensToDecryptThenItIsRefusedAllTheSame() {
		assertRefused(CERTIFICATE, PemTexts.encryptedGarbage("hunter2"), "hunter2", Part.PASSWORD,
				"cannot be decrypted with the given password");
	}

	@Test
	void whenEncryptionIsUnknownThenKeyIsRefused() {
		String key = PemTexts.encryptedTraditional(EC.privateKey(), "secret").replace("AES-128-CBC", "ROT-13-CBC");

		assertThatExceptionOfType(CertificateLoadException.class)
			.isThrownBy(() -> PrivateCertificate.loadPem(CERTIFICATE, key, "secret".toCharArray()))
			.withMessageContaining("private key");
	}

	@Test
	void whenKeyIsMissingThenLoadFails() {
		assertRefused(CERTIFICATE, CERTIFICATE, null, Part.PRIVATE_KEY,
				"expected one private key (found: 1 certificate(s))");
	}

	@Test
	void whenKeyTextIsEmptyThenLoadFails() {
		assertRefused(CERTIFICATE, "", null, Part.PRIVATE_KEY, "expected one private key (found: an empty file)");
	}

	@Test
	void whenCertificateIsMissingThenLoadFails() {
		assertRefused(KEY, KEY, null, Part.CERTIFICATE, "no certificate found");
	}

	@Test
	void whenThereAreTwoKeysThenLoadFails() {
		assertRefused(CERTIFICATE, KEY + PemTexts.pkcs8(RSA.privateKey()), null, Part.PRIVATE_KEY,
				"expected one private key (found: 2 private key(s))");
	}

	@Test
	void whenThereIsOnlyAPublicKeyThenLoadFailsAndSaysSo() {
		String key = PemTexts.write(new PemObject("PUBLIC KEY", EC.certificate().publicKey().getEncoded()));

		assertRefused(CERTIFICATE, key, null, Part.PRIVATE_KEY, "found: a public key");
	}

	@Test
	void whenKeyIsDamagedThenLoadFails() {
		assertRefused(CERTIFICATE, KEY.substring(0, 60), null, Part.PRIVATE_KEY, "damaged");
	}

	@Test
	void whenContentOfKeyIsDamagedThenLoadFails() {
		byte[] encoded = HexFormat.of().parseHex("3011" + "020100" + "300506032b6570" + "04050403010203");

		assertRefused(CERTIFICATE, PemTexts.write(new PemObject("PRIVATE KEY", encoded)), null, Part.PRIVATE_KEY,
				"private key is damaged");
	}

	@Test
	void whenAlgorithmOfKeyIsNotForSigningThenLoadFails() {
		// X25519 agrees on keys and cannot sign.
		byte[] encoded = HexFormat.of().parseHex("302e" + "020100" + "300506032b656e" + "04220420" + "07".repeat(32));

		assertRefused(CERTIFICATE, PemTexts.write(new PemObject("PRIVATE KEY", encoded)), null, Part.PRIVATE_KEY,
				"algorithm of the private key is not supported");
	}

	private static void assertRefused(String certificates, String key, @Nullable String password, Part part,
			String message) {
		char @Nullable [] characters = (password != null) ? password.toCharArray() : null;
		assertThatExceptionOfType(CertificateLoadException.class)
			.isThrownBy(() -> PrivateCertificate.loadPem(certificates, key, characters))
			.withMessageContaining(message)
			.withMessageNotContaining("hunter2")
			.satisfies((ex) -> assertThat(ex.part()).isEqualTo(part));
	}

	@Test
	void whenKeyIsOfAnotherCertificateThenItIsRefused() {
		String other = PemTexts.pkcs8(issue(Algorithm.ecp256).privateKey());

		assertThatExceptionOfType(CertificateVerifyException.class)
			.isThrownBy(() -> PrivateCertificate.loadPem(CERTIFICATE, other))
			.withMessageContaining("the private key does not match the certificate 'CN=leaf'");
	}

	@Test
	void whenKeyIsOfAnotherAlgorithmThenItIsRefused() {
		assertThatExceptionOfType(CertificateVerifyException.class)
			.isThrownBy(() -> PrivateCertificate.loadPem(CERTIFICATE, PemTexts.pkcs8(RSA.privateKey())))
			.withMessageContaining("does not match");
	}

	@Test
	void whenThereAreNoCertificatesThenOfRefuses() {
		assertThatIllegalArgumentException().isThrownBy(() -> PrivateCertificate.of(List.of(), EC.privateKey()))
			.withMessageContaining("'certificates' must not be empty");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("plainKeys")
	void whatDumpPemWritesLoadPemReads(String shape, PrivateCertificate expected, String key) {
		assertThat(PrivateCertificate.loadPem(expected.dumpPem())).isEqualTo(expected);
	}

	@Test
	void dumpPemWritesCertificateThenKey() {
		assertThat(EC.dumpPem()).isEqualTo(CERTIFICATE + KEY);
	}

	@Test
	void whenKeyDoesNotLeaveItsDeviceThenItIsUsableButNotDumped() {
		PrivateCertificate certificate = PrivateCertificate.of(List.of(EC.certificate()),
				new DeviceKey((ECPrivateKey) EC.privateKey()));

		assertThatIllegalStateException().isThrownBy(certificate::dumpPem).withMessageContaining("cannot be exported");
	}

	@Test
	void toStringShowsNoKey() {
		String body = Base64.getEncoder().encodeToString(EC.privateKey().getEncoded());

		assertThat(EC.toString()).isEqualTo("<PrivateCertificate Subject=leaf Issuer=Test CA>").doesNotContain(body);
	}

	@Test
	void notEqualWhenTheKeyDiffers() {
		assertThat(EC).isNotEqualTo(issue(Algorithm.ecp256)).isNotEqualTo(RSA);
	}

	/**
	 * A key that signs and cannot be read, as one on a token.
	 *
	 * @param key the key
	 */
	private record DeviceKey(ECPrivateKey key) implements ECPrivateKey {

		@Override
		public BigInteger getS() {
			return this.key.getS();
		}

		@Override
		public ECParameterSpec getParams() {
			return this.key.getParams();
		}

		@Override
		public String getAlgorithm() {
			return this.key.getAlgorithm();
		}

		@Override
		public @Nullable String getFormat() {
			return null;
		}

		@Override
		public byte @Nullable [] getEncoded() {
			return null;
		}

	}

}

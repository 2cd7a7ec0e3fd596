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

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.List;
import java.util.Map;

import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class KeyPairTests {

	private static final KeyPair KEYS = KeyPair.generate(KeyType.EC_P256);

	private static final DistinguishedName NAME = DistinguishedName.of(Map.of("CN", "a.example"));

	private static java.security.KeyPair platform(String algorithm) throws GeneralSecurityException {
		return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
	}

	@Test
	void keysOfThePlatformAreTaken() throws GeneralSecurityException {
		java.security.KeyPair keys = platform("Ed25519");

		assertThat(KeyPair.of(keys).privateKey()).isEqualTo(keys.getPrivate());
		assertThat(KeyPair.of(keys).publicKey().toPublicKey()).isEqualTo(keys.getPublic());
	}

	@Test
	void whenKeysDoNotBelongTogetherThenTheyAreRefused() throws GeneralSecurityException {
		java.security.KeyPair mixed = new java.security.KeyPair(platform("Ed25519").getPublic(),
				platform("Ed25519").getPrivate());
		java.security.KeyPair kinds = new java.security.KeyPair(platform("EC").getPublic(),
				platform("Ed25519").getPrivate());

		assertThatExceptionOfType(CertificateVerifyException.class).isThrownBy(() -> KeyPair.of(mixed))
			.withMessage("the private key does not match the public key");
		assertThatExceptionOfType(CertificateVerifyException.class).isThrownBy(() -> KeyPair.of(kinds));
	}

	@Test
	void whenNothingIsSaidThenKeyIsRsaOf2048Bits() {
		KeyPair keys = KeyPair.generate();

		assertThat(keys.publicKey().type()).isEqualTo(KeyType.RSA);
		assertThat(keys.inspect()).isEqualTo("2048-bit RSA Key Pair with Hash: " + keys.keyHash());
	}

	@ParameterizedTest
	@CsvSource({ "RSA, 2048, 2048-bit RSA", "RSASSA_PSS, 2560, 2560-bit RSASSA-PSS" })
	void sizeOfAnRsaKeyCanBeChosen(KeyType type, int bits, String title) {
		assertThat(KeyPair.generate(type, bits).inspect()).startsWith(title + " Key Pair");
	}

	@ParameterizedTest
	@EnumSource(names = { "RSA", "RSASSA_PSS" }, mode = Mode.EXCLUDE)
	void otherKeysHaveNoChoiceOfSize(KeyType type) {
		assertThatIllegalArgumentException().isThrownBy(() -> KeyPair.generate(type, 4096))
			.withMessageContaining("type: " + type + " (expected: RSA");
	}

	@ParameterizedTest
	@EnumSource(names = { "OTHER", "EC_OTHER" })
	void unknownKeysAreNotMade(KeyType type) {
		assertThatIllegalArgumentException().isThrownBy(() -> KeyPair.generate(type))
			.withMessageContaining("type: " + type + " (expected: one that keys are made for)");
	}

	// Of the encoded public key, as certificate tools count.
	@ParameterizedTest
	@CsvSource({ "EC_P256, 256-bit EC P-256", "EC_P384, 384-bit EC P-384", "EC_P521, 521-bit EC P-521",
			"ED25519, 256-bit Ed25519", "ED448, 456-bit Ed448", "ML_DSA_44, 10496-bit ML-DSA-44" })
	void inspectShowsSizeAndKind(KeyType type, String title) {
		KeyPair keys = KeyPair.generate(type);

		assertThat(keys.inspect()).isEqualTo(title + " Key Pair with Hash: " + keys.keyHash());
	}

	@Test
	void curvesWithoutANameHereAreOther() throws GeneralSecurityException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", KeyEncryption.provider());
		generator.initialize(new ECGenParameterSpec("secp256k1"));

		assertThat(PublicKeyInfo.of(generator.generateKeyPair().getPublic()).type()).isEqualTo(KeyType.EC_OTHER);
		assertThat(PublicKeyInfo.of(platform("X25519").getPublic()).type()).isEqualTo(KeyType.OTHER);
	}

	@Test
	void keyThatCannotSignSignsNothing() throws GeneralSecurityException {
		java.security.KeyPair agreement = platform("X25519");
		PublicKeyInfo publicKey = PublicKeyInfo.of(agreement.getPublic());

		assertThatExceptionOfType(CertificateVerifyException.class).isThrownBy(() -> KeyPair.of(agreement));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new KeyPair(publicKey, agreement.getPrivate()).request(NAME))
			.withMessage("no signature is known for the type of the private key");
	}

	@Test
	void equalWhenBothKeysAre() {
		assertThat(KeyPair.loadPem(KEYS.dumpPem())).isEqualTo(KEYS).hasSameHashCodeAs(KEYS);
		assertThat(KEYS).isNotEqualTo(KeyPair.generate(KeyType.EC_P256))
			.isNotEqualTo(new KeyPair(KEYS.publicKey(), KeyPair.generate(KeyType.EC_P256).privateKey()))
			.isNotEqualTo(null);
		assertThat(KEYS.hashCode()).isNotEqualTo(KeyPair.generate(KeyType.EC_P256).hashCode());
	}

	@Test
	void publicKeyIsAValueToo() {
		PublicKeyInfo key = KEYS.publicKey();
		PublicKeyInfo same = KeyPair.loadPem(KEYS.dumpPem()).publicKey();
		PublicKeyInfo other = KeyPair.generate(KeyType.EC_P256).publicKey();

		assertThat(key).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(other).isNotEqualTo(null);
		assertThat(key.hashCode()).isNotEqualTo(other.hashCode());
		assertThat(key.matches(same)).isTrue();
		assertThat(key.matches(other)).isFalse();
		assertThat(key).hasToString("<PublicKey " + key.keyHash() + ">");
		assertThat(key.inspect()).isEqualTo("Public Key with Hash: " + key.keyHash());
		assertThat(key.keyHash()).matches("[0-9a-f]{32}");
	}

	@Test
	void encodingOfAPublicKeyIsACopy() {
		byte[] dumped = KEYS.publicKey().dump();
		dumped[0] = 0;

		assertThat(KEYS.publicKey().dump()).isNotEqualTo(dumped);
	}

	// RFC 4055, section 3.1: the salt is as long as the digest.
	@ParameterizedTest
	@CsvSource({ "SHA-256, 32", "SHA-384, 48", "SHA-512, 64" })
	void saltOfAPssSignatureIsAsLongAsItsDigest(String digest, int salt) {
		Certificate signed = KeyPair.generate(KeyType.RSASSA_PSS)
			.selfSigned(NAME, SigningTerms.defaults().withDigest(digest))
			.certificate();

		assertThat(signed.toX509().getSigAlgName()).isEqualTo("RSASSA-PSS");
		assertThat(RSASSAPSSparams.getInstance(signed.toX509().getSigAlgParams()).getSaltLength().intValue())
			.isEqualTo(salt);
	}

	@Test
	void keyThatIsRestrictedToOneDigestSignsWithIt() throws GeneralSecurityException {
		PSSParameterSpec restricted = new PSSParameterSpec("SHA-384", "MGF1", MGF1ParameterSpec.SHA384, 40,
				PSSParameterSpec.TRAILER_FIELD_BC);
		KeyPairGenerator generator = KeyPairGenerator.getInstance("RSASSA-PSS");
		generator.initialize(new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4, restricted));
		KeyPair keys = KeyPair.of(generator.generateKeyPair());

		PrivateCertificate self = keys.selfSigned(NAME, SigningTerms.defaults());

		assertThat(RSASSAPSSparams.getInstance(self.certificate().toX509().getSigAlgParams()).getSaltLength())
			.hasToString("40");
		assertThat(((RSAKey) self.privateKey()).getParams()).isNotNull();
	}

	@ParameterizedTest
	@CsvSource({ "sha256", "SHA-256", "Sha256", "SHA256" })
	void digestIsNamedWithOrWithoutHyphenInAnyCase(String digest) {
		assertThat(SigningTerms.defaults().withDigest(digest)).isEqualTo(SigningTerms.defaults());
	}

	@ParameterizedTest
	@EnumSource(names = { "OTHER", "EC_OTHER" }, mode = Mode.EXCLUDE)
	void requestIsSignedByEveryTypeOfKey(KeyType type) {
		CertificateRequest request = KeyPair.generate(type).request(NAME, List.of("a.example"), "sha256");

		assertThat(CertificateRequest.load(request.dump())).isEqualTo(request);
	}

	@Test
	void keySignsUnderAnyNameAsAnIssuer() {
		DistinguishedName issuer = DistinguishedName.of(Map.of("CN", "Issuer"));

		Certificate signed = KEYS.sign(issuer, KeyPair.generate(KeyType.ED25519).request(NAME),
				SigningTerms.defaults());

		assertThat(signed.issuer()).isEqualTo(issuer);
		assertThat(signed.subject()).isEqualTo(NAME);
	}

}

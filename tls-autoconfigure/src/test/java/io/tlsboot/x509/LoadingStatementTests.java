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
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.List;
import java.util.Map;

import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.CertificateLoadException.Part;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Section J of Twisted's behaviours, as far as no other class has it: loading
 * certificates and keys.
 */
class LoadingStatementTests {

	private static final String BYTE_ORDER_MARK = "\uFEFF";

	private static final TestAuthority ROOT = TestAuthority.create("Test CA");

	private static final TestAuthority INTERMEDIATE = ROOT.intermediate("Intermediate CA");

	private static final PrivateCertificate LEAF = alone(INTERMEDIATE.issue("leaf"));

	private static final String CERTIFICATE = LEAF.certificate().dumpPem();

	private static final String KEY = PemTexts.pkcs8(LEAF.privateKey());

	private static PrivateCertificate alone(PrivateCertificate issued) {
		return PrivateCertificate.of(List.of(issued.certificate()), issued.privateKey());
	}

	// J2
	@Test
	void whenKeyHasNoFinalNewlineThenItIsRead() {
		assertThat(PrivateCertificate.loadPem(CERTIFICATE, KEY.strip())).isEqualTo(LEAF);
	}

	// J2
	@Test
	void whenABlockBeginsOnTheLineWhereAnotherEndsThenLoadFails() {
		assertThatExceptionOfType(CertificateLoadException.class)
			.isThrownBy(() -> PrivateCertificate.loadPem(CERTIFICATE.strip() + KEY))
			.withMessageContaining("a PEM block is damaged (found: a certificate without end");
	}

	@Test
	void whenTextBeginsWithAByteOrderMarkThenItsFirstBlockIsRead() {
		String pem = BYTE_ORDER_MARK + CERTIFICATE + INTERMEDIATE.certificate().dumpPem();

		assertThat(Certificate.loadPemChain(pem)).containsExactly(LEAF.certificate(), INTERMEDIATE.certificate());
	}

	@Test
	void whenTextsWithByteOrderMarksAreJoinedThenEveryBlockIsRead() {
		String pem = (BYTE_ORDER_MARK + CERTIFICATE + BYTE_ORDER_MARK + KEY).replace("\n", "\r\n");

		assertThat(PrivateCertificate.load(pem.getBytes(StandardCharsets.UTF_8), null)).isEqualTo(LEAF);
	}

	// J3
	@Test
	void whenTextHasTheWholeChainThenTheChainIsKept() {
		PrivateCertificate loaded = PrivateCertificate
			.loadPem(CERTIFICATE + INTERMEDIATE.certificate().dumpPem() + ROOT.certificate().dumpPem() + KEY);

		assertThat(loaded.chain()).containsExactly(LEAF.certificate(), INTERMEDIATE.certificate());
	}

	// J4
	@Test
	void whenTheAuthorityStandsBeforeTheLeafThenTheLeafIsFound() {
		PrivateCertificate loaded = PrivateCertificate
			.loadPem(INTERMEDIATE.certificate().dumpPem() + CERTIFICATE + KEY);

		assertThat(loaded.certificate()).isEqualTo(LEAF.certificate());
	}

	// J7: DSA is for no version that is spoken here.
	@Test
	void whenKeyIsDsaThenLoadFailsAndSaysSo() throws GeneralSecurityException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("DSA");
		generator.initialize(2048);
		PrivateKey key = generator.generateKeyPair().getPrivate();

		assertKeyRefused(PemTexts.pkcs8(key),
				"the algorithm of the private key is not supported (found: 1.2.840.10040.4.1; expected: RSA, EC,");
		assertKeyRefused(PemTexts.write(new PemObject("DSA PRIVATE KEY", new byte[] { 48, 0 })),
				"expected one private key (found: a DSA private key)");
	}

	private static void assertKeyRefused(String key, String message) {
		assertThatExceptionOfType(CertificateLoadException.class)
			.isThrownBy(() -> PrivateCertificate.loadPem(CERTIFICATE, key))
			.withMessageContaining(message)
			.satisfies((ex) -> assertThat(ex.part()).isEqualTo(Part.PRIVATE_KEY));
	}

	// J7
	@Test
	void whenEcKeyDoesNotSayItsCurveThenThatOfTheCertificateIsTaken() {
		assertThat(PrivateCertificate.loadPem(CERTIFICATE, withoutCurve())).isEqualTo(LEAF);
	}

	// J7
	@Test
	void whenNeitherEcKeyNorCertificateSayTheCurveThenLoadFailsAndSaysWhatIsMissing() {
		assertThatExceptionOfType(CertificateLoadException.class).isThrownBy(() -> KeyPair.loadPem(withoutCurve()))
			.withMessageContaining("does not say its curve")
			.withMessageContaining("an 'EC PARAMETERS' block in front of it")
			.satisfies((ex) -> assertThat(ex.part()).isEqualTo(Part.PRIVATE_KEY));
	}

	private static String withoutCurve() {
		try {
			ECPrivateKey key = ECPrivateKey
				.getInstance(PrivateKeyInfo.getInstance(LEAF.privateKey().getEncoded()).parsePrivateKey());
			return PemTexts.write(new PemObject("EC PRIVATE KEY", new ECPrivateKey(256, key.getKey()).getEncoded()));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	// J10: ours. Two private certificates of one leaf may differ.
	@Test
	void privateCertificateDoesNotEqualItsCertificate() {
		assertThat((Object) LEAF).isNotEqualTo(LEAF.certificate());
		assertThat((Object) LEAF.certificate()).isNotEqualTo(LEAF);
	}

	// J11
	@Test
	void hashOfThePublicKeyIsThatOfTheKeyPairAndItsCertificate() {
		assertThat(LEAF.keyPair().keyHash()).isEqualTo(LEAF.certificate().publicKeyInfo().keyHash())
			.matches("[0-9a-f]{32}");
		assertThat(LEAF.keyPair().publicKey().matches(LEAF.certificate().publicKeyInfo())).isTrue();
	}

	// J11
	@Test
	void hashOfAnotherPublicKeyDiffers() {
		PublicKeyInfo other = INTERMEDIATE.issue("leaf").certificate().publicKeyInfo();

		assertThat(other.keyHash()).isNotEqualTo(LEAF.certificate().publicKeyInfo().keyHash());
		assertThat(other.matches(LEAF.certificate().publicKeyInfo())).isFalse();
	}

	// J12
	@Test
	void inspectOfAPrivateCertificateEndsWithItsKeyPair() {
		assertThat(LEAF.inspect().lines())
			.startsWith("Certificate For Subject:", "               Common Name: leaf", "", "Issuer:",
					"               Common Name: Intermediate CA", "",
					"Serial Number: " + LEAF.certificate().serialNumber())
			.endsWith("256-bit EC P-256 Key Pair with Hash: " + LEAF.keyPair().keyHash());
	}

	// J13
	@Test
	void textOfACertificateSaysTheCommonNames() {
		assertThat(LEAF.certificate()).hasToString("<Certificate Subject=leaf Issuer=Intermediate CA>");
		assertThat(LEAF).hasToString("<PrivateCertificate Subject=leaf Issuer=Intermediate CA>");
	}

	// J13
	@Test
	void whenThereIsNoCommonNameThenTheTextOfACertificateLeavesItEmpty() {
		PrivateCertificate nameless = ROOT.issue((builder) -> builder.subject("O=Example"));

		assertThat(nameless.certificate()).hasToString("<Certificate Subject= Issuer=Test CA>");
		assertThat(nameless).hasToString("<PrivateCertificate Subject= Issuer=Test CA>");
	}

	// J14: ours
	@Test
	void whenSubjectIsNotAsciiThenItIsReadAndShown() {
		DistinguishedName name = DistinguishedName.of(Map.of("CN", "B\u00fccherei \u4e2d", "O", "\u0416"));
		PrivateCertificate self = KeyPair.generate(KeyType.EC_P256).selfSigned(name, SigningTerms.defaults());
		Certificate loaded = Certificate.loadPem(self.dumpPem());

		assertThat(loaded.subject()).isEqualTo(name);
		assertThat(loaded.subject().get("CN")).contains("B\u00fccherei \u4e2d");
		assertThat(loaded.inspect()).contains("Common Name: B\u00fccherei \u4e2d", "Organization Name: \u0416");
		assertThat(loaded).hasToString("<Certificate Subject=B\u00fccherei \u4e2d Issuer=B\u00fccherei \u4e2d>");
	}

	@Test
	void keyStoreOfEitherTypeIsReadByItsAlias() throws Exception {
		for (String type : List.of("JKS", "PKCS12")) {
			byte[] store = twoKeys(type);

			assertThat(PrivateCertificate.loadKeyStore(store, type, secret(), "Second")).isEqualTo(LEAF);
		}
	}

	@Test
	void whenKeyStoreHasTwoKeysAndNoAliasIsGivenThenLoadFails() throws Exception {
		byte[] store = twoKeys("JKS");

		assertThatExceptionOfType(CertificateLoadException.class)
			.isThrownBy(() -> PrivateCertificate.loadKeyStore(store, null, secret(), null))
			.withMessageContaining("expected one private key in the key store (found: 2)");
	}

	@Test
	void whenKeyStoreIsOfAnotherTypeThenLoadFailsAndSaysWhichItIs() throws Exception {
		byte[] store = twoKeys("JKS");

		assertThatExceptionOfType(CertificateLoadException.class)
			.isThrownBy(() -> PrivateCertificate.loadKeyStore(store, "PKCS12", secret(), "second"))
			.withMessageContaining("found: a JKS key store (expected: type PKCS12)");
	}

	private static byte[] twoKeys(String type) throws Exception {
		PrivateCertificate first = ROOT.issue("first");
		KeyStore store = KeyStore.getInstance(type);
		store.load(null, null);
		store.setKeyEntry("first", first.privateKey(), secret(), first.x509Chain());
		store.setKeyEntry("second", LEAF.privateKey(), secret(), LEAF.x509Chain());
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		store.store(content, secret());
		return content.toByteArray();
	}

	private static char[] secret() {
		return "secret".toCharArray();
	}

}

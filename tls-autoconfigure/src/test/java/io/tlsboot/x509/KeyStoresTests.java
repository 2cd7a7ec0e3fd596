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
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.List;

import io.tlsboot.testing.TestAuthority;
import io.tlsboot.x509.CertificateLoadException.Part;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedData;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PBMAC1Params;
import org.bouncycastle.asn1.pkcs.PKCS12PBEParams;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Key stores: PKCS#12 (RFC 7292) and the JDK's own kind.
 */
class KeyStoresTests {

	private static final TestAuthority ROOT = TestAuthority.create("Root CA");

	private static final TestAuthority MIDDLE = ROOT.intermediate("Middle CA");

	private static final PrivateCertificate ONE = chained("one");

	private static final PrivateCertificate TWO = chained("two");

	private static final int TOO_MANY = 5_000_001;

	private static final AlgorithmIdentifier HMAC = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256,
			DERNull.INSTANCE);

	private static final String OUT_OF_BOUNDS = "deriving the key from the password is out of bounds";

	private static PrivateCertificate chained(String name) {
		PrivateCertificate leaf = MIDDLE.issue(name);
		return PrivateCertificate.of(List.of(leaf.certificate(), MIDDLE.certificate()), leaf.privateKey());
	}

	private static byte[] store(String type, String password, String keyPassword, PrivateCertificate... identities) {
		return store(type, password, (store) -> {
			for (PrivateCertificate identity : identities) {
				store.setKeyEntry(identity.certificate().subject().get("CN").orElseThrow(), identity.privateKey(),
						keyPassword.toCharArray(), identity.x509Chain());
			}
		});
	}

	private static byte[] store(String type, String password, Filling filling) {
		try {
			KeyStore store = KeyStore.getInstance(type);
			store.load(null, null);
			filling.fill(store);
			ByteArrayOutputStream content = new ByteArrayOutputStream();
			store.store(content, password.toCharArray());
			return content.toByteArray();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static PrivateCertificate load(byte[] content, @Nullable String password, @Nullable String alias) {
		return PrivateCertificate.loadKeyStore(content, null, (password != null) ? password.toCharArray() : null,
				alias);
	}

	private static void assertRefused(byte[] content, @Nullable String password, @Nullable String alias, Part part,
			String message) {
		assertThatExceptionOfType(CertificateLoadException.class).isThrownBy(() -> load(content, password, alias))
			.withMessageContaining(message)
			.withMessageNotContaining("hunter2")
			.satisfies((ex) -> assertThat(ex.part()).isEqualTo(part));
	}

	@ParameterizedTest
	@ValueSource(strings = { "PKCS12", "JKS" })
	void keyAndItsChainAreRead(String type) {
		byte[] content = store(type, "secret", "secret", ONE);

		assertThat(load(content, "secret", null)).isEqualTo(ONE);
		assertThat(PrivateCertificate.load(content, "secret".toCharArray())).isEqualTo(ONE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "PKCS12", "JKS" })
	void aliasChoosesAmongKeysInAnyCase(String type) {
		byte[] content = store(type, "secret", "secret", ONE, TWO);

		assertThat(load(content, "secret", "one")).isEqualTo(ONE);
		assertThat(load(content, "secret", "TWO")).isEqualTo(TWO);
	}

	@ParameterizedTest
	@ValueSource(strings = { "PKCS12", "JKS" })
	void whenThereAreTwoKeysAndNoAliasThenNoneIsChosen(String type) {
		assertRefused(store(type, "secret", "secret", ONE, TWO), "secret", null, Part.KEY_STORE,
				"expected one private key in the key store (found: 2)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "PKCS12", "JKS" })
	void whenNoKeyHasTheAliasThenItIsTheAliasThatIsWrong(String type) {
		assertRefused(store(type, "secret", "secret", ONE), "secret", "other", Part.ALIAS,
				"expected one private key named 'other' in the key store (found: 0)");
	}

	@ParameterizedTest
	@CsvSource({ "PKCS12, a PKCS#12 key store", "JKS, a JKS key store" })
	void whenPasswordIsWrongOrMissingThenItIsThePassword(String type, String description) {
		byte[] content = store(type, "secret", "secret", ONE);

		assertRefused(content, "hunter2", null, Part.PASSWORD,
				description + " that cannot be read with the given password");
		assertRefused(content, null, null, Part.PASSWORD, description + " that is encrypted, and no password is given");
	}

	@Test
	void whenKeyHasAPasswordOfItsOwnThenItIsRefused() {
		assertRefused(store("JKS", "secret", "other", ONE), "secret", null, Part.PASSWORD,
				"the password of the key store does not decrypt its private key");
	}

	@ParameterizedTest
	@CsvSource({ "PKCS12, pkcs12", "PKCS12, PKCS12", "JKS, jks" })
	void typeIsComparedInAnyCase(String type, String expected) {
		assertThat(PrivateCertificate.loadKeyStore(store(type, "secret", "secret", ONE), expected,
				"secret".toCharArray(), null))
			.isEqualTo(ONE);
	}

	@Test
	void whenTypeIsAnotherThenKeyStoreIsRefused() {
		byte[] content = store("PKCS12", "secret", "secret", ONE);

		assertThatExceptionOfType(CertificateLoadException.class)
			.isThrownBy(() -> PrivateCertificate.loadKeyStore(content, "JKS", "secret".toCharArray(), null))
			.withMessage("found: a PKCS#12 key store (expected: type JKS)")
			.satisfies((ex) -> assertThat(ex.part()).isEqualTo(Part.KEY_STORE));
	}

	@Test
	void whenContentIsNoKeyStoreThenMessageSaysWhatItIs() {
		assertRefused(ONE.dumpPem().getBytes(StandardCharsets.UTF_8), null, null, Part.KEY_STORE,
				"no key store found (found: PEM text; expected: PKCS#12 or JKS)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "PKCS12", "JKS" })
	void trustedCertificatesAreRead(String type) {
		byte[] content = store(type, "secret", (store) -> {
			store.setCertificateEntry("root", ROOT.certificate().toX509());
			store.setCertificateEntry("middle", MIDDLE.certificate().toX509());
		});

		assertThat(Certificate.loadAll(content, "secret".toCharArray())).containsExactlyInAnyOrder(ROOT.certificate(),
				MIDDLE.certificate());
	}

	@Test
	void whenNoPasswordIsGivenThenCertificatesOfJksAreReadAllTheSame() {
		byte[] content = store("JKS", "secret",
				(store) -> store.setCertificateEntry("root", ROOT.certificate().toX509()));

		assertThat(Certificate.loadAll(content)).containsExactly(ROOT.certificate());
	}

	@Test
	void emptyPasswordIsOne() {
		assertThat(load(store("PKCS12", "", "", ONE), "", null)).isEqualTo(ONE);
	}

	@Test
	void whenKeyStoreIsCutOffThenItIsDamaged() {
		byte[] start = Arrays.copyOf(store("JKS", "secret", "secret", ONE), 10);

		assertRefused(start, "secret", null, Part.KEY_STORE, "a JKS key store that is damaged");
		assertRefused(pfx(new DERSequence(new DERSequence())), "secret", null, Part.KEY_STORE,
				"a PKCS#12 key store that is damaged");
	}

	@Test
	void keyStoreWithoutEncryptionNeedsNoPassword() throws Exception {
		byte[] content = plain(certificate(ONE.certificate()), key(ONE.privateKey(), "me"));

		assertThat(load(content, null, null).certificate()).isEqualTo(ONE.certificate());
		assertThat(load(content, null, "Me").privateKey()).isEqualTo(ONE.privateKey());
		assertRefused(content, null, "you", Part.ALIAS, "named 'you'");
	}

	@Test
	void whenKeyHasNoNameThenAnAliasDoesNotFindIt() throws Exception {
		byte[] content = plain(certificate(ONE.certificate()), key(ONE.privateKey(), null));

		assertThat(load(content, null, null).certificate()).isEqualTo(ONE.certificate());
		assertRefused(content, null, "me", Part.ALIAS, "(found: 0)");
	}

	@Test
	void whenThereIsNoCertificateThenTheKeyIsNotEnough() throws Exception {
		assertRefused(plain(key(ONE.privateKey(), "me")), null, null, Part.KEY_STORE,
				"no certificate found in the key store");
	}

	private static byte[] plain(PKCS12SafeBag... bags) throws Exception {
		PKCS12PfxPduBuilder builder = new PKCS12PfxPduBuilder();
		for (PKCS12SafeBag bag : bags) {
			builder.addData(bag);
		}
		return builder.build(null, new char[0]).getEncoded();
	}

	private static PKCS12SafeBag certificate(Certificate certificate) throws IOException {
		return new PKCS12SafeBagBuilder(new X509CertificateHolder(certificate.dump())).build();
	}

	private static PKCS12SafeBag key(PrivateKey key, @Nullable String name) {
		PKCS12SafeBagBuilder builder = new PKCS12SafeBagBuilder(PrivateKeyInfo.getInstance(key.getEncoded()));
		if (name != null) {
			builder.addBagAttribute(PKCSObjectIdentifiers.pkcs_9_at_localKeyId, new DEROctetString(new byte[] { 1 }));
			builder.addBagAttribute(PKCS12SafeBag.friendlyNameAttribute, new DERBMPString(name));
		}
		return builder.build();
	}

	@Test
	void whenTheIntegrityCheckIsCostlyThenItIsNotTried() {
		Pfx honest = Pfx.getInstance(store("PKCS12", "secret", "secret", ONE));
		MacData mac = honest.getMacData();
		Pfx costly = new Pfx(honest.getAuthSafe(), new MacData(mac.getMac(), mac.getSalt(), TOO_MANY));

		assertRefused(encoded(costly), "secret", null, Part.PRIVATE_KEY, OUT_OF_BOUNDS);
	}

	@Test
	void whenTheEncryptionOfTheCertificatesIsCostlyThenItIsNotTried() {
		byte[] content = pfx(new DERSequence(part(TOO_MANY)));

		assertRefused(content, "secret", null, Part.PRIVATE_KEY, OUT_OF_BOUNDS);
	}

	@Test
	void whenTheEncryptionOfTheKeyIsCostlyThenItIsNotTried() {
		DERSequence bag = new DERSequence(new ASN1Encodable[] { PKCSObjectIdentifiers.pkcs8ShroudedKeyBag,
				new DERTaggedObject(true, 0, new EncryptedPrivateKeyInfo(costly(), new byte[16])), new DERSet() });
		byte[] content = pfx(new DERSequence(
				new ContentInfo(PKCSObjectIdentifiers.data, new DEROctetString(encoded(new DERSequence(bag))))));

		assertRefused(content, "secret", null, Part.PRIVATE_KEY, OUT_OF_BOUNDS);
	}

	@Test
	void whenTheIntegrityCheckByPbmac1IsCostlyThenItIsNotTried() {
		PBKDF2Params derivation = new PBKDF2Params(new byte[8], TOO_MANY, 32, HMAC);
		AlgorithmIdentifier algorithm = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBMAC1,
				new PBMAC1Params(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBKDF2, derivation), HMAC));
		Pfx honest = Pfx.getInstance(store("PKCS12", "secret", "secret", ONE));
		Pfx costly = new Pfx(honest.getAuthSafe(),
				new MacData(new DigestInfo(algorithm, new byte[32]), new byte[8], 1));

		assertRefused(encoded(costly), "secret", null, Part.PRIVATE_KEY, OUT_OF_BOUNDS);
	}

	@ParameterizedTest
	@ValueSource(strings = { "secret", "" })
	void whenAllPartsTogetherAreCostlyThenNoneIsTried(String password) {
		byte[] content = pfx(new DERSequence(new ASN1Encodable[] { part(2_500_000), part(2_500_001) }));

		assertRefused(content, password, null, Part.PRIVATE_KEY, OUT_OF_BOUNDS);
	}

	private static ContentInfo part(int iterations) {
		return new ContentInfo(PKCSObjectIdentifiers.encryptedData,
				new EncryptedData(PKCSObjectIdentifiers.data, pbe(iterations), new DEROctetString(new byte[16])));
	}

	private static AlgorithmIdentifier costly() {
		return pbe(TOO_MANY);
	}

	private static AlgorithmIdentifier pbe(int iterations) {
		return new AlgorithmIdentifier(PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC,
				new PKCS12PBEParams(new byte[8], iterations));
	}

	private static byte[] pfx(DERSequence parts) {
		return encoded(new Pfx(new ContentInfo(PKCSObjectIdentifiers.data, new DEROctetString(encoded(parts))), null));
	}

	private static byte[] encoded(ASN1Object object) {
		try {
			return object.getEncoded();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private interface Filling {

		void fill(KeyStore store) throws Exception;

	}

}

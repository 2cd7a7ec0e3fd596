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
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

import io.tlsboot.x509.CertificateLoadException.Part;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.misc.ScryptParams;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBEParameter;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.util.ScryptConfig;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfoBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * How private keys are encrypted (RFC 8018), and what deriving a key from a password may
 * cost.
 */
class KeyEncryptionTests {

	private static final KeyPair KEYS = KeyPair.generate(KeyType.EC_P256);

	private static final char[] PASSWORD = "secret".toCharArray();

	private static final String UNSUPPORTED = "the encryption of the private key is not supported";

	private static final AlgorithmIdentifier SHA256 = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256,
			DERNull.INSTANCE);

	private static final EncryptionScheme AES = new EncryptionScheme(NISTObjectIdentifiers.id_aes256_CBC,
			new DEROctetString(new byte[16]));

	private static AlgorithmIdentifier pbes2(KeyDerivationFunc derivation, EncryptionScheme scheme) {
		return new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, new PBES2Parameters(derivation, scheme));
	}

	private static AlgorithmIdentifier pbkdf2(int iterations) {
		return pbes2(new KeyDerivationFunc(PKCSObjectIdentifiers.id_PBKDF2,
				new PBKDF2Params(new byte[8], iterations, SHA256)), AES);
	}

	private static AlgorithmIdentifier scrypt(int cost, int blockSize, int parallel) {
		return pbes2(
				new KeyDerivationFunc(MiscObjectIdentifiers.id_scrypt, new ScryptParams(new byte[8],
						BigInteger.valueOf(cost), BigInteger.valueOf(blockSize), BigInteger.valueOf(parallel), null)),
				AES);
	}

	private static AlgorithmIdentifier pbes1(int iterations) {
		return new AlgorithmIdentifier(PKCSObjectIdentifiers.pbeWithSHA1AndDES_CBC,
				new PBEParameter(new byte[8], iterations));
	}

	private static AlgorithmIdentifier read(AlgorithmIdentifier algorithm) throws IOException {
		return AlgorithmIdentifier.getInstance(algorithm.getEncoded());
	}

	private static void assertBounded(AlgorithmIdentifier algorithm) {
		assertThatCode(() -> new PasswordCost().add(read(algorithm))).doesNotThrowAnyException();
	}

	private static void assertTooCostly(AlgorithmIdentifier algorithm) {
		assertThatExceptionOfType(CertificateLoadException.class)
			.isThrownBy(() -> new PasswordCost().add(read(algorithm)))
			.withMessage("deriving the key from the password is out of bounds"
					+ " (expected: 1 to 5000000 iterations, or scrypt with at most 256 MiB, for all parts of a file)");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2048, 5_000_000 })
	void iterationsUpToFiveMillionAreTried(int iterations) {
		assertBounded(pbkdf2(iterations));
		assertBounded(pbes1(iterations));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1, 5_000_001, Integer.MAX_VALUE })
	void otherNumbersOfIterationsAreNot(int iterations) {
		assertTooCostly(pbkdf2(iterations));
		assertTooCostly(pbes1(iterations));
	}

	// RFC 7914, section 2: 128 * cost * block size * parallelization octets.
	@ParameterizedTest
	@CsvSource({ "2, 8, 1", "16384, 8, 1", "262144, 8, 1", "32768, 8, 8" })
	void scryptWithUpTo256MebibytesIsTried(int cost, int blockSize, int parallel) {
		assertBounded(scrypt(cost, blockSize, parallel));
	}

	@ParameterizedTest
	@CsvSource({ "262145, 8, 1", "262144, 9, 1", "262144, 8, 2", "2147483647, 2147483647, 2147483647", "0, 8, 1",
			"16384, 0, 1", "16384, 8, 0", "-16384, 8, 1", "-16384, -8, 1", "16384, 8, -1", "16384, -8, -1",
			"-16384, 8, -1" })
	void scryptWithMoreMemoryOrWithoutSenseIsNot(int cost, int blockSize, int parallel) {
		assertTooCostly(scrypt(cost, blockSize, parallel));
	}

	@Test
	void whatFollowsTheIterationsHidesNothing() {
		assertTooCostly(new AlgorithmIdentifier(PKCSObjectIdentifiers.pbeWithSHA1AndDES_CBC,
				new DERSequence(new ASN1Encodable[] { new DEROctetString(new byte[8]),
						new ASN1Integer(Integer.MAX_VALUE), DERNull.INSTANCE })));
	}

	@Test
	void partsOfAFileAreAddedUp() throws IOException {
		PasswordCost cost = new PasswordCost();
		cost.add(pbkdf2(2_500_000));
		cost.add(read(pbes1(2_500_000)));
		cost.add(scrypt(131_072, 8, 1));
		cost.add(scrypt(131_072, 8, 1));

		assertThatExceptionOfType(CertificateLoadException.class).isThrownBy(() -> cost.add(BigInteger.ONE));
		assertThatExceptionOfType(CertificateLoadException.class).isThrownBy(() -> cost.add(scrypt(2, 1, 1)));
	}

	@Test
	void encryptionWithoutIterationsHasNoCost() {
		assertBounded(new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE));
		assertBounded(new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption));
	}

	@Test
	void costlyKeyIsRefusedBeforeThePasswordIsTried() throws Exception {
		byte[] key = new EncryptedPrivateKeyInfo(pbkdf2(Integer.MAX_VALUE), new byte[16]).getEncoded();

		assertThatExceptionOfType(CertificateLoadException.class).isThrownBy(() -> KeyPair.load(key, PASSWORD))
			.withMessageContaining("out of bounds")
			.satisfies((ex) -> assertThat(ex.part()).isEqualTo(Part.PRIVATE_KEY));
	}

	@Test
	void keyThatScryptProtectsIsRead() throws Exception {
		byte[] key = new PKCS8EncryptedPrivateKeyInfoBuilder(PrivateKeyInfo.getInstance(KEYS.privateKey().getEncoded()))
			.build(new JcePKCSPBEOutputEncryptorBuilder(new ScryptConfig.Builder(1024, 8, 1).build(),
					NISTObjectIdentifiers.id_aes256_CBC)
				.setProvider(KeyEncryption.provider())
				.build(PASSWORD))
			.getEncoded();

		assertThat(KeyPair.load(key, PASSWORD)).isEqualTo(KEYS);
	}

	@Test
	void whenCipherIsUnknownThenEncryptionIsNotSupported() throws Exception {
		KeyDerivationFunc derivation = new KeyDerivationFunc(PKCSObjectIdentifiers.id_PBKDF2,
				new PBKDF2Params(new byte[8], 1, SHA256));
		AlgorithmIdentifier unknown = pbes2(derivation,
				new EncryptionScheme(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE));
		byte[] key = new EncryptedPrivateKeyInfo(unknown, new byte[16]).getEncoded();

		assertThatExceptionOfType(CertificateLoadException.class).isThrownBy(() -> KeyPair.load(key, PASSWORD))
			.withMessage(UNSUPPORTED)
			.satisfies((ex) -> assertThat(ex.part()).isEqualTo(Part.PRIVATE_KEY));
	}

	@ParameterizedTest
	@ValueSource(strings = { "AES-128-CBC", "AES-128-CBC,", "AES-128-CBC,zz", ",00112233445566778899aabbccddeeff",
			"ROT-13-CBC,00112233445566778899aabbccddeeff" })
	void whenTheHeaderOfATraditionalKeyIsUnknownThenEncryptionIsNotSupported(String header) {
		String key = PemTexts.encryptedTraditional(KEYS.privateKey(), "secret")
			.replaceFirst("DEK-Info: .*", "DEK-Info: " + header);

		assertThatExceptionOfType(CertificateLoadException.class)
			.isThrownBy(() -> KeyPair.load(key.getBytes(StandardCharsets.UTF_8), PASSWORD))
			.withMessage(UNSUPPORTED)
			.satisfies((ex) -> assertThat(ex.part()).isEqualTo(Part.PRIVATE_KEY));
	}

	@Test
	void spacesInTheHeaderOfATraditionalKeyDoNotCount() {
		String key = PemTexts.encryptedTraditional(KEYS.privateKey(), "secret").replace("CBC,", "CBC , ");

		assertThat(KeyPair.load(key.getBytes(StandardCharsets.UTF_8), PASSWORD)).isEqualTo(KEYS);
	}

	@Test
	void keyIsWrittenWithManyIterationsOfPbkdf2AndReadAgain() {
		PrivateCertificate identity = KEYS.selfSigned(DistinguishedName.of(Map.of("CN", "a.example")),
				SigningTerms.defaults());
		String text = identity.dumpPem(PASSWORD);
		byte[] key = Objects.requireNonNull(PemBlock.scan(text).get(1).content());
		PBES2Parameters parameters = PBES2Parameters
			.getInstance(EncryptedPrivateKeyInfo.getInstance(key).getEncryptionAlgorithm().getParameters());
		PBKDF2Params derivation = PBKDF2Params.getInstance(parameters.getKeyDerivationFunc().getParameters());

		assertThat(derivation.getIterationCount()).isEqualTo(600_000);
		assertThat(derivation.getPrf()).isEqualTo(SHA256);
		assertThat(parameters.getEncryptionScheme().getAlgorithm()).isEqualTo(NISTObjectIdentifiers.id_aes256_CBC);
		assertThat(PrivateCertificate.load(text.getBytes(StandardCharsets.UTF_8), PASSWORD)).isEqualTo(identity);
	}

}

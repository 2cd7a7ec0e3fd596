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
import java.util.List;
import java.util.Map;

import io.tlsboot.x509.CertificateLoadException.Part;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.nist.NISTNamedCurves;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ECPoint;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * One and the same key comes out, however it was written: PKCS#8 (RFC 5958), PKCS#1 (RFC
 * 8017) or SEC1 (RFC 5915).
 */
class PrivateKeysTests {

	private static final KeyPair EC = KeyPair.generate(KeyType.EC_P256);

	private static final KeyPair RSA = KeyPair.generate();

	private static final String UNSUPPORTED_CURVE = "the curve of the EC private key is not supported"
			+ " (expected: P-256, P-384 or P-521)";

	private static PrivateKeyInfo info(KeyPair keys) {
		return PrivateKeyInfo.getInstance(keys.privateKey().getEncoded());
	}

	private static BigInteger secret(KeyPair keys) {
		return ((java.security.interfaces.ECPrivateKey) keys.privateKey()).getS();
	}

	private static byte[] pkcs8(ASN1Encodable parameters, ECPrivateKey key) throws IOException {
		return new PrivateKeyInfo(new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, parameters), key)
			.getEncoded();
	}

	private static String sec1(KeyPair keys) throws IOException {
		return block("EC PRIVATE KEY", new ECPrivateKey(256, secret(keys)).getEncoded());
	}

	private static String block(String label, byte[] content) {
		return PemTexts.write(new PemObject(label, content));
	}

	private static void assertRefused(byte[] content, String message) {
		assertThatExceptionOfType(CertificateLoadException.class).isThrownBy(() -> KeyPair.load(content, null))
			.withMessageContaining(message)
			.satisfies((ex) -> assertThat(ex.part()).isEqualTo(Part.PRIVATE_KEY));
	}

	@ParameterizedTest
	@EnumSource(names = { "OTHER", "EC_OTHER" }, mode = Mode.EXCLUDE)
	void publicKeyIsFoundFromThePrivateOne(KeyType type) {
		KeyPair keys = KeyPair.generate(type);

		assertThat(KeyPair.loadPem(keys.dumpPem())).isEqualTo(keys);
		assertThat(KeyPair.load(keys.dump(Format.DER), null)).isEqualTo(keys);
		assertThat(KeyPair.loadPem(keys.dumpPem()).publicKey().dump()).isEqualTo(keys.publicKey().dump());
	}

	@ParameterizedTest
	@CsvSource({ "RSA, PKCS1", "EC_P256, SEC1", "EC_P521, SEC1", "ED25519, PKCS8", "RSASSA_PSS, PKCS8" })
	void derIsTheTraditionalLayoutWhereThereIsOne(KeyType type, Kind expected) {
		assertThat(Kind.of(KeyPair.generate(type).dump(Format.DER))).isEqualTo(expected);
	}

	@Test
	void traditionalLayoutOfAnEcKeyNamesTheCurve() {
		ECPrivateKey written = ECPrivateKey.getInstance(EC.dump(Format.DER));

		assertThat(written.getParametersObject()).isEqualTo(SECObjectIdentifiers.secp256r1);
		assertThat(written.getKey()).isEqualTo(secret(EC));
	}

	@Test
	void rsaKeyWithoutParametersOrWithAttributesIsTheSameKey() throws IOException {
		ASN1Encodable number = info(RSA).parsePrivateKey();
		byte[] bare = new PrivateKeyInfo(new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption), number)
			.getEncoded();
		byte[] described = new PrivateKeyInfo(info(RSA).getPrivateKeyAlgorithm(), number,
				new DERSet(new Attribute(PKCSObjectIdentifiers.pkcs_9_at_friendlyName,
						new DERSet(new DEROctetString(new byte[1])))))
			.getEncoded();

		assertThat(KeyPair.load(bare, null)).isEqualTo(RSA);
		assertThat(KeyPair.load(described, null)).isEqualTo(RSA);
	}

	@Test
	void ecKeyWithItsPublicKeyIsTheSameKey() throws IOException {
		ECPrivateKey withPublicKey = new ECPrivateKey(256, secret(EC),
				new DERBitString(
						SubjectPublicKeyInfo.getInstance(EC.publicKey().dump()).getPublicKeyData().getOctets()),
				SECObjectIdentifiers.secp256r1);

		assertThat(KeyPair.load(pkcs8(SECObjectIdentifiers.secp256r1, withPublicKey), null)).isEqualTo(EC);
	}

	@ParameterizedTest
	@ValueSource(strings = { "P-256", "P-384", "P-521" })
	void curveThatIsWrittenOutIsKnownByItsNumbers(String name) throws IOException {
		X9ECParameters parameters = NISTNamedCurves.getByName(name);
		ECPrivateKey key = new ECPrivateKey(parameters.getN().bitLength(), BigInteger.TEN);

		KeyPair named = KeyPair.load(pkcs8(NISTNamedCurves.getOID(name), key), null);

		assertThat(KeyPair.load(pkcs8(parameters, key), null)).isEqualTo(named);
		assertThat(KeyPair
			.loadPem(block("EC PARAMETERS", parameters.getEncoded()) + block("EC PRIVATE KEY", key.getEncoded())))
			.isEqualTo(named);
	}

	@Test
	void curveThatIsWrittenOutAndDiffersInOneNumberIsNotKnown() throws IOException {
		X9ECParameters p256 = NISTNamedCurves.getByName("P-256");
		X9ECParameters other = SECNamedCurves.getByName("secp256k1");
		ECPrivateKey key = new ECPrivateKey(256, BigInteger.TEN);

		// Another generator is how CVE-2020-0601 made keys for foreign certificates.
		X9ECParameters forged = new X9ECParameters(p256.getCurve(),
				new X9ECPoint(p256.getG().twice().normalize(), false), p256.getN(), p256.getH());
		X9ECParameters shorter = new X9ECParameters(p256.getCurve(), new X9ECPoint(p256.getG(), false),
				p256.getN().subtract(BigInteger.TWO), p256.getH());

		assertRefused(pkcs8(other, key), UNSUPPORTED_CURVE);
		assertRefused(pkcs8(forged, key), UNSUPPORTED_CURVE);
		assertRefused(pkcs8(shorter, key), UNSUPPORTED_CURVE);
	}

	@Test
	void curveThatIsUnknownOrNotSaidIsNotSupported() throws IOException {
		ECPrivateKey key = new ECPrivateKey(256, BigInteger.TEN);

		assertRefused(pkcs8(new ASN1ObjectIdentifier("1.2.3.4"), key), UNSUPPORTED_CURVE);
		assertRefused(new PrivateKeyInfo(new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey), key).getEncoded(),
				UNSUPPORTED_CURVE);
		assertRefused(pkcs8(DERNull.INSTANCE, key), "EC private key is damaged");
	}

	@Test
	void numberOfAnEcKeyIsLessThanTheOrderOfTheCurve() throws IOException {
		BigInteger order = NISTNamedCurves.getByName("P-256").getN();
		ECPrivateKey last = new ECPrivateKey(256, order.subtract(BigInteger.ONE));

		assertThat(secret(KeyPair.load(pkcs8(SECObjectIdentifiers.secp256r1, last), null)))
			.isEqualTo(order.subtract(BigInteger.ONE));
		assertRefused(pkcs8(SECObjectIdentifiers.secp256r1, new ECPrivateKey(256, order)),
				"the EC private key is damaged");
		assertRefused(pkcs8(SECObjectIdentifiers.secp256r1, new ECPrivateKey(256, BigInteger.ZERO)),
				"the EC private key is damaged");
	}

	@Test
	void whenKeyDoesNotSayItsCurveThenItsCertificateDoes() throws IOException {
		PrivateCertificate self = self(EC);
		String chain = self(RSA).certificate().dumpPem()
				+ self(KeyPair.generate(KeyType.EC_P256)).certificate().dumpPem()
				+ self(KeyPair.generate(KeyType.EC_P384)).certificate().dumpPem() + self.certificate().dumpPem();

		assertThat(PrivateCertificate.loadPem(chain, sec1(EC)).certificate()).isEqualTo(self.certificate());
		assertThat(PrivateCertificate.loadPem(chain, sec1(EC)).privateKey()).isEqualTo(EC.privateKey());
	}

	@Test
	void whenKeyDoesNotSayItsCurveNorDoesACertificateThenItIsRefused() throws IOException {
		String other = self(KeyPair.generate(KeyType.EC_P256)).certificate().dumpPem();
		String key = sec1(EC);
		String message = "the EC private key does not say its curve, and no certificate does"
				+ " (expected: an 'EC PARAMETERS' block in front of it)";

		assertThatExceptionOfType(CertificateLoadException.class).isThrownBy(() -> KeyPair.loadPem(key))
			.withMessage(message);
		assertThatExceptionOfType(CertificateLoadException.class)
			.isThrownBy(() -> PrivateCertificate.loadPem(other, key))
			.withMessage(message);
		assertThatExceptionOfType(CertificateLoadException.class)
			.isThrownBy(() -> KeyPair.loadPem(block("EC PARAMETERS", new byte[] { 1, 2, 3 }) + key))
			.withMessage(message);
	}

	@Test
	void whenNumberIsZeroThenNoCertificateSaysItsCurve() throws IOException {
		String certificate = self(EC).certificate().dumpPem();
		String zero = block("EC PRIVATE KEY", new ECPrivateKey(256, BigInteger.ZERO).getEncoded());

		assertThatExceptionOfType(CertificateLoadException.class)
			.isThrownBy(() -> PrivateCertificate.loadPem(certificate, zero))
			.withMessageContaining("does not say its curve");
	}

	@Test
	void curveInFrontOfTheKeyCountsWhereTheKeySaysNone() throws IOException {
		assertThat(KeyPair.loadPem(PemTexts.ecParameters() + sec1(EC))).isEqualTo(EC);
		assertThat(KeyPair.loadPem(block("EC PARAMETERS", SECObjectIdentifiers.secp384r1.getEncoded())
				+ PemTexts.traditional(EC.privateKey())))
			.isEqualTo(EC);
	}

	@Test
	void whenALayoutHoldsSomethingElseThenKeyIsDamaged() {
		byte[] number = { 2, 1, 0 };

		for (String label : List.of("RSA PRIVATE KEY", "EC PRIVATE KEY", "PRIVATE KEY")) {
			assertThatExceptionOfType(CertificateLoadException.class)
				.isThrownBy(() -> KeyPair.loadPem(block(label, number)))
				.withMessage("the private key is damaged")
				.satisfies((ex) -> assertThat(ex.part()).isEqualTo(Part.PRIVATE_KEY));
		}
	}

	private static PrivateCertificate self(KeyPair keys) {
		return keys.selfSigned(DistinguishedName.of(Map.of("CN", "a.example")), SigningTerms.defaults());
	}

}

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

package io.tlsboot.trust;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;

import io.tlsboot.testing.ChainBuilder.Issued;
import io.tlsboot.trust.PeerCertificateException.Reason;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

import static io.tlsboot.testing.ChainBuilder.authority;
import static io.tlsboot.testing.ChainBuilder.dns;
import static io.tlsboot.testing.ChainBuilder.leaf;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What one certificate must keep (RFC 5280, section 4), beside the table of chains.
 */
class CertificateRulesTests {

	private static final Issued ROOT = authority("Ruling Root").selfSigned();

	private static final TrustPolicy STRICT = TrustPolicy.DEFAULT.withStrictProfile(true);

	@Test
	void leafThatIsAnAuthorityForLeavesAloneIsOne() {
		ClientChain.of(ROOT,
				authority("leaf").pathLength(0).usage(KeyUsage.digitalSignature | KeyUsage.keyCertSign).issuedBy(ROOT))
			.assertAccepted();
	}

	// Section 4.2.1.6
	@Test
	void whenSubjectIsEmptyThenAlternativeNamesAreCritical() {
		ClientChain.of(ROOT, leaf().subject("").issuedBy(ROOT))
			.assertRefused(Reason.NOT_ACCEPTABLE, "its subject is empty and its alternative names are not critical");
		ClientChain
			.of(ROOT,
					leaf().subject("")
						.with(Extension.subjectAlternativeName, true, new GeneralNames(dns("localhost")))
						.issuedBy(ROOT))
			.assertAccepted();
	}

	// Section 4.1.2.2
	@Test
	void strictProfileWantsSerialNumbersOfUpToTwentyOctets() {
		BigInteger longest = BigInteger.ONE.shiftLeft(160).subtract(BigInteger.ONE);
		String message = "its serial number is not positive, or too long";

		ClientChain.of(ROOT, leaf().serial(longest).issuedBy(ROOT)).under(STRICT).assertAccepted();
		ClientChain.of(ROOT, leaf().serial(BigInteger.ONE).issuedBy(ROOT)).under(STRICT).assertAccepted();
		ClientChain.of(ROOT, leaf().serial(longest.add(BigInteger.ONE)).issuedBy(ROOT))
			.under(STRICT)
			.assertRefused(Reason.NOT_ACCEPTABLE, message);
		ClientChain.of(ROOT, leaf().serial(BigInteger.ZERO).issuedBy(ROOT))
			.under(STRICT)
			.assertRefused(Reason.NOT_ACCEPTABLE, message);
	}

	// Section 4.2.1.9
	@Test
	void strictProfileWantsBasicConstraintsThatAreCritical() {
		Issued soft = authority("Soft CA").with(Extension.basicConstraints, false, new BasicConstraints(true))
			.issuedBy(ROOT);

		ClientChain.of(ROOT, leaf().issuedBy(soft), soft).assertAccepted();
		ClientChain.of(ROOT, leaf().issuedBy(soft), soft)
			.under(STRICT)
			.assertRefused(Reason.NOT_ACCEPTABLE, "its basic constraints are not critical");
	}

	// Section 4.2.1.1
	@Test
	void strictProfileWantsKeyIdentifiersOfIntermediatesToo() {
		Issued anonymous = authority("Anonymous CA").withoutKeyIdentifiers()
			.with(Extension.subjectKeyIdentifier, false, new DEROctetString(new byte[20]))
			.issuedBy(ROOT);

		ClientChain.of(ROOT, leaf().issuedBy(anonymous), anonymous).assertAccepted();
		ClientChain.of(ROOT, leaf().issuedBy(anonymous), anonymous)
			.under(STRICT)
			.assertRefused(Reason.NOT_ACCEPTABLE, "'CN=Anonymous CA' is not acceptable: it has no authority key");
	}

	@Test
	void rsaKeysOfUpTo8192BitsAndExponentsOfUpTo64AreUsed() throws GeneralSecurityException {
		BigInteger exponent = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

		assertThat(CertificateRules.isVerifiable(rsa(8192, BigInteger.valueOf(65537)))).isTrue();
		assertThat(CertificateRules.isVerifiable(rsa(8193, BigInteger.valueOf(65537)))).isFalse();
		assertThat(CertificateRules.isVerifiable(rsa(2048, exponent))).isTrue();
		assertThat(CertificateRules.isVerifiable(rsa(2048, exponent.add(BigInteger.TWO)))).isFalse();
	}

	private static PublicKey rsa(int bits, BigInteger exponent) throws GeneralSecurityException {
		BigInteger modulus = BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.ONE);
		return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
	}

}

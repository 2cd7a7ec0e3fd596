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
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;

import io.tlsboot.trust.PeerCertificateException.Reason;
import io.tlsboot.x509.Certificate;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Chains that a peer makes to keep us busy or to slip through.
 */
class HostileChainTests {

	private static int serial = 1;

	private static final KeyPair ROOT_KEYS = keys("EC");

	private static final X509Certificate ROOT = issue("CN=Root", ROOT_KEYS, "CN=Root", ROOT_KEYS, "SHA256withECDSA",
			null, null);

	@Test
	void searchOfManyPathsEndsSoon() {
		// Two of a name and a key in each layer: every layer doubles the number of paths.
		List<X509Certificate> chain = new ArrayList<>();
		KeyPair leafKeys = keys("EC");
		List<KeyPair> layers = new ArrayList<>();
		for (int i = 0; i < 24; i++) {
			layers.add(keys("EC"));
		}
		chain.add(issue("CN=leaf", leafKeys, "CN=L0", layers.get(0), "SHA256withECDSA", "localhost", null));
		for (int i = 0; i < 23; i++) {
			for (int copy = 0; copy < 2; copy++) {
				chain.add(issue("CN=L" + i, layers.get(i), "CN=L" + (i + 1), layers.get(i + 1), "SHA256withECDSA", null,
						null));
			}
		}

		PeerCertificateException failure = refusal(chain, TrustRoot.certificates(Certificate.of(ROOT)));

		assertThat(failure.reason()).isEqualTo(Reason.UNTRUSTED_ISSUER);
		assertThat(failure).hasMessageContaining("search given up");
	}

	@Test
	void tooManyCertificatesAreRefused() {
		X509Certificate leaf = leaf(ROOT_KEYS, "SHA256withECDSA");
		List<X509Certificate> chain = new ArrayList<>(List.of(leaf));
		for (int i = 0; i < 50; i++) {
			chain.add(ROOT);
		}

		assertThat(refusal(chain, TrustRoot.certificates(Certificate.of(ROOT))))
			.hasMessageContaining("51 certificates");
	}

	@Test
	void keysThatCostSecondsAreNotUsed() {
		assertThat(CertificateRules.isVerifiable(keys("DSA").getPublic())).isFalse();
		assertThat(CertificateRules.isVerifiable(keys("EC").getPublic())).isTrue();
		assertThat(CertificateRules.isVerifiable(keys("RSA").getPublic())).isTrue();
	}

	@Test
	void sha1IsWeakAsPssToo() {
		KeyPair rsa = keys("RSA");
		X509Certificate root = issue("CN=RSA", rsa, "CN=RSA", rsa, "SHA256withRSA", null, null);
		X509Certificate weak = issue("CN=leaf", keys("EC"), "CN=RSA", rsa, "SHA1withRSAandMGF1", "localhost", null);
		X509Certificate strong = issue("CN=leaf", keys("EC"), "CN=RSA", rsa, "SHA256withRSAandMGF1", "localhost", null);
		TrustRoot trust = TrustRoot.certificates(Certificate.of(root));

		assertThat(refusal(List.of(weak), trust)).hasMessageContaining("its signature is weak");
		assertThatNoException().isThrownBy(() -> check(List.of(strong), trust));
	}

	@Test
	void rootAndIntermediateMayBothBeTrusted() {
		KeyPair keys = keys("EC");
		X509Certificate intermediate = issue("CN=Int", keys, "CN=Root", ROOT_KEYS, "SHA256withECDSA", null, null);
		X509Certificate leaf = issue("CN=leaf", keys("EC"), "CN=Int", keys, "SHA256withECDSA", "localhost", null);
		TrustRoot both = TrustRoot.certificates(Certificate.of(ROOT), Certificate.of(intermediate));

		assertThatNoException().isThrownBy(() -> check(List.of(leaf, intermediate), both));
		assertThatNoException().isThrownBy(() -> check(List.of(leaf), both));
	}

	@Test
	void longNameUnderConstraintsIsRefusedAndNoError() {
		KeyPair keys = keys("EC");
		X509Certificate constrained = issue("CN=Int", keys, "CN=Root", ROOT_KEYS, "SHA256withECDSA", null,
				new NameConstraints(new GeneralSubtree[] {
						new GeneralSubtree(new GeneralName(GeneralName.dNSName, "example.com")) }, null));
		X509Certificate leaf = issue("CN=leaf", keys("EC"), "CN=Int", keys, "SHA256withECDSA",
				"a.".repeat(20000) + "example.com", null);

		assertThat(refusal(List.of(leaf, constrained), TrustRoot.certificates(Certificate.of(ROOT))).reason())
			.isEqualTo(Reason.NOT_ACCEPTABLE);
	}

	@Test
	void longWildcardUnderManyConstraintsIsRefusedSoon() {
		KeyPair keys = keys("EC");
		GeneralSubtree[] excluded = IntStream.range(0, 5000)
			.mapToObj((i) -> new GeneralSubtree(new GeneralName(GeneralName.dNSName, "a" + i)))
			.toArray(GeneralSubtree[]::new);
		X509Certificate constrained = issue("CN=Int", keys, "CN=Root", ROOT_KEYS, "SHA256withECDSA", null,
				new NameConstraints(null, excluded));
		TrustRoot root = TrustRoot.certificates(Certificate.of(ROOT));
		X509Certificate longest = issue("CN=leaf", keys("EC"), "CN=Int", keys, "SHA256withECDSA",
				"*." + "b.".repeat(30000) + "c", null);
		X509Certificate invalid = issue("CN=leaf", keys("EC"), "CN=Int", keys, "SHA256withECDSA", "*.*.example.com",
				null);

		assertThat(refusal(List.of(longest, constrained), root))
			.hasMessageContaining("there are too many names and constraints to compare");
		assertThat(refusal(List.of(invalid, constrained), root)).hasMessageContaining("cannot be compared");
	}

	@Test
	void signaturesThatNobodyKnowsAreWeak() throws Exception {
		KeyPair rsa = keys("RSA");
		CertificateRules rules = new CertificateRules(TrustPolicy.DEFAULT.withInsecurelyAllowSha1(true),
				Purpose.SERVER);

		for (String weak : List.of("RIPEMD160withRSA", "MD5withRSA")) {
			assertThatExceptionOfType(PeerCertificateException.class)
				.isThrownBy(() -> rules.checkStrength(leaf(rsa, weak), false))
				.withMessageContaining("its signature is weak");
		}
		for (String accepted : List.of("SHA1withRSA", "SHA224withRSA", "SHA512withRSA", "SHA3-256withRSA")) {
			rules.checkStrength(leaf(rsa, accepted), false);
		}
	}

	@Test
	void namesOfAPeerWriteNoLinesAndNoPages() {
		X509Certificate leaf = issue("CN=leaf\\0Aforged", keys("EC"), "CN=Root", ROOT_KEYS, "SHA256withECDSA",
				"a\nforged\u009b" + "b".repeat(5000), null);

		assertThat(refusal(List.of(leaf), TrustRoot.certificates(Certificate.of(ROOT))).getMessage())
			.contains("DNS:a?forged?b")
			.hasSizeLessThan(1100);
		assertThat(refusal(List.of(leaf), TrustRoot.certificates(List.of(self()))).getMessage())
			.contains("'CN=leaf?forged'");
	}

	private static Certificate self() {
		KeyPair keys = keys("EC");
		return Certificate.of(issue("CN=Other", keys, "CN=Other", keys, "SHA256withECDSA", null, null));
	}

	private static X509Certificate leaf(KeyPair issuer, String algorithm) {
		return issue("CN=leaf", keys("EC"), "CN=Root", issuer, algorithm, "localhost", null);
	}

	private static PeerCertificateException refusal(List<X509Certificate> chain, TrustRoot root) {
		return assertThatExceptionOfType(PeerCertificateException.class).isThrownBy(() -> check(chain, root)).actual();
	}

	private static void check(List<X509Certificate> chain, TrustRoot root) throws Exception {
		PeerTrustManager.forServer(root, TrustPolicy.DEFAULT, ServiceIdentity.of("localhost"), Clock.systemUTC())
			.checkServerTrusted(chain.toArray(X509Certificate[]::new), "UNKNOWN");
	}

	private static KeyPair keys(String algorithm) {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
			if (algorithm.equals("EC")) {
				generator.initialize(new ECGenParameterSpec("secp256r1"));
			}
			else {
				generator.initialize(2048);
			}
			return generator.generateKeyPair();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static X509Certificate issue(String subject, KeyPair keys, String issuer, KeyPair issuerKeys,
			String algorithm, String name, NameConstraints constraints) {
		try {
			Instant now = Instant.now();
			X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(new X500Name(issuer),
					BigInteger.valueOf(serial++), Date.from(now.minus(Duration.ofDays(1))),
					Date.from(now.plus(Duration.ofDays(1))), new X500Name(subject), keys.getPublic());
			builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(name == null));
			if (name != null) {
				builder.addExtension(Extension.subjectAlternativeName, false,
						new GeneralNames(new GeneralName(GeneralName.dNSName, name)));
			}
			if (constraints != null) {
				builder.addExtension(Extension.nameConstraints, true, constraints);
			}
			return new JcaX509CertificateConverter().getCertificate(
					builder.build(new JcaContentSignerBuilder(algorithm).setProvider(new BouncyCastleProvider())
						.build(issuerKeys.getPrivate())));
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}

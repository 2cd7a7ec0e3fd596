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
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.security.auth.x500.X500Principal;

import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import nl.jqno.equalsverifier.api.SingleTypeEqualsVerifierApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The values of this package: equal when their content is, and silent about secrets.
 */
class ValueTests {

	private static final PrivateCertificate ONE = identity("one");

	private static final PrivateCertificate TWO = identity("two");

	private static PrivateCertificate identity(String name) {
		return KeyPair.generate(KeyType.EC_P256)
			.selfSigned(DistinguishedName.of(Map.of("CN", name)), SigningTerms.defaults());
	}

	private static <T> SingleTypeEqualsVerifierApi<T> verifierOf(Class<T> type) {
		return EqualsVerifier.forClass(type)
			.withPrefabValues(X509Certificate.class, ONE.certificate().toX509(), TWO.certificate().toX509())
			.withPrefabValues(Certificate.class, ONE.certificate(), TWO.certificate())
			.withPrefabValues(PrivateKey.class, ONE.privateKey(), TWO.privateKey())
			.withPrefabValues(PublicKey.class, ONE.certificate().publicKey(), TWO.certificate().publicKey())
			.withPrefabValues(PublicKeyInfo.class, ONE.keyPair().publicKey(), TWO.keyPair().publicKey())
			.withPrefabValues(DistinguishedName.class, ONE.certificate().subject(), TWO.certificate().subject())
			.withPrefabValues(X500Principal.class, new X500Principal("CN=one"), new X500Principal("CN=two"));
	}

	@Test
	void certificateIsItsEncoding() {
		verifierOf(Certificate.class).withNonnullFields("encoded").withIgnoredFields("certificate").verify();
	}

	@Test
	void privateCertificateIsItsChainAndItsKey() {
		verifierOf(PrivateCertificate.class).withNonnullFields("chain", "privateKey")
			.withPrefabValuesForField("chain", ONE.chain(), TWO.chain())
			// What is never sent makes no difference.
			.withIgnoredFields("unrelated", "root")
			.suppress(Warning.STRICT_HASHCODE)
			.verify();
	}

	@Test
	void keyPairIsBothItsKeys() {
		verifierOf(KeyPair.class).withNonnullFields("publicKey", "privateKey")
			.suppress(Warning.STRICT_HASHCODE)
			.verify();
	}

	@Test
	void publicKeyIsItsEncoding() {
		verifierOf(PublicKeyInfo.class).withNonnullFields("encoded").withIgnoredFields("key", "type").verify();
	}

	@Test
	void distinguishedNameIsTheNameOfThePlatform() {
		verifierOf(DistinguishedName.class).withNonnullFields("principal").verify();
	}

	@Test
	void requestIsItsEncoding() {
		verifierOf(CertificateRequest.class).withNonnullFields("encoded").withOnlyTheseFields("encoded").verify();
	}

	@Test
	void termsAreAllTheirParts() {
		verifierOf(SigningTerms.class).withNonnullFields("lifetime", "digest").verify();
	}

	@Test
	void textOfTermsSaysEachOfThem() {
		assertThat(SigningTerms.defaults()
			.withSerialNumber(BigInteger.TEN)
			.withLifetime(Duration.ofDays(7))
			.withDigest("sha384")
			.forAuthority()
			.toString()).contains("serial=10", "lifetime=PT168H", "authority=true");
	}

	static Stream<Object> holdersOfSecrets() {
		byte[] encoded = ONE.privateKey().getEncoded();
		return Stream.of(ONE, ONE.keyPair(), new EncodedKey(Kind.PKCS8, encoded, null, null),
				List.of(ONE, ONE.keyPair()));
	}

	@ParameterizedTest
	@MethodSource("holdersOfSecrets")
	void textOfWhatHoldsAKeyDoesNotShowIt(Object holder) {
		byte[] encoded = ONE.privateKey().getEncoded();
		BigInteger number = ((ECPrivateKey) ONE.privateKey()).getS();

		assertThat(holder.toString()).doesNotContain("PRIVATE KEY---", Base64.getEncoder().encodeToString(encoded),
				number.toString(), number.toString(16));
	}

}

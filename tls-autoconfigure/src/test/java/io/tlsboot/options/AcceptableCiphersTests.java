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

package io.tlsboot.options;

import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLContext;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Acceptable ciphers, with Twisted's statements C1 to C8 about them where they concern
 * the list itself.
 */
class AcceptableCiphersTests {

	private static final String RSA_GCM = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";

	private static final String EC_GCM = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";

	// C1, TR23
	@Test
	void defaultHasNeitherStaticRsaNorCbcNorShortTags() {
		assertThat(AcceptableCiphers.DEFAULT.ciphers()).allSatisfy((cipher) -> {
			assertThat(cipher.keyExchange()).isIn(Cipher.KeyExchange.ANY, Cipher.KeyExchange.ECDHE);
			assertThat(cipher.mac()).isEqualTo(Cipher.Mac.AEAD);
			assertThat(cipher.name()).doesNotContain("CCM");
		});
		assertThat(AcceptableCiphers.DEFAULT.mentionsTls13()).isFalse();
	}

	// C1
	@Test
	void twistedCompatibleIsTheWholeListOfTwisted() {
		List<Cipher> ciphers = AcceptableCiphers.twistedCompatible().ciphers();

		assertThat(ciphers).extracting(Cipher::openSslName)
			.containsSubsequence("TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256",
					"ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-CHACHA20-POLY1305",
					"DHE-RSA-AES128-GCM-SHA256", "DHE-RSA-CHACHA20-POLY1305", "ECDHE-RSA-AES256-SHA",
					"DHE-RSA-AES256-SHA", "ECDHE-RSA-AES128-SHA", "DHE-RSA-AES128-SHA", "AES256-GCM-SHA384",
					"AES256-CCM8", "AES128-SHA");
		assertThat(ciphers).noneMatch((cipher) -> cipher.authentication() == Cipher.Authentication.DSS)
			.noneMatch((cipher) -> cipher.encryption() == Cipher.Encryption.TRIPLE_DES_CBC)
			.hasSize(42);
		assertThat(AcceptableCiphers.twistedCompatible().mentionsTls13()).isFalse();
	}

	// C2
	@Test
	void gcmIsPreferredToChaChaAndEcdheToDhe() {
		assertThat(AcceptableCiphers.twistedCompatible().names()).containsSubsequence(RSA_GCM,
				"TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256");
		assertThat(AcceptableCiphers.DEFAULT.names()).containsSubsequence(RSA_GCM,
				"TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");
	}

	// C3 honorsAcceptableCiphersArgument
	@Test
	void whenSuitesAreChosenThenExactlyTheseAreAcceptableInTheirOrder() {
		AcceptableCiphers ciphers = AcceptableCiphers.of(RSA_GCM, "TLS_AES_128_GCM_SHA256", EC_GCM);

		assertThat(ciphers.names()).containsExactly(RSA_GCM, "TLS_AES_128_GCM_SHA256", EC_GCM);
		assertThat(ciphers.mentionsTls13()).isTrue();
		assertThat(AcceptableCiphers.of(RSA_GCM).mentionsTls13()).isFalse();
	}

	// C4 givesMeaningfulErrorMessageIfNoCipherMatches
	@ParameterizedTest
	@ValueSource(strings = { "", " : , ;", "!ALL", "HIGH:!ALL", "HIGH:-ALL", "!TLS_AES_128_GCM_SHA256", "!aNULL",
			"TLS_AES_128_GCM_SHA256:!TLSv1.3" })
	void whenNothingIsSelectedThenItIsRefused(String cipherString) {
		assertThatIllegalArgumentException().isThrownBy(() -> AcceptableCiphers.fromOpenSslCipherString(cipherString))
			.withMessage("cipher string '" + cipherString + "': selects no suite (expected: at least one)");
	}

	// C5
	@ParameterizedTest
	@CsvSource({ "FOO, 1, FOO", "HIGH:!FOO, 7, FOO", "ECDHE+FOO:HIGH, 7, FOO", "'HIGH, -FOO', 8, FOO",
			"HIGH:+high, 7, high", "HIGH:SHA-1, 6, SHA-1" })
	void whenWordIsUnknownThenItIsNamedWithItsPosition(String cipherString, int position, String word) {
		assertThatIllegalArgumentException().isThrownBy(() -> AcceptableCiphers.fromOpenSslCipherString(cipherString))
			.withMessageStartingWith(
					"cipher string, character %d: '%s' is neither a suite nor a keyword".formatted(position, word));
	}

	// C6 selectReturnsOnlyFromAvailable
	@Test
	void selectKeepsWhatIsAvailableInWantedOrder() {
		AcceptableCiphers ciphers = AcceptableCiphers.of(RSA_GCM, EC_GCM, "DES-CBC3-SHA");

		assertThat(ciphers.select(List.of("SSL_RSA_WITH_3DES_EDE_CBC_SHA", "TLS_FOO", "ECDHE-RSA-AES128-GCM-SHA256",
				"TLS_AES_128_GCM_SHA256", RSA_GCM)))
			.containsExactly("ECDHE-RSA-AES128-GCM-SHA256", "SSL_RSA_WITH_3DES_EDE_CBC_SHA");
	}

	// C6 selectOnEmptyListReturnsEmptyList
	@Test
	void whenNothingIsAvailableThenSelectReturnsNothing() {
		assertThat(AcceptableCiphers.DEFAULT.select(List.of())).isEmpty();
	}

	@Test
	void selectKnowsTheNamesOfTheJdk() throws Exception {
		List<String> supported = List.of(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());

		assertThat(supported.stream()
			.filter((name) -> !name.endsWith("_SCSV")
					&& !name.matches(".*(_anon_|_NULL_|RC4|" + "WITH_DES|DES40|KRB5).*")))
			.allMatch((name) -> Cipher.of(name).isPresent());
		assertThat(AcceptableCiphers.DEFAULT.select(supported))
			.containsExactlyElementsOf(AcceptableCiphers.DEFAULT.names());
	}

	// C7 fromOpenSSLCipherStringExpandsToTupleOfCiphers
	@Test
	void whatWasSelectedIsReadBackInOrder() {
		AcceptableCiphers ciphers = AcceptableCiphers.fromOpenSslCipherString("AES128-SHA:ECDHE+AESGCM:+AES128");

		assertThat(ciphers.ciphers()).extracting(Cipher::openSslName)
			.containsExactly("TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256",
					"ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-GCM-SHA384", "AES128-SHA",
					"ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256");
		assertThat(ciphers.names()).containsExactlyElementsOf(ciphers.ciphers().stream().map(Cipher::name).toList())
			.isUnmodifiable();
		assertThat(ciphers.ciphers()).isUnmodifiable();
	}

	// C8
	@Test
	void listsAreEqualByTheirSuites() {
		AcceptableCiphers ciphers = AcceptableCiphers.of(RSA_GCM, EC_GCM);

		assertThat(ciphers).isEqualTo(AcceptableCiphers.of("ECDHE-RSA-AES128-GCM-SHA256", EC_GCM))
			.hasSameHashCodeAs(AcceptableCiphers.of(List.of(RSA_GCM, EC_GCM)))
			.isNotEqualTo(AcceptableCiphers.of(EC_GCM, RSA_GCM))
			.isNotEqualTo(AcceptableCiphers.of(RSA_GCM))
			.hasToString("AcceptableCiphers[" + RSA_GCM + ", " + EC_GCM + "]");
		assertThat(AcceptableCiphers.of(AcceptableCiphers.DEFAULT.names())).as("TLS 1.3 chosen or not")
			.isNotEqualTo(AcceptableCiphers.DEFAULT);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			ECDHE-RSA-AES128-GCM-SHA25; is not the name of a suite (did you mean 'ECDHE-RSA-AES128-GCM-SHA256'?)
			tls_aes_128_gcm_sha256; is not the name of a suite (did you mean 'TLS_AES_128_GCM_SHA256'?)
			ECDHE; is not the name of a suite
			TLS_RSA_WITH_NULL_SHA256; cannot be selected: it does not encrypt
			ECDHE-RSA-NULL-SHA; cannot be selected: it does not encrypt
			TLS_DH_anon_WITH_AES_128_GCM_SHA256; cannot be selected: it does not authenticate the server
			AECDH-AES256-SHA; cannot be selected: it does not authenticate the server
			SSL_RSA_EXPORT_WITH_RC4_40_MD5; cannot be selected: it is weak by design
			SSL_RSA_WITH_RC4_128_SHA; cannot be selected: it is broken
			PSK-AES128-GCM-SHA256; cannot be selected: it wants a shared key
			TLS_FALLBACK_SCSV; cannot be selected: it is no suite but a signal
			""")
	void whenNameIsNotThatOfASuiteThenItIsRefused(String name, String reason) {
		assertThatIllegalArgumentException().isThrownBy(() -> AcceptableCiphers.of(RSA_GCM, name))
			.withMessageStartingWith("'names': '" + name + "' " + reason);
	}

	@Test
	void whenNameOccursTwiceThenItIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> AcceptableCiphers.of(RSA_GCM, EC_GCM, RSA_GCM))
			.withMessage("'names': '" + RSA_GCM + "' occurs twice");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> AcceptableCiphers.of(RSA_GCM, "ECDHE-RSA-AES128-GCM-SHA256"))
			.withMessage("'names': 'ECDHE-RSA-AES128-GCM-SHA256' occurs twice under different names");
	}

	@Test
	void whenTheCallersListChangesThenCiphersStay() {
		List<String> names = new ArrayList<>(List.of(RSA_GCM));
		AcceptableCiphers ciphers = AcceptableCiphers.of(names);
		names.clear();

		assertThat(ciphers.names()).containsExactly(RSA_GCM);
	}

	@Test
	void whenOldVersionsAreAllowedThenSuitesForThemAreOffered() {
		TlsVersionRange old = new TlsVersionRange(TlsVersion.TLSv1_0, TlsVersion.TLSv1_3);

		assertThat(AcceptableCiphers.forVersions(old).ciphers())
			.anyMatch((cipher) -> cipher.worksWith(TlsVersion.TLSv1_0));
		assertThat(AcceptableCiphers.forVersions(TlsVersionRange.DEFAULT)).isSameAs(AcceptableCiphers.DEFAULT);
	}

}

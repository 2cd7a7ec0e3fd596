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

import java.util.List;
import java.util.stream.Stream;

import io.tlsboot.options.Cipher.Authentication;
import io.tlsboot.options.Cipher.Encryption;
import io.tlsboot.options.Cipher.KeyExchange;
import io.tlsboot.options.Cipher.Mac;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Section C of Twisted's behaviours, as far as it concerns the list of suites and no
 * other class has it.
 * <p>
 * Elsewhere are:
 * <ul>
 * <li>C1 to C8 (lists and cipher strings): {@link AcceptableCiphersTests}, with our
 * default in {@link DefaultsTests}, the language in {@link OpenSslCiphersTests} and
 * single suites in {@link CipherTests}</li>
 * <li>C4 (no suite that the engine knows), C10, TR19 (suites of TLS 1.3):
 * {@code EngineTests}</li>
 * <li>C3, C9, C10, C11, C12, C13 by handshakes: {@code ChoiceHandshakeTests},
 * {@code NegotiationStatementTests}, {@code HandshakeMatrixTests}</li>
 * <li>C14 to C17, TR17 (finite field Diffie-Hellman): {@code DiffieHellmanTests},
 * {@link DiffieHellmanParametersTests}, {@code ChoicesStartFailureTests}</li>
 * <li>C18 (parameters by a property): {@code JvmTlsInitializerTests}</li>
 * </ul>
 */
class CipherStatementTests {

	// What OpenSSL 3.0 makes of Twisted's cipher string, in its order.
	private static final List<String> TWISTED = Stream
		.of("TLS_AES_256_GCM_SHA384 TLS_CHACHA20_POLY1305_SHA256",
				"TLS_AES_128_GCM_SHA256 ECDHE-ECDSA-AES256-GCM-SHA384 ECDHE-RSA-AES256-GCM-SHA384",
				"ECDHE-ECDSA-AES128-GCM-SHA256 ECDHE-RSA-AES128-GCM-SHA256 ECDHE-ECDSA-CHACHA20-POLY1305",
				"ECDHE-RSA-CHACHA20-POLY1305 DHE-RSA-AES256-GCM-SHA384 DHE-RSA-AES128-GCM-SHA256",
				"DHE-RSA-CHACHA20-POLY1305 ECDHE-ECDSA-AES256-CCM8 ECDHE-ECDSA-AES256-CCM",
				"ECDHE-ECDSA-AES256-SHA384 ECDHE-RSA-AES256-SHA384 ECDHE-ECDSA-AES256-SHA ECDHE-RSA-AES256-SHA",
				"DHE-RSA-AES256-CCM8 DHE-RSA-AES256-CCM DHE-RSA-AES256-SHA256 DHE-RSA-AES256-SHA",
				"ECDHE-ECDSA-AES128-CCM8 ECDHE-ECDSA-AES128-CCM ECDHE-ECDSA-AES128-SHA256",
				"ECDHE-RSA-AES128-SHA256 ECDHE-ECDSA-AES128-SHA ECDHE-RSA-AES128-SHA DHE-RSA-AES128-CCM8",
				"DHE-RSA-AES128-CCM DHE-RSA-AES128-SHA256 DHE-RSA-AES128-SHA AES256-GCM-SHA384 AES128-GCM-SHA256",
				"AES256-CCM8 AES256-CCM AES128-CCM8 AES128-CCM AES256-SHA256 AES128-SHA256 AES256-SHA AES128-SHA")
		.flatMap((line) -> Stream.of(line.split(" ")))
		.toList();

	// C1
	@Test
	void twistedCompatibleIsTwistedsListInItsOrder() {
		assertThat(AcceptableCiphers.twistedCompatible().ciphers()).extracting(Cipher::openSslName)
			.containsExactlyElementsOf(TWISTED);
	}

	// C1
	@Test
	void neitherListHasSuitesWithoutAuthenticationOrWithBrokenAlgorithms() {
		assertThat(Stream.of(AcceptableCiphers.DEFAULT, AcceptableCiphers.twistedCompatible())
			.flatMap((list) -> list.ciphers().stream())).allSatisfy((cipher) -> {
				assertThat(cipher.authentication()).isNotEqualTo(Authentication.DSS);
				assertThat(cipher.encryption()).isNotEqualTo(Encryption.TRIPLE_DES_CBC);
				assertThat(cipher.name()).doesNotContain("MD5").doesNotContain("anon").doesNotContain("NULL");
			});
	}

	// C1, C2: ours leaves out, and keeps the order of what is left.
	@Test
	void kindsOfSuitesStandInTheSameOrderInBothLists() {
		assertThat(kinds(AcceptableCiphers.DEFAULT)).containsExactly("TLS 1.3", "ECDHE GCM", "ECDHE CHACHA20");
		assertThat(kinds(AcceptableCiphers.DEFAULT.followedBy(AcceptableCiphers.EPHEMERAL_DIFFIE_HELLMAN)))
			.containsExactly("TLS 1.3", "ECDHE GCM", "ECDHE CHACHA20", "DHE GCM", "DHE CHACHA20");
		assertThat(kinds(AcceptableCiphers.twistedCompatible())).containsExactly("TLS 1.3", "ECDHE GCM",
				"ECDHE CHACHA20", "DHE GCM", "DHE CHACHA20", "ECDHE other", "DHE other", "RSA GCM", "RSA other");
	}

	private static List<String> kinds(AcceptableCiphers list) {
		return list.ciphers().stream().map(CipherStatementTests::kind).distinct().toList();
	}

	private static String kind(Cipher cipher) {
		if (cipher.isTls13()) {
			return "TLS 1.3";
		}
		boolean gcm = cipher.encryption() == Encryption.AES_128_GCM || cipher.encryption() == Encryption.AES_256_GCM;
		String encryption = gcm ? "GCM" : "other";
		if (cipher.encryption() == Encryption.CHACHA20_POLY1305) {
			encryption = "CHACHA20";
		}
		return cipher.keyExchange() + " " + encryption;
	}

	// C8
	@Test
	void suiteIsEqualToItselfUnderWhateverNameItIsFound() {
		Cipher cipher = Cipher.of("ECDHE-RSA-AES128-GCM-SHA256").orElseThrow();

		assertThat(cipher).isEqualTo(Cipher.of("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256").orElseThrow())
			.hasSameHashCodeAs(Cipher.of("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256").orElseThrow())
			.isNotEqualTo(Cipher.of("ECDHE-ECDSA-AES128-GCM-SHA256").orElseThrow())
			.isNotEqualTo("ECDHE-RSA-AES128-GCM-SHA256");
	}

	// TR23: what only an old list ends with.
	@Test
	void staticRsaIsInTwistedsListAndNotInOurs() {
		assertThat(AcceptableCiphers.twistedCompatible().ciphers())
			.filteredOn((cipher) -> cipher.keyExchange() == KeyExchange.RSA)
			.hasSize(10);
		assertThat(AcceptableCiphers.DEFAULT.ciphers())
			.noneMatch((cipher) -> cipher.keyExchange() == KeyExchange.RSA || cipher.mac() != Mac.AEAD);
	}

}

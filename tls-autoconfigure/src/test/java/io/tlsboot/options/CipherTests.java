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
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CipherTests {

	// C8
	@ParameterizedTest
	@CsvSource({
			"TLS_AES_128_CCM_8_SHA256, TLS_AES_128_CCM_8_SHA256, TLSv1_3, TLSv1_3, ANY, ANY, AES_128_CCM_8, 128, AEAD",
			"TLS_ECDHE_ECDSA_WITH_AES_256_CCM, ECDHE-ECDSA-AES256-CCM, TLSv1_2, TLSv1_2, ECDHE, ECDSA, AES_256_CCM,"
					+ " 256, AEAD",
			"TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384, ECDHE-RSA-AES256-SHA384, TLSv1_2, TLSv1_2, ECDHE, RSA, AES_256_CBC,"
					+ " 256, SHA384",
			"TLS_DHE_DSS_WITH_CAMELLIA_128_CBC_SHA, DHE-DSS-CAMELLIA128-SHA, SSLv3, TLSv1_2, DHE, DSS,"
					+ " CAMELLIA_128_CBC, 128, SHA1",
			"TLS_RSA_WITH_3DES_EDE_CBC_SHA, DES-CBC3-SHA, SSLv3, TLSv1_2, RSA, RSA, TRIPLE_DES_CBC, 112, SHA1",
			"TLS_ECDH_RSA_WITH_AES_128_CBC_SHA, ECDH-RSA-AES128-SHA, TLSv1_0, TLSv1_2, ECDH, ECDH, AES_128_CBC, 128,"
					+ " SHA1" })
	void nameSaysWhatASuiteIsMadeOf(String name, String openSslName, TlsVersion oldest, TlsVersion newest,
			Cipher.KeyExchange keyExchange, Cipher.Authentication authentication, Cipher.Encryption encryption,
			int bits, Cipher.Mac mac) {
		Cipher cipher = Cipher.of(name).orElseThrow();

		assertThat(cipher).hasToString(name).isEqualTo(Cipher.of(openSslName).orElseThrow());
		assertThat(cipher.openSslName()).isEqualTo(openSslName);
		assertThat(cipher.oldestVersion()).isEqualTo(oldest);
		assertThat(cipher.newestVersion()).isEqualTo(newest);
		assertThat(cipher.keyExchange()).isEqualTo(keyExchange);
		assertThat(cipher.authentication()).isEqualTo(authentication);
		assertThat(cipher.encryption()).isEqualTo(encryption);
		assertThat(cipher.strengthBits()).isEqualTo(bits);
		assertThat(cipher.mac()).isEqualTo(mac);
	}

	@Test
	void suiteWorksWithItsVersionsOnly() {
		assertThat(versions("TLS_AES_128_GCM_SHA256")).containsExactly(TlsVersion.TLSv1_3);
		assertThat(versions("ECDHE-RSA-AES128-GCM-SHA256")).containsExactly(TlsVersion.TLSv1_2);
		assertThat(versions("ECDHE-RSA-AES128-SHA")).containsExactly(TlsVersion.TLSv1_0, TlsVersion.TLSv1_1,
				TlsVersion.TLSv1_2);
		assertThat(versions("AES128-SHA")).hasSize(4).doesNotContain(TlsVersion.TLSv1_3);
	}

	private static List<TlsVersion> versions(String name) {
		return Stream.of(TlsVersion.values()).filter(Cipher.of(name).orElseThrow()::worksWith).toList();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "FOO", "TLS_RSA_WITH_NULL_SHA", "aes128-sha", "SSL_AES_128_GCM_SHA256" })
	void whenNameIsUnknownThenThereIsNoSuite(String name) {
		assertThat(Cipher.of(name)).isEmpty();
	}

	@Test
	void noTwoSuitesShareAName() {
		List<String> names = new ArrayList<>(CipherTable.ALL.stream().map(Cipher::name).toList());
		names.addAll(CipherTable.ALL.stream().filter((cipher) -> !cipher.isTls13()).map(Cipher::openSslName).toList());

		assertThat(names).doesNotHaveDuplicates();
	}

}

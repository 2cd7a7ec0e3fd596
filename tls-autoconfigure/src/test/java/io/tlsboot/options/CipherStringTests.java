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
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The language of cipher strings, without the command it comes from. What that does with
 * the same strings is compared in {@link OpenSslCiphersTests}.
 */
class CipherStringTests {

	private static final long SEED = 20_260_103L;

	private static List<String> before13(String cipherString) {
		return select(cipherString).filter((cipher) -> !cipher.isTls13()).map(Cipher::openSslName).toList();
	}

	private static List<String> tls13(String cipherString) {
		return select(cipherString).filter(Cipher::isTls13).map(Cipher::name).toList();
	}

	private static Stream<Cipher> select(String cipherString) {
		return AcceptableCiphers.fromOpenSslCipherString(cipherString).ciphers().stream();
	}

	@Test
	void whenSuitesAreKilledThenTheyDoNotComeBack() {
		assertThat(before13("AES128-SHA:AES256-SHA:!AES128-SHA:kRSA+SHA1+AES")).containsExactly("AES256-SHA");
	}

	@Test
	void whenSuitesAreDeletedThenTheyCanComeBack() {
		assertThat(before13("AES128-SHA:AES256-SHA:-AES128-SHA")).containsExactly("AES256-SHA");
		assertThat(before13("AES128-SHA:AES256-SHA:-AES128-SHA:AES128-SHA")).containsExactly("AES256-SHA",
				"AES128-SHA");
	}

	@Test
	void whenSuitesAreMovedThenOnlySelectedOnesAre() {
		assertThat(before13("AES128-SHA:AES256-SHA:+AES128")).containsExactly("AES256-SHA", "AES128-SHA");
	}

	@Test
	void whenSortedByStrengthThenEquallyStrongOnesKeepTheirOrder() {
		assertThat(before13("DES-CBC3-SHA:AES128-SHA:CAMELLIA256-SHA:AES256-SHA:@STRENGTH"))
			.containsExactly("CAMELLIA256-SHA", "AES256-SHA", "AES128-SHA", "DES-CBC3-SHA");
	}

	@ParameterizedTest
	@ValueSource(strings = { "AES128-SHA,AES256-SHA", "AES128-SHA AES256-SHA", "AES128-SHA;AES256-SHA",
			"::AES128-SHA: ,AES256-SHA:", "SSL_RSA_WITH_AES_128_CBC_SHA:TLS_RSA_WITH_AES_256_CBC_SHA",
			"AES128-SHA:AES256-SHA:!aNULL:!FOO-NULL-SHA:-RC4:+MD5:!EXPORT:!SSLv2:!ADH-AES128-SHA" })
	void separatorsAndAbsentSuitesDoNotMatter(String cipherString) {
		assertThat(before13(cipherString)).containsExactly("AES128-SHA", "AES256-SHA");
	}

	@Test
	void weakSuitesAreSelectedWhenAskedFor() {
		assertThat(before13("3DES")).containsExactly("ECDHE-ECDSA-DES-CBC3-SHA", "ECDHE-RSA-DES-CBC3-SHA",
				"DHE-RSA-DES-CBC3-SHA", "DHE-DSS-DES-CBC3-SHA", "DES-CBC3-SHA");
		assertThat(before13("MEDIUM")).isEqualTo(before13("3DES"));
		assertThat(before13("EDH-RSA-DES-CBC3-SHA")).containsExactly("DHE-RSA-DES-CBC3-SHA");
	}

	@Test
	void staticEcdhIsSelectedByItsOwnWordsOnly() {
		assertThat(before13("ALL:AESGCM:@STRENGTH")).noneMatch((name) -> name.startsWith("ECDH-"));
		assertThat(before13("kECDHr+AESGCM")).containsExactly("ECDH-RSA-AES256-GCM-SHA384",
				"ECDH-RSA-AES128-GCM-SHA256");
		assertThat(before13("kECDHe+SHA1+AES:!ECDH-ECDSA-AES128-SHA")).containsExactly("ECDH-ECDSA-AES256-SHA");
		assertThat(before13("TLS_ECDH_RSA_WITH_AES_128_CBC_SHA:AES128-SHA:-SHA1:AES256-SHA"))
			.containsExactly("AES256-SHA");
		assertThat(Cipher.of("ECDH-RSA-AES128-SHA").orElseThrow().authentication())
			.isEqualTo(Cipher.Authentication.ECDH);
	}

	@Test
	void whenTls13IsNotMentionedThenItsSuitesAreInFront() {
		assertThat(AcceptableCiphers.fromOpenSslCipherString("AES128-SHA").names()).containsExactly(
				"TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256",
				"TLS_RSA_WITH_AES_128_CBC_SHA");
		assertThat(tls13("ALL:!AESGCM:!CHACHA20:+TLSv1.2:@STRENGTH")).hasSize(3);
		assertThat(AcceptableCiphers.fromOpenSslCipherString("ALL:!AESGCM").mentionsTls13()).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "TLS_AES_128_GCM_SHA256, 'TLS_AES_128_GCM_SHA256'",
			"AES128-SHA:TLS_AES_128_CCM_SHA256:TLS_AES_256_GCM_SHA384,"
					+ "'TLS_AES_128_CCM_SHA256,TLS_AES_256_GCM_SHA384'",
			"HIGH:!TLS_CHACHA20_POLY1305_SHA256, 'TLS_AES_256_GCM_SHA384,TLS_AES_128_GCM_SHA256'",
			"HIGH:+TLS_AES_256_GCM_SHA384,"
					+ "'TLS_CHACHA20_POLY1305_SHA256,TLS_AES_128_GCM_SHA256,TLS_AES_256_GCM_SHA384'",
			"TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:@STRENGTH,"
					+ "'TLS_AES_256_GCM_SHA384,TLS_AES_128_GCM_SHA256'",
			"HIGH:!TLSv1.3, ''", "TLSv1.3:-TLS_AES_256_GCM_SHA384:-TLS_AES_128_CCM_8_SHA256:!TLS_AES_128_CCM_SHA256,"
					+ "'TLS_CHACHA20_POLY1305_SHA256,TLS_AES_128_GCM_SHA256'" })
	void whenTls13IsMentionedThenItsSuitesAreChosen(String cipherString, String expected) {
		assertThat(String.join(",", tls13(cipherString))).isEqualTo(expected);
		assertThat(AcceptableCiphers.fromOpenSslCipherString(cipherString).mentionsTls13()).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
			HIGH:aNULL; 6: 'aNULL' cannot be selected: it does not authenticate
			HIGH:ECDHE+ADH; 12: 'ADH' cannot be selected: it does not authenticate
			HIGH:eNULL; 6: 'eNULL' cannot be selected: it does not encrypt
			COMPLEMENTOFALL; 1: 'COMPLEMENTOFALL' cannot be selected: it does not encrypt
			NULL-SHA256:HIGH; 1: 'NULL-SHA256' cannot be selected: it does not encrypt
			ALL:RC4+RSA; 5: 'RC4' cannot be selected: it is broken
			HIGH:PSK; 6: 'PSK' cannot be selected: it wants a shared key
			HIGH:LOW; 6: 'LOW' selects no suite
			ECDHE+aDSS; 1: 'ECDHE+aDSS' selects no suite
			DEFAULT:CAMELLIA; 9: 'CAMELLIA' selects no suite
			HIGH:DEFAULT; 6: 'DEFAULT' must be the first word, and alone
			DEFAULT+AES; 1: 'DEFAULT' must be the first word, and alone
			!DEFAULT; 2: 'DEFAULT' must be the first word, and alone
			DEFAULT-AES; 1: 'DEFAULT-AES' is neither
			HIGH:!aNUL; 7: 'aNUL' is neither a suite nor a keyword (did you mean 'aNULL'?)
			ECHDE; 1: 'ECHDE' is neither a suite nor a keyword
			SUITEB128; 1: 'SUITEB128' sets more than suites
			HIGH:@SECLEVEL=3; 6: '@SECLEVEL=3' also demands longer keys
			HIGH:@SECLEVEL=9; 6: '@SECLEVEL=9' is no security level (expected: 0 to 2)
			HIGH:@FOO; 6: '@FOO' is no command
			ALL@STRENGTH+AES; 13: found '+' after '@STRENGTH'
			HIGH:!; 7: found the end (expected: a suite or a keyword)
			HIGH:!:AES; 7: found ':' (expected: a suite or a keyword)
			ECDHE+:AES; 7: found ':' (expected: a suite or a keyword)
			HIGH:AES*; 9: found '*' (expected: a suite or a keyword)
			""")
	void whenStringIsWrongThenTheErrorSaysWhere(String cipherString, String message) {
		assertThatIllegalArgumentException().isThrownBy(() -> AcceptableCiphers.fromOpenSslCipherString(cipherString))
			.withMessageStartingWith("cipher string, character " + message);
	}

	@Test
	void whenCharacterCannotBePrintedThenItsCodeIs() {
		assertThatIllegalArgumentException().isThrownBy(() -> AcceptableCiphers.fromOpenSslCipherString("HIGH\nAES"))
			.withMessageContaining("character 5: found U+000A");
	}

	@Test
	void onlyIllegalArgumentExceptionComesOut() {
		Random random = new Random(SEED);
		List<String> parts = List.of("!", "-", "+", "@", ":", ",", " ", ";", "=", ".", "_", "\u0000", "\ud83d",
				"\u00fc", "ALL", "DEFAULT", "HIGH", "ECDHE", "AES", "aNULL", "3DES", "LOW", "STRENGTH", "SECLEVEL=",
				"1", "5", "AES128-SHA", "TLS_AES_128_GCM_SHA256", "TLSv1.3", "kECDH", "FOO", "SUITEB128");
		int selected = 0;
		for (int input = 0; input < 5_000; input++) {
			StringBuilder text = new StringBuilder();
			for (int part = random.nextInt(8); part >= 0; part--) {
				text.append(parts.get(random.nextInt(parts.size())));
			}
			selected += trySelect(text.toString());
		}
		assertThat(selected).isPositive();
	}

	private static int trySelect(String cipherString) {
		try {
			assertThat(select(cipherString)).isNotEmpty().doesNotHaveDuplicates();
			return 1;
		}
		catch (IllegalArgumentException ex) {
			assertThat(ex).hasMessageStartingWith("cipher string");
			return 0;
		}
	}

}

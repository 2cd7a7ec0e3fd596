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
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.tlsboot.testing.OpenSsl;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The table and the language, compared with the {@code openssl ciphers} command: what
 * both know must be the same, in the same order.
 */
class OpenSslCiphersTests {

	private static final long SEED = 20_260_102L;

	private static Set<Cipher> known = Set.of();

	@BeforeAll
	static void findCommand() {
		assumeTrue(OpenSsl.isVersion3(), "needs the openssl command, version 3");
		known = expand("ALL").collect(Collectors.toSet());
	}

	private static Stream<Cipher> expand(String cipherString) {
		return Stream.of(new OpenSsl().run("ciphers", cipherString).split(":"))
			.map(Cipher::of)
			.flatMap(Optional::stream);
	}

	static List<String> cipherStrings() {
		return List.of("ALL", "DEFAULT", "HIGH", "MEDIUM:HIGH", "COMPLEMENTOFDEFAULT", "ALL:!COMPLEMENTOFDEFAULT",
				"ALL:@STRENGTH", "ALL@STRENGTH", "DEFAULT:@STRENGTH", "DEFAULT@SECLEVEL=1", "HIGH:@SECLEVEL=2", "ECDHE",
				"EECDH", "kECDHE", "kEECDH", "ECDH", "DHE", "EDH", "kDHE", "kEDH", "DH", "kRSA", "RSA", "aRSA", "ECDSA",
				"aECDSA", "aDSS", "DSS", "AES", "AES128", "AES256", "AESGCM", "AESCCM", "AESCCM8", "CHACHA20",
				"CAMELLIA", "CAMELLIA128", "CAMELLIA256", "ARIA", "ARIAGCM", "ARIA128", "ARIA256", "SHA", "SHA1",
				"SHA256", "SHA384", "TLSv1.2", "TLSv1.0", "TLSv1", "SSLv3", "3DES:HIGH", "ECDHE+AESGCM",
				"ECDHE+AESGCM:!aRSA:-SHA1:@STRENGTH", "ECDHE+AESGCM ECDHE+CHACHA20,DHE+AESGCM;!DSS",
				"ECDH+AESGCM:ECDH+CHACHA20:DH+AESGCM:DH+CHACHA20:ECDH+AES256:DH+AES256:ECDH+AES128:DH+AES:RSA+AESGCM"
						+ ":RSA+AES:!aNULL:!MD5:!DSS",
				"HIGH:!aNULL:!MD5", "HIGH:!aNULL:!eNULL:!EXPORT:!DES:!RC4:!MD5:!PSK:!SRP:!CAMELLIA",
				"ALL:!ADH:!LOW:!EXP:!MD5:@STRENGTH", "ALL:+HIGH:+MEDIUM:+LOW:+eNULL", "ALL:+kRSA:+SHA1:+CAMELLIA",
				"ALL:-AESGCM:AESGCM", "ALL:-CHACHA20:-AES128:ALL", "ALL:-SHA1:-SHA256:-SHA384:SHA384:SHA1",
				"ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES128-GCM-SHA256:AES128-SHA", "AES128-GCM-SHA256:AES256-SHA",
				"AES128-SHA:AES128-SHA:AES:+AES128-SHA", "AES128-SHA+RSA:ECDHE+ECDSA+AES+SHA256+TLSv1.2",
				"RSA+AES:!AES256-SHA:-AES128-SHA:HIGH", "DEFAULT:!kRSA:!SHA1:+AES256",
				"DEFAULT:-kRSA:AES128-GCM-SHA256:@STRENGTH:+ECDHE", "!SHA1:!SHA256:!SHA384:HIGH:+AES256",
				"ECDHE:!aECDSA!CAMELLIA", "HIGH+kRSA+TLSv1.2:-AESCCM:AESCCM8",
				"ALL:!COMPLEMENTOFDEFAULT:!eNULL:+TLSv1.2:+SSLv3",
				"ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES256-GCM-SHA384"
						+ ":DHE-RSA-AES256-GCM-SHA384:kEDH+AESGCM:ECDHE-ECDSA-AES256-SHA:AES:CAMELLIA:!aNULL:!eNULL"
						+ ":!EXPORT:!DES:!RC4:!MD5:!PSK:!aECDH:!EDH-DSS-DES-CBC3-SHA:!EDH-RSA-DES-CBC3-SHA"
						+ ":!KRB5-DES-CBC3-SHA");
	}

	// C1, C7
	@ParameterizedTest
	@MethodSource("cipherStrings")
	void selectionIsThatOfOpenSsl(String cipherString) {
		assertThat(AcceptableCiphers.fromOpenSslCipherString(cipherString).ciphers().stream().filter(known::contains))
			.containsExactlyElementsOf(expand(cipherString).toList());
	}

	@Test
	void selectionIsThatOfOpenSslForRandomRules() {
		Random random = new Random(SEED);
		List<String> words = List.of("ECDHE", "DHE", "RSA", "aRSA", "ECDSA", "AES", "AES128", "AESGCM", "AESCCM",
				"CHACHA20", "CAMELLIA", "ARIA", "SHA1", "SHA256", "HIGH", "TLSv1.2", "SSLv3", "AES128-SHA",
				"ECDHE-RSA-AES256-GCM-SHA384");
		int compared = 0;
		for (int string = 0; string < 60; string++) {
			StringBuilder text = new StringBuilder("ALL");
			for (int rule = 0; rule < 5; rule++) {
				text.append(':').append(List.of("", "!", "-", "-", "+", "+").get(random.nextInt(6)));
				text.append(words.get(random.nextInt(words.size())));
				if (random.nextBoolean()) {
					text.append('+').append(words.get(random.nextInt(words.size())));
				}
			}
			text.append((random.nextInt(3) == 0) ? ":@STRENGTH:-AES256:AES256" : "");
			compared += comparesOrIsRefused(text.toString()) ? 1 : 0;
		}
		assertThat(compared).isGreaterThan(30);
	}

	/**
	 * Compare, unless the rules, being random, add what they have excluded.
	 */
	private boolean comparesOrIsRefused(String cipherString) {
		AcceptableCiphers selected;
		try {
			selected = AcceptableCiphers.fromOpenSslCipherString(cipherString);
		}
		catch (IllegalArgumentException ex) {
			assertThat(ex).hasMessageContaining("selects no suite");
			return false;
		}
		List<Cipher> expected = selected.ciphers().stream().filter(known::contains).toList();
		// Nothing that this build of the command knows: it fails then.
		if (expected.stream().allMatch(Cipher::isTls13)) {
			return false;
		}
		assertThat(expand(cipherString)).as(cipherString).containsExactlyElementsOf(expected);
		return true;
	}

	@Test
	void tableSaysWhatOpenSslSays() {
		Map<Cipher, String> lines = new OpenSsl().run("ciphers", "-v", "-stdname", "ALL:COMPLEMENTOFALL")
			.lines()
			.filter(Predicate.not((line) -> line.matches(".*(PSK|SRP|Au=None|Enc=None).*")))
			.collect(Collectors.toMap((line) -> Cipher.of(line.substring(0, line.indexOf(" "))).orElseThrow(),
					(line) -> line.replaceAll(" +", " ")));

		assertThat(lines).hasSizeGreaterThan(70);
		lines.forEach((cipher, line) -> assertThat(describe(cipher)).isEqualTo(line.strip()));
	}

	private static String describe(Cipher cipher) {
		String keyExchange = switch (cipher.keyExchange()) {
			case ANY -> "any";
			case ECDHE, ECDH -> "ECDH";
			case DHE -> "DH";
			case RSA -> "RSA";
		};
		String authentication = cipher.isTls13() ? "any" : cipher.authentication().name();
		String encryption = switch (cipher.encryption()) {
			case AES_128_GCM, AES_256_GCM -> "AESGCM";
			case AES_128_CCM, AES_256_CCM -> "AESCCM";
			case AES_128_CCM_8, AES_256_CCM_8 -> "AESCCM8";
			case AES_128_CBC, AES_256_CBC -> "AES";
			case CHACHA20_POLY1305 -> "CHACHA20/POLY1305";
			case CAMELLIA_128_CBC, CAMELLIA_256_CBC -> "Camellia";
			case ARIA_128_GCM, ARIA_256_GCM -> "ARIAGCM";
			case TRIPLE_DES_CBC -> "3DES";
		};
		// 168 is the length of a 3DES key, of which 112 bits count
		int bits = (cipher.encryption() == Cipher.Encryption.TRIPLE_DES_CBC) ? 168 : cipher.strengthBits();
		return "%s - %s %s Kx=%s Au=%s Enc=%s(%d) Mac=%s".formatted(cipher.name(), cipher.openSslName(),
				cipher.oldestVersion().protocolName(), keyExchange, authentication, encryption, bits, cipher.mac());
	}

}

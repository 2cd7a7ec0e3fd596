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

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.tlsboot.options.Cipher.Authentication;
import io.tlsboot.options.Cipher.Encryption;
import io.tlsboot.options.Cipher.KeyExchange;
import io.tlsboot.options.Cipher.Mac;

/**
 * The words of the OpenSSL cipher string language (openssl-ciphers(1)) that stand for
 * many suites, and what is said of suites and words that are not offered here.
 */
final class CipherWords {

	private static final String NULL = "it does not encrypt";

	private static final String ANONYMOUS = "it does not authenticate the server, so anybody can sit in between";

	private static final String EXPORT = "it is weak by design (export-grade) and no engine has it";

	private static final String BROKEN = "it is broken or obsolete and no engine offers it";

	private static final String SHARED_SECRET = "it wants a shared key, a password instead of a certificate,"
			+ " which cannot be configured";

	private static final String FOREIGN = "no engine has it";

	private static final String SIGNAL = "it is no suite but a signal, which engines add themselves";

	private static final Map<String, Predicate<Cipher>> KEYWORDS = keywords();

	private static final Map<String, String> ABSENT_WORDS = absentWords();

	private static final Map<String, String> ABSENT_PARTS = absentParts();

	// They rule more than the suites: groups and signatures, or the engine's mode.
	private static final Set<String> NOT_ABOUT_SUITES = Set.of("SUITEB128", "SUITEB128ONLY", "SUITEB128C2", "SUITEB192",
			"FIPS");

	private CipherWords() {
	}

	private static Map<String, Predicate<Cipher>> keywords() {
		Map<String, Predicate<Cipher>> keywords = new HashMap<>();
		keywords.put("ALL", (cipher) -> true);
		keywords.put("COMPLEMENTOFDEFAULT", (cipher) -> !isInDefault(cipher));
		keywords.put("HIGH", (cipher) -> cipher.strengthBits() >= 128);
		keywords.put("MEDIUM", (cipher) -> cipher.strengthBits() == 112);
		keywords.put("LOW", (cipher) -> cipher.strengthBits() < 112);
		putKeys(keywords);
		putEncryptions(keywords);
		put(keywords, (cipher) -> cipher.mac() == Mac.SHA1, "SHA1", "SHA");
		put(keywords, (cipher) -> cipher.mac() == Mac.SHA256, "SHA256");
		put(keywords, (cipher) -> cipher.mac() == Mac.SHA384, "SHA384");
		put(keywords, (cipher) -> cipher.oldestVersion() == TlsVersion.TLSv1_2, "TLSv1.2");
		put(keywords, (cipher) -> cipher.oldestVersion() == TlsVersion.TLSv1_0, "TLSv1.0", "TLSv1");
		put(keywords, (cipher) -> cipher.oldestVersion() == TlsVersion.SSLv3, "SSLv3");
		keywords.replaceAll((word, suites) -> suites.and(Predicate.not(Cipher::isTls13)));
		put(keywords, Cipher::isTls13, "TLSv1.3");
		return Map.copyOf(keywords);
	}

	private static void putKeys(Map<String, Predicate<Cipher>> keywords) {
		put(keywords, (cipher) -> cipher.keyExchange() == KeyExchange.ECDHE, "ECDHE", "EECDH", "kECDHE", "kEECDH",
				"ECDH");
		put(keywords, (cipher) -> cipher.keyExchange() == KeyExchange.DHE, "DHE", "EDH", "kDHE", "kEDH", "DH");
		put(keywords, (cipher) -> cipher.keyExchange() == KeyExchange.RSA, "RSA", "kRSA");
		put(keywords, CipherWords::isStaticEcdh, "kECDH", "aECDH");
		put(keywords, (cipher) -> cipher.openSslName().startsWith("ECDH-ECDSA-"), "kECDHe");
		put(keywords, (cipher) -> cipher.openSslName().startsWith("ECDH-RSA-"), "kECDHr");
		put(keywords, (cipher) -> cipher.authentication() == Authentication.RSA, "aRSA");
		put(keywords, (cipher) -> cipher.authentication() == Authentication.ECDSA, "ECDSA", "aECDSA");
		put(keywords, (cipher) -> cipher.authentication() == Authentication.DSS, "DSS", "aDSS");
	}

	private static void putEncryptions(Map<String, Predicate<Cipher>> keywords) {
		putEncryption(keywords, "AES_", "AES");
		putEncryption(keywords, "AES_128_", "AES128");
		putEncryption(keywords, "AES_256_", "AES256");
		put(keywords, encryption(Encryption.AES_128_GCM, Encryption.AES_256_GCM), "AESGCM");
		put(keywords, encryption(Encryption.AES_128_CCM, Encryption.AES_256_CCM, Encryption.AES_128_CCM_8,
				Encryption.AES_256_CCM_8), "AESCCM");
		put(keywords, encryption(Encryption.AES_128_CCM_8, Encryption.AES_256_CCM_8), "AESCCM8");
		putEncryption(keywords, "CHACHA20_", "CHACHA20");
		putEncryption(keywords, "CAMELLIA_", "CAMELLIA");
		putEncryption(keywords, "CAMELLIA_128_", "CAMELLIA128");
		putEncryption(keywords, "CAMELLIA_256_", "CAMELLIA256");
		putEncryption(keywords, "ARIA_", "ARIA", "ARIAGCM");
		putEncryption(keywords, "ARIA_128_", "ARIA128");
		putEncryption(keywords, "ARIA_256_", "ARIA256");
		put(keywords, encryption(Encryption.TRIPLE_DES_CBC), "3DES");
	}

	private static void putEncryption(Map<String, Predicate<Cipher>> keywords, String prefix, String... words) {
		put(keywords, (cipher) -> cipher.encryption().name().startsWith(prefix), words);
	}

	private static Predicate<Cipher> encryption(Encryption... encryptions) {
		return (cipher) -> List.of(encryptions).contains(cipher.encryption());
	}

	private static void put(Map<String, Predicate<Cipher>> keywords, Predicate<Cipher> suites, String... words) {
		for (String word : words) {
			keywords.put(word, suites);
		}
	}

	private static Map<String, String> absentWords() {
		Map<String, String> reasons = new HashMap<>();
		reasons.put("COMPLEMENTOFALL", NULL);
		for (String word : List.of("aNULL", "ADH", "AECDH")) {
			reasons.put(word, ANONYMOUS);
		}
		for (String word : List.of("eNULL", "NULL")) {
			reasons.put(word, NULL);
		}
		for (String word : List.of("EXP", "EXPORT", "EXPORT40", "EXPORT56")) {
			reasons.put(word, EXPORT);
		}
		for (String word : List.of("RC4", "RC2", "IDEA", "SEED", "DES", "MD5", "SSLv2")) {
			reasons.put(word, BROKEN);
		}
		for (String word : List.of("PSK", "kPSK", "kRSAPSK", "kDHEPSK", "kECDHEPSK", "aPSK", "SRP", "kSRP", "aSRP",
				"KRB5", "kKRB5", "aKRB5")) {
			reasons.put(word, SHARED_SECRET);
		}
		for (String word : List.of("kGOST", "kGOST18", "aGOST", "aGOST01", "aGOST12", "GOST94", "GOST89", "GOST89MAC",
				"GOST12")) {
			reasons.put(word, FOREIGN);
		}
		return Map.copyOf(reasons);
	}

	private static Map<String, String> absentParts() {
		Map<String, String> reasons = new HashMap<>();
		for (String part : List.of("anon", "ADH", "AECDH")) {
			reasons.put(part, ANONYMOUS);
		}
		reasons.put("NULL", NULL);
		for (String part : List.of("EXP", "EXP1024", "EXPORT", "EXPORT1024")) {
			reasons.put(part, EXPORT);
		}
		for (String part : List.of("PSK", "SRP", "KRB5")) {
			reasons.put(part, SHARED_SECRET);
		}
		for (String part : List.of("RC4", "RC2", "IDEA", "SEED", "DES", "DES40", "MD5")) {
			reasons.put(part, BROKEN);
		}
		for (String part : List.of("GOST89", "GOST94", "GOST2001", "GOST2012", "GOSTR341112")) {
			reasons.put(part, FOREIGN);
		}
		reasons.put("SCSV", SIGNAL);
		return Map.copyOf(reasons);
	}

	/**
	 * Tell whether OpenSSL offers a suite unless told otherwise.
	 * @param cipher the suite
	 * @return whether it does
	 */
	private static boolean isInDefault(Cipher cipher) {
		return cipher.authentication() != Authentication.DSS && !isStaticEcdh(cipher) && switch (cipher.encryption()) {
			case AES_128_GCM, AES_256_GCM, AES_128_CBC, AES_256_CBC, CHACHA20_POLY1305 -> true;
			default -> false;
		};
	}

	/**
	 * Tell whether a suite is one that the words of OpenSSL 3 do not stand for, since
	 * that does not have it.
	 * @param cipher the suite
	 * @return whether its key exchange is static ECDH
	 */
	static boolean isStaticEcdh(Cipher cipher) {
		return cipher.keyExchange() == KeyExchange.ECDH;
	}

	/**
	 * Find what a keyword stands for.
	 * @param word the word
	 * @return its suites, or empty if it is none
	 */
	static Optional<Predicate<Cipher>> keyword(String word) {
		return Optional.ofNullable(KEYWORDS.get(word));
	}

	/**
	 * Tell why a suite or a keyword that OpenSSL or the JDK knows or knew is not offered.
	 * @param word the name or keyword, which is not in the table
	 * @return the reason as the end of a sentence, or empty if nothing is known of it
	 */
	static Optional<String> absence(String word) {
		String reason = ABSENT_WORDS.get(word);
		if (reason != null) {
			return Optional.of(reason);
		}
		List<String> parts = List.of(word.split("[-_]"));
		return (parts.size() < 2) ? Optional.empty()
				: parts.stream().flatMap((part) -> Stream.ofNullable(ABSENT_PARTS.get(part))).findFirst();
	}

	/**
	 * Tell whether a keyword sets more than suites.
	 * @param word the word
	 * @return whether it does
	 */
	static boolean isNotAboutSuites(String word) {
		return NOT_ABOUT_SUITES.contains(word);
	}

	/**
	 * Return the keywords.
	 * @param absent whether with those for suites that are not offered
	 * @return the words
	 */
	static Collection<String> all(boolean absent) {
		return Stream.concat(KEYWORDS.keySet().stream(), absent ? ABSENT_WORDS.keySet().stream() : Stream.empty())
			.toList();
	}

}

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
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.tlsboot.options.CipherRule.Operation;

/**
 * A cipher string in the language of OpenSSL (openssl-ciphers(1)), read into rules.
 */
final class CipherString {

	private static final String SEPARATORS = ":,; ";

	private static final String DEFAULT = "DEFAULT";

	private static final String SECURITY_LEVEL = "SECLEVEL=";

	private final String text;

	private final List<CipherRule> rules = new ArrayList<>();

	private int at;

	private CipherString(String text) {
		this.text = text;
	}

	/**
	 * Work a cipher string through.
	 * @param text the string
	 * @return what it selects
	 * @throws IllegalArgumentException if it cannot be understood, or selects nothing
	 */
	static Selection select(String text) {
		List<CipherRule> rules = new CipherString(text).read();
		boolean tls13Chosen = rules.stream().anyMatch(CipherRule::choosesTls13);
		CipherRanking ranking = new CipherRanking();
		if (!tls13Chosen) {
			ranking.add((cipher) -> CipherTable.TLS_1_3_DEFAULT.contains(cipher.name()));
		}
		rules.forEach((rule) -> rule.applyTo(ranking));
		List<Cipher> ciphers = ranking.selected();
		// What is there without having been asked for must not hide an empty selection.
		if (tls13Chosen ? ciphers.isEmpty() : ciphers.stream().allMatch(Cipher::isTls13)) {
			throw new IllegalArgumentException(
					"cipher string '%s': selects no suite (expected: at least one)".formatted(text));
		}
		return new Selection(ciphers, rules.stream().anyMatch(CipherRule::naming));
	}

	private List<CipherRule> read() {
		while (this.at < this.text.length()) {
			if (SEPARATORS.indexOf(this.text.charAt(this.at)) >= 0) {
				this.at++;
			}
			else {
				readRule();
			}
		}
		return this.rules;
	}

	private void readRule() {
		int start = this.at;
		Operation operation = switch (this.text.charAt(start)) {
			case '!' -> Operation.KILL;
			case '-' -> Operation.DELETE;
			case '+' -> Operation.MOVE;
			case '@' -> Operation.SORT;
			default -> Operation.ADD;
		};
		if (operation != Operation.ADD) {
			this.at++;
		}
		if (operation == Operation.SORT) {
			readCommand(start);
			return;
		}
		List<Word> words = new ArrayList<>(List.of(readWord()));
		while (this.at < this.text.length() && this.text.charAt(this.at) == '+') {
			this.at++;
			words.add(readWord());
		}
		if (words.stream().anyMatch((word) -> word.text().equals(DEFAULT))) {
			addDefault(operation, start, words);
			return;
		}
		addRule(operation, start, words);
	}

	private Word readWord() {
		int start = this.at;
		while (this.at < this.text.length() && isInWord(this.text.charAt(this.at))) {
			this.at++;
		}
		if (this.at > start) {
			return new Word(this.text.substring(start, this.at), start + 1);
		}
		String found = (start < this.text.length()) ? describe(this.text.charAt(start)) : "the end";
		throw error(start + 1, "found %s (expected: a suite or a keyword)".formatted(found));
	}

	private static boolean isInWord(char character) {
		return (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z')
				|| (character >= '0' && character <= '9') || "-_.=".indexOf(character) >= 0;
	}

	private static String describe(char character) {
		return (character > ' ' && character <= '~') ? "'%c'".formatted(character)
				: "U+%04X".formatted((int) character);
	}

	private void readCommand(int start) {
		Word command = readWord();
		if (command.text().equals("STRENGTH")) {
			this.rules.add(new CipherRule(Operation.SORT, "@STRENGTH", start + 1, (cipher) -> true, false));
		}
		else if (command.text().startsWith(SECURITY_LEVEL)) {
			checkSecurityLevel(start + 1, command.text().substring(SECURITY_LEVEL.length()));
		}
		else {
			throw error(start + 1,
					"'@%s' is no command (expected: @STRENGTH or @SECLEVEL=0 to 2)".formatted(command.text()));
		}
		if (this.at < this.text.length() && SEPARATORS.indexOf(this.text.charAt(this.at)) < 0) {
			throw error(this.at + 1, "found %s after '@%s' (expected: a separator or the end)"
				.formatted(describe(this.text.charAt(this.at)), command.text()));
		}
	}

	/**
	 * Take a level that excludes none of the suites in the table, as 0 to 2 do, and
	 * refuse one that puts a floor under the keys of certificates too, which a list of
	 * suites cannot.
	 * @param position where it stands
	 * @param level the level
	 */
	private void checkSecurityLevel(int position, String level) {
		if (!level.matches("[0-5]")) {
			throw error(position, "'@SECLEVEL=%s' is no security level (expected: 0 to 2)".formatted(level));
		}
		if (level.charAt(0) > '2') {
			throw error(position, "'@SECLEVEL=%s' also demands longer keys and stronger signatures of certificates, "
				.formatted(level)
					+ "which a list of suites cannot (expected: 0 to 2, or the suites themselves, such as 'ECDHE+AES256')");
		}
	}

	private void addDefault(Operation operation, int start, List<Word> words) {
		if (operation != Operation.ADD || start > 0 || words.size() > 1) {
			Word misplaced = words.stream().filter((word) -> word.text().equals(DEFAULT)).findFirst().orElseThrow();
			throw error(misplaced.position(), "'DEFAULT' must be the first word, and alone");
		}
		this.rules.add(rule(Operation.ADD, new Word("ALL", 1)));
		this.rules.add(rule(Operation.KILL, new Word("COMPLEMENTOFDEFAULT", 1)));
	}

	private static CipherRule rule(Operation operation, Word keyword) {
		Predicate<Cipher> suites = CipherWords.keyword(keyword.text()).orElseThrow();
		return new CipherRule(operation, DEFAULT, keyword.position(),
				(operation == Operation.ADD) ? suites.and(Predicate.not(CipherWords::isStaticEcdh)) : suites, false);
	}

	private void addRule(Operation operation, int start, List<Word> words) {
		Predicate<Cipher> suites = (cipher) -> true;
		boolean tls13 = false;
		boolean staticEcdh = operation != Operation.ADD;
		for (Word word : words) {
			Predicate<Cipher> meaning = meaning(word, operation);
			suites = suites.and(meaning);
			tls13 |= CipherTable.ALL.stream().anyMatch(meaning.and(Cipher::isTls13));
			staticEcdh |= CipherTable.ALL.stream().filter(meaning).allMatch(CipherWords::isStaticEcdh);
		}
		if (!staticEcdh) {
			suites = suites.and(Predicate.not(CipherWords::isStaticEcdh));
		}
		this.rules.add(new CipherRule(operation, this.text.substring(start, this.at), start + 1, suites, tls13));
	}

	private Predicate<Cipher> meaning(Word word, Operation operation) {
		Optional<Predicate<Cipher>> suites = CipherTable.find(word.text())
			.<Predicate<Cipher>>map((named) -> named::equals)
			.or(() -> CipherWords.keyword(word.text()));
		if (suites.isPresent()) {
			return suites.get();
		}
		Optional<String> absence = CipherWords.absence(word.text());
		if (absence.isEmpty()) {
			throw unknown(word, operation);
		}
		if (operation == Operation.ADD) {
			throw error(word.position(), "'%s' cannot be selected: %s".formatted(word.text(), absence.get()));
		}
		return (cipher) -> false;
	}

	private IllegalArgumentException unknown(Word word, Operation operation) {
		if (CipherWords.isNotAboutSuites(word.text())) {
			return error(word.position(),
					"'%s' sets more than suites, which a cipher string cannot here (expected: the suites themselves)"
						.formatted(word.text()));
		}
		return error(word.position(), "'%s' is neither a suite nor a keyword%s".formatted(word.text(),
				suggestion(word.text(), CipherWords.all(operation != Operation.ADD))));
	}

	/**
	 * Suggest what somebody may have meant.
	 * @param word what was written
	 * @param keywords what could be meant besides the names of suites
	 * @return a question in parentheses, or an empty text
	 */
	static String suggestion(String word, Collection<String> keywords) {
		List<String> words = Stream
			.concat(keywords.stream(),
					CipherTable.ALL.stream().flatMap((cipher) -> Stream.of(cipher.name(), cipher.openSslName())))
			.toList();
		return NearestWord.find(word, words).map(" (did you mean '%s'?)"::formatted).orElse("");
	}

	private static IllegalArgumentException error(int position, String message) {
		return new IllegalArgumentException("cipher string, character %d: %s".formatted(position, message));
	}

	private record Word(String text, int position) {

	}

	/**
	 * What a cipher string selects.
	 *
	 * @param ciphers the suites in order
	 * @param mentionsTls13 whether the string names a suite of TLS 1.3
	 */
	record Selection(List<Cipher> ciphers, boolean mentionsTls13) {

	}

}

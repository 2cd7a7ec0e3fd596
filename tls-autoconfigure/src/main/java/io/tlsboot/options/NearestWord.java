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
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * The word that somebody may have meant who wrote another one.
 */
final class NearestWord {

	// Longer than any name of a suite: nobody meant one.
	private static final int MAX_LENGTH = 64;

	private NearestWord() {
	}

	/**
	 * Find the nearest word.
	 * @param word what was written
	 * @param words what could be meant
	 * @return the word which takes the fewest edits of letters, whatever their case, or
	 * empty if that takes more than one in four letters
	 */
	static Optional<String> find(String word, Collection<String> words) {
		if (word.length() > MAX_LENGTH) {
			return Optional.empty();
		}
		return words.stream()
			.filter((candidate) -> Math.abs(candidate.length() - word.length()) * 4 <= word.length())
			.map((candidate) -> new Candidate(candidate, edits(normalize(word), normalize(candidate))))
			.filter((candidate) -> candidate.edits() * 4 <= word.length())
			.min(Comparator.comparingInt(Candidate::edits).thenComparing(Candidate::word))
			.map(Candidate::word);
	}

	private static String normalize(String word) {
		return word.toUpperCase(Locale.ROOT).replace('-', '_');
	}

	/**
	 * Count the letters to insert, delete or replace (Levenshtein).
	 * @param from one word
	 * @param to the other
	 * @return how many
	 */
	private static int edits(String from, String to) {
		int[] previous = new int[to.length() + 1];
		for (int column = 0; column <= to.length(); column++) {
			previous[column] = column;
		}
		for (int row = 1; row <= from.length(); row++) {
			int[] current = new int[to.length() + 1];
			current[0] = row;
			for (int column = 1; column <= to.length(); column++) {
				int replaced = previous[column - 1] + ((from.charAt(row - 1) != to.charAt(column - 1)) ? 1 : 0);
				current[column] = Math.min(replaced, 1 + Math.min(previous[column], current[column - 1]));
			}
			previous = current;
		}
		return previous[to.length()];
	}

	private record Candidate(String word, int edits) {

	}

}

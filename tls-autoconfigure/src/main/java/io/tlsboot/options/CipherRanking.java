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
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The selection while a cipher string is worked through: the suites selected so far, and
 * those that still can be, both in order. It does what ssl_cipher_apply_rule() of OpenSSL
 * does (ssl/ssl_ciph.c), which has both in one list with a mark.
 */
final class CipherRanking {

	private final List<Cipher> selected = new ArrayList<>();

	private final List<Cipher> others = new ArrayList<>(CipherTable.ALL);

	/**
	 * Select suites at the end, in the order they have. One that is selected stays where
	 * it is.
	 * @param suites the suites
	 */
	void add(Predicate<Cipher> suites) {
		this.selected.addAll(takeFrom(this.others, suites));
	}

	/**
	 * Unselect suites. They are the first when they are added again.
	 * @param suites the suites
	 */
	void delete(Predicate<Cipher> suites) {
		this.others.addAll(0, takeFrom(this.selected, suites));
	}

	/**
	 * Unselect suites for ever.
	 * @param suites the suites
	 */
	void kill(Predicate<Cipher> suites) {
		this.selected.removeIf(suites);
		this.others.removeIf(suites);
	}

	/**
	 * Move selected suites to the end, in the order they have.
	 * @param suites the suites
	 */
	void moveToEnd(Predicate<Cipher> suites) {
		this.selected.addAll(takeFrom(this.selected, suites));
	}

	/**
	 * Sort the selected suites by strength, the strongest first. Equally strong ones keep
	 * their order.
	 */
	void sortByStrength() {
		this.selected.sort(Comparator.comparingInt(Cipher::strengthBits).reversed());
	}

	/**
	 * Tell whether any such suite is left.
	 * @param suites the suites
	 * @return whether one was not killed
	 */
	boolean has(Predicate<Cipher> suites) {
		return this.selected.stream().anyMatch(suites) || this.others.stream().anyMatch(suites);
	}

	/**
	 * Return what was selected.
	 * @return the suites of TLS 1.3 before the others, each in order
	 */
	List<Cipher> selected() {
		return Stream
			.concat(this.selected.stream().filter(Cipher::isTls13),
					this.selected.stream().filter(Predicate.not(Cipher::isTls13)))
			.toList();
	}

	private static List<Cipher> takeFrom(List<Cipher> list, Predicate<Cipher> suites) {
		List<Cipher> taken = list.stream().filter(suites).toList();
		list.removeIf(suites);
		return taken;
	}

}

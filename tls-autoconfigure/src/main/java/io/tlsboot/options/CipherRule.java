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

import java.util.function.Predicate;

/**
 * One element of a cipher string: what is done with which suites.
 *
 * @param operation what is done
 * @param text the element as it is written
 * @param position where it begins, counted from 1
 * @param suites the suites
 * @param naming whether it names a suite of TLS 1.3
 */
record CipherRule(Operation operation, String text, int position, Predicate<Cipher> suites, boolean naming) {

	/**
	 * Tell whether suites of TLS 1.3 are chosen by it.
	 * @return whether it names one in order to add it
	 */
	boolean choosesTls13() {
		return this.naming && this.operation == Operation.ADD;
	}

	/**
	 * Do it.
	 * @param ranking what is selected so far
	 */
	void applyTo(CipherRanking ranking) {
		switch (this.operation) {
			case ADD -> {
				if (!ranking.has(this.suites)) {
					throw new IllegalArgumentException(("cipher string, character %d: '%s' selects no suite (expected: "
							+ "one that exists and that '!' or DEFAULT before it has not excluded for ever)")
						.formatted(this.position, this.text));
				}
				ranking.add(this.suites);
			}
			case DELETE -> ranking.delete(this.suites);
			case KILL -> ranking.kill(this.suites);
			case MOVE -> ranking.moveToEnd(this.suites);
			case SORT -> ranking.sortByStrength();
		}
	}

	/** What is done with suites. */
	enum Operation {

		/** Add them at the end. */
		ADD,

		/** Delete them, until they are added again. */
		DELETE,

		/** Delete them for ever. */
		KILL,

		/** Move them to the end. */
		MOVE,

		/** Sort all that is selected by strength. */
		SORT

	}

}

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

package io.tlsboot.ledger;

import java.util.Map;
import java.util.TreeMap;

/**
 * Counters by names that others choose: so many names, and one for all the rest. Safe for
 * use by several threads.
 */
final class BoundedCounters {

	/** More would be no overview. */
	static final int MAX_NAMES = 100;

	/** What stands for the rest. */
	static final String OTHER = "other";

	private final Map<String, Long> counts = new TreeMap<>();

	synchronized void add(String name) {
		boolean room = this.counts.containsKey(name) || this.counts.size() < MAX_NAMES;
		this.counts.merge(room ? name : OTHER, 1L, Long::sum);
	}

	synchronized Map<String, Long> counts() {
		return Map.copyOf(this.counts);
	}

}

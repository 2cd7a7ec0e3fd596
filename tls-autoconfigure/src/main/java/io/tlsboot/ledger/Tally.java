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
 * Adds counters up.
 */
final class Tally {

	private final Map<String, Long> versions = new TreeMap<>();

	private final Map<String, Long> cipherSuites = new TreeMap<>();

	private final Map<String, Long> groups = new TreeMap<>();

	private final Map<String, Long> applicationProtocols = new TreeMap<>();

	private final Map<String, Long> failures = new TreeMap<>();

	private long succeeded;

	private long failed;

	private long inProgress;

	private long postQuantum;

	private long resumed;

	void add(Outcome outcome, long count) {
		if (outcome instanceof Outcome.Success success) {
			this.succeeded += count;
			this.postQuantum += success.postQuantum() ? count : 0;
			this.resumed += success.resumed() ? count : 0;
			this.versions.merge(success.version(), count, Long::sum);
			this.cipherSuites.merge(success.cipherSuite(), count, Long::sum);
			this.groups.merge(success.group(), count, Long::sum);
			this.applicationProtocols.merge(success.applicationProtocol(), count, Long::sum);
		}
		else if (outcome instanceof Outcome.Failure failure) {
			this.failed += count;
			this.failures.merge(failure.reason().code(), count, Long::sum);
		}
	}

	void addInProgress(long count) {
		this.inProgress += count;
	}

	HandshakeCounts counts() {
		return new HandshakeCounts(this.succeeded, this.failed, this.inProgress, this.postQuantum, this.resumed,
				this.versions, this.cipherSuites, this.groups, this.applicationProtocols, this.failures);
	}

}

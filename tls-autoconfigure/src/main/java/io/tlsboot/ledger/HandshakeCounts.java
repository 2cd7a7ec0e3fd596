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

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts of handshakes, each map in the order of its keys.
 *
 * @param succeeded how many succeeded
 * @param failed how many failed
 * @param inProgress how many are in progress
 * @param postQuantum how many of those that succeeded have a group that is safe from a
 * quantum computer
 * @param resumed how many of those that succeeded went on with an earlier session
 * @param versions those that succeeded by version
 * @param cipherSuites those that succeeded by cipher suite
 * @param groups those that succeeded by group of the key exchange, {@code none} where
 * there is none
 * @param applicationProtocols those that succeeded by application protocol, {@code none}
 * where none was negotiated
 * @param failures those that failed by reason
 * @since 0.1.0
 */
public record HandshakeCounts(long succeeded, long failed, long inProgress, long postQuantum, long resumed,
		Map<String, Long> versions, Map<String, Long> cipherSuites, Map<String, Long> groups,
		Map<String, Long> applicationProtocols, Map<String, Long> failures) {

	/**
	 * Create counts.
	 * @param succeeded how many succeeded
	 * @param failed how many failed
	 * @param inProgress how many are in progress
	 * @param postQuantum how many have a group that is safe from a quantum computer
	 * @param resumed how many went on with an earlier session
	 * @param versions those that succeeded by version
	 * @param cipherSuites those that succeeded by cipher suite
	 * @param groups those that succeeded by group of the key exchange
	 * @param applicationProtocols those that succeeded by application protocol
	 * @param failures those that failed by reason
	 */
	public HandshakeCounts {
		versions = sorted(versions);
		cipherSuites = sorted(cipherSuites);
		groups = sorted(groups);
		applicationProtocols = sorted(applicationProtocols);
		failures = sorted(failures);
	}

	private static Map<String, Long> sorted(Map<String, Long> counts) {
		return Collections.unmodifiableMap(new TreeMap<>(counts));
	}

}

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
 * Who would be refused by stricter options.
 *
 * @param evaluated how many handshakes that succeeded were held against them
 * @param wouldBeRefused how many of these would have failed
 * @param reasons these by reason; one may have several
 * @param peers these by address of the peer; {@code other} for all beyond the first
 * {@value #MAXIMUM_PEERS}
 * @since 0.1.0
 */
public record ReportOnlyCounts(long evaluated, long wouldBeRefused, Map<String, Long> reasons,
		Map<String, Map<String, Long>> peers) {

	/** How many peers are told apart. */
	public static final int MAXIMUM_PEERS = 100;

	/**
	 * Create counts.
	 * @param evaluated how many handshakes that succeeded were held against them
	 * @param wouldBeRefused how many of these would have failed
	 * @param reasons these by reason
	 * @param peers these by address of the peer, and by reason
	 */
	public ReportOnlyCounts {
		reasons = Collections.unmodifiableMap(new TreeMap<>(reasons));
		peers = Collections.unmodifiableMap(new TreeMap<>(peers));
	}

}

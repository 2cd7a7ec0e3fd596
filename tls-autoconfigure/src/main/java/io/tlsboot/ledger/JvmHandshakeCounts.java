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

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Counts of the handshakes of JSSE in this JVM that are in no other count: those of other
 * servers and clients. Each map is in the order of its keys and has at most 101.
 *
 * @param since from when on they are counted; {@code null} if that has not begun
 * @param unavailable why they are not counted; {@code null} if they are, or will be
 * @param handshakes how many there were
 * @param sides those by {@linkplain io.tlsboot.connection.Endpoint.Side#code() side}, or
 * {@code unknown}
 * @param versions those by version
 * @param cipherSuites those by cipher suite
 * @param servers those of clients by the host that they connected to, {@code other} where
 * there are too many, {@code none} where the client named none
 * @since 0.1.0
 */
public record JvmHandshakeCounts(@Nullable Instant since, @Nullable String unavailable, long handshakes,
		Map<String, Long> sides, Map<String, Long> versions, Map<String, Long> cipherSuites,
		Map<String, Long> servers) {

	/**
	 * Create counts.
	 * @param since from when on they are counted, or {@code null}
	 * @param unavailable why they are not counted, or {@code null}
	 * @param handshakes how many there were
	 * @param sides those by side
	 * @param versions those by version
	 * @param cipherSuites those by cipher suite
	 * @param servers those of clients by host
	 */
	public JvmHandshakeCounts {
		sides = sorted(sides);
		versions = sorted(versions);
		cipherSuites = sorted(cipherSuites);
		servers = sorted(servers);
	}

	private static Map<String, Long> sorted(Map<String, Long> counts) {
		return Collections.unmodifiableMap(new TreeMap<>(counts));
	}

}

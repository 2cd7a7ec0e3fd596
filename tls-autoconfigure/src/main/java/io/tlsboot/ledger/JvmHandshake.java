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

import java.util.Objects;

import io.tlsboot.trust.PeerText;
import org.jspecify.annotations.Nullable;

/**
 * A handshake of JSSE somewhere in this JVM.
 *
 * @param side {@code server}, {@code client} or {@code unknown}
 * @param version the version
 * @param cipherSuite the cipher suite
 * @param peer the host of the peer, cut to a line of limited length
 */
record JvmHandshake(String side, String version, String cipherSuite, String peer) {

	static final String SERVER = "server";

	static final String CLIENT = "client";

	static final String UNKNOWN = "unknown";

	private static final int MAX_LENGTH = 255;

	static JvmHandshake of(String side, @Nullable String version, @Nullable String cipherSuite, @Nullable String peer) {
		return new JvmHandshake(side, line(version, UNKNOWN), line(cipherSuite, UNKNOWN), line(peer, Outcome.NONE));
	}

	private static String line(@Nullable String text, String otherwise) {
		return Objects.toString(text, "").isBlank() ? otherwise
				: PeerText.line(Objects.requireNonNull(text), MAX_LENGTH);
	}

}

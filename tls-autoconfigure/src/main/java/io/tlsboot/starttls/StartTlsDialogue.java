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

package io.tlsboot.starttls;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * One side of one connection, from its opening to where its protocol begins. A pure state
 * machine: called by one thread at a time, and must not block. It ends with its first
 * {@link Step} that neither continues nor upgrades.
 *
 * @since 0.1.0
 */
public interface StartTlsDialogue {

	/** Says nothing, takes nothing and is done at once; has no state. */
	StartTlsDialogue SILENT = new StartTlsDialogue() {

		@Override
		public Step begin() {
			return Step.done();
		}

		@Override
		public Step received(ByteBuffer bytes) {
			return Step.done();
		}

	};

	/**
	 * Begin: the connection is open, in clear.
	 * @return what to do; by default, to wait for the peer
	 */
	default Step begin() {
		return Step.more();
	}

	/**
	 * Take one message of what was received, or nothing if it is not complete. Called
	 * again with the rest, and together with what comes, as long as the step says to go
	 * on. Before the switch, this is what came in clear; after it, what came secured.
	 * @param bytes what was received and not taken yet, from the position to the limit;
	 * what is taken is what the position was moved over. In the byte order of the
	 * network; must not be kept
	 * @return what to do
	 */
	Step received(ByteBuffer bytes);

	/**
	 * Go on after the handshake. State from before it must be forgotten, as far as the
	 * protocol says so.
	 * @param applicationProtocol the application protocol that was negotiated (RFC 7301),
	 * or {@code null}
	 * @return what to do; by default, the dialogue is done
	 */
	default Step secured(@Nullable String applicationProtocol) {
		return Step.done();
	}

	/**
	 * Return how the server introduced itself last: its greeting, its capabilities or its
	 * first packet. Asked when the dialogue is done.
	 * @return the bytes as they were sent; none by default
	 */
	default byte[] greeting() {
		return new byte[0];
	}

}

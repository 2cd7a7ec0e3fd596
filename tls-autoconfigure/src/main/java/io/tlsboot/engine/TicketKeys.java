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

package io.tlsboot.engine;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a BoringSSL server's tickets. A key makes tickets for half of a session's
 * lifetime and is accepted for another half, so no ticket outlives it: BoringSSL itself
 * looks at the age of TLS 1.2 sessions alone, and keeps its own keys for two days.
 */
final class TicketKeys {

	private final OpenSslSessionContext sessions;

	private final Duration half;

	private final Clock clock;

	private final SecureRandom random = new SecureRandom();

	private @Nullable OpenSslSessionTicketKey current;

	private volatile Instant until;

	TicketKeys(OpenSslSessionContext sessions, Duration lifetime, Clock clock) {
		this.sessions = sessions;
		this.half = lifetime.dividedBy(2);
		this.clock = clock;
		this.until = clock.instant();
		rotate();
	}

	/**
	 * Change the keys if it is time. Costs a volatile read else.
	 */
	void rotate() {
		Instant now = this.clock.instant();
		if (!now.isBefore(this.until)) {
			rotate(now);
		}
	}

	private synchronized void rotate(Instant now) {
		if (now.isBefore(this.until)) {
			return;
		}
		OpenSslSessionTicketKey fresh = new OpenSslSessionTicketKey(bytes(OpenSslSessionTicketKey.NAME_SIZE),
				bytes(OpenSslSessionTicketKey.HMAC_KEY_SIZE), bytes(OpenSslSessionTicketKey.AES_KEY_SIZE));
		// Where nobody came for so long, the key before is too old, too.
		boolean recent = now.isBefore(this.until.plus(this.half));
		if (this.current != null && recent) {
			this.sessions.setTicketKeys(fresh, this.current);
		}
		else {
			this.sessions.setTicketKeys(fresh);
		}
		this.current = fresh;
		this.until = now.plus(this.half);
	}

	private byte[] bytes(int length) {
		byte[] bytes = new byte[length];
		this.random.nextBytes(bytes);
		return bytes;
	}

}

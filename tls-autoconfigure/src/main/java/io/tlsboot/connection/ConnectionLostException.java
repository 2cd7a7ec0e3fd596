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

package io.tlsboot.connection;

import java.io.IOException;
import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A connection that ended without an orderly close, so that what was received may not be
 * all that the peer sent. Ends the inbound of the connection.
 *
 * @since 0.1.0
 */
public class ConnectionLostException extends IOException {

	private final Reason reason;

	ConnectionLostException(Reason reason, String message, @Nullable Throwable cause) {
		super(message, cause);
		this.reason = Objects.requireNonNull(reason, "'reason' must not be null");
	}

	/**
	 * Return how it ended.
	 * @return the reason
	 */
	public Reason reason() {
		return this.reason;
	}

	/**
	 * How a connection ended.
	 */
	public enum Reason {

		/**
		 * TCP ended before the peer's close_notify (RFC 8446, section 6.1): the peer
		 * broke off, or somebody on the way cut the rest off.
		 */
		TRUNCATED,

		/**
		 * A record could not be taken: it was changed on the way, or the peer breaks the
		 * protocol, for example by renegotiation.
		 */
		BROKEN_RECORD,

		/** TCP was reset, by the peer or on the way. */
		RESET,

		/** Nothing was received or sent for too long. */
		IDLE_TIMEOUT,

		/** It was aborted on this side. */
		ABORTED;

		/**
		 * Return the reason as logs write it.
		 * @return for example {@code broken-record}
		 */
		public String code() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}

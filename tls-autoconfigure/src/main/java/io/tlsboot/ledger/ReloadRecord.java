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
import java.util.Objects;

import io.tlsboot.trust.PeerText;
import org.jspecify.annotations.Nullable;

/**
 * An attempt to take what options are made of anew: their source has changed, or says so.
 *
 * @param time when it was over
 * @param options the name of the options
 * @param generation the generation that is in use since: the one before, if it failed or
 * nothing was different
 * @param result {@value #SUCCEEDED} or {@value #FAILED}
 * @param message why it failed, in one line of limited length and without a secret;
 * {@code null} if it succeeded
 * @since 0.1.0
 */
public record ReloadRecord(Instant time, String options, long generation, String result, @Nullable String message) {

	/** What the source holds now is in use. */
	public static final String SUCCEEDED = "succeeded";

	/** What the source holds now cannot be used; what was in use before still is. */
	public static final String FAILED = "failed";

	private static final int MAX_MESSAGE = 500;

	/**
	 * Create a record.
	 * @param time when it was over
	 * @param options the name of the options
	 * @param generation the generation that is in use since
	 * @param result {@value #SUCCEEDED} or {@value #FAILED}
	 * @param message why it failed, or {@code null} if it succeeded
	 */
	public ReloadRecord {
		Objects.requireNonNull(time, "'time' must not be null");
		Objects.requireNonNull(options, "'options' must not be null");
		Objects.requireNonNull(result, "'result' must not be null");
		message = (message != null) ? PeerText.line(message, MAX_MESSAGE) : null;
	}

	/**
	 * Tell whether it failed.
	 * @return whether it did
	 */
	public boolean failed() {
		return this.result.equals(FAILED);
	}

}

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

import javax.net.ssl.SSLHandshakeException;

import org.jspecify.annotations.Nullable;

/**
 * A handshake failed, or it did not come to one; no byte was sent or received secured.
 *
 * @since 0.1.0
 */
public class HandshakeException extends SSLHandshakeException {

	private static final long serialVersionUID = 1L;

	private final FailureReason reason;

	HandshakeException(Endpoint endpoint, HandshakeFailure failure, @Nullable Throwable cause) {
		super("%s: the handshake with %s failed: %s (%s)".formatted(endpoint, failure.remoteAddress(), failure.reason(),
				failure.detail()));
		this.reason = failure.reason();
		if (cause != null) {
			initCause(cause);
		}
	}

	/**
	 * Return why the handshake failed.
	 * @return the reason
	 */
	public FailureReason reason() {
		return this.reason;
	}

}

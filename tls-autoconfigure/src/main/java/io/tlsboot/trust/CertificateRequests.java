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

package io.tlsboot.trust;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;

/**
 * Remembers that a server asked for the client's certificate (RFC 8446, section 4.3.2),
 * which no engine tells when the handshake is done.
 *
 * @since 0.1.0
 */
public final class CertificateRequests {

	private static final String KEY = CertificateRequests.class.getName();

	private CertificateRequests() {
	}

	/**
	 * Remember that the server asked. Called by the client's key manager.
	 * @param engine the engine, whose handshake is in progress
	 */
	public static void asked(@Nullable SSLEngine engine) {
		SSLSession session = (engine != null) ? engine.getHandshakeSession() : null;
		if (session != null) {
			session.putValue(KEY, true);
		}
	}

	/**
	 * Tell whether the server asked in the handshake that was just done, and forget it.
	 * @param engine the engine
	 * @return whether it did
	 */
	public static boolean isAsked(SSLEngine engine) {
		SSLSession session = engine.getSession();
		boolean asked = session.getValue(KEY) != null;
		if (asked) {
			// A session that is resumed has not been asked.
			session.removeValue(KEY);
		}
		return asked;
	}

}

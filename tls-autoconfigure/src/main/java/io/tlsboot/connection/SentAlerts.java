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

import java.util.OptionalInt;

import javax.net.ssl.SSLEngine;

import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.tlsboot.connection.Endpoint.Side;

/**
 * Which alert an engine sends where it cannot be seen, since under TLS 1.3 it is
 * encrypted. What is not known for sure is not said.
 */
final class SentAlerts {

	private static final int BAD_CERTIFICATE = 42;

	private static final int CERTIFICATE_EXPIRED = 45;

	private static final int CERTIFICATE_UNKNOWN = 46;

	private static final int UNKNOWN_CA = 48;

	private static final int CERTIFICATE_REQUIRED = 116;

	private static final int JAVA = Runtime.version().feature();

	// Between these the JDK has learnt to tell alerts of certificates apart.
	private static final int LAST_OF_OLD = 17;

	private static final int FIRST_OF_NEW = 25;

	private SentAlerts() {
	}

	static OptionalInt of(SSLEngine engine, Side side, FailureReason reason) {
		boolean boringSsl = engine instanceof ReferenceCountedOpenSslEngine;
		return switch (reason) {
			case UNTRUSTED_ISSUER -> boringSsl ? OptionalInt.of(UNKNOWN_CA) : jsse(side, CERTIFICATE_UNKNOWN);
			case EXPIRED -> boringSsl ? OptionalInt.of(CERTIFICATE_EXPIRED) : jsse(side, CERTIFICATE_EXPIRED);
			case NAME_MISMATCH -> boringSsl ? OptionalInt.of(BAD_CERTIFICATE) : jsse(side, BAD_CERTIFICATE);
			case NOT_YET_VALID, NOT_ACCEPTABLE -> boringSsl ? OptionalInt.of(BAD_CERTIFICATE) : OptionalInt.empty();
			case CLIENT_CERTIFICATE_MISSING ->
				boringSsl ? OptionalInt.of(CERTIFICATE_REQUIRED) : jsse(BAD_CERTIFICATE, CERTIFICATE_REQUIRED);
			default -> OptionalInt.empty();
		};
	}

	// As a server it knows one for all that is wrong with a certificate.
	private static OptionalInt jsse(Side side, int since) {
		return (side == Side.SERVER) ? OptionalInt.of(CERTIFICATE_UNKNOWN) : jsse(CERTIFICATE_UNKNOWN, since);
	}

	private static OptionalInt jsse(int before, int since) {
		if (JAVA <= LAST_OF_OLD) {
			return OptionalInt.of(before);
		}
		return (JAVA >= FIRST_OF_NEW) ? OptionalInt.of(since) : OptionalInt.empty();
	}

}

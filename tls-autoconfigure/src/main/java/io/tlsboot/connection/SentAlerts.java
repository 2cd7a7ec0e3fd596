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
import io.tlsboot.trust.PeerCertificateException;

/**
 * Which alert an engine sends where it cannot be seen, since under TLS 1.3 it is
 * encrypted. What is not known for sure is not said.
 */
final class SentAlerts {

	private static final int BAD_CERTIFICATE = 42;

	private static final int CERTIFICATE_EXPIRED = 45;

	private static final int CERTIFICATE_UNKNOWN = 46;

	private static final int UNKNOWN_CA = 48;

	private SentAlerts() {
	}

	static OptionalInt of(SSLEngine engine, Side side, Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof PeerCertificateException peer) {
				return of(engine, side, peer.reason());
			}
		}
		return OptionalInt.empty();
	}

	// BoringSSL is told by the trust manager of ours; JSSE knows one for all as a server.
	private static OptionalInt of(SSLEngine engine, Side side, PeerCertificateException.Reason reason) {
		if (engine instanceof ReferenceCountedOpenSslEngine) {
			return OptionalInt.of(switch (reason) {
				case UNTRUSTED_ISSUER -> UNKNOWN_CA;
				case EXPIRED -> CERTIFICATE_EXPIRED;
				case NOT_YET_VALID, NAME_MISMATCH, NOT_ACCEPTABLE -> BAD_CERTIFICATE;
			});
		}
		return (side == Side.SERVER) ? OptionalInt.of(CERTIFICATE_UNKNOWN) : OptionalInt.empty();
	}

}

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
import java.util.List;

import io.tlsboot.trust.PeerText;

/**
 * PostgreSQL, chapter "Frontend/Backend Protocol": {@code SSLRequest}, which is answered
 * with one octet, or TLS from the first octet on (PostgreSQL 17), which needs ALPN.
 */
final class PostgresNegotiator implements StartTlsNegotiator {

	/** The application protocol of TLS. */
	static final String APPLICATION_PROTOCOL = "postgresql";

	private static final byte[] SSL_REQUEST = { 0, 0, 0, 8, 0x04, (byte) 0xd2, 0x16, 0x2f };

	@Override
	public String protocol() {
		return "postgres";
	}

	@Override
	public List<String> applicationProtocols() {
		return List.of(APPLICATION_PROTOCOL);
	}

	@Override
	public void check(StartTlsServerSettings settings) {
		Unsaid.refuseAllButTheRequired(settings, protocol());
	}

	@Override
	public StartTlsDialogue server(StartTlsServerSettings settings) {
		return new PostgresServer(settings);
	}

	// What follows an error is not shown: it may come from anybody (CVE-2024-10977).
	@Override
	public StartTlsDialogue client(StartTlsClientSettings settings) {
		return new StartTlsDialogue() {

			@Override
			public Step begin() {
				return Step.send(SSL_REQUEST);
			}

			@Override
			public Step received(ByteBuffer bytes) {
				if (!bytes.hasRemaining()) {
					return Step.more();
				}
				char answer = (char) (bytes.get() & 0xff);
				return switch (answer) {
					case 'S' -> Step.upgrade();
					case 'N' -> Step.refused("the server answers 'N' to SSLRequest (expected: 'S')");
					case 'E' -> Step.fail("the server answers SSLRequest with an error (expected: 'S')");
					default -> Step.fail("the server answers '%s' to SSLRequest (expected: 'S')"
						.formatted(PeerText.line(String.valueOf(answer), 1)));
				};
			}

		};
	}

}

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

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import io.tlsboot.engine.ContextSettings;
import io.tlsboot.engine.TlsContext;
import io.tlsboot.options.CertificateOptions;
import io.tlsboot.options.EngineChoice;
import io.tlsboot.options.Generation;
import io.tlsboot.options.SessionResumption;
import io.tlsboot.options.TlsVersion;
import io.tlsboot.testing.MemoryHandshake;
import io.tlsboot.testing.TestAuthority;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Statement A17 of Twisted's behaviours: ephemeral keys are used once. Read from what
 * both sides send in clear, over handshakes of the same two contexts.
 */
class EphemeralKeyTests {

	private static final int HANDSHAKES = 3;

	private static final int CLIENT_HELLO = 1;

	private static final int SERVER_HELLO = 2;

	private static final int SERVER_KEY_EXCHANGE = 12;

	private static final int RANDOM_LENGTH = 32;

	private static final int KEY_SHARE = 51;

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	// A17
	@ParameterizedTest
	@CsvSource({ "OPENSSL, TLSv1_2, 3", "OPENSSL, TLSv1_3, 6", "JDK, TLSv1_2, 3", "JDK, TLSv1_3, 6" })
	void eachHandshakeHasKeysOfItsOwn(EngineChoice engine, TlsVersion version, int atLeast) {
		CertificateOptions options = CertificateOptions.builder()
			.identity(AUTHORITY.issue("server"))
			.trustRoot(AUTHORITY.trustRoot())
			.lowerMaximumSecurityTo(version)
			.resumption(SessionResumption.DEFAULT.withEnabled(false))
			.engine(engine)
			.build();
		ContextSettings settings = ContextSettings.of(Clock.systemUTC());
		List<String> keys = new ArrayList<>();
		try (TlsContext client = TlsContext.forClient("localhost", new Generation("client", 1, options), settings);
				TlsContext server = TlsContext.forServer(new Generation("server", 1, options), settings)) {
			for (int handshake = 0; handshake < HANDSHAKES; handshake++) {
				keys.addAll(keys(client, server, version));
			}
		}
		assertThat(keys).hasSizeGreaterThanOrEqualTo(atLeast).doesNotHaveDuplicates();
	}

	private static List<String> keys(TlsContext client, TlsContext server, TlsVersion version) {
		try (MemoryHandshake handshake = MemoryHandshake.between(client, server)) {
			assertThat(handshake.serverSession().getProtocol()).isEqualTo(version.protocolName());
			// JSSE would resume it: only a pipeline sees to what the options say.
			handshake.serverSession().invalidate();
			handshake.clientSession().invalidate();
			List<String> keys = new ArrayList<>();
			if (version == TlsVersion.TLSv1_2) {
				// Type of the curve and its number stand before the key (RFC 8422,
				// section
				// 5.4).
				ByteBuffer exchange = message(handshake.serverFlight(), SERVER_KEY_EXCHANGE);
				keys.add(hex(skip(exchange, 3), Byte.toUnsignedInt(exchange.get())));
			}
			else {
				ByteBuffer shares = keyShare(message(handshake.clientFlight(), CLIENT_HELLO), true);
				skip(shares, 2);
				while (shares.hasRemaining()) {
					keys.add(share(shares));
				}
				keys.add(share(keyShare(message(handshake.serverFlight(), SERVER_HELLO), false)));
			}
			return keys;
		}
	}

	private static String share(ByteBuffer share) {
		return hex(skip(share, 2), Short.toUnsignedInt(share.getShort()));
	}

	private static ByteBuffer message(byte[] flight, int type) {
		ByteBuffer messages = HandshakeRecords.unwrap(ByteBuffer.wrap(flight)).messages();
		while (messages.hasRemaining()) {
			int header = messages.getInt();
			byte[] body = new byte[header & 0xffffff];
			messages.get(body);
			if (header >>> 24 == type) {
				return ByteBuffer.wrap(body);
			}
		}
		throw new AssertionError("no message of type " + type);
	}

	private static ByteBuffer keyShare(ByteBuffer hello, boolean client) {
		skip(hello, 2 + RANDOM_LENGTH);
		skip(hello, Byte.toUnsignedInt(hello.get()));
		if (client) {
			skip(hello, Short.toUnsignedInt(hello.getShort()));
			skip(hello, Byte.toUnsignedInt(hello.get()));
		}
		else {
			skip(hello, 3);
		}
		skip(hello, 2);
		while (hello.hasRemaining()) {
			int type = Short.toUnsignedInt(hello.getShort());
			byte[] content = new byte[Short.toUnsignedInt(hello.getShort())];
			hello.get(content);
			if (type == KEY_SHARE) {
				return ByteBuffer.wrap(content);
			}
		}
		throw new AssertionError("no key share");
	}

	private static ByteBuffer skip(ByteBuffer buffer, int bytes) {
		return buffer.position(buffer.position() + bytes);
	}

	private static String hex(ByteBuffer buffer, int length) {
		byte[] key = new byte[length];
		buffer.get(key);
		return HexFormat.of().formatHex(key);
	}

}

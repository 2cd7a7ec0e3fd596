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

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

import io.tlsboot.options.NamedGroup;
import io.tlsboot.options.TlsVersion;
import org.jspecify.annotations.Nullable;

/**
 * What the beginning of a server's first flight says of the key exchange: under TLS 1.3
 * the key share and the pre-shared key of the ServerHello (RFC 8446, sections 4.2.8 and
 * 4.2.11), before it the ServerKeyExchange (RFC 8422, section 5.4), and that there is no
 * Certificate (RFC 5246, section 7.3).
 *
 * @param group the group, or {@code null} while it is unknown
 * @param resumed whether an earlier session goes on
 * @param complete whether more bytes could tell more
 * @param signatureScheme the number of the scheme of the server's signature, or -1 where
 * it is not in the clear
 */
record ServerFlight(@Nullable NamedGroup group, boolean resumed, boolean complete, int signatureScheme) {

	static final ServerFlight UNDECIDED = new ServerFlight(null, false, false);

	private static final ServerFlight NOTHING = new ServerFlight(null, false, true);

	private static final ServerFlight RESUMED = new ServerFlight(null, true, true);

	private static final int MAX_FLIGHT = 1 << 17;

	private static final int SERVER_HELLO = 2;

	private static final int NEW_SESSION_TICKET = 4;

	private static final int SERVER_KEY_EXCHANGE = 12;

	private static final int SERVER_HELLO_DONE = 14;

	private static final int NAMED_CURVE = 3;

	private static final int EXTENSION_PRE_SHARED_KEY = 41;

	private static final int EXTENSION_SUPPORTED_VERSIONS = 43;

	private static final int EXTENSION_KEY_SHARE = 51;

	private static final int RANDOM_LENGTH = 32;

	// RFC 8446, section 4.1.3: the random of a HelloRetryRequest.
	private static final byte[] RETRY = HexFormat.of()
		.parseHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");

	ServerFlight(@Nullable NamedGroup group, boolean resumed, boolean complete) {
		this(group, resumed, complete, -1);
	}

	static ServerFlight parse(byte[] bytes) {
		return (bytes.length > MAX_FLIGHT) ? NOTHING : parse(ByteBuffer.wrap(bytes));
	}

	private static ServerFlight parse(ByteBuffer bytes) {
		HandshakeRecords records = HandshakeRecords.unwrap(bytes);
		try {
			Hello hello = null;
			boolean certificate = false;
			ByteBuffer messages = records.messages();
			while (messages.remaining() >= 4) {
				int header = messages.getInt();
				int length = header & 0xffffff;
				if (messages.remaining() < length) {
					return records.ended() ? NOTHING : UNDECIDED;
				}
				ByteBuffer body = messages.slice(messages.position(), length);
				messages.position(messages.position() + length);
				switch (header >>> 24) {
					case SERVER_HELLO -> hello = Hello.parse(body);
					case SERVER_KEY_EXCHANGE -> {
						return (body.get() == NAMED_CURVE) ? ofKeyExchange(body, hello) : NOTHING;
					}
					case SERVER_HELLO_DONE -> {
						return NOTHING;
					}
					case NEW_SESSION_TICKET -> {
						return RESUMED;
					}
					default -> {
						// Certificate and CertificateStatus: the key exchange follows.
						certificate = true;
					}
				}
				if (hello != null && !certificate && hello.isFinal()) {
					return of(hello.group, hello.preSharedKey);
				}
			}
			return records.ended() ? ended(certificate ? null : hello, bytes) : UNDECIDED;
		}
		catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException ex) {
			return NOTHING;
		}
	}

	// What follows is a ChangeCipherSpec: of an old version behind the ServerHello of a
	// resumed session, of TLS 1.3 for the sake of middleboxes.
	private static ServerFlight ended(@Nullable Hello hello, ByteBuffer rest) {
		if (hello == null) {
			return NOTHING;
		}
		if (!hello.retry) {
			return RESUMED;
		}
		if (!rest.hasRemaining()) {
			return UNDECIDED;
		}
		rest.get();
		return parse(rest);
	}

	// RFC 8422, section 5.4. Before TLS 1.2 the scheme is not said.
	private static ServerFlight ofKeyExchange(ByteBuffer body, @Nullable Hello hello) {
		NamedGroup group = NamedGroup.of(Short.toUnsignedInt(body.getShort())).orElse(null);
		skip(body, Byte.toUnsignedInt(body.get()));
		boolean said = hello != null && hello.version >= TlsVersion.TLSv1_2.codePoint() && body.remaining() >= 2;
		return new ServerFlight(group, false, true, said ? Short.toUnsignedInt(body.getShort()) : -1);
	}

	private static ServerFlight of(int codePoint, boolean resumed) {
		return new ServerFlight(NamedGroup.of(codePoint).orElse(null), resumed, true);
	}

	private static void skip(ByteBuffer buffer, int bytes) {
		buffer.position(buffer.position() + bytes);
	}

	/**
	 * A ServerHello or HelloRetryRequest.
	 *
	 * @param version the version that it names
	 * @param retry whether another one follows
	 * @param tls13 whether it is of TLS 1.3
	 * @param group the code point of the group, or -1
	 * @param preSharedKey whether a pre-shared key was taken
	 */
	private record Hello(int version, boolean retry, boolean tls13, int group, boolean preSharedKey) {

		// Nothing more of TLS 1.3 is in the clear.
		boolean isFinal() {
			return this.tls13 && !this.retry;
		}

		static Hello parse(ByteBuffer body) {
			int version = Short.toUnsignedInt(body.getShort());
			byte[] random = new byte[RANDOM_LENGTH];
			body.get(random);
			skip(body, Byte.toUnsignedInt(body.get()));
			skip(body, 2 + 1);
			int group = -1;
			boolean tls13 = false;
			boolean preSharedKey = false;
			if (body.hasRemaining()) {
				skip(body, 2);
			}
			while (body.remaining() >= 4) {
				int extension = Short.toUnsignedInt(body.getShort());
				int length = Short.toUnsignedInt(body.getShort());
				switch (extension) {
					case EXTENSION_KEY_SHARE -> group = Short.toUnsignedInt(body.getShort(body.position()));
					case EXTENSION_PRE_SHARED_KEY -> preSharedKey = true;
					case EXTENSION_SUPPORTED_VERSIONS -> tls13 = true;
					default -> {
					}
				}
				skip(body, length);
			}
			return new Hello(version, Arrays.equals(random, RETRY), tls13, group, preSharedKey);
		}

	}

}

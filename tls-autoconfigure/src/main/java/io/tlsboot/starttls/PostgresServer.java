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
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * The server before the switch. A client that asks for anything else than encryption is
 * answered as PostgreSQL does where {@code pg_hba.conf} has no entry for it.
 */
final class PostgresServer extends FramedDialogue {

	private static final byte HANDSHAKE = 0x16;

	private static final int HEADER_LENGTH = 8;

	private static final int CANCEL_REQUEST = 80877102;

	private static final int SSL_REQUEST = 80877103;

	private static final int GSS_ENCRYPTION_REQUEST = 80877104;

	private static final int MAJOR_VERSION = 3;

	private final StartTlsServerSettings settings;

	private boolean begun;

	private boolean direct;

	PostgresServer(StartTlsServerSettings settings) {
		super(settings.maxLineLength());
		this.settings = settings;
	}

	@Override
	public Step received(ByteBuffer bytes) {
		if (!this.begun && bytes.hasRemaining() && bytes.get(bytes.position()) == HANDSHAKE) {
			this.direct = true;
			return Step.upgradeBegun(new byte[0]);
		}
		return super.received(bytes);
	}

	@Override
	long length(ByteBuffer bytes) {
		if (bytes.remaining() < HEADER_LENGTH) {
			return UNKNOWN;
		}
		int length = bytes.getInt(0);
		if (length < HEADER_LENGTH) {
			throw new MalformedMessageException(
					"a first message of %d octets (expected: at least %d)".formatted(length, HEADER_LENGTH));
		}
		return length;
	}

	@Override
	Step message(ByteBuffer message) {
		boolean first = !this.begun;
		this.begun = true;
		int code = message.getInt(Integer.BYTES);
		if (code == SSL_REQUEST && message.limit() == HEADER_LENGTH) {
			return Step.upgrade("S");
		}
		if (code == GSS_ENCRYPTION_REQUEST && message.limit() == HEADER_LENGTH && first) {
			return Step.send("N");
		}
		if (code != CANCEL_REQUEST && code >>> Short.SIZE != MAJOR_VERSION) {
			String detail = "a message of %d octets with the code %d.%d".formatted(message.limit(), code >>> Short.SIZE,
					code & 0xffff);
			return Step.fail(detail, error("08P01", "unexpected message"));
		}
		return this.settings.requireTls() ? Step.close(error("28000", this.settings.requiredTextOr("TLS required")))
				: handOver();
	}

	private static byte[] error(String code, String text) {
		byte[] fields = "SFATAL\0VFATAL\0C%s\0M%s\0\0".formatted(code, text).getBytes(StandardCharsets.US_ASCII);
		return ByteBuffer.allocate(1 + Integer.BYTES + fields.length)
			.put((byte) 'E')
			.putInt(Integer.BYTES + fields.length)
			.put(fields)
			.array();
	}

	// Without a request in clear, only ALPN tells that the client means this protocol.
	@Override
	public Step secured(@Nullable String applicationProtocol) {
		return (!this.direct || PostgresNegotiator.APPLICATION_PROTOCOL.equals(applicationProtocol)) ? Step.done()
				: Step.fail("TLS without SSLRequest and without the application protocol '%s'"
					.formatted(PostgresNegotiator.APPLICATION_PROTOCOL));
	}

}

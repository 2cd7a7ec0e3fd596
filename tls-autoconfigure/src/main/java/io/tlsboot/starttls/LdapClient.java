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

import io.tlsboot.trust.PeerText;

/**
 * The client before the switch. A server that does not know StartTLS answers with
 * {@code protocolError} (RFC 4511, section 4.14.2).
 */
final class LdapClient extends FramedDialogue {

	private static final int ID = 1;

	private static final int REFERRAL = 0xa3;

	private static final int LONGEST_DETAIL = 100;

	LdapClient(StartTlsClientSettings settings) {
		super(settings.maxLineLength());
	}

	@Override
	public Step begin() {
		return Step.send(LdapMessage.write(ID,
				Ber.write(LdapMessage.EXTENDED_REQUEST, Ber.write(LdapMessage.REQUEST_NAME, LdapMessage.START_TLS))));
	}

	@Override
	long length(ByteBuffer bytes) {
		return LdapMessage.length(bytes);
	}

	@Override
	Step message(ByteBuffer bytes) {
		LdapMessage message = LdapMessage.read(bytes);
		if (message.operation().tag() != LdapMessage.EXTENDED_RESPONSE) {
			throw new MalformedMessageException("the server answers with the operation 0x%02x (expected: 0x%02x)"
				.formatted(message.operation().tag(), LdapMessage.EXTENDED_RESPONSE));
		}
		ByteBuffer parts = message.operation().content();
		int code = Ber.take(parts, Ber.ENUMERATED).number();
		Ber.take(parts, Ber.OCTETS);
		String text = PeerText.line(Ber.take(parts, Ber.OCTETS).text(), LONGEST_DETAIL);
		String name = name(parts);
		if (message.id() == 0 && name.equals(LdapMessage.NOTICE_OF_DISCONNECTION)) {
			return Step.fail("the server disconnects with the result %d '%s'".formatted(code, text));
		}
		if (message.id() != ID || !(name.isEmpty() || name.equals(LdapMessage.START_TLS))) {
			throw new MalformedMessageException("the server answers the message %d, named '%s' (expected: %d, '%s')"
				.formatted(message.id(), PeerText.line(name, LONGEST_DETAIL), ID, LdapMessage.START_TLS));
		}
		String detail = "the server answers StartTLS with the result %d '%s' (expected: 0)".formatted(code, text);
		return switch (code) {
			case LdapMessage.SUCCESS -> Step.upgrade();
			case LdapMessage.PROTOCOL_ERROR -> Step.notOffered(detail);
			default -> Step.refused(detail);
		};
	}

	// The name may be left out, and what later versions may add behind it is passed over.
	private static String name(ByteBuffer parts) {
		while (parts.hasRemaining()) {
			Ber part = Ber.take(parts);
			if (part.tag() == LdapMessage.RESPONSE_NAME) {
				return part.text();
			}
			if (part.tag() != REFERRAL) {
				throw new MalformedMessageException(
						"the server answers with an element with the tag 0x%02x".formatted(part.tag()));
			}
		}
		return "";
	}

}

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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The server before the switch: every operation but StartTLS is answered with
 * {@code confidentialityRequired}, but whoever looks for StartTLS in the root DSE finds
 * it.
 */
final class LdapServer extends FramedDialogue {

	private static final int BIND_REQUEST = 0x60;

	private static final int SEARCH_REQUEST = 0x63;

	private static final int UNBIND_REQUEST = 0x42;

	private static final int ABANDON_REQUEST = 0x50;

	private static final int SEARCH_RESULT_ENTRY = 0x64;

	private static final int SEARCH_RESULT_DONE = 0x65;

	/** By request: bind, search, modify, add, delete, modify DN, compare, extended. */
	private static final Map<Integer, Integer> RESPONSES = Map.of(BIND_REQUEST, 0x61, SEARCH_REQUEST,
			SEARCH_RESULT_DONE, 0x66, 0x67, 0x68, 0x69, 0x4a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f,
			LdapMessage.EXTENDED_REQUEST, LdapMessage.EXTENDED_RESPONSE);

	private static final int SIMPLE = 0x80;

	private static final int SASL = 0xa3;

	private static final Set<String> MECHANISMS_IN_CLEAR = Set.of("PLAIN", "LOGIN");

	private static final String MODIFY_PASSWORD = "1.3.6.1.4.1.4203.1.11.1";

	private final StartTlsServerSettings settings;

	LdapServer(StartTlsServerSettings settings) {
		super(settings.maxLineLength());
		this.settings = settings;
	}

	@Override
	long length(ByteBuffer bytes) {
		return LdapMessage.length(bytes);
	}

	@Override
	Step message(ByteBuffer bytes) {
		LdapMessage message = LdapMessage.read(bytes);
		if (message.id() == 0) {
			throw new MalformedMessageException("a request with the number 0 (expected: at least 1)");
		}
		ByteBuffer parts = message.operation().content();
		return switch (message.operation().tag()) {
			case UNBIND_REQUEST -> Step.close(new byte[0]);
			case ABANDON_REQUEST -> Step.more();
			case LdapMessage.EXTENDED_REQUEST -> extended(message, parts);
			case BIND_REQUEST -> inClear(message, bringsPassword(parts));
			case SEARCH_REQUEST -> (this.settings.requireTls() && isForRoot(parts)) ? Step.send(root(message.id()))
					: inClear(message, false);
			default -> inClear(message, false);
		};
	}

	private Step extended(LdapMessage message, ByteBuffer parts) {
		String name = Ber.take(parts, LdapMessage.REQUEST_NAME).text();
		if (!name.equals(LdapMessage.START_TLS)) {
			return inClear(message, name.equals(MODIFY_PASSWORD));
		}
		return parts.hasRemaining()
				? Step.send(LdapMessage.write(message.id(), LdapMessage.EXTENDED_RESPONSE, LdapMessage.PROTOCOL_ERROR,
						"StartTLS has no value", LdapMessage.START_TLS))
				: Step.upgrade(LdapMessage.write(message.id(), LdapMessage.EXTENDED_RESPONSE, LdapMessage.SUCCESS,
						this.settings.readyTextOr(""), LdapMessage.START_TLS));
	}

	private Step inClear(LdapMessage message, boolean secret) {
		Integer response = RESPONSES.get(message.operation().tag());
		if (response == null) {
			throw new MalformedMessageException(
					"an operation with the tag 0x%02x (expected: a request)".formatted(message.operation().tag()));
		}
		return (this.settings.requireTls() || secret) ? Step.send(LdapMessage.write(message.id(), response,
				LdapMessage.CONFIDENTIALITY_REQUIRED, this.settings.requiredTextOr("TLS required"), "")) : handOver();
	}

	private static boolean bringsPassword(ByteBuffer parts) {
		Ber.take(parts, Ber.INTEGER);
		Ber.take(parts, Ber.OCTETS);
		Ber method = Ber.take(parts);
		return switch (method.tag()) {
			case SIMPLE -> method.content().hasRemaining();
			case SASL ->
				MECHANISMS_IN_CLEAR.contains(Ber.take(method.content(), Ber.OCTETS).text().toUpperCase(Locale.ROOT));
			default -> throw new MalformedMessageException(
					"a bind with the method 0x%02x (expected: simple or SASL)".formatted(method.tag()));
		};
	}

	private static boolean isForRoot(ByteBuffer parts) {
		Ber base = Ber.take(parts, Ber.OCTETS);
		return Ber.take(parts, Ber.ENUMERATED).number() == 0 && !base.content().hasRemaining();
	}

	private byte[] root(int id) {
		Map<String, List<String>> attributes = new LinkedHashMap<>();
		attributes.put("supportedLDAPVersion", new ArrayList<>(List.of("3")));
		attributes.put("supportedExtension", new ArrayList<>(List.of(LdapMessage.START_TLS)));
		for (String capability : this.settings.capabilities()) {
			int colon = capability.indexOf(':');
			attributes.computeIfAbsent(capability.substring(0, colon), (name) -> new ArrayList<>())
				.add(capability.substring(colon + 1).strip());
		}
		byte[][] written = attributes.entrySet()
			.stream()
			.map((attribute) -> Ber.write(Ber.SEQUENCE, Ber.write(Ber.OCTETS, attribute.getKey()), Ber.write(Ber.SET,
					attribute.getValue().stream().map((value) -> Ber.write(Ber.OCTETS, value)).toArray(byte[][]::new))))
			.toArray(byte[][]::new);
		byte[] entry = LdapMessage.write(id,
				Ber.write(SEARCH_RESULT_ENTRY, Ber.write(Ber.OCTETS, ""), Ber.write(Ber.SEQUENCE, written)));
		byte[] done = LdapMessage.write(id, SEARCH_RESULT_DONE, LdapMessage.SUCCESS, "", "");
		return ByteBuffer.allocate(entry.length + done.length).put(entry).put(done).array();
	}

	// RFC 4511, section 4.1.1
	@Override
	Step malformed(String detail) {
		return Step.fail(detail, LdapMessage.write(0, LdapMessage.EXTENDED_RESPONSE, LdapMessage.PROTOCOL_ERROR,
				"Not a message of LDAP, or too long a one", LdapMessage.NOTICE_OF_DISCONNECTION));
	}

}

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

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * A fatal alert that was sent or received during a handshake.
 *
 * @param code the number of its description (RFC 8446, section 6, and the registry of
 * IANA)
 * @param direction which way it went
 * @since 0.1.0
 */
public record TlsAlert(int code, Direction direction) {

	private static final Map<Integer, String> NAMES = Map.ofEntries(Map.entry(0, "close_notify"),
			Map.entry(10, "unexpected_message"), Map.entry(20, "bad_record_mac"), Map.entry(21, "decryption_failed"),
			Map.entry(22, "record_overflow"), Map.entry(30, "decompression_failure"),
			Map.entry(40, "handshake_failure"), Map.entry(41, "no_certificate"), Map.entry(42, "bad_certificate"),
			Map.entry(43, "unsupported_certificate"), Map.entry(44, "certificate_revoked"),
			Map.entry(45, "certificate_expired"), Map.entry(46, "certificate_unknown"),
			Map.entry(47, "illegal_parameter"), Map.entry(48, "unknown_ca"), Map.entry(49, "access_denied"),
			Map.entry(50, "decode_error"), Map.entry(51, "decrypt_error"), Map.entry(60, "export_restriction"),
			Map.entry(70, "protocol_version"), Map.entry(71, "insufficient_security"), Map.entry(80, "internal_error"),
			Map.entry(86, "inappropriate_fallback"), Map.entry(90, "user_canceled"), Map.entry(100, "no_renegotiation"),
			Map.entry(109, "missing_extension"), Map.entry(110, "unsupported_extension"),
			Map.entry(111, "certificate_unobtainable"), Map.entry(112, "unrecognized_name"),
			Map.entry(113, "bad_certificate_status_response"), Map.entry(114, "bad_certificate_hash_value"),
			Map.entry(115, "unknown_psk_identity"), Map.entry(116, "certificate_required"),
			Map.entry(120, "no_application_protocol"), Map.entry(121, "ech_required"));

	private static final Map<String, Integer> CODES = NAMES.entrySet()
		.stream()
		.collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

	/**
	 * Create an alert.
	 * @param code the number of its description
	 * @param direction which way it went
	 */
	public TlsAlert {
		if (code < 0 || code > 255) {
			throw new IllegalArgumentException("code: %d (expected: 0 to 255)".formatted(code));
		}
		Objects.requireNonNull(direction, "'direction' must not be null");
	}

	static OptionalInt code(String name) {
		Integer code = CODES.get(name.toLowerCase(Locale.ROOT));
		return (code != null) ? OptionalInt.of(code) : OptionalInt.empty();
	}

	/**
	 * Return the name of the description.
	 * @return for example {@code unknown_ca}; {@code unassigned} for a number that IANA
	 * has given no name
	 */
	public String description() {
		return NAMES.getOrDefault(this.code, "unassigned");
	}

	@Override
	public String toString() {
		return "%s(%d) %s".formatted(description(), this.code, this.direction.code());
	}

	/**
	 * Which way an alert went.
	 */
	public enum Direction {

		/** We refused the peer. */
		SENT,

		/** The peer refused us. */
		RECEIVED;

		/**
		 * Return the direction as logs and the endpoint write it.
		 * @return {@code sent} or {@code received}
		 */
		public String code() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}

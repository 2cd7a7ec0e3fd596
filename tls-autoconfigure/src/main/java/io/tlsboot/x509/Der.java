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

package io.tlsboot.x509;

/**
 * The frame of an encoding in DER (X.690).
 */
final class Der {

	private static final int SEQUENCE = 0x30;

	private Der() {
	}

	/**
	 * Return how long a sequence is.
	 * @param encoded the octets
	 * @param offset where it begins
	 * @return the number of octets with tag and length, or -1 if there is no whole
	 * sequence
	 */
	static int length(byte[] encoded, int offset) {
		if (encoded.length - offset < 2 || encoded[offset] != SEQUENCE) {
			return -1;
		}
		int first = encoded[offset + 1] & 0xFF;
		if (first < 0x80) {
			return within(encoded, offset, 2L + first);
		}
		int octets = first & 0x7F;
		if (octets == 0 || octets > 4 || encoded.length - offset < 2 + octets) {
			return -1;
		}
		long length = 0;
		for (int index = 0; index < octets; index++) {
			length = (length << 8) | (encoded[offset + 2 + index] & 0xFF);
		}
		return within(encoded, offset, 2L + octets + length);
	}

	private static int within(byte[] encoded, int offset, long length) {
		return (length <= encoded.length - offset) ? (int) length : -1;
	}

}

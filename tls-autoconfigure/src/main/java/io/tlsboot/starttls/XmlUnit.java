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

/**
 * Finds the end of what comes next in a stream of XML: an octet of white space, a
 * declaration, a tag, or an element with all that is in it. What a stream must not have
 * (RFC 6120, section 11.1) is refused as soon as it is seen, and CDATA as well.
 */
final class XmlUnit {

	private static final int MOST_LEVELS = 16;

	private XmlUnit() {
	}

	/**
	 * Return the length of what comes next.
	 * @param bytes what was received
	 * @param tag whether it is a tag alone, not an element
	 * @return the length, or {@link FramedDialogue#UNKNOWN}
	 * @throws MalformedMessageException if it is neither
	 * @throws RestrictedXmlException if no stream may have it
	 */
	static long length(ByteBuffer bytes, boolean tag) {
		if (isSpace(bytes.get(0))) {
			return 1;
		}
		int levels = 0;
		for (int place = 0; place < bytes.limit();) {
			int begin = find(bytes, place, '<');
			if (begin > 0 && levels == 0) {
				throw new MalformedMessageException("text outside of elements");
			}
			int end = tagEnd(bytes, begin, tag && begin == 0);
			if (end < 0) {
				return FramedDialogue.UNKNOWN;
			}
			levels += levels(bytes, begin, end);
			if (tag || levels <= 0) {
				return end;
			}
			if (levels > MOST_LEVELS) {
				throw new MalformedMessageException("more than %d elements in each other".formatted(MOST_LEVELS));
			}
			place = end;
		}
		return FramedDialogue.UNKNOWN;
	}

	private static int find(ByteBuffer bytes, int place, char wanted) {
		int index = place;
		while (index < bytes.limit() && bytes.get(index) != wanted) {
			index++;
		}
		return index;
	}

	private static int tagEnd(ByteBuffer bytes, int begin, boolean declaration) {
		if (begin + 1 >= bytes.limit()) {
			return -1;
		}
		char kind = (char) bytes.get(begin + 1);
		if (kind == '!' || (kind == '?' && !declaration)) {
			throw new RestrictedXmlException(
					"'<%s' (expected: no comment, CDATA, DTD or processing instruction)".formatted(kind));
		}
		for (int index = begin + 1; index < bytes.limit(); index++) {
			char character = (char) bytes.get(index);
			switch (character) {
				case '\'', '"' -> index = find(bytes, index + 1, character);
				case '<' -> throw new MalformedMessageException("'<' in a tag");
				case '>' -> {
					return index + 1;
				}
				default -> {
				}
			}
		}
		return -1;
	}

	private static int levels(ByteBuffer bytes, int begin, int end) {
		if (bytes.get(begin + 1) == '/') {
			return -1;
		}
		return (bytes.get(end - 2) == '/') ? 0 : 1;
	}

	/**
	 * Tell whether something is white space.
	 * @param character the character
	 * @return whether it is
	 */
	static boolean isSpace(int character) {
		return character == ' ' || character == '\t' || character == '\r' || character == '\n';
	}

}

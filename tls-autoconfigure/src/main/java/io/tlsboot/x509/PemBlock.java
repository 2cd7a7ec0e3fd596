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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One block of a PEM text (RFC 7468), with the headers that traditional encryption puts
 * into it (RFC 1421). Whatever stands around the blocks is skipped.
 */
final class PemBlock {

	private static final String BEGIN = "-----BEGIN ";

	private static final String END = "-----END ";

	private static final String DASHES = "-----";

	// Some editors begin a file with it, and joined files have it within.
	private static final String BYTE_ORDER_MARK = "\uFEFF";

	private final String label;

	private final Map<String, String> headers;

	private final byte @Nullable [] content;

	private PemBlock(String label, Map<String, String> headers, byte @Nullable [] content) {
		this.label = label;
		this.headers = Map.copyOf(headers);
		this.content = content;
	}

	/**
	 * Tell whether bytes are a text with at least the beginning of a block.
	 * @param content the bytes
	 * @return whether they are
	 */
	static boolean isIn(byte[] content) {
		return new String(content, StandardCharsets.ISO_8859_1).contains(BEGIN);
	}

	/**
	 * Find the blocks of a text.
	 * @param text the text
	 * @return the blocks in the order of the text; one that is damaged has no content
	 */
	static List<PemBlock> scan(String text) {
		List<PemBlock> blocks = new ArrayList<>();
		String label = null;
		Map<String, String> headers = new LinkedHashMap<>();
		StringBuilder body = new StringBuilder();
		for (String line : (Iterable<String>) text.lines()::iterator) {
			String stripped = (line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line).strip();
			if (isBoundary(stripped, BEGIN)) {
				if (label != null) {
					blocks.add(new PemBlock(label, Map.of(), null));
				}
				label = stripped.substring(BEGIN.length(), stripped.length() - DASHES.length());
				headers.clear();
				body.setLength(0);
			}
			else if (label != null && stripped.startsWith(END)) {
				blocks.add(stripped.equals(END + label + DASHES) ? of(label, headers, body.toString())
						: new PemBlock(label, Map.of(), null));
				label = null;
			}
			else if (label != null) {
				int colon = stripped.indexOf(':');
				if (colon > 0) {
					headers.put(stripped.substring(0, colon).strip(), stripped.substring(colon + 1).strip());
				}
				else {
					body.append(stripped);
				}
			}
		}
		if (label != null) {
			blocks.add(new PemBlock(label, Map.of(), null));
		}
		return List.copyOf(blocks);
	}

	private static boolean isBoundary(String line, String start) {
		return line.startsWith(start) && line.endsWith(DASHES) && line.length() > start.length() + DASHES.length();
	}

	private static PemBlock of(String label, Map<String, String> headers, String body) {
		try {
			byte[] content = Base64.getDecoder().decode(body);
			return new PemBlock(label, headers, (content.length > 0) ? content : null);
		}
		catch (IllegalArgumentException ex) {
			return new PemBlock(label, headers, null);
		}
	}

	/**
	 * Write a block.
	 * @param label what is in it
	 * @param content the encoding
	 * @return the text, with a final line feed
	 */
	static String write(String label, byte[] content) {
		String body = Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(content);
		return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, body, label);
	}

	String label() {
		return this.label;
	}

	@Nullable String header(String name) {
		return this.headers.get(name);
	}

	/**
	 * Return the content.
	 * @return the octets, or {@code null} if the block has no end or is no base64
	 */
	byte @Nullable [] content() {
		return this.content;
	}

}

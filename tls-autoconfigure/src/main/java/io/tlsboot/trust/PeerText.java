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

package io.tlsboot.trust;

import java.util.regex.Pattern;

/**
 * Text that a peer had a hand in, made fit for a log. Names in a certificate are the
 * peer's own choice: they must not write lines, nor control a terminal, nor turn the
 * direction of what is read.
 *
 * @since 0.1.0
 */
public final class PeerText {

	private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]");

	private PeerText() {
	}

	/**
	 * Cut text to one line of limited length.
	 * @param text the text
	 * @param length how many characters are left at most, before three dots
	 * @return the line, with a question mark for each character that controls something
	 */
	public static String line(String text, int length) {
		String line = CONTROL.matcher(text).replaceAll("?");
		return (line.length() > length) ? line.substring(0, length) + "..." : line;
	}

}

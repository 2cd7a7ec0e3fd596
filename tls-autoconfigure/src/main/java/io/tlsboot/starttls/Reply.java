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

import java.util.List;
import java.util.regex.Pattern;

/**
 * A reply of a server, which may have several lines: three digits and a hyphen on each
 * but the last, which has a space or nothing instead (RFC 5321, section 4.2.1; RFC 959,
 * section 4.2).
 *
 * @param lines the lines, at least one
 */
record Reply(List<String> lines) {

	static final int CODE_LENGTH = 3;

	private static final Pattern LINE = Pattern.compile("[1-5][0-9]{2}([ -].*)?", Pattern.DOTALL);

	static boolean isLine(String line) {
		return LINE.matcher(line).matches();
	}

	static boolean isLastLine(String line) {
		return isLine(line) && (line.length() == CODE_LENGTH || line.charAt(CODE_LENGTH) == ' ');
	}

	/**
	 * Return the code.
	 * @return the three digits
	 */
	String code() {
		return this.lines.get(0).substring(0, CODE_LENGTH);
	}

	/**
	 * Return the texts.
	 * @return what follows the code and its separator on each line
	 */
	List<String> texts() {
		return this.lines.stream()
			.map((line) -> (line.length() > CODE_LENGTH) ? line.substring(CODE_LENGTH + 1) : "")
			.toList();
	}

}

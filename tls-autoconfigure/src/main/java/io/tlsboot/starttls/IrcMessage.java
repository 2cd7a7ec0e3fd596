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

/**
 * A message of IRC (RFC 2812, section 2.3.1; IRCv3, message tags).
 */
final class IrcMessage {

	private IrcMessage() {
	}

	/**
	 * Return a message without what stands before it.
	 * @param line the line
	 * @return the command and its parameters, without tags and prefix
	 */
	static String of(String line) {
		return without(without(line, "@"), ":");
	}

	private static String without(String line, String sign) {
		if (!line.startsWith(sign)) {
			return line;
		}
		int space = line.indexOf(' ');
		return (space < 0) ? "" : line.substring(space).stripLeading();
	}

}

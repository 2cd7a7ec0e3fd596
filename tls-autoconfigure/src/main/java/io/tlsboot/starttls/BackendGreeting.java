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

import java.util.regex.Pattern;

import io.tlsboot.trust.PeerText;

/**
 * Swallows the greeting of a backend: the client has got that of the listener.
 */
final class BackendGreeting extends LineDialogue {

	private static final int MOST_LINES = 100;

	private static final int LONGEST_DETAIL = 100;

	private final Pattern last;

	private final Pattern other;

	private int lines;

	/**
	 * Create a dialogue.
	 * @param last what the last line is like
	 * @param other what the lines before it are like
	 */
	BackendGreeting(Pattern last, Pattern other) {
		super(StartTlsClientSettings.DEFAULT_MAX_LINE_LENGTH);
		this.last = last;
		this.other = other;
	}

	@Override
	protected Step line(String line) {
		if (this.last.matcher(line).matches()) {
			return Step.done();
		}
		this.lines++;
		return (this.other.matcher(line).matches() && this.lines <= MOST_LINES) ? Step.more()
				: Step.fail("the backend greets with '%s'".formatted(PeerText.line(line, LONGEST_DETAIL)));
	}

}

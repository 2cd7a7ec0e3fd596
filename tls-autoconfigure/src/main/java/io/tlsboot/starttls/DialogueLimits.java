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

import java.time.Duration;

/**
 * How much a dialogue listens to.
 *
 * @param message how many octets a message may have
 * @param messages how many messages there may be
 * @param timeout how long it may take before the switch, and again after it
 */
record DialogueLimits(int message, int messages, Duration timeout) {

	/**
	 * Return how much may wait that a dialogue has not taken: it is to say in its own
	 * words before that a message is too long.
	 * @return the number of octets
	 */
	int unread() {
		return 2 * this.message + 1024;
	}

}

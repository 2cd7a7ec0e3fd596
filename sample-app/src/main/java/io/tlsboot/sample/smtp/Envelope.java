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

package io.tlsboot.sample.smtp;

import java.util.List;

/**
 * The envelope of a mail.
 *
 * @param from where errors go to, which may be empty
 * @param recipients whom it is for
 * @param size how many octets the content has
 */
record Envelope(String from, List<String> recipients, long size) {

	Envelope {
		recipients = List.copyOf(recipients);
	}

	@Override
	public String toString() {
		return "MAIL FROM:<%s> RCPT TO:<%s> SIZE=%d".formatted(this.from, String.join(">,<", this.recipients),
				this.size);
	}

}

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
 * A client's dialogue with a server that answers by replies with codes.
 */
abstract class ReplyDialogue extends LineDialogue {

	private Reply reply = new Reply();

	ReplyDialogue(int maxLineLength) {
		super(maxLineLength);
	}

	/**
	 * Go on after a reply.
	 * @param reply the whole reply
	 * @return what to do
	 */
	abstract Step reply(Reply reply);

	@Override
	protected final Step line(String line) {
		try {
			if (!this.reply.add(line)) {
				return Step.more();
			}
		}
		catch (IllegalArgumentException ex) {
			return Step.fail("the server says %s".formatted(ex.getMessage()));
		}
		Reply complete = this.reply;
		this.reply = new Reply();
		return reply(complete);
	}

}

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

/**
 * A client of a server that answers by replies with codes.
 */
abstract class ReplyClient extends AnswerClient {

	ReplyClient(StartTlsClientSettings settings) {
		super(settings);
	}

	/**
	 * Go on after a reply.
	 * @param awaited what was awaited
	 * @param reply the whole reply
	 * @return what to do
	 */
	abstract Step reply(State awaited, Reply reply);

	@Override
	boolean fits(String line, List<String> before) {
		return Reply.isLine(line) && (before.isEmpty() || line.startsWith(new Reply(before).code()));
	}

	@Override
	boolean last(String line, List<String> before) {
		return Reply.isLastLine(line);
	}

	@Override
	final Step answer(State awaited, List<String> answer) {
		return reply(awaited, new Reply(answer));
	}

}

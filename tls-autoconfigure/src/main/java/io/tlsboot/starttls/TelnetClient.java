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
 * The client before the switch: says at once that it is going to use START_TLS, so that a
 * server that does not has to answer.
 */
final class TelnetClient extends FramedDialogue {

	private boolean agreed;

	TelnetClient(StartTlsClientSettings settings) {
		super(settings.maxLineLength());
	}

	@Override
	public Step begin() {
		return Step.send(Telnet.startTls(Telnet.WILL));
	}

	@Override
	long length(ByteBuffer bytes) {
		return Telnet.length(bytes);
	}

	@Override
	Step message(ByteBuffer message) {
		return this.agreed ? follows(message) : answer(message);
	}

	private Step answer(ByteBuffer message) {
		if (Telnet.isStartTls(message, Telnet.DO)) {
			this.agreed = true;
			return Step.send(Telnet.follows());
		}
		if (Telnet.isStartTls(message, Telnet.DONT)) {
			return Step.notOffered("the server answers DONT to WILL START_TLS");
		}
		return Telnet.isData(message) ? giveBack(Step.notOffered("the server sends data before START_TLS"))
				: Telnet.refuse(message);
	}

	// After FOLLOWS nothing may be said in clear, and TLS forgets all options.
	private static Step follows(ByteBuffer message) {
		if (Telnet.isFollows(message)) {
			return Step.upgrade();
		}
		if (Telnet.isData(message)) {
			throw new MalformedMessageException("the server sends data between DO START_TLS and FOLLOWS");
		}
		return Telnet.isStartTls(message, Telnet.DONT)
				? Step.refused("the server says DONT START_TLS instead of FOLLOWS") : Step.more();
	}

}

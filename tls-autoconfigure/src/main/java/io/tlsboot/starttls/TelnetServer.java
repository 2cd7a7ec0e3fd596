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
import java.nio.charset.StandardCharsets;

/**
 * The server before the switch: asks for START_TLS at once, and uses no other option
 * until then. Where TLS is not required, a client is handed over as soon as it declines
 * START_TLS or sends data.
 */
final class TelnetServer extends FramedDialogue {

	private final StartTlsServerSettings settings;

	private boolean agreed;

	TelnetServer(StartTlsServerSettings settings) {
		super(settings.maxLineLength());
		this.settings = settings;
	}

	@Override
	public Step begin() {
		return Step.send(Telnet.startTls(Telnet.DO));
	}

	@Override
	long length(ByteBuffer bytes) {
		return Telnet.length(bytes);
	}

	@Override
	Step message(ByteBuffer message) {
		if (this.agreed) {
			if (!Telnet.isFollows(message)) {
				throw new MalformedMessageException("something else than FOLLOWS after WILL START_TLS");
			}
			return Step.upgrade(Telnet.follows());
		}
		if (Telnet.isStartTls(message, Telnet.WILL)) {
			this.agreed = true;
			return Step.more();
		}
		if (Telnet.isStartTls(message, Telnet.WONT)) {
			return this.settings.requireTls() ? close() : Step.done();
		}
		if (!Telnet.isData(message)) {
			return Telnet.refuse(message);
		}
		return this.settings.requireTls() ? close() : handOver();
	}

	private Step close() {
		byte[] text = (this.settings.requiredTextOr("TLS required") + "\r\n").getBytes(StandardCharsets.US_ASCII);
		return Step.close(text);
	}

}

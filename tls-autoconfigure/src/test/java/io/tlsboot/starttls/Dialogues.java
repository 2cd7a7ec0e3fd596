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

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The dialogues of every protocol, recorded. A protocol is added by one line here, for
 * which its own tests say what its peers send.
 */
final class Dialogues {

	private Dialogues() {
	}

	static Stream<Recording> recordings() {
		List<Recording> all = new ArrayList<>(line());
		all.addAll(SmtpTests.RECORDINGS);
		all.addAll(ImapTests.RECORDINGS);
		all.addAll(Pop3Tests.RECORDINGS);
		all.addAll(SieveTests.RECORDINGS);
		all.addAll(NntpTests.RECORDINGS);
		all.addAll(FtpTests.RECORDINGS);
		all.addAll(IrcTests.RECORDINGS);
		all.addAll(PostgresTests.RECORDINGS);
		all.addAll(MysqlTests.RECORDINGS);
		all.addAll(LdapTests.RECORDINGS);
		all.addAll(XmppTests.RECORDINGS);
		all.addAll(TelnetTests.RECORDINGS);
		all.addAll(AmpTests.RECORDINGS);
		return all.stream();
	}

	/** Return those that end with the switch, and with nothing behind it. */
	static Stream<Recording> upgrades() {
		return recordings().filter((recording) -> {
			DialogueRun run = new DialogueRun(recording.dialogue().get());
			run.receive(recording.clear());
			return run.upgrades() && run.left().length == 0;
		});
	}

	private static List<Recording> line() {
		return List.of(Recording.server("line", "hello\r\nSTARTTLS\r\n"), Recording.client("line", "READY\r\n", ""),
				Recording.client("line", "no\r\n", "").named("refused"));
	}

}

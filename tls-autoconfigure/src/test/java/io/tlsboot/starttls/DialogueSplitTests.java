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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * However the bytes of a peer are split, a dialogue does the same.
 */
class DialogueSplitTests {

	private static final int ROUNDS = 100;

	static Stream<Recording> recordings() {
		return Dialogues.recordings();
	}

	static Stream<Recording> upgrades() {
		return Dialogues.upgrades();
	}

	static Stream<String> protocols() {
		return StartTlsProtocols.with(List.of()).names().stream();
	}

	@ParameterizedTest
	@MethodSource("recordings")
	void theDialogueIsTheSameWhereverItIsSplitInTwo(Recording recording) {
		Outcome whole = run(recording);
		int length = recording.clear().length + recording.secured().length;
		for (int position = 0; position <= length; position++) {
			assertThat(run(recording, position)).as("split at %d", position).isEqualTo(whole);
		}
	}

	@ParameterizedTest
	@MethodSource("recordings")
	void theDialogueIsTheSameByteByByte(Recording recording) {
		int length = recording.clear().length + recording.secured().length;
		assertThat(run(recording, IntStream.range(0, length).toArray())).isEqualTo(run(recording));
	}

	@ParameterizedTest
	@MethodSource("recordings")
	void theDialogueIsTheSameInRandomParts(Recording recording) {
		Outcome whole = run(recording);
		int length = recording.clear().length + recording.secured().length;
		Random random = new Random(4711);
		for (int round = 0; round < ROUNDS; round++) {
			int[] cuts = random.ints(1 + random.nextInt(8), 0, length + 1).sorted().toArray();
			assertThat(run(recording, cuts)).as("split at %s", Arrays.toString(cuts)).isEqualTo(whole);
		}
	}

	@ParameterizedTest
	@MethodSource("upgrades")
	void noDialogueTakesWhatFollowsTheSwitch(Recording recording) {
		DialogueRun run = new DialogueRun(recording.dialogue().get());
		run.receive(recording.clear());
		DialogueRun injected = new DialogueRun(recording.dialogue().get());
		byte[] more = "RSET\r\n* OK\r\n+OK\r\n250 OK\r\n".getBytes(StandardCharsets.US_ASCII);
		byte[] bytes = Arrays.copyOf(recording.clear(), recording.clear().length + more.length);
		System.arraycopy(more, 0, bytes, recording.clear().length, more.length);
		injected.receive(bytes);
		assertThat(injected.left()).isEqualTo(more);
		assertThat(injected.steps()).isEqualTo(run.steps());
	}

	@ParameterizedTest
	@MethodSource("protocols")
	void theClientAndTheServerReachTheSwitchTogether(String protocol) {
		DialogueRun server = DialogueRun.server(protocol);
		DialogueRun client = DialogueRun.client(protocol);
		for (int round = 0; round < ROUNDS && (server.goesOn() || client.goesOn()); round++) {
			client.receive(server.takeSent());
			server.receive(client.takeSent());
		}
		assertThat(server.upgrades()).as("%s", server.steps()).isTrue();
		assertThat(client.upgrades()).as("%s", client.steps()).isTrue();
		assertThat(server.left()).isEmpty();
		assertThat(client.left()).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("protocols")
	void bothSidesOfEveryProtocolAreRecorded(String protocol) {
		assertThat(Dialogues.recordings().map(Recording::name)).contains("server of " + protocol,
				"client of " + protocol);
	}

	@ParameterizedTest
	@MethodSource("protocols")
	void bothSidesOfEveryProtocolAreRecordedUpToTheSwitch(String protocol) {
		assertThat(Dialogues.upgrades().map(Recording::name)).contains("server of " + protocol,
				"client of " + protocol);
	}

	private static Outcome run(Recording recording, int... cuts) {
		DialogueRun run = new DialogueRun(recording.dialogue().get());
		int clear = recording.clear().length;
		receive(run, recording.clear(), 0, cuts);
		if (run.upgrades() && run.left().length == 0) {
			run.secure();
			receive(run, recording.secured(), clear, cuts);
		}
		boolean failed = run.last().next() == Step.Next.FAIL;
		return new Outcome(List.copyOf(run.steps()), failed ? "" : Arrays.toString(run.left()), run.greeting());
	}

	private static void receive(DialogueRun run, byte[] bytes, int offset, int... cuts) {
		int start = 0;
		for (int cut : cuts) {
			int end = Math.min(Math.max(cut - offset, start), bytes.length);
			run.receive(Arrays.copyOfRange(bytes, start, end));
			start = end;
		}
		run.receive(Arrays.copyOfRange(bytes, start, bytes.length));
	}

	/**
	 * What a dialogue did.
	 *
	 * @param steps its steps, with what was sent
	 * @param left what it did not take, unless it failed
	 * @param greeting how the server introduced itself
	 */
	private record Outcome(List<String> steps, String left, String greeting) {
	}

}

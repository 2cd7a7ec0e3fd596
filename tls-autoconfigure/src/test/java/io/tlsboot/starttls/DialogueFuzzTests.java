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
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * Whatever a peer says, no side of any protocol throws anything.
 */
class DialogueFuzzTests {

	private static final int ROUNDS = 2000;

	private static final String ODD = " ;,:=*+-.{}()<>/'\"@\\\r\n\t\0\1\u0085\u00ff09aZ";

	static Stream<String> protocols() {
		return StartTlsProtocols.with(List.of()).names().stream();
	}

	@ParameterizedTest
	@MethodSource("protocols")
	void neverThrows(String protocol) {
		StartTlsNegotiator negotiator = StartTlsProtocols.with(List.of()).get(protocol);
		StartTlsClientSettings client = StartTlsClientSettings.of("server.example");
		neverThrows(protocol, "server", () -> negotiator.server(StartTlsServerSettings.DEFAULTS));
		neverThrows(protocol, "server", () -> negotiator.server(Settings.optional()));
		neverThrows(protocol, "client", () -> negotiator.client(client));
		if (negotiator.backend(StartTlsServerSettings.DEFAULTS) != null) {
			neverThrows(protocol, "backend", () -> {
				StartTlsDialogue backend = negotiator.backend(StartTlsServerSettings.DEFAULTS);
				return (backend != null) ? backend : StartTlsDialogue.SILENT;
			});
		}
	}

	private static void neverThrows(String protocol, String side, Supplier<StartTlsDialogue> dialogue) {
		List<Recording> recordings = Dialogues.recordings()
			.filter((recording) -> recording.name().startsWith(side + " of " + protocol))
			.toList();
		Random random = new Random(4711);
		for (int round = 0; round < ROUNDS; round++) {
			String clear = text(recordings, false, random);
			String secured = text(recordings, true, random);
			assertThatCode(() -> converse(new DialogueRun(dialogue.get()), clear, secured))
				.as(() -> "%s of %s: %s, then %s".formatted(side, protocol, shown(clear), shown(secured)))
				.doesNotThrowAnyException();
		}
	}

	private static void converse(DialogueRun run, String clear, String secured) {
		int half = clear.length() / 2;
		run.say(clear.substring(0, half));
		run.say(clear.substring(half));
		if (run.upgrades()) {
			run.secure();
			run.say(secured);
		}
		run.greeting();
	}

	private static String text(List<Recording> recordings, boolean secured, Random random) {
		if (recordings.isEmpty() || random.nextInt(8) == 0) {
			return noise(random, 60);
		}
		StringBuilder text = new StringBuilder(sample(recordings, secured, random));
		for (int change = random.nextInt(4); change > 0; change--) {
			change(text, fragment(sample(recordings, random.nextBoolean(), random), random), random);
		}
		return text.toString();
	}

	// Lines, parts of them, or single octets give way to something else, or are moved.
	private static void change(StringBuilder text, String fragment, Random random) {
		List<Integer> starts = new ArrayList<>(List.of(0));
		for (int index = 0; index < text.length(); index++) {
			if (text.charAt(index) == '\n') {
				starts.add(index + 1);
			}
		}
		int start = starts.get(random.nextInt(starts.size()));
		int end = text.indexOf("\r\n", start);
		end = (end < 0) ? text.length() : end;
		start += random.nextInt(Math.min(5, end - start + 1));
		switch (random.nextInt(5)) {
			case 0 -> text.replace(start, end, odd(random));
			case 1 -> text.replace(start, end, fragment);
			case 2 -> text.insert(random.nextInt(text.length() + 1), fragment);
			case 3 -> text.insert(random.nextInt(text.length() + 1), odd(random));
			default -> {
				int place = random.nextInt(text.length() + 1);
				text.delete(place, Math.min(text.length(), place + 1 + random.nextInt(10)));
			}
		}
	}

	private static String odd(Random random) {
		StringBuilder odd = new StringBuilder();
		for (int length = random.nextInt(4); length > 0; length--) {
			odd.append(ODD.charAt(random.nextInt(ODD.length())));
		}
		return odd.toString();
	}

	private static String fragment(String sample, Random random) {
		if (random.nextInt(4) == 0) {
			return noise(random, 8);
		}
		int start = random.nextInt(sample.length() + 1);
		return sample.substring(start, Math.min(sample.length(), start + random.nextInt(40)));
	}

	private static String sample(List<Recording> recordings, boolean secured, Random random) {
		Recording recording = recordings.get(random.nextInt(recordings.size()));
		return new String(secured ? recording.secured() : recording.clear(), StandardCharsets.ISO_8859_1);
	}

	private static String noise(Random random, int most) {
		byte[] noise = new byte[random.nextInt(most)];
		random.nextBytes(noise);
		return new String(noise, StandardCharsets.ISO_8859_1);
	}

	private static String shown(String text) {
		return text.replace("\r", "\\r").replace("\n", "\\n");
	}

}

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

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.Supplier;

import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/**
 * How a dialogue ends that is given some bytes, however they are split.
 *
 * @param sent what it has sent, from its beginning on
 * @param next what comes next
 * @param left what it has not taken
 * @param detail what it says of that, for people
 */
record Outcome(String sent, Step.Next next, String left, @Nullable String detail) {

	private static final int MOST_SPLITS = 600;

	private static final int FUZZ_ROUNDS = 4000;

	/**
	 * Give bytes to a dialogue: at once, split at each place, and one by one.
	 * @param dialogue begins a dialogue that behaves always the same
	 * @param bytes the bytes
	 * @return the outcome, which is the same each time
	 */
	static Outcome of(Supplier<StartTlsDialogue> dialogue, byte[] bytes) {
		Outcome whole = pieces(dialogue.get(), bytes);
		for (int place = 1; place < Math.min(bytes.length, MOST_SPLITS); place++) {
			Outcome split = pieces(dialogue.get(), Arrays.copyOf(bytes, place),
					Arrays.copyOfRange(bytes, place, bytes.length));
			Assertions.assertThat(split).as("split at %d", place).isEqualTo(whole);
		}
		byte[][] single = new byte[bytes.length][];
		Arrays.setAll(single, (index) -> new byte[] { bytes[index] });
		Assertions.assertThat(pieces(dialogue.get(), single)).as("one by one").isEqualTo(whole);
		return whole;
	}

	static Outcome of(Supplier<StartTlsDialogue> dialogue, String text) {
		return of(dialogue, bytes(text));
	}

	static Outcome pieces(StartTlsDialogue dialogue, byte[]... pieces) {
		ByteArrayOutputStream sent = new ByteArrayOutputStream();
		Step step = said(dialogue.begin(), sent);
		ByteBuffer left = ByteBuffer.allocate(Arrays.stream(pieces).mapToInt((piece) -> piece.length).sum()).flip();
		for (byte[] piece : pieces) {
			left.compact().put(piece).flip();
			int before = -1;
			while (step.next() == Step.Next.CONTINUE && left.hasRemaining() && left.position() != before) {
				before = left.position();
				step = said(dialogue.received(left), sent);
			}
		}
		byte[] rest = new byte[left.remaining()];
		left.get(rest);
		return new Outcome(sent.toString(StandardCharsets.ISO_8859_1), step.next(),
				new String(rest, StandardCharsets.ISO_8859_1), step.detail());
	}

	private static Step said(Step step, ByteArrayOutputStream sent) {
		byte[] bytes = new byte[step.bytes().remaining()];
		step.bytes().get(bytes);
		sent.writeBytes(bytes);
		return step;
	}

	/**
	 * Give bytes that nobody has thought of to a dialogue: it ends or waits, but throws
	 * nothing.
	 * @param dialogue begins a dialogue
	 * @param samples what a peer may say, from which the bytes are made
	 */
	static void fuzz(Supplier<StartTlsDialogue> dialogue, byte[]... samples) {
		Random random = new Random(6);
		for (int round = 0; round < FUZZ_ROUNDS; round++) {
			byte[] bytes = (round % 4 == 0) ? new byte[random.nextInt(60)]
					: samples[random.nextInt(samples.length)].clone();
			if (round % 4 == 0) {
				random.nextBytes(bytes);
			}
			for (int change = random.nextInt(4); change > 0 && bytes.length > 0; change--) {
				bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
			}
			int place = random.nextInt(bytes.length + 1);
			byte[] shown = bytes;
			Assertions
				.assertThatCode(() -> pieces(dialogue.get(), Arrays.copyOf(shown, place),
						Arrays.copyOfRange(shown, place, shown.length), shown))
				.as(() -> HexFormat.of().formatHex(shown))
				.doesNotThrowAnyException();
		}
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	static String hex(String digits) {
		return new String(HexFormat.of().parseHex(digits.replace(" ", "")), StandardCharsets.ISO_8859_1);
	}

}

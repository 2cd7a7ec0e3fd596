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

package io.tlsboot.ledger;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class ReloadsTests {

	private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

	private final Reloads reloads = new Reloads(Clock.fixed(NOW, ZoneOffset.UTC));

	@Test
	void whatWasNeverReloadedHasNoHistory() {
		assertThat(this.reloads.of("edge")).isEmpty();
		assertThat(this.reloads.all()).isEmpty();
	}

	@Test
	void reloadsAreCountedByOptionsAndResultAndTheLastIsKept() {
		this.reloads.succeeded("edge", 2);
		this.reloads.failed("edge", 2, "the file is empty");
		this.reloads.succeeded("other", 2);
		this.reloads.succeeded("edge", 3);
		this.reloads.failed("edge", 3, "the key does not match");

		assertThat(this.reloads.all()).containsOnlyKeys("edge", "other");
		assertThat(this.reloads.of("edge")).contains(new ReloadHistory(2, 2,
				new ReloadRecord(NOW, "edge", 3, ReloadRecord.FAILED, "the key does not match")));
		assertThat(this.reloads.of("other"))
			.contains(new ReloadHistory(1, 0, new ReloadRecord(NOW, "other", 2, ReloadRecord.SUCCEEDED, null)));
	}

	@Test
	void messageIsOneLineOfLimitedLength() {
		this.reloads.failed("edge", 1, "subject CN=a\nINFO all is well\u001b[2J" + "x".repeat(1000));

		assertThat(this.reloads.of("edge").orElseThrow().last().message())
			.startsWith("subject CN=a?INFO all is well?[2Jx")
			.endsWith("x...")
			.hasSizeLessThan(510);
	}

	@Test
	void listenersHearOfEachReloadAlsoWhenOneOfThemThrows(CapturedOutput output) {
		List<ReloadRecord> heard = new ArrayList<>();
		this.reloads.observedBy(List.<ReloadListener>of((reload) -> {
			throw new IllegalStateException("no room");
		}, heard::add));

		this.reloads.succeeded("edge", 2);
		this.reloads.failed("edge", 2, "gone");

		assertThat(heard).extracting(ReloadRecord::result).containsExactly(ReloadRecord.SUCCEEDED, ReloadRecord.FAILED);
		assertThat(heard).extracting(ReloadRecord::failed).containsExactly(false, true);
		assertThat(output).contains("A reload of the options 'edge' was told to");
	}

}
